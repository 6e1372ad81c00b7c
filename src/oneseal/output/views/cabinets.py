"""Pages of the delivery desk: self-service cabinets, what lies where, doors opened, doubts settled."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import RuleViolation
from oneseal.output import gateway, selectors, services
from oneseal.output.forms import CabinetForm, DoubtForm, LoadForm
from oneseal.output.models import Cabinet
from oneseal.output.rules.boxes import LIVE, TROUBLES, OpeningState, Trouble
from oneseal.output.selectors import cabinets as shown

TONES = {
    "asked": "blue",
    "open": "amber",
    "done": "green",
    "kept": "grey",
    "jammed": "red",
    "void": "grey",
    "doubt": "red",
    "missing": "red",
}


@require_safe
@allow(*shown.WATCHERS)
def cabinets(request: HttpRequest) -> HttpResponse:
    """The cabinets with what needs somebody."""
    return _cabinets(request, None)


def _cabinets(request: HttpRequest, form: CabinetForm | None) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "cabinets": shown.cabinets_of(actor),
        "late": shown.to_take_out(actor).count(),
        "doubts": shown.doors_in_doubt(actor).count(),
        "configured": gateway.cabinet.is_configured(),
        "form": (form or CabinetForm()) if actor.has(*selectors.KEEPERS) else None,
    }
    return render(request, "output/desk/cabinets.html", context, status=422 if form else 200)


@require_POST
@allow(*selectors.KEEPERS)
@idempotent
def set_up(request: HttpRequest) -> HttpResponse:
    """Put a cabinet on the list."""
    form, made = CabinetForm(request.POST), []

    def perform() -> None:
        made.append(services.set_up_cabinet(actor_of(request), **form.cleaned_data))

    if not attempt(form, perform):
        return _cabinets(request, form)
    messages.success(request, gettext("取件柜已设置。"))
    return redirect("output:cabinet", uid=made[0].uid)


@require_safe
@allow(*shown.WATCHERS)
def cabinet(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One cabinet: its boxes, doors that are open now, doubts, what has to be taken out."""
    return _cabinet(request, shown.access_cabinet(actor_of(request), uid))


def _cabinet(request: HttpRequest, row: Cabinet, status: int = 200, **bound: Any) -> HttpResponse:
    actor = actor_of(request)
    clerk = actor.has(Role.CLERK)
    rows, doors = shown.inside(row), shown.waiting_doors(row)
    doubts = [each for each in doors if each.state == OpeningState.DOUBT]
    context = {
        "cabinet": row,
        "rows": rows,
        "open": [each for each in doors if each.state != OpeningState.DOUBT],
        "doubts": [
            (each, bound.get(f"doubt-{each.pk}") or DoubtForm(auto_id=f"d{each.pk}_%s")) for each in doubts
        ],
        "late": [box for line in rows for box in line if box.stored and box.tone == "long"],
        "blocked": [box for line in rows for box in line if box.place.blocked_at],
        "odd": [(box, TROUBLES[Trouble(box.trouble)]) for line in rows for box in line if box.trouble],
        "openings": [(each, TONES[each.state]) for each in shown.openings_of(row) if each.state not in LIVE],
        "clerk": clerk,
        "keeper": actor.has(*selectors.KEEPERS),
        "configured": gateway.cabinet.is_configured(),
        "load": bound.get("load") or LoadForm(initial={"number": request.GET.get("case", "")[:40]}),
        "refused": bound.get("refused", ""),
    }
    return render(request, "output/desk/cabinet.html", context, status=status)


@require_POST
@allow(Role.CLERK)
@idempotent
def load(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Open a free box for a result, by the case's number."""
    actor = actor_of(request)
    row, form = shown.access_cabinet(actor, uid), LoadForm(request.POST)

    def perform() -> None:
        case = selectors.case_by_number(actor, form.cleaned_data["number"])
        code = form.cleaned_data["code"]
        opened = services.load_box(actor, cabinet_id=row.pk, case_id=case.pk, code=code)
        said = gettext("%(code)s 的门已经打开，请放入结果并关好门。") % {"code": opened.place.code}
        messages.success(request, said)

    if not attempt(form, perform):
        return _cabinet(request, row, 422, load=form)
    return redirect("output:cabinet", uid=uid)


@require_safe
@allow(*shown.WATCHERS)
def door(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One opening as it is now, asked for every two seconds while the door is open."""
    row = services.follow_door(shown.access_opening(actor_of(request), uid))
    context = {"door": row, "tone": TONES[row.state], "ended": row.state not in LIVE}
    return render(request, "output/desk/door.html", context)


@require_POST
@allow(Role.CLERK)
@idempotent
def settle(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say what was found in a box in doubt."""
    actor = actor_of(request)
    row = shown.access_opening(actor, uid)
    form = DoubtForm(request.POST, auto_id=f"d{row.pk}_%s")
    cabinet = shown.access_cabinet(actor, row.place.cabinet.uid) if row.place.cabinet else None
    if cabinet is None:
        raise Http404
    if not attempt(form, lambda: services.settle_door(actor, opening_id=row.pk, **form.cleaned_data)):
        return _cabinet(request, cabinet, 422, **{f"doubt-{row.pk}": form})
    messages.success(request, gettext("已记录核实结果。"))
    return redirect("output:cabinet", uid=cabinet.uid)


PLACE_ACTS: dict[str, Callable[[Actor, int], Any]] = {
    "take": lambda actor, place: services.take_out(actor, place_id=place),
    "free": lambda actor, place: services.free_box(actor, place_id=place),
}


@require_POST
@allow(Role.CLERK)
@idempotent
def box(request: HttpRequest, uid: UUID, place_id: int, verb: str) -> HttpResponse:
    """Open a box to take out what lies there; use one again that was repaired."""
    actor = actor_of(request)
    row = shown.access_cabinet(actor, uid)
    if verb not in PLACE_ACTS:
        raise Http404
    try:
        PLACE_ACTS[verb](actor, place_id)
    except RuleViolation as error:
        return _cabinet(request, row, 422, refused=sentence(error))
    return redirect("output:cabinet", uid=uid)


@require_POST
@allow(*selectors.KEEPERS)
@idempotent
def retire(request: HttpRequest, uid: UUID) -> HttpResponse:
    """No longer use a cabinet."""
    actor = actor_of(request)
    row = shown.access_cabinet(actor, uid)
    try:
        services.retire_cabinet(actor, cabinet_id=row.pk)
    except RuleViolation as error:
        return _cabinet(request, row, 422, refused=sentence(error))
    messages.success(request, gettext("取件柜已停用。"))
    return redirect("output:cabinets")
