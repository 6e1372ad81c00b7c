"""The planner: how long people waited, how many windows a day needs, who stands where.

Opened by the coordinator at the end of a day or a week, to decide how many windows to open tomorrow and whom to put
there; by heads, to see what merging windows would do before they move desks.
"""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.problems import sentence, status_of
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import RuleViolation
from oneseal.queueing import selectors as queue
from oneseal.staffing import selectors, services
from oneseal.staffing.apps import READERS
from oneseal.staffing.forms import AskForm, LayoutForm
from oneseal.staffing.models import DayPlan
from oneseal.staffing.rules.life import PlanState, stretches

REPLAYED = 5
"""Recorded days on the page, each beside its play."""


def _hall(request: HttpRequest, actor: Actor) -> Any:
    """The hall that the page is about: the one asked for, else the first; None for a bureau without a hall."""
    halls = queue.halls_in_use(actor)
    asked = request.GET.get("hall") or request.POST.get("hall") or ""
    return next((hall for hall in halls if str(hall.pk) == asked), halls[0] if halls else None)


def _planner(request: HttpRequest, form: AskForm, status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    hall = _hall(request, actor)
    context: dict[str, Any] = {"hall": hall, "halls": queue.halls_in_use(actor), "form": form}
    if hall is not None:
        days = selectors.recorded_days(hall, before=clock.today() + timedelta(days=1), count=REPLAYED)
        context |= {
            "replays": [selectors.replay(actor, hall, day) for day in days],
            "plans": selectors.plans(actor, hall.pk),
            "may_plan": actor.has(*queue.KEEPERS),
        }
        context |= _chart(context["replays"])
    return render(request, "staffing/planner.html", context, status=status)


def _chart(replays: list[selectors.Replay]) -> dict[str, Any]:
    """Waits by the hour of arrival, of the newest recorded day."""
    if not replays:
        return {}
    hours = replays[0].played.hours
    return {
        "hour_labels": [f"{hour}:00" for hour in hours],
        "hour_series": [
            (gettext("到大厅的人"), [found.visitors for found in hours.values()]),
            (gettext("九成的人等候不超过（分钟）"), [round(found.ninety) for found in hours.values()]),
        ],
    }


@require_safe
@allow(*READERS)
def planner(request: HttpRequest) -> HttpResponse:
    """Recorded days, the question, the plans."""
    tomorrow = clock.today() + timedelta(days=1)
    return _planner(request, AskForm(initial={"day": tomorrow, "goal": 20, "percent": 100}))


@require_POST
@allow(*READERS)
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a plan of a day."""
    form, actor = AskForm(request.POST), actor_of(request)
    hall = _hall(request, actor)
    if hall is None or not form.is_valid():
        return _planner(request, form, 422)
    try:
        made = services.ask_plan(actor, hall_id=hall.pk, **form.cleaned_data)
    except RuleViolation as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, sentence(refusal))
        return _planner(request, form, 422)
    return HttpResponseRedirect(reverse("staffing:plan", args=[made.pk]))


@require_safe
@allow(*READERS)
def plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The answer, or that it is being computed."""
    found = selectors.access_plan(actor_of(request), plan_id)
    return render(request, "staffing/plan.html", _plan(request, found))


def _plan(request: HttpRequest, found: DayPlan) -> dict[str, Any]:
    actor = actor_of(request)
    named = {group.key: group for group in selectors.groups(found.hall)}
    hours = found.needs[0]["hours"] if found.needs else []
    return {
        "plan": found,
        "hour_labels": [f"{hour}:00" for hour in hours],
        "needs": [
            (
                _name(named.get(need["group"]), need["group"]),
                zip(need["windows"], need["ninety"], strict=True),
                need,
            )
            for need in found.needs
        ],
        "series": [(_name(named.get(need["group"]), need["group"]), need["windows"]) for need in found.needs],
        "duties": _duties(actor, found),
        "shut": [
            (_name(named.get(each["group"]), each["group"]), each["hour"], each["hour"] + 1, each["windows"])
            for each in found.shut
        ],
        "may_settle": found.state == PlanState.READY and actor.has(*queue.KEEPERS),
        "past": found.day <= clock.today(),
    }


def _name(group: selectors.Group | None, key: str) -> str:
    return key if group is None else f"{gettext(group.name)} {''.join(sorted(group.lines))}"


def _duties(actor: Actor, found: DayPlan) -> list[tuple[str, str, str, bool]]:
    """Window, name, hours, and whether it is a noon duty; by window."""
    names = identity.staff_names({duty["staff"] for duty in found.duties})
    numbers = {window.pk: window.number for window in queue.windows(found.hall)}
    rows = [
        (
            numbers.get(duty["window"], ""),
            names.get(duty["staff"], ""),
            " · ".join(f"{start}:00–{end}:00" for start, end in stretches(duty["hours"])),
            duty["shift"] == "noon",
        )
        for duty in found.duties
    ]
    return sorted(rows)


@require_POST
@allow(*queue.KEEPERS)
def adopt(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Make the plan's duties seats."""
    return _settle(request, plan_id, services.adopt_plan, gettext("已采用，窗口安排已更新。"))


@require_POST
@allow(*queue.KEEPERS)
def drop(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Put the plan aside."""
    return _settle(request, plan_id, services.drop_plan, gettext("已放弃这份排班。"))


def _settle(request: HttpRequest, plan_id: int, act: Any, done: str) -> HttpResponse:
    actor = actor_of(request)
    try:
        act(actor, plan_id)
    except RuleViolation as refusal:
        context = _plan(request, selectors.access_plan(actor, plan_id)) | {"refused": sentence(refusal)}
        return render(request, "staffing/plan.html", context, status=status_of(refusal))
    messages.success(request, done)
    return HttpResponseRedirect(reverse("staffing:plan", args=[plan_id]))


@require_safe
@allow(*READERS)
def what_if(request: HttpRequest) -> HttpResponse:
    """What another layout would have done with the visitors of the last recorded days."""
    actor = actor_of(request)
    hall, asked = _hall(request, actor), "integrated" in request.GET
    form = LayoutForm(request.GET) if asked else LayoutForm()
    context: dict[str, Any] = {"hall": hall, "halls": queue.halls_in_use(actor), "form": form}
    if hall is not None and asked and form.is_valid():
        days: list[date] = selectors.recorded_days(
            hall, before=clock.today() + timedelta(days=1), count=REPLAYED
        )
        found = selectors.compare(actor, hall, form.layout(), days)
        context |= {"asked": True, "found": found}
        if found is not None:
            context |= _both(found)
    return render(request, "staffing/what_if.html", context)


def _both(found: selectors.Compared) -> dict[str, Any]:
    hours = sorted({*found.before.hours, *found.after.hours})
    sides = ((gettext("现在"), found.before), (gettext("合并后"), found.after))
    return {
        "sides": [
            (name, day, windows, _busy(day))
            for (name, day), windows in zip(sides, found.windows, strict=True)
        ],
        "hour_labels": [f"{hour}:00" for hour in hours],
        "hour_series": [
            (name, [round(day.hours[hour].ninety) if hour in day.hours else 0 for hour in hours])
            for name, day in sides
        ],
        "lines": [
            (line, found.before.lines.get(line), found.after.lines.get(line))
            for line in sorted({*found.before.lines, *found.after.lines})
        ],
    }


def _busy(day: Any) -> tuple[int, int]:
    """The least and the most that a window was busy, in percent."""
    shares = [round(share * 100) for share in day.busy.values()]
    return (min(shares), max(shares)) if shares else (0, 0)
