"""What everybody sees of filings: the list, and the page behind the card's code."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from oneseal.filings import selectors
from oneseal.filings.views.shared import TONES
from oneseal.foundation.access import allow_everyone


@require_safe
@allow_everyone
def filings(request: HttpRequest) -> HttpResponse:
    """Filings that stand, with search."""
    context = {"page": selectors.public_list(request.GET), "q": request.GET.get("q", "").strip()}
    return render(request, "filings/public.html", context)


@require_safe
@allow_everyone
def filing(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One filing: whether it stands now, and what was filed."""
    row = selectors.access_public(uid)
    context = {"filing": row, "tone": TONES[row.state]}
    return render(request, "filings/public_filing.html", context)
