"""Finding a service item: by words, by whom it is for, by theme, by former department."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from oneseal.foundation.access import allow_everyone


@require_safe
@allow_everyone
def search(request: HttpRequest) -> HttpResponse:
    """Items that match the words and filters."""
    return render(request, "portal/search.html", {"query": request.GET.get("q", "").strip()})
