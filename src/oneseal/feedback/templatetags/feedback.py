"""Rates as people read them: the percentage, and what it is made of."""

from typing import Any

from django import template

from oneseal.kernel.rates import Rate

register = template.Library()


@register.filter
def percent(rate: Rate) -> str:
    """A percentage with one place; — over nothing."""
    return rate.percent(1)


@register.filter
def quotient(rate: Rate) -> str:
    """A quotient with one place; — over nothing."""
    return rate.quotient(1)


@register.inclusion_tag("feedback/rate_card.html")
def rate_card(title: str, rate: Rate, definition: str) -> dict[str, Any]:
    """A rate with numerator, denominator and definition."""
    return {"title": title, "rate": rate, "shown": rate.percent(1), "definition": definition}
