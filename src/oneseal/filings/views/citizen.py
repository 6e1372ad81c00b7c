"""Pages of those who file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.catalog import selectors as catalog
from oneseal.filings import selectors
from oneseal.filings.views.shared import TONES, do, fill_in, show
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.ratelimit import limit
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Role

PAGE = "filings/filing.html"


@require_safe
@allow(Role.CITIZEN)
def mine(request: HttpRequest) -> HttpResponse:
    """What I filed."""
    page = selectors.own_filings(actor_of(request), request.GET)
    return render(
        request, "filings/mine.html", {"page": page, "rows": [(row, TONES[row.state]) for row in page.rows]}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.CITIZEN)
@limit("20/h", by="account", methods=("POST",))
@idempotent
def new(request: HttpRequest, code: str) -> HttpResponse:
    """File it: one form, on the spot."""
    actor = actor_of(request)
    applicants = identity.principals(actor, catalog.item_by_code(actor, code).code)
    return fill_in(
        request, actor, code, applicants, lambda filer: filer.cleaned_data["applicant"], "filings:filing"
    )


@require_safe
@allow(Role.CITIZEN)
def filing(request: HttpRequest, filing_id: int) -> HttpResponse:
    """One filing with its card."""
    actor = actor_of(request)
    return show(request, actor, selectors.access_filing(actor, filing_id), PAGE)


@require_POST
@allow(Role.CITIZEN)
@idempotent
def act(request: HttpRequest, filing_id: int, verb: str) -> HttpResponse:
    """Renew or give up."""
    return do(request, actor_of(request), filing_id, verb, PAGE, "filings:filing")
