"""Pages of the counter: the shelf, the parcels, the courier's bill."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from oneseal.cases import selectors as cases
from oneseal.foundation import clock, telling
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.history import entries
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.journal import Subject
from oneseal.foundation.problems import sentence
from oneseal.identity.forms import attempt
from oneseal.identity.pages import saved
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import RuleViolation
from oneseal.output import gateway, selectors, services
from oneseal.output.forms import FindingForm, HandForm, OpenForm, PutForm, SignedForm, UnitForm
from oneseal.output.models import Parcel
from oneseal.output.rules.parcels import UNDER_WAY, ParcelState, Way

TONES = {
    "asked": "amber",
    "ordered": "blue",
    "collected": "blue",
    "transit": "blue",
    "signed": "green",
    "returned": "red",
    "cancelled": "grey",
}


@require_safe
@allow(*selectors.READERS)
def shelf(request: HttpRequest) -> HttpResponse:
    """The places of a unit; a code, case number or pick-up code opens what it finds at once."""
    return _shelf(request, None)


def _shelf(request: HttpRequest, form: UnitForm | None) -> HttpResponse:
    actor, text = actor_of(request), request.GET.get("q", "").strip()
    found = selectors.find_stored(actor, text) if text else None
    if found and actor.has(Role.CLERK):
        return redirect("cases:desk_deliver", case_id=found.case_id)
    units = selectors.units(actor)
    names = [each["unit"] for each in units]
    asked = found.place.unit if found else request.GET.get("unit", "")
    unit = asked if asked in names else (names[0] if names else "")
    keeper = actor.has(*selectors.KEEPERS)
    context = {
        "units": units,
        "unit": unit,
        "rows": selectors.boxes(actor, unit) if unit else [],
        "found": found,
        "lost": bool(text) and found is None,
        "unclaimed": selectors.unclaimed(actor).count(),
        "long": selectors.LONG,
        "form": (form or UnitForm()) if keeper else None,
        "clerk": actor.has(Role.CLERK),
    }
    return render(request, "output/desk/shelf.html", context, status=422 if form else 200)


@require_POST
@allow(*selectors.KEEPERS)
@idempotent
def set_up(request: HttpRequest) -> HttpResponse:
    """Add a unit's places."""
    form = UnitForm(request.POST)
    if not attempt(form, lambda: services.set_up_unit(actor_of(request), **form.cleaned_data)):
        return _shelf(request, form)
    messages.success(request, gettext("出件柜已设置。"))
    return redirect(f"{reverse('output:shelf')}?unit={form.cleaned_data['unit'].upper()}")


@require_POST
@allow(*selectors.KEEPERS)
@idempotent
def retire(request: HttpRequest) -> HttpResponse:
    """No longer use a unit."""
    try:
        services.retire_unit(actor_of(request), unit=request.POST.get("unit", ""))
    except RuleViolation as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, gettext("出件柜已停用。"))
    return redirect("output:shelf")


CASE_ACTS: dict[str, tuple[type[Any] | None, Callable[[Actor, int, Any], Any]]] = {
    "put": (PutForm, lambda actor, case, said: services.put_on_shelf(actor, case_id=case, **said)),
    "send": (None, lambda actor, case, said: services.send_result(actor, case_id=case)),
    "hand": (HandForm, lambda actor, case, said: services.send_by_hand(actor, case_id=case, **said)),
    "pickup": (
        None,
        lambda actor, case, said: services.choose_delivery(actor, case_id=case, method="pickup", to={}),
    ),
}


@require_POST
@allow(Role.CLERK)
@idempotent
def act(request: HttpRequest, case_id: int, verb: str) -> HttpResponse:
    """Put on the shelf, order the courier, note a parcel given by hand, change to pick-up; back to the counter's page."""
    if verb not in CASE_ACTS:
        raise Http404
    actor = actor_of(request)
    made, service = CASE_ACTS[verb]
    if made is not None:
        return _act_with_form(request, actor, case_id, verb)
    try:
        done = service(actor, case_id, {})
    except RuleViolation as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, _said(verb, done))
    return redirect("cases:desk_deliver", case_id=case_id)


def _act_with_form(request: HttpRequest, actor: Actor, case_id: int, verb: str) -> HttpResponse:
    """An act with something typed: refused, it stays on a page of its own with the reason at its field."""
    made, service = CASE_ACTS[verb]
    form: Any = made(request.POST) if made else None
    done: list[Any] = []
    if attempt(form, lambda: done.append(service(actor, case_id, form.cleaned_data))):
        messages.success(request, _said(verb, done[0]))
        return redirect("cases:desk_deliver", case_id=case_id)
    context = {"case": cases.access_case(actor, case_id), "form": form, "verb": verb}
    return render(request, "output/desk/act.html", context, status=422)


def _said(verb: str, done: Any) -> str:
    if verb == "put":
        return gettext("已放入 %(code)s，申请人会收到通知。") % {"code": done.place.code}
    if verb == "pickup":
        return gettext("已改为窗口领取，请上柜。")
    return gettext("已交给快递，单号 %(waybill)s，申请人会收到通知。") % {"waybill": done.waybill}


@require_safe
@allow(*selectors.READERS)
def parcels(request: HttpRequest) -> HttpResponse:
    """Parcels under way, come back, papers that came, signed ones, the courier's bill."""
    actor, chosen = actor_of(request), request.GET.get("view", "way")
    view = chosen if chosen in selectors.VIEWS or chosen == "bill" else "way"
    labels = {**{key: label for key, (label, _) in selectors.VIEWS.items()}, "bill": gettext("账单核对")}
    context = {
        "view": view,
        "page": selectors.parcel_list(actor, view, request.GET) if view != "bill" else None,
        "differences": selectors.differences_list(actor) if view == "bill" else [],
        "tones": TONES,
        "tabs": [
            {
                "label": gettext(label),
                "url": f"{reverse('output:parcels')}?view={key}",
                "current": key == view,
            }
            for key, label in labels.items()
        ],
        "postage": selectors.postage(actor, clock.today()),
        "compared": selectors.last_compared(actor),
        "configured": gateway.courier.is_configured(),
        "sender": actor.has(*selectors.SENDERS),
        "clerk": actor.has(Role.CLERK),
    }
    return render(request, "output/desk/parcels.html", context)


@require_safe
@allow(*selectors.READERS)
def parcel(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One parcel: where it is, the proof, what may be done."""
    actor = actor_of(request)
    return _parcel(request, actor, selectors.access_parcel(actor, uid))


PARCEL_ACTS: dict[str, tuple[type[Any] | None, Callable[[Actor, int, Any], Any]]] = {
    "cancel": (None, lambda actor, pk, form: services.cancel_parcel(actor, parcel_id=pk)),
    "open": (OpenForm, lambda actor, pk, form: services.open_papers(actor, parcel_id=pk, **form.said())),
    "signed": (
        SignedForm,
        lambda actor, pk, form: services.sign_by_hand(
            actor, parcel_id=pk, recipient=form.cleaned_data["recipient"], at=form.moment()
        ),
    ),
}


@require_POST
@allow(Role.CLERK)
@idempotent
def parcel_act(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """Call off, open and count, note who signed; ask the courier."""
    actor = actor_of(request)
    row = selectors.access_parcel(actor, uid)
    if verb == "ask":
        return _ask(request, row)
    if verb not in PARCEL_ACTS:
        raise Http404
    made, service = PARCEL_ACTS[verb]
    form = made(request.POST) if made else None
    if form is None:
        try:
            service(actor, row.pk, None)
        except RuleViolation as error:
            return _parcel(request, actor, row, refused=sentence(error))
    elif not attempt(form, lambda: service(actor, row.pk, form)):
        return _parcel(request, actor, row, **{verb: form})
    messages.success(request, gettext("已办理。"))
    return redirect("output:parcel", uid=uid)


def _ask(request: HttpRequest, row: Parcel) -> HttpResponse:
    try:
        services.query_parcel(number=row.number)
    except RuleViolation as error:
        messages.error(request, sentence(error))
    except (gateway.Unreachable, KeyError, ValueError):
        messages.error(request, gettext("快递公司暂时没有回应，请过几分钟再查。"))
    return redirect("output:parcel", uid=row.uid)


def _parcel(request: HttpRequest, actor: Actor, row: Parcel, refused: str = "", **bound: Any) -> HttpResponse:
    clerk = actor.has(Role.CLERK)
    to_open = row.way == Way.IN and row.state == ParcelState.SIGNED and row.opened_at is None
    to_sign = row.by_hand and row.state in UNDER_WAY
    context = {
        "row": row,
        "to": row.to,
        "tone": TONES[row.state],
        "traces": [{"when": each.at, "text": each.text} for each in row.traces.all()],
        "timeline": [
            {
                "when": each.at,
                "text": telling.sentence(each.kind, each.data, each.actor_name),
                "note": each.reason,
            }
            for each in reversed(entries(Subject("parcel", row.pk)))
        ],
        "open_form": (bound.get("open") or OpenForm()) if clerk and to_open else None,
        "signed_form": (bound.get("signed") or SignedForm()) if clerk and to_sign else None,
        "may_cancel": clerk and row.state in (ParcelState.ASKED, ParcelState.ORDERED),
        "may_ask": clerk and row.state in UNDER_WAY and not row.by_hand,
        "refused": refused,
    }
    return render(request, "output/desk/parcel.html", context, status=422 if bound or refused else 200)


@require_POST
@allow(*selectors.SENDERS)
@idempotent
def settle(request: HttpRequest, difference_id: int) -> HttpResponse:
    """Say what became of a difference with the courier's bill."""
    form = FindingForm(request.POST)
    if not saved(
        request,
        form,
        lambda: services.settle_difference(
            actor_of(request), difference_id=difference_id, said=form.cleaned_data["said"]
        ),
        gettext("已记录核实结果。"),
    ):
        for errors in form.errors.values():
            messages.error(request, str(errors[0]))
    return redirect(f"{reverse('output:parcels')}?view=bill")
