"""Zones, rounds and what they find; made to be used on the phone."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.appraisal import forms, selectors, services
from oneseal.appraisal.models import Finding
from oneseal.appraisal.rules.patrols import Found, is_late
from oneseal.appraisal.views.shared import people
from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow, allow_staff
from oneseal.foundation.idempotency import idempotent
from oneseal.identity.pages import form_page, saved
from oneseal.kernel.access import Actor

TONES = {"open": "amber", "mended": "blue", "closed": "green"}


@require_safe
@allow_staff
def patrols(request: HttpRequest) -> HttpResponse:
    """What is to be put right or checked, the last rounds, the zones with their leaders."""
    return _page(request, actor_of(request))


def _page(request: HttpRequest, actor: Actor, form: Any = None) -> HttpResponse:
    page, today = selectors.patrol_list(actor, request.GET), clock.today()
    lead = actor.has(*selectors.LEADS)
    context = {
        "page": page,
        "findings": [
            (row, TONES[row.state], is_late(row.state, row.rectify_by, today))
            for row in selectors.open_findings(actor)
        ],
        "closed": selectors.closed_findings(actor),
        "zones": selectors.zones(actor),
        "patrols": actor.has(*selectors.PATROLLERS),
        "form": form or (forms.ZoneForm(people=_leaders(actor)) if lead else None),
    }
    return render(request, "appraisal/patrols.html", context, status=422 if form else 200)


def _leaders(actor: Actor) -> list[tuple[int, str]]:
    own = [(actor.staff_id, actor.name)] if actor.staff_id else []
    return own + people(actor)


@require_POST
@allow(*selectors.LEADS)
@idempotent
def zone(request: HttpRequest) -> HttpResponse:
    """Give a zone to a leader."""
    actor = actor_of(request)
    form = forms.ZoneForm(request.POST, people=_leaders(actor))
    if saved(request, form, lambda: services.keep_zone(actor, **form.cleaned_data), gettext("已保存。")):
        return redirect("appraisal:patrols")
    return _page(request, actor, form)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.PATROLLERS)
@idempotent
def new(request: HttpRequest) -> HttpResponse:
    """Write down a round."""
    actor = actor_of(request)
    zones = selectors.zones(actor)
    mine = next((each.pk for each in zones if each.leader_id == actor.staff_id), None)
    form = forms.PatrolForm(
        request.POST or None,
        request.FILES or None,
        zones=[(each.pk, each.name) for each in zones],
        people=people(actor),
        initial={"zone": mine, "rectify_by": clock.today()},
    )
    return form_page(
        request,
        form,
        lambda: services.patrol(
            actor, zone=form.cleaned_data["zone"], note=form.cleaned_data["note"], seen=form.seen()
        ),
        title=gettext("登记巡查"),
        back="appraisal:patrols",
        done=gettext("巡查已登记。还有别的问题，可以再登记一次。"),
        template="appraisal/patrol_new.html",
    )


@require_safe
@allow_staff
def finding(request: HttpRequest, finding_id: int) -> HttpResponse:
    """One finding with what may be done."""
    actor = actor_of(request)
    return _show(request, actor, selectors.access_finding(actor, finding_id))


Act = Callable[[Actor, int, Any], object]
ACTS: dict[str, tuple[type[Any], Act]] = {
    "mend": (
        forms.RemedyForm,
        lambda actor, pk, form: services.mend_finding(actor, finding_id=pk, **form.cleaned_data),
    ),
    "check": (
        forms.CheckForm,
        lambda actor, pk, form: services.check_finding(
            actor,
            finding_id=pk,
            done=form.cleaned_data["done"] == "yes",
            note=form.cleaned_data["note"],
        ),
    ),
}


@require_POST
@allow_staff
@idempotent
def act(request: HttpRequest, finding_id: int, verb: str) -> HttpResponse:
    """Report that it is put right, or check it."""
    if verb not in ACTS:
        raise Http404
    actor = actor_of(request)
    row = selectors.access_finding(actor, finding_id)
    form_class, perform = ACTS[verb]
    form = form_class(request.POST)
    if saved(request, form, lambda: perform(actor, finding_id, form), gettext("已保存。")):
        return redirect("appraisal:finding", finding_id=finding_id)
    return _show(request, actor, row, verb, form)


def _show(request: HttpRequest, actor: Actor, row: Finding, verb: str = "", form: Any = None) -> HttpResponse:
    if form is None and row.state == Found.OPEN and row.responsible_id == actor.staff_id:
        verb, form = "mend", forms.RemedyForm()
    elif form is None and row.state == Found.MENDED and row.patrol.by_id == actor.staff_id:
        verb, form = "check", forms.CheckForm()
    context = {
        "row": row,
        "tone": TONES[row.state],
        "late": is_late(row.state, row.rectify_by, clock.today()),
        "verb": verb,
        "form": form,
    }
    return render(request, "appraisal/finding.html", context, status=422 if form and form.errors else 200)
