"""The desk's first page and its search over everything."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from oneseal.foundation.access import allow_staff


@require_safe
@allow_staff
def desk(request: HttpRequest) -> HttpResponse:
    """My work."""
    return render(request, "portal/desk.html")


@require_safe
@allow_staff
def desk_search(request: HttpRequest) -> HttpResponse:
    """Cases, items and people that match the words."""
    return render(request, "portal/desk_search.html", {"query": request.GET.get("q", "").strip()})
