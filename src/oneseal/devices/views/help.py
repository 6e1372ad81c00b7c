"""A call from a lonely device, and its answer at the desk; text in both directions, asked for every two seconds."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.devices import selectors, services
from oneseal.devices.rules.kinds import Does
from oneseal.devices.stations import by_device, on_station, station
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence
from oneseal.foundation.ratelimit import limit
from oneseal.kernel.errors import RuleViolation
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
    device = station(request)
    row = selectors.help_on(device)
    refused = ""
    if request.method == "POST":
        try:
            if request.POST.get("do") == "end":
                if row:
                    services.end(row)
                return redirect("devices:home")
            if row is None:
                services.call(device)
            else:
                services.say(row, request.POST.get("text", ""))
            return redirect("devices:help")
        except RuleViolation as error:
            refused = sentence(error)
    part = "#talk" if request.headers.get("HX-Request") else ""
    context = {"row": row, "lines": row.lines.order_by("id") if row else [], "phrases": PHRASES}
    status = 422 if refused else 200
    return render(request, f"devices/help.html{part}", context | {"refused": refused}, status=status)


@require_safe
@allow(*queueing.GUIDES)
def calls(request: HttpRequest) -> HttpResponse:
    """Who calls, and from where."""
    rows = selectors.visible_helps(actor_of(request)).exclude(state="ended").order_by("state", "called_at")
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
        try:
            services.say(row, request.POST.get("text", ""), actor=actor)
            return redirect("devices:talk", uid=uid)
        except RuleViolation as error:
            refused = sentence(error)
    part = "#talk" if request.headers.get("HX-Request") else ""
    context = {
        "row": row,
        "lines": row.lines.order_by("id"),
        "mine": row.staff_id == actor.staff_id and row.state == "talking",
        "refused": refused,
    }
    return render(request, f"devices/desk/talk.html{part}", context, status=422 if refused else 200)


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
