"""The day's board: what waits for a survey, the trips of a day, cars and people."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.identity.forms import attempt
from oneseal.kernel.access import EXAMINING, Actor
from oneseal.surveys import selectors, services
from oneseal.surveys.forms import CarForm, PlanForm, SurveyorForm
from oneseal.surveys.views.shown import REQUEST_TONES, routes_of, trip_lines


def _day(text: str) -> date:
    try:
        return parse_date(text) or clock.today()
    except ValueError:
        return clock.today()


@require_safe
@allow(*EXAMINING)
def board(request: HttpRequest) -> HttpResponse:
    """What waits, and the trips of a day."""
    actor = actor_of(request)
    return _show(request, actor, _day(request.GET.get("day", "")))


def _show(request: HttpRequest, actor: Actor, day: date, form: PlanForm | None = None) -> HttpResponse:
    most = selectors.MOST
    waiting = list(selectors.waiting(actor)[: most + 1])
    unasked = list(selectors.unasked(actor)[: most + 1]) if actor.has(*selectors.ASKERS) else []
    trips = selectors.trips_on(actor, day)
    context = {
        "day": day,
        "is_today": day == clock.today(),
        "waiting": waiting[:most],
        "unasked": unasked[:most],
        "more": len(waiting) > most or len(unasked) > most,
        "trips": trip_lines(trips),
        "routes": routes_of(trips),
        "to_sign": list(selectors.to_sign(actor)[:most]),
        "may_plan": actor.has(*selectors.DISPATCHERS),
        "may_ask": actor.has(*selectors.ASKERS),
        "plan_form": form or PlanForm(initial={"day": day}),
        "tones": REQUEST_TONES,
    }
    return render(request, "surveys/board.html", context, status=422 if form else 200)


@require_POST
@allow(*selectors.DISPATCHERS)
@idempotent
def plan(request: HttpRequest) -> HttpResponse:
    """Let the planner propose the trips of a day."""
    actor, form = actor_of(request), PlanForm(request.POST)
    made: list[services.Planned] = []

    def propose() -> None:
        made.append(services.plan_trips(actor, day=form.cleaned_data["day"]))

    if not attempt(form, propose):
        return _show(request, actor, _day(request.POST.get("day", "")), form)
    planned = made[0]
    count = len(planned.trips)
    messages.success(
        request,
        ngettext("排好 %(n)s 趟，请核对后通知。", "排好 %(n)s 趟，请核对后通知。", count) % {"n": count},
    )
    for key, why in list(planned.left.items())[:5]:
        row = selectors.access_request(actor, key)
        messages.warning(request, f"{row.case_number} {row.address}{gettext('：')}{gettext(why)}")
    return redirect(f"{reverse('surveys:board')}?day={form.cleaned_data['day'].isoformat()}")


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.DISPATCHERS)
@idempotent
def means(request: HttpRequest) -> HttpResponse:
    """Cars and surveyors."""
    actor = actor_of(request)
    what = request.POST.get("what", "")
    car = CarForm(request.POST if what == "car" else None, auto_id="id_car_%s")
    people = selectors.colleagues(actor)
    person = SurveyorForm(request.POST if what == "person" else None, people=people, auto_id="id_person_%s")
    if what == "car" and attempt(car, lambda: _keep_car(actor, request, car)):
        messages.success(request, gettext("车辆已保存。"))
        return redirect("surveys:means")
    if what == "person" and attempt(person, lambda: services.keep_surveyor(actor, **person.cleaned_data)):
        messages.success(request, gettext("踏勘人员已保存。"))
        return redirect("surveys:means")
    cars, surveyors = selectors.means(actor)
    context: dict[str, Any] = {"cars": cars, "surveyors": surveyors, "car_form": car, "person_form": person}
    return render(request, "surveys/means.html", context, status=422 if what else 200)


def _keep_car(actor: Actor, request: HttpRequest, form: CarForm) -> None:
    known = {each.plate: each.pk for each in selectors.means(actor)[0]}
    car_id = known.get(form.cleaned_data["plate"].strip(), 0)
    services.keep_car(actor, car_id=car_id, **form.cleaned_data)
