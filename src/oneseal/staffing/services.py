"""Asking the planner, computing its answer, adopting it."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.db import transaction

from oneseal.foundation import clock, jobs
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import SYSTEM, Actor
from oneseal.kernel.errors import Forbidden
from oneseal.kernel.events import Event
from oneseal.kernel.text import N_
from oneseal.queueing import selectors as queue
from oneseal.queueing import services as queue_services
from oneseal.staffing import events, selectors
from oneseal.staffing.models import DayPlan
from oneseal.staffing.rules import days as usual_days
from oneseal.staffing.rules import life, roster
from oneseal.staffing.rules.days import Usual
from oneseal.staffing.rules.planning import Goal, Need, Opening, first_guess, need

DRAWN = 5
"""Days that are drawn from the usual one and played for each trial."""


def ask_plan(actor: Actor, *, hall_id: int, day: date, goal: int, percent: int = 100) -> DayPlan:
    """Ask how many windows a day needs and who stands where; a job computes it. `goal` in minutes for nine of ten."""
    _check_keeper(actor)
    hall = queue.access_hall(actor, hall_id)
    learnt = selectors.recorded_days(hall, before=clock.today() + timedelta(days=1))
    life.check_question(
        day, clock.today(), goal=goal, percent=percent, opening=selectors.opening(hall, day), learnt=learnt
    )
    with transaction.atomic():
        plan = DayPlan.objects.create(
            bureau_id=actor.bureau_id,
            hall=hall,
            day=day,
            goal=goal,
            percent=percent,
            learnt=[each.isoformat() for each in learnt],
            made_by=actor.name,
            made_at=clock.now(),
        )
        record(actor, _subject(plan), events.PlanAsked(day.isoformat(), goal, percent))
        jobs.defer("staffing.compute", plan_id=plan.pk)
    return plan


def compute(plan_id: int) -> None:
    """Answer a plan. The search is done outside the transaction: it takes seconds. Run twice it changes nothing."""
    plan = DayPlan.objects.select_related("hall").get(pk=plan_id)
    hours = selectors.opening(plan.hall, plan.day)
    if plan.state != life.PlanState.WORKING or hours is None:
        return
    reader = Actor(bureau_id=plan.bureau_id)
    learnt = [date.fromisoformat(each) for each in plan.learnt]
    lines = usual_days.more(selectors.learnt(reader, plan.hall, learnt), factor=plan.percent / 100)
    groups = selectors.groups(plan.hall)
    needs = _needs(groups, lines, hours, plan)
    shifts = life.shifts_of(hours)
    people = _people(plan, groups)
    wanted = {each.kind: each.windows for each in needs}
    room = {group.key: len(group.windows) for group in groups}
    duties = roster.propose(people, shifts, wanted, hours, room)
    windows = {group.key: [window.pk for window in group.windows] for group in groups}
    places = roster.seated(duties, shifts, windows)
    shut = roster.shortages(places, shifts, wanted, hours)
    hours_of = {shift.code: sorted(shift.hours) for shift in shifts}
    _answer(
        plan,
        needs=[_need_row(each, hours) for each in needs],
        duties=[
            {"staff": duty.person, "window": window, "hours": hours_of[duty.shift], "shift": duty.shift}
            for duty, window in places.items()
        ],
        shut=[
            {"group": kind, "hour": hour, "windows": count} for (kind, hour), count in sorted(shut.items())
        ],
    )


def _answer(plan: DayPlan, **values: Any) -> None:
    with transaction.atomic():
        lock(DayPlan, plan.pk)
        plan.refresh_from_db(fields=["state"])
        if plan.state != life.PlanState.WORKING:
            return
        most = sum(max(each["windows"], default=0) for each in values["needs"])
        shut = sum(each["windows"] for each in values["shut"])
        event = events.PlanReady(plan.day.isoformat(), most, len(values["duties"]), shut)
        values |= {"state": life.PLANS.step(plan.state, "compute")}
        record(SYSTEM, _subject(plan), event, changes=[Update(DayPlan, plan.pk, values)])


def _needs(
    groups: Iterable[selectors.Group], lines: dict[str, Usual], hours: Opening, plan: DayPlan
) -> list[Need]:
    """Each group with the visitors of its lines; a line that two groups serve is shared by their windows."""
    found, chance = [], Random(plan.pk)  # noqa: S311 - draws days, no secret
    listed = list(groups)
    for group in listed:
        mine = {line: _part(like, group, listed, line) for line, like in lines.items() if line in group.lines}
        goal = Goal(plan.goal, most=len(group.windows))
        drawn = [usual_days.draw(mine, chance.random) for _ in range(DRAWN)]
        found.append(need(group.key, drawn, first_guess(mine, hours, goal), opening=hours, goal=goal))
    return found


def _part(like: Usual, group: selectors.Group, groups: list[selectors.Group], line: str) -> Usual:
    """A group's part of a line that others serve too, by windows."""
    windows = sum(len(each.windows) for each in groups if line in each.lines)
    return usual_days.more({line: like}, factor=len(group.windows) / windows)[line]


def _people(plan: DayPlan, groups: list[selectors.Group]) -> list[roster.Person]:
    """Who may be put where: certified holders of the windows' posts with the skill for their lines."""
    kinds: dict[int, set[str]] = {}
    for group in groups:
        lines = [line for line in queue.lines(plan.hall) if line.letter in group.lines]
        for staff in {one for window in group.windows for one in queue.fit_for(window, plan.day)}:
            if all(queue.has_skill(staff, line, plan.day) for line in lines):
                kinds.setdefault(staff, set()).add(group.key)
    burdens = _burdens(plan)
    return [
        roster.Person(staff, frozenset(found), burdens.get(staff, 0))
        for staff, found in sorted(kinds.items())
    ]


def _burdens(plan: DayPlan) -> dict[int, int]:
    """Noon shifts of the last adopted plans."""
    counted: dict[int, int] = {}
    rows = DayPlan.objects.filter(hall=plan.hall_id, state=life.PlanState.ADOPTED, day__lt=plan.day)
    for duties in rows.order_by("-day").values_list("duties", flat=True)[: life.LEARN_FROM]:
        for duty in duties:
            counted[duty["staff"]] = counted.get(duty["staff"], 0) + (duty["shift"] == "noon")
    return counted


def _need_row(found: Need, hours: Opening) -> dict[str, Any]:
    return {
        "group": found.kind,
        "hours": list(hours.hours),
        "windows": list(found.windows),
        "ninety": [round(wait) for wait in found.ninety],
        "kept": found.kept,
    }


def adopt_plan(actor: Actor, plan_id: int) -> DayPlan:
    """Make the duties of a plan the seats of the day: all of them or, where one is refused, none.

    Raises what `queueing.services.plan_seat` says of the first that does not fit (certificate, post, a seat already
    planned), with the person's name.
    """
    with transaction.atomic():
        plan, target = _locked(actor, plan_id, "adopt")
        for duty in plan.duties:
            for start, end in life.stretches(duty["hours"]):
                queue_services.plan_seat(
                    actor,
                    window_id=duty["window"],
                    staff_id=duty["staff"],
                    starts=_at(plan.day, start),
                    ends=_at(plan.day, end),
                )
        _settle(actor, plan, target, events.PlanAdopted(plan.day.isoformat(), len(plan.duties)))
    return plan


def drop_plan(actor: Actor, plan_id: int) -> DayPlan:
    """Put a plan aside."""
    with transaction.atomic():
        plan, target = _locked(actor, plan_id, "drop")
        _settle(actor, plan, target, events.PlanDropped(plan.day.isoformat()))
    return plan


def _locked(actor: Actor, plan_id: int, verb: str) -> tuple[DayPlan, str]:
    _check_keeper(actor)
    plan = selectors.access_plan(actor, lock(DayPlan, plan_id).pk)
    return plan, life.PLANS.step(plan.state, verb)


def _settle(actor: Actor, plan: DayPlan, target: str, event: Event) -> None:
    values = {"state": target, "settled_at": clock.now()}
    record(
        actor, _subject(plan), event, changes=[Update(DayPlan, plan.pk, values, expect={"state": plan.state})]
    )
    plan.state = target


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), clock.LOCAL)


def _check_keeper(actor: Actor) -> None:
    if not actor.has(*queue.KEEPERS):
        raise Forbidden("not_keeper", N_("排班由大厅管理人员（协调岗、系统管理岗）负责。"))


def _subject(plan: DayPlan) -> Subject:
    return Subject("day_plan", plan.pk)
