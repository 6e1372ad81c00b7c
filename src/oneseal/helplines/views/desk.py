"""The log of calls at the desk: entered in seconds, written up, called back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.foundation import clock, telling
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.history import entries
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.journal import Subject
from oneseal.foundation.problems import sentence
from oneseal.foundation.unmasking import show_unmasked
from oneseal.helplines import selectors, services
from oneseal.helplines.forms import MISSED, EnterForm, ToldForm
from oneseal.helplines.models import PhoneCall
from oneseal.helplines.rules.life import CALLS, CallState
from oneseal.identity.forms import attempt
from oneseal.inquiries import selectors as inquiries
from oneseal.kernel.access import CASEWORK, Actor, Role
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.identifiers import mask_number
from oneseal.queueing import selectors as queueing

TONES = {
    CallState.RINGING: "blue",
    CallState.TALKING: "amber",
    CallState.MISSED: "red",
    CallState.SETTLED: "green",
    CallState.RETURNED: "green",
    CallState.LOST: "grey",
    CallState.REACHED: "green",
}
SEEING = (*CASEWORK, Role.ADMINISTRATOR)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*SEEING)
@idempotent
def calls(request: HttpRequest) -> HttpResponse:
    """What waits to be called back or written up, all calls, and a call entered now."""
    actor = actor_of(request)
    own = selectors.own_lines(actor)
    posted = request.method == "POST"
    form = EnterForm(
        request.POST or None, lines=own, queues=_queues(actor), initial={"line": _here(actor, own)}
    )
    if posted and attempt(form, lambda: _enter(actor, form)):
        missed = form.cleaned_data["got"] == MISSED
        messages.success(request, gettext("已登记，在“待回电”里。") if missed else gettext("已登记。"))
        return redirect("helplines:calls")
    page, counts = selectors.call_list(actor, request.GET), selectors.call_counts(actor)
    view = request.GET.get("view", "missed")
    context = {
        "form": form if own else None,
        "items": inquiries.item_names(actor) if own else [],
        "page": page,
        "rows": [_row(each) for each in page.rows],
        "counts": counts,
        "view": view if view in selectors.VIEWS else "missed",
        "tabs": _tabs(view, counts),
        "keeper": actor.has(*selectors.KEEPERS),
    }
    return render(request, "helplines/calls.html", context, status=422 if posted else 200)


def _row(row: PhoneCall) -> dict[str, Any]:
    late = row.state == CallState.MISSED and row.due is not None and row.due < clock.today()
    caller = mask_number(row.caller) if row.caller else ""
    return {"call": row, "tone": TONES[CallState(row.state)], "caller": caller, "late": late}


def _tabs(view: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    address = reverse("helplines:calls")
    return [
        {
            "label": gettext(label),
            "url": f"{address}?view={key}",
            "current": key == view,
            "count": counts.get(key),
        }
        for key, label in selectors.VIEWS.items()
    ]


def _queues(actor: Actor) -> list[Any]:
    halls = queueing.halls_in_use(actor)
    return [line for hall in halls for line in queueing.bookable_lines(hall)]


def _here(actor: Actor, own: list[Any]) -> int | None:
    """The number of the window where the actor sits, else the first of their own."""
    seat = queueing.seat_of(actor.staff_id) if own else None
    at = [line.pk for line in own if seat is not None and line.window_id == seat.window_id]
    return next(iter([*at, *(line.pk for line in own)]), None)


def _enter(actor: Actor, form: EnterForm) -> None:
    data = form.cleaned_data
    told = None if data["got"] == MISSED else form.told(actor)
    services.enter_call(actor, line_id=data["line"], told=told, caller=data["caller"])


@require_safe
@allow(*SEEING)
def call(request: HttpRequest, call_id: int) -> HttpResponse:
    """One call with what is to be done."""
    actor = actor_of(request)
    return _show(request, actor, selectors.access_call(actor, call_id))


Act = Callable[[Actor, int, ToldForm], object]
ACTS: dict[str, Act] = {
    "settle": lambda actor, pk, form: services.settle_call(actor, call_id=pk, told=form.told(actor)),
    "return": lambda actor, pk, form: services.return_call(actor, call_id=pk, told=form.told(actor)),
}
PRESSES: dict[str, Callable[[Actor, int], object]] = {
    "try": lambda actor, pk: services.try_call(actor, call_id=pk),
    "give_up": lambda actor, pk: services.give_up_call(actor, call_id=pk),
}


@require_POST
@allow(*SEEING)
@idempotent
def act(request: HttpRequest, call_id: int, verb: str) -> HttpResponse:
    """Write up, call back with or without success, give up."""
    actor = actor_of(request)
    row = selectors.access_call(actor, call_id)
    if verb in ACTS:
        form = ToldForm(request.POST, queues=_queues(actor))
        if not attempt(form, lambda: ACTS[verb](actor, call_id, form)):
            return _show(request, actor, row, form=form)
    elif verb in PRESSES:
        try:
            PRESSES[verb](actor, call_id)
        except RuleViolation as error:
            return _show(request, actor, selectors.access_call(actor, call_id), refused=sentence(error))
    else:
        raise Http404
    messages.success(request, gettext("已登记。"))
    return redirect("helplines:call", call_id=call_id)


@require_POST
@allow(*SEEING)
def caller(request: HttpRequest, call_id: int) -> HttpResponse:
    """The caller's number in full; who looked and why is journaled."""
    reason = request.POST.get("reason", "")
    value = services.see_caller(actor_of(request), call_id=call_id, reason=reason)
    return show_unmasked(request, value, reverse("helplines:call", args=[call_id]))


def _show(
    request: HttpRequest, actor: Actor, row: PhoneCall, form: ToldForm | None = None, refused: str = ""
) -> HttpResponse:
    mine = selectors.answers(actor, row.line) and bool(actor.staff_id)
    verbs = set(CALLS.allowed(row.state)) if mine else set()
    telling_verb = next((verb for verb in ("settle", "return") if verb in verbs), "")
    context = {
        **_row(row),
        "verb": telling_verb,
        "gives_up": "give_up" in verbs,
        "form": form or ToldForm(queues=_queues(actor)),
        "items": inquiries.item_names(actor) if telling_verb else [],
        "sees": selectors.may_see_caller(actor, row),
        "timeline": _timeline(row),
        "refused": refused,
    }
    bad = refused or (form is not None and form.errors)
    return render(request, "helplines/call.html", context, status=422 if bad else 200)


def _timeline(row: PhoneCall) -> list[dict[str, Any]]:
    found = entries(Subject("phone_call", row.pk))
    return [
        {
            "when": each.at,
            "text": telling.sentence(each.kind, each.data, each.actor_name),
            "note": each.reason,
        }
        for each in reversed(found)
    ]
