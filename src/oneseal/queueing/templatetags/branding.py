"""How a hall shows itself, for the pages, boards, stations and slips of every context above."""

from typing import Any

from django import template

from oneseal.queueing import selectors
from oneseal.queueing.selectors import ShownBrand

register = template.Library()


@register.simple_tag
def brand_of(hall_id: int | None) -> ShownBrand:
    """The hall's brand of today; without a hall the bureau's own name and emblem."""
    return selectors.brand_of(hall_id)


@register.inclusion_tag("queueing/brand_mark.html")
def brand_mark(brand: ShownBrand, *, short: bool = False) -> dict[str, Any]:
    """Logo and name, with the slogan unless it is to be short."""
    return {"brand": brand, "short": short}
