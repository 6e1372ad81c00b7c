"""My work: the steps that wait for me and my posts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from oneseal.cases import selectors
from oneseal.foundation.access import actor_of, allow_staff


@require_safe
@allow_staff
def worklist(request: HttpRequest) -> HttpResponse:
    """Steps in hand and waiting for one of my posts."""
    page = selectors.worklist(actor_of(request), request.GET)
    return render(request, "cases/desk/work.html", {"page": page})
