"""The second screen: the clerk asks, the applicant signs or says what is wrong on the tablet (inventory 3.16)."""

import base64
import binascii
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.cases import selectors as cases
from oneseal.devices import selectors, services
from oneseal.devices.models import Confirmation, Device
from oneseal.devices.rules.kinds import DeviceKind
from oneseal.devices.shown import question_of, slip_question_of
from oneseal.devices.stations import on_station, station
from oneseal.feedback import selectors as feedback
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence
from oneseal.hall import selectors as hall
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import NotFound, RuleViolation
from oneseal.kernel.text import N_

PNG = "data:image/png;base64,"


def _tablet(request: HttpRequest) -> Device:
    device = station(request)
    if device.kind != DeviceKind.TABLET:
        raise NotFound("not_on_this_device", N_("这台设备不办理这项内容，请返回首页选择。"))
    return device


@require_safe
@on_station()
def waiting(request: HttpRequest) -> HttpResponse:
    """The tablet asks every two seconds: something to check, a visit to judge, or nothing."""
    device = _tablet(request)
    row = selectors.asked_on(device)
    number = device.window.number if device.window else ""
    place = device.hall.name if device.hall else ""
    visit = None if row else feedback.asked_at_window(device.bureau_id, number, place)
    if row:
        return HttpResponse(headers={"HX-Redirect": reverse("devices:confirm", args=[row.uid])})
    if visit:
        return HttpResponse(headers={"HX-Redirect": reverse("feedback:evaluate", args=[visit.code])})
    return HttpResponse(status=204)


@require_http_methods(["GET", "HEAD", "POST"])
@on_station()
def confirm(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What the window entered; sign it, or say what is wrong."""
    device = _tablet(request)
    row = selectors.asked_on(device)
    if row is None or row.uid != uid:
        return redirect("devices:home")
    refused = ""
    if request.method == "POST":
        try:
            result = _answer(request, device, row)
        except RuleViolation as error:
            refused = sentence(error)
        else:
            return render(request, "devices/confirmed.html", {"row": result})
    context = {
        "row": row,
        "refused": refused,
        "said": request.POST.get("said", ""),
        "name": request.POST.get("name", ""),
    }
    return render(request, "devices/confirm.html", context, status=422 if refused else 200)


def _answer(request: HttpRequest, device: Device, row: Confirmation) -> Confirmation:
    if request.POST.get("do") == "object":
        return services.object_to(device, confirmation_id=row.pk, said=request.POST.get("said", ""))
    drawn, name = request.POST.get("signature", ""), request.POST.get("name", "")[:60]
    return services.sign(device, confirmation_id=row.pk, signature=_picture(drawn), name=name)


def _picture(text: str) -> bytes:
    """The drawing; empty where there is none. Raises RuleViolation for what is no picture."""
    if not text:
        return b""
    try:
        if not text.startswith(PNG):
            raise ValueError(text[:30])
        return base64.b64decode(text.removeprefix(PNG), validate=True)
    except (ValueError, binascii.Error) as error:
        raise RuleViolation("no_picture", N_("签名没有收到，请清除后重新签名。"), field="name") from error


Shown = Mapping[str, Any] | None


@require_POST
@allow(*selectors.ASKERS)
@idempotent
def ask(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show the applicant what was entered."""
    actor = actor_of(request)
    case = cases.access_case(actor, case_id)
    return _asked(
        request,
        lambda: services.ask(actor, case_id=case_id),
        lambda: question_of(actor, case),
        redirect("cases:desk_check", case_id=case_id),
    )


@require_POST
@allow(*selectors.ASKERS)
@idempotent
def ask_slip(request: HttpRequest, slip_id: int) -> HttpResponse:
    """Show the visitor the slip they are given."""
    actor = actor_of(request)
    slip = hall.access_slip(actor, slip_id)
    return _asked(
        request,
        lambda: services.ask_slip(actor, slip_id=slip_id),
        lambda: slip_question_of(actor, slip),
        redirect("hall:slip", slip_id=slip_id),
    )


def _asked(
    request: HttpRequest,
    act: Callable[[], Confirmation],
    shown: Callable[[], Shown],
    back: HttpResponse,
) -> HttpResponse:
    """Act; then the panel again where only it is asked for (it stands on several pages), else the page it is on."""
    refused, in_place = "", bool(request.headers.get("HX-Request"))
    try:
        act()
    except RuleViolation as error:
        refused = sentence(error)
        if in_place and shown() is None:
            raise
    if in_place:
        return _panel(request, shown(), refused)
    if refused:
        messages.error(request, refused)
    else:
        messages.success(request, gettext("已显示在窗口平板上，请申请人核对。"))
    return back


def _panel(request: HttpRequest, shown: Shown, refused: str = "") -> HttpResponse:
    if shown is None:
        raise Http404
    context = {"panel": shown, "refused": refused}
    return render(request, "devices/desk/question.html", context, status=422 if refused else 200)


@require_POST
@allow(*selectors.ASKERS)
def withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take it back."""
    actor = actor_of(request)
    row = services.withdraw(actor, confirmation_id=selectors.access_confirmation(actor, uid).pk)
    if request.headers.get("HX-Request"):
        return _panel(request, _shown_of(actor, row))
    if row.slip_id:
        return redirect("hall:slip", slip_id=row.slip_id)
    return redirect("cases:desk_check", case_id=row.case_id)


def _shown_of(actor: Actor, row: Confirmation) -> Shown:
    return question_of(actor, row.case) if row.case else slip_question_of(actor, row.slip)


@require_safe
@never_cache
@allow(*selectors.ASKERS)
def answer(request: HttpRequest, case_id: int) -> HttpResponse:
    """The applicant's answer, as the clerk's page asks for it every two seconds."""
    actor = actor_of(request)
    return _panel(request, question_of(actor, cases.access_case(actor, case_id)))


@require_safe
@never_cache
@allow(*selectors.ASKERS)
def answer_slip(request: HttpRequest, slip_id: int) -> HttpResponse:
    """The visitor's answer to a slip."""
    actor = actor_of(request)
    return _panel(request, slip_question_of(actor, hall.access_slip(actor, slip_id)))
