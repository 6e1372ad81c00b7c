"""What the applicant does: choose how the result comes, follow it on the phone, send papers to the bureau."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence
from oneseal.foundation.ratelimit import limit
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Role
from oneseal.kernel.errors import RuleViolation
from oneseal.output import gateway, selectors, services
from oneseal.output.forms import DeliveryWishForm, PapersForm
from oneseal.output.rules.parcels import UNDER_WAY, Way
from oneseal.output.views.desk import TONES


@require_GET
@never_cache
@allow(Role.CITIZEN)
def delivery(request: HttpRequest, case_id: int) -> HttpResponse:
    """How the result comes and where it is."""
    return _show(request, case_id)


@require_POST
@allow(Role.CITIZEN)
@idempotent
def choose(request: HttpRequest, case_id: int) -> HttpResponse:
    """Fetch it, have it sent, or have it electronically."""
    actor = actor_of(request)
    case = selectors.own_case(actor, case_id)
    form = DeliveryWishForm(request.POST, methods=_methods(case))

    def perform() -> None:
        method = form.cleaned_data["method"]
        services.choose_delivery(actor, case_id=case_id, method=method, to=form.address())

    if not attempt(form, perform):
        return _show(request, case_id, wish=form)
    messages.success(request, gettext("已记下，结果会这样给您。"))
    return redirect("output:delivery", case_id=case_id)


@require_POST
@allow(Role.CITIZEN)
@limit("20/h", by="account", methods=("POST",))
@idempotent
def send(request: HttpRequest, case_id: int) -> HttpResponse:
    """Papers to the bureau: the courier comes and collects them."""
    actor = actor_of(request)
    form = PapersForm(request.POST)

    def perform() -> None:
        contents = form.cleaned_data["contents"]
        services.send_papers(actor, case_id=case_id, contents=contents, to=form.address())

    if not attempt(form, perform):
        return _show(request, case_id, papers=form)
    messages.success(request, gettext("已请快递上门取件，邮费由审批局承担。"))
    return redirect("output:delivery", case_id=case_id)


@require_POST
@allow(Role.CITIZEN)
@idempotent
def cancel(request: HttpRequest, case_id: int) -> HttpResponse:
    """Call the courier off before it came."""
    actor = actor_of(request)
    live = _live(selectors.own_case(actor, case_id).pk, Way.IN)
    try:
        if live:
            services.cancel_parcel(actor, parcel_id=live.pk)
            messages.success(request, gettext("已取消快递。"))
    except RuleViolation as error:
        messages.error(request, sentence(error))
    return redirect("output:delivery", case_id=case_id)


def _live(case_id: int, way: Way) -> Any:
    rows = selectors.parcels_of(case_id)
    return next((row for row in rows if row.way == way and row.state in UNDER_WAY), None)


def _methods(case: Any) -> list[str]:
    decided = case.state in {"granted", "refused"}
    if decided:
        return ["pickup", "courier"] if case.wanted_delivery != "electronic" else []
    return ["pickup", "courier", "electronic"] if case.state not in selectors.NO_PAPERS else []


def _show(request: HttpRequest, case_id: int, wish: Any = None, papers: Any = None) -> HttpResponse:
    case = selectors.own_case(actor_of(request), case_id)
    rows = selectors.parcels_of(case_id)
    under_way = {row.way for row in rows if row.state in UNDER_WAY}
    methods = [] if Way.OUT in under_way else _methods(case)
    chosen = selectors.chosen(case)
    if wish is None and methods:
        wish = DeliveryWishForm(initial={**chosen, "method": case.wanted_delivery}, methods=methods)
    if papers is None and case.state not in selectors.NO_PAPERS and Way.IN not in under_way:
        papers = PapersForm(initial=chosen, prefix=None, auto_id="papers_%s")
    context = {
        "case": case,
        "parcels": [
            (row, TONES[row.state], [{"when": each.at, "text": each.text} for each in row.traces.all()])
            for row in rows
        ],
        "wish": wish,
        "papers": papers if gateway.courier.is_configured() else None,
        "delivery": getattr(case, "delivery", None),
    }
    refused = (wish is not None and wish.errors) or (papers is not None and papers.errors)
    return render(request, "output/delivery.html", context, status=422 if refused else 200)
