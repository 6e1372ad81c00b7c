"""Reads of shifts and tasks: the bureau's staff see its halls."""

from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from oneseal.foundation import clock
from oneseal.foundation.db import not_found
from oneseal.guides.models import GuideShift, Task
from oneseal.guides.rules.life import RUNNING, TaskState
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.queueing import selectors as queueing

AHEAD = timedelta(days=7)
SHOWN = 20


def visible_shifts(actor: Actor) -> QuerySet[GuideShift]:
    """Shifts of the bureau's halls, for those who watch them."""
    rows = GuideShift.objects.select_related("hall", "zone", "staff")
    return rows.filter(bureau=actor.bureau_id) if actor.has(*queueing.WATCHERS) else rows.none()


def access_shift(actor: Actor, shift_id: int) -> GuideShift:
    """One shift. Raises NotFound."""
    found = visible_shifts(actor).filter(pk=shift_id).first()
    if found is None:
        raise not_found()
    return found


def shifts_of_day(bureau_id: int, day: date) -> list[GuideShift]:
    """Everybody's shifts of a day, by time."""
    rows = GuideShift.objects.filter(bureau=bureau_id, day=day).select_related("hall", "zone", "staff")
    return list(rows)


def own_shifts(actor: Actor) -> list[GuideShift]:
    """The actor's shifts of today and the coming week."""
    today = clock.today()
    rows = visible_shifts(actor).filter(staff=actor.staff_id, day__range=(today, today + AHEAD))
    return list(rows)


def on_duty(hall_id: int) -> list[GuideShift]:
    """Who guides now: those who have begun, and those who are planned for this moment."""
    now = clock.now()
    rows = GuideShift.objects.filter(hall=hall_id, day=clock.today(), ended_at=None).select_related(
        "zone", "staff"
    )
    return [row for row in rows if row.begun_at or row.starts <= now < row.ends]


def busy(staff_id: int, day: date) -> list[tuple[datetime, datetime]]:
    """When somebody already guides on a day."""
    rows = GuideShift.objects.filter(staff=staff_id, day=day)
    return list(rows.values_list("starts", "ends"))


def seated(actor: Actor, staff_id: int, day: date) -> list[tuple[datetime, datetime]]:
    """When somebody is planned at a window on a day."""
    return [
        (seat.planned_from, seat.planned_to)
        for seat in queueing.seats(actor, day)
        if seat.staff_id == staff_id and seat.planned_from and seat.planned_to
    ]


def possible_guides(actor: Actor, day: date) -> list[tuple[int, str]]:
    """Who may guide on a day: those whose post makes them clerks or coordinators and who are not on leave."""
    able = identity.in_roles(actor.bureau_id, queueing.GUIDES, day) - identity.on_leave(actor.bureau_id, day)
    return sorted(identity.staff_names(able).items(), key=lambda one: (one[1], one[0]))


def visible_tasks(actor: Actor) -> QuerySet[Task]:
    """Tasks of the bureau's halls, for those who watch them."""
    rows = Task.objects.select_related("hall", "zone", "staff")
    return rows.filter(bureau=actor.bureau_id) if actor.has(*queueing.WATCHERS) else rows.none()


def access_task(actor: Actor, task_id: int) -> Task:
    """One task. Raises NotFound."""
    found = visible_tasks(actor).filter(pk=task_id).first()
    if found is None:
        raise not_found()
    return found


def running_tasks(actor: Actor, hall_id: int) -> list[Task]:
    """What is open or being done in a hall, the oldest first."""
    return list(visible_tasks(actor).filter(hall=hall_id, state__in=RUNNING).order_by("raised_at", "id"))


def settled_tasks(actor: Actor, hall_id: int) -> list[Task]:
    """What was settled last."""
    rows = visible_tasks(actor).filter(hall=hall_id).exclude(state__in=RUNNING)
    return list(rows.order_by("-settled_at", "-id")[:SHOWN])


def tasks_waiting(actor: Actor) -> QuerySet[Task]:
    """Tasks that nobody has taken, for those who guide."""
    rows = visible_tasks(actor).filter(state=TaskState.OPEN)
    return rows if actor.has(*queueing.GUIDES) else rows.none()
