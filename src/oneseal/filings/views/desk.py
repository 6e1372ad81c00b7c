"""Pages of colleagues: filings at the window, checks afterwards."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.catalog.selectors.separation import separated
from oneseal.filings import selectors
from oneseal.filings.forms import FilerForm
from oneseal.filings.views.shared import TONES, do, fill_in, show
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.pages import tabs
from oneseal.identity import selectors as identity
from oneseal.kernel.access import CASEWORK, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

PAGE = "filings/desk_filing.html"
ACTORS = (Role.CLERK, Role.REVIEWER, Role.SECTION_HEAD, Role.BUREAU_HEAD)


@require_safe
@allow(*CASEWORK)
def filings(request: HttpRequest) -> HttpResponse:
    """Filings to check, those that stand, all."""
    actor, view = actor_of(request), request.GET.get("view", "checks")
    page = selectors.desk_list(actor, request.GET)
    checks = {row.pk: check for row in page.rows for check in selectors.checks_of(row)[:1]}
    items = [item for way in separated(actor) if way.key == "filing" for item, _ in way.items]
    context = {
        "page": page,
        "rows": [
            (row, TONES[row.state], checks.get(row.pk), selectors.chip_of(checks.get(row.pk)))
            for row in page.rows
        ],
        "items": items if actor.has(Role.CLERK) else [],
        "view": view,
        "tabs": tabs(selectors.VIEWS, view, reverse("filings:desk")),
    }
    return render(request, "filings/desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.CLERK)
@idempotent
def new(request: HttpRequest, code: str) -> HttpResponse:
    """File for somebody at the window."""
    return fill_in(request, actor_of(request), code, None, _whom, "filings:desk_filing")


def _whom(filer: FilerForm) -> int:
    found = identity.applicant_by_number(filer.cleaned_data["number"].strip())
    if found is None:
        text = N_("没有这个证件号码的申请人，请先在“收件”里登记，再来备案。")
        raise NotFound("no_such_applicant", text, field="number")
    return int(found.pk)


@require_safe
@allow(*CASEWORK)
def filing(request: HttpRequest, filing_id: int) -> HttpResponse:
    """One filing with its checks."""
    actor = actor_of(request)
    return show(request, actor, selectors.access_filing(actor, filing_id), PAGE)


@require_POST
@allow(*ACTORS)
@idempotent
def act(request: HttpRequest, filing_id: int, verb: str) -> HttpResponse:
    """Check, confirm, annul; at the window renew and give up."""
    return do(request, actor_of(request), filing_id, verb, PAGE, "filings:desk_filing")
