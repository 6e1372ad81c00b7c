"""One trip: its stops in order, moved up and down, to another car or out; its crew; announced or called off."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.history import timeline
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.journal import Subject
from oneseal.foundation.problems import sentence
from oneseal.identity.forms import attempt
from oneseal.kernel.access import EXAMINING, Actor
from oneseal.kernel.errors import RuleViolation
from oneseal.surveys import selectors, services
from oneseal.surveys.forms import PeopleForm, ReasonForm
from oneseal.surveys.models import Trip
from oneseal.surveys.rules.planning import clock_text
from oneseal.surveys.rules.states import OPEN_TRIPS, TripState
from oneseal.surveys.views.shown import PARTY_TONES, TRIP_TONES, VISIT_TONES, routes_of, told, what_of

PAGE = "surveys/trip.html"


@require_safe
@allow(*EXAMINING)
def trip(request: HttpRequest, trip_id: int) -> HttpResponse:
    """A trip with its stops."""
    actor = actor_of(request)
    return show(request, actor, selectors.access_trip(actor, trip_id))


def show(request: HttpRequest, actor: Actor, row: Trip, problem: str = "", **bound: Any) -> HttpResponse:
    """The page, or its part for htmx."""
    page = selectors.trip_page(row)
    plans = actor.has(*selectors.DISPATCHERS)
    draft = row.state == TripState.DRAFT and plans
    context = {
        "trip": row,
        "what": what_of(row),
        "tone": TRIP_TONES[row.state],
        "leaves": clock_text(row.leaves),
        "returns": clock_text(row.returns),
        "stops": [
            (visit, clock_text(visit.arrives), clock_text(visit.departs), VISIT_TONES[visit.state])
            for visit in page.visits
        ],
        "people": page.people,
        "routes": routes_of([row]),
        "party_tones": PARTY_TONES,
        "faults": [told(each) for each in page.faults],
        "others": selectors.other_trips(row) if draft else [],
        "draft": draft,
        "crew_form": bound.get("crew") or (_crew_form(row, page.people) if draft and row.car else None),
        "cancel_form": bound.get("cancel")
        or (ReasonForm(auto_id="id_cancel_%s") if plans and row.state in OPEN_TRIPS else None),
        "problem": problem,
        "timeline": timeline(Subject("survey_trip", row.pk)),
    }
    template = f"{PAGE}#stops" if request.headers.get("HX-Request") else PAGE
    return render(request, template, context, status=422 if bound or problem else 200)


def _crew_form(row: Trip, people: list[Any], data: Any = None) -> PeopleForm:
    cars, free = selectors.free_means(row.bureau_id, row.day, but=row.pk)
    initial = {"car": row.car_id, "people": [each.pk for each in people]}
    return PeopleForm(
        data,
        cars=[(car.pk, f"{car.plate}（{car.seats}）") for car in cars],
        people=[(each.staff_id, f"{each.staff.name} {'、'.join(each.skills)}") for each in free],
        initial=initial,
        auto_id="id_crew_%s",
    )


@require_POST
@allow(*selectors.DISPATCHERS)
@idempotent
def move(request: HttpRequest, visit_id: int) -> HttpResponse:
    """Move a stop."""
    actor = actor_of(request)
    row = selectors.access_visit(actor, visit_id).trip
    how = request.POST.get("how", "")
    to = int(how) if how.isdecimal() and len(how) < 19 else 0
    version = request.POST.get("version", "")
    try:
        services.move_visit(
            actor,
            visit_id=visit_id,
            version=int(version) if version.isdecimal() else 0,
            how="to" if to else how if how in {"up", "down", "out"} else "to",
            to_trip=to,
        )
    except RuleViolation as refused:
        return show(request, actor, selectors.access_trip(actor, row.pk), problem=sentence(refused))
    if request.headers.get("HX-Request"):
        return show(request, actor, selectors.access_trip(actor, row.pk))
    return redirect("surveys:trip", trip_id=row.pk)


@require_POST
@allow(*selectors.DISPATCHERS)
@idempotent
def act(request: HttpRequest, trip_id: int, verb: str) -> HttpResponse:
    """Announce, call off, change the crew."""
    actor = actor_of(request)
    row = selectors.access_trip(actor, trip_id)
    if verb == "announce":
        try:
            services.announce_trip(actor, trip_id=trip_id)
        except RuleViolation as refused:
            return show(request, actor, row, problem=sentence(refused))
        messages.success(request, gettext("已通知申请人、踏勘人员和各科室。"))
        return redirect("surveys:trip", trip_id=trip_id)
    if verb == "cancel":
        form: Any = ReasonForm(request.POST, auto_id="id_cancel_%s")
        reason = request.POST.get("reason", "")
        if attempt(form, lambda: services.cancel_trip(actor, trip_id=trip_id, reason=reason)):
            messages.success(request, gettext("行程已取消，点位重新等待安排。"))
            return redirect("surveys:board")
        return show(request, actor, row, cancel=form)
    if verb != "crew":
        raise Http404
    form = _crew_form(row, [], request.POST)
    version = request.POST.get("version", "")
    known = int(version) if version.isdecimal() else 0
    if attempt(form, lambda: _set(actor, trip_id, known, form.cleaned_data)):
        messages.success(request, gettext("车辆和人员已更换，时刻已重新计算。"))
        return redirect("surveys:trip", trip_id=trip_id)
    return show(request, actor, row, crew=form)


def _set(actor: Actor, trip_id: int, version: int, said: dict[str, Any]) -> None:
    services.set_crew(actor, trip_id=trip_id, version=version, car_id=said["car"], people=said["people"])
