"""A call from a lonely device, and its answer at the desk; text in both directions, asked for every two seconds."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.devices import selectors, services
from oneseal.devices.models import Device, Help
from oneseal.devices.rules.kinds import Does
from oneseal.devices.rules.screens import HelpState
from oneseal.devices.stations import HELP, by_device, help_of, on_station, station
from oneseal.foundation import calls as video
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence
from oneseal.foundation.ratelimit import limit
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, RuleViolation
from oneseal.kernel.text import N_
from oneseal.queueing import selectors as queueing

PHRASES = (
    N_("我不知道该办哪一项"),
    N_("我不会填这张表"),
    N_("机器打印不出来"),
    N_("我听不清、看不清，请慢一点"),
)


@require_http_methods(["GET", "HEAD", "POST"])
@on_station(Does.HELP)
@limit("60/m", by=by_device, methods=("POST",))
@idempotent
def visitor(request: HttpRequest) -> HttpResponse:
    """The visitor's side: calls, says something, hangs up."""
    row = help_of(request)
    refused = ""
    if request.method == "POST":
        do = request.POST.get("do")
        if do == "end":
            if row:
                services.end(row)
            return redirect("devices:home")
        if do == "call":
            request.session[HELP] = str((row or _call(station(request))).uid)
            return redirect("devices:help")
        refused = _said(row, request)
        if not (refused or request.headers.get("HX-Request")):
            return redirect("devices:help")
    context = {"row": row, "lines": row.lines.order_by("id") if row else [], "phrases": PHRASES}
    return _talk(request, "devices/help.html", context, refused)


def _call(device: Device) -> Help:
    if left := selectors.help_on(device):
        services.end(left)
    return services.call(device)


def _said(row: Help | None, request: HttpRequest, actor: Actor | None = None) -> str:
    """Say what was sent, or tell why not."""
    text = request.POST.get("phrase") or request.POST.get("text", "")
    try:
        if row is None:
            raise Conflict("call_over", N_("呼叫已经结束，需要时请再呼叫。"))
        services.say(row, text, actor=actor)
    except RuleViolation as error:
        return sentence(error)
    return ""


def _talk(request: HttpRequest, page: str, context: dict[str, Any], refused: str) -> HttpResponse:
    """The page, its lines only (asked for by the clock), or lines and form (after something was said)."""
    part = ""
    if request.headers.get("HX-Request"):
        part = "#said" if request.method == "POST" else "#talk"
    context |= {
        "refused": refused,
        "text": request.POST.get("text", "") if refused else "",
        "again": bool(part),
    }
    response = render(request, f"{page}{part}", context, status=422 if refused else 200)
    response["Permissions-Policy"] = video.CAMERA
    return response


@require_safe
@allow(*queueing.GUIDES)
def calls(request: HttpRequest) -> HttpResponse:
    """Who calls, and from where."""
    rows = (
        selectors.visible_helps(actor_of(request))
        .exclude(state=HelpState.ENDED)
        .order_by("state", "called_at")
    )
    return render(request, "devices/desk/calls.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allow(*queueing.GUIDES)
@idempotent
def talk(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The side of who answers."""
    actor = actor_of(request)
    row = selectors.access_help(actor, uid)
    refused = ""
    if request.method == "POST":
        refused = _said(row, request, actor)
        if not (refused or request.headers.get("HX-Request")):
            return redirect("devices:talk", uid=uid)
    mine = row.staff_id == actor.staff_id and row.state == HelpState.TALKING
    context = {"row": row, "lines": row.lines.order_by("id"), "mine": mine}
    return _talk(request, "devices/desk/talk.html", context, refused)


@require_POST
@allow(*queueing.GUIDES)
def take(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Answer the call."""
    actor = actor_of(request)
    services.take(actor, help_id=selectors.access_help(actor, uid).pk)
    return redirect("devices:talk", uid=uid)


@require_POST
@allow(*queueing.GUIDES)
def end(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Hang up."""
    actor = actor_of(request)
    services.end(selectors.access_help(actor, uid), actor=actor)
    return redirect("devices:calls")
