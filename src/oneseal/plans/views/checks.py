"""Holding sites against the layers: at the desk, and for citizens; the shapes that maps ask for."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.ratelimit import limit
from oneseal.identity import selectors as identity
from oneseal.identity.forms import attempt
from oneseal.kernel.access import DESKWORK, Actor, Role
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.plans import selectors, services
from oneseal.plans.forms import SiteForm
from oneseal.plans.models import SiteCheck
from oneseal.plans.views.shared import result_of


@require_safe
@allow(*DESKWORK)
def checks(request: HttpRequest) -> HttpResponse:
    """Sites that were checked."""
    context = {"page": selectors.checks_list(actor_of(request), request.GET)}
    return render(request, "plans/checks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*DESKWORK)
@idempotent
def check(request: HttpRequest) -> HttpResponse:
    """Draw, paste or upload a site and hold it against every layer."""
    actor = actor_of(request)
    return _ask(request, actor, actor.bureau_id, None, "plans:desk_check")


@require_safe
@allow(*DESKWORK)
def result(request: HttpRequest, check_id: int) -> HttpResponse:
    """What came out."""
    return _show(request, check_id, "plans/check.html")


@require_POST
@allow(*DESKWORK)
@idempotent
def report(request: HttpRequest, check_id: int) -> HttpResponse:
    """Make what came out a paper."""
    services.issue_report(actor_of(request), check_id=check_id)
    messages.success(request, gettext("报告已出具。"))
    return redirect("plans:desk_check", check_id=check_id)


@require_safe
@allow(Role.CITIZEN)
def mine(request: HttpRequest) -> HttpResponse:
    """The sites that I had checked."""
    context = {"page": selectors.checks_list(actor_of(request), request.GET)}
    return render(request, "plans/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.CITIZEN)
@limit("20/h", by="account", methods=("POST",))
@idempotent
def my_check(request: HttpRequest) -> HttpResponse:
    """A citizen's site against the public layers."""
    actor = actor_of(request)
    return _ask(request, actor, _public_bureau(), identity.principals(actor), "plans:my_result")


def _public_bureau() -> int:
    """The bureau of this house; with several in one installation the first that shows layers to the public."""
    bureaus = identity.bureau_ids()
    return next((each for each in bureaus if selectors.current_layers(each, public_only=True)), bureaus[0])


@require_safe
@allow(Role.CITIZEN)
def my_result(request: HttpRequest, check_id: int) -> HttpResponse:
    """What came out for the citizen."""
    return _show(request, check_id, "plans/my_check.html")


def _ask(
    request: HttpRequest, actor: Actor, bureau_id: int, people: list[Any] | None, done: str
) -> HttpResponse:
    """The one page on which a site is given."""
    rows = selectors.current_layers(bureau_id, public_only=people is not None)
    known = selectors.categories(bureau_id)
    posted = request.method == "POST"
    form = SiteForm(
        request.POST if posted else None, request.FILES if posted else None, purposes=known, people=people
    )
    if posted:
        made: list[SiteCheck] = []
        if attempt(form, lambda: made.append(services.check_site(actor, bureau_id=bureau_id, **form.said()))):
            return redirect(done, check_id=made[0].pk)
    context = {
        "form": form,
        "rows": rows,
        "drawn": selectors.map_layers(rows),
        "bounds": selectors.bounds_of(version for _, version in rows),
    }
    template = "plans/ask.html" if people is None else "plans/my_ask.html"
    return render(request, template, context, status=422 if posted else 200)


def _show(request: HttpRequest, check_id: int, template: str) -> HttpResponse:
    actor = actor_of(request)
    found = selectors.access_check(actor, check_id)
    rows = selectors.current_layers(found.bureau_id, public_only=not actor.is_staff)
    context = {
        "check": found,
        "result": result_of(found),
        "drawn": selectors.map_layers(rows),
        "bounds": None,
    }
    return render(request, template, context)


@require_safe
@allow(Role.CITIZEN, *DESKWORK)
def shapes(request: HttpRequest, version_id: int) -> HttpResponse:
    """The features of a version in the map's box, as GeoJSON."""
    version = selectors.access_version(actor_of(request), version_id)
    try:
        west, south, east, north = (float(each) for each in request.GET.get("box", "").split(","))
        pixel = float(request.GET.get("pixel", "0"))
    except ValueError as error:
        text = N_("地图范围写错了：box 应是西、南、东、北四个数。")
        raise RuleViolation("bad_box", text, field="box") from error
    answer = JsonResponse(selectors.shapes(version, (west, south, east, north), pixels=min(max(pixel, 0), 1)))
    answer["Cache-Control"] = "private, max-age=60"
    return answer
