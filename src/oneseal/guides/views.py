"""What guides have to do, and when they are there."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence
from oneseal.guides import forms, selectors, services
from oneseal.guides.apps import WATCHERS
from oneseal.identity.forms import attempt
from oneseal.identity.pages import saved
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import RuleViolation
from oneseal.queueing import selectors as queueing

TONES = {"open": "amber", "taken": "blue", "done": "green", "dropped": "grey"}


def _hall(request: HttpRequest, actor: Actor) -> Any:
    """The hall that is asked for, else the first; None for a bureau without a hall."""
    halls = queueing.halls_in_use(actor)
    asked = request.GET.get("hall", "")
    return next((hall for hall in halls if str(hall.pk) == asked), halls[0] if halls else None)


def _frame(request: HttpRequest, actor: Actor, hall: Any, here: str) -> dict[str, Any]:
    halls = queueing.halls_in_use(actor)
    return {
        "hall": hall,
        "halls": halls if len(halls) > 1 else [],
        "tabs": [
            {"label": gettext("引导任务"), "url": reverse("guides:tasks"), "current": here == "guides:tasks"},
            {
                "label": gettext("引导排班"),
                "url": reverse("guides:shifts"),
                "current": here == "guides:shifts",
            },
        ],
        "keeper": actor.has(*queueing.KEEPERS),
        "guide": actor.has(*queueing.GUIDES),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*WATCHERS)
@idempotent
def tasks(request: HttpRequest) -> HttpResponse:
    """What is to be done in a hall, one's own shifts, and the form that asks for a guide."""
    actor = actor_of(request)
    hall = _hall(request, actor)
    zones = queueing.zones(hall) if hall else []
    form = forms.TaskForm(request.POST or None, zones=zones)
    if hall and saved(request, form, lambda: _ask(actor, hall.pk, form), gettext("已告诉在岗的引导员。")):
        return redirect(_address("guides:tasks", hall))
    return _tasks(request, actor, hall, form)


def _ask(actor: Actor, hall_id: int, form: forms.TaskForm) -> None:
    data = form.cleaned_data
    services.ask_guide(
        actor, hall_id=hall_id, kind=data["kind"], text=data["text"], zone_id=data["zone"] or 0
    )


def _address(name: str, hall: Any) -> str:
    return f"{reverse(name)}?hall={hall.pk}"


def _tasks(request: HttpRequest, actor: Actor, hall: Any, form: Any, refused: str = "") -> HttpResponse:
    context = _frame(request, actor, hall, "guides:tasks") | {"form": form, "refused": refused}
    if hall is not None:
        running = selectors.running_tasks(actor, hall.pk)
        context |= {
            "running": [(row, TONES[row.state], row.staff_id == actor.staff_id) for row in running],
            "settled": [(row, TONES[row.state]) for row in selectors.settled_tasks(actor, hall.pk)],
            "mine": selectors.own_shifts(actor),
            "duty": selectors.on_duty(hall.pk),
            "today": clock.today(),
        }
    status = 422 if refused or form.errors else 200
    return render(request, "guides/tasks.html", context, status=status)


Act = Callable[[Actor, int, str], object]
TASK_ACTS: dict[str, Act] = {
    "take": lambda actor, pk, _said: services.take_task(actor, task_id=pk),
    "give_back": lambda actor, pk, _said: services.give_back_task(actor, task_id=pk),
    "finish": lambda actor, pk, said: services.finish_task(actor, task_id=pk, outcome=said),
    "drop": lambda actor, pk, said: services.drop_task(actor, task_id=pk, outcome=said),
}


@require_POST
@allow(*queueing.GUIDES)
@idempotent
def task_act(request: HttpRequest, task_id: int, verb: str) -> HttpResponse:
    """Take a task, give it back, say that it is done or not needed."""
    if verb not in TASK_ACTS:
        raise Http404
    actor = actor_of(request)
    row = selectors.access_task(actor, task_id)
    try:
        TASK_ACTS[verb](actor, task_id, request.POST.get("outcome", ""))
    except RuleViolation as error:
        form = forms.TaskForm(zones=queueing.zones(row.hall))
        return _tasks(request, actor, row.hall, form, sentence(error))
    messages.success(request, gettext("已更新。"))
    return redirect(_address("guides:tasks", row.hall))


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*WATCHERS)
@idempotent
def shifts(request: HttpRequest) -> HttpResponse:
    """Who guides on a day; keepers of the hall plan it beside the windows' seats."""
    actor, day = actor_of(request), _day(request)
    hall = _hall(request, actor)
    frame = _frame(request, actor, hall, "guides:shifts")
    form = None
    if hall is not None and frame["keeper"]:
        people = selectors.possible_guides(actor, day)
        form = forms.ShiftForm(request.POST or None, people=people, zones=queueing.zones(hall))
    if form and request.method == "POST" and attempt(form, lambda: _plan(actor, hall.pk, day, form)):
        messages.success(request, gettext("已安排，本人收到通知。"))
        return redirect(f"{_address('guides:shifts', hall)}&day={day.isoformat()}")
    context = frame | {
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "form": form,
        "rows": [row for row in selectors.shifts_of_day(actor.bureau_id, day) if row.hall_id == hall.pk]
        if hall
        else [],
        "seats": _seats(actor, hall, day),
        "me": actor.staff_id,
    }
    return render(request, "guides/shifts.html", context, status=422 if form and form.errors else 200)


def _seats(actor: Actor, hall: Any, day: date) -> list[Any]:
    """Planned seats of the windows of a hall, beside which guides are planned."""
    return [
        seat
        for seat in queueing.seats(actor, day)
        if hall and seat.window.hall_id == hall.pk and seat.planned_from
    ]


def _plan(actor: Actor, hall_id: int, day: date, form: forms.ShiftForm) -> None:
    services.plan_shift(actor, hall_id=hall_id, **form.said(day))


def _day(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return clock.today()


@require_POST
@allow(*WATCHERS)
@idempotent
def shift_act(request: HttpRequest, shift_id: int, verb: str) -> HttpResponse:
    """Be there, leave; take back a planned shift."""
    actor = actor_of(request)
    row = selectors.access_shift(actor, shift_id)
    if verb == "drop":
        services.drop_shift(actor, shift_id=shift_id)
        messages.success(request, gettext("已取消这个班。"))
        return redirect(f"{_address('guides:shifts', row.hall)}&day={row.day.isoformat()}")
    acts = {"begin": services.begin_shift, "end": services.end_shift}
    if verb not in acts:
        raise Http404
    try:
        acts[verb](actor, shift_id=shift_id)
    except RuleViolation as error:
        form = forms.TaskForm(zones=queueing.zones(row.hall))
        return _tasks(request, actor, row.hall, form, sentence(error))
    messages.success(request, gettext("已记录。"))
    return redirect(_address("guides:tasks", row.hall))
