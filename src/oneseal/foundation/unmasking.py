"""The answer to whoever asked, with a reason, for personal data in full."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def show_unmasked(request: HttpRequest, value: str, back: str) -> HttpResponse:
    """One value in the place of the masked one (htmx), else alone on a page that leads `back`. Nobody keeps it."""
    template = "unmasked.html" + ("#value" if getattr(request, "htmx", False) else "")
    response = render(request, template, {"value": value, "back": back})
    response["Cache-Control"] = "no-store"
    return response
