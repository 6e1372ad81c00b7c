"""Planning shifts of guides, being there, asking for a guide, doing what is asked (3.25)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from oneseal.foundation import clock
from oneseal.foundation.db import lock, lock_name
from oneseal.foundation.display import local_day
from oneseal.foundation.journal import Subject, Update, record
from oneseal.guides import events, selectors
from oneseal.guides.models import GuideShift, Task
from oneseal.guides.rules import life
from oneseal.guides.rules.life import BASIS, KINDS, RUNNING, TASKS, TaskKind
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.notices.services import notify_staff
from oneseal.queueing import selectors as queueing

Phrase = dict[str, Any]
"""Words of ours with their places: `{"say": N_("…%(device)s…"), "device": name}`."""


def plan_shift(
    actor: Actor, *, hall_id: int, staff_id: int, starts: datetime, ends: datetime, zone_id: int = 0
) -> GuideShift:
    """Say who guides in a hall from when till when on one day, in one zone or all over.

    Raises Forbidden, NotFound, RuleViolation (a time past, at a window or guiding already then, not a guide).
    """
    _check_keeper(actor)
    hall = queueing.access_hall(actor, hall_id)
    life.check_span(clock.wall(starts), clock.wall(ends), clock.wall(clock.now()))
    day = local_day(starts)
    names = dict(selectors.possible_guides(actor, day))
    if staff_id not in names:
        text = N_("请从列表里选择一位当天在岗、能引导的同事。")
        raise RuleViolation("no_such_guide", text, field="staff", basis=BASIS)
    if zone_id and zone_id not in {each.pk for each in queueing.zones(hall)}:
        raise RuleViolation("zone_elsewhere", N_("请选择这个大厅的分区。"), field="zone", basis=BASIS)
    with transaction.atomic():
        lock_name(f"guides:{staff_id}:{day.isoformat()}")
        guiding, seated = selectors.busy(staff_id, day), selectors.seated(actor, staff_id, day)
        life.check_free(starts, ends, guiding, N_("这位同事这段时间已经排了引导。"))
        life.check_free(starts, ends, seated, N_("这位同事这段时间已经排在窗口。"))
        row = GuideShift.objects.create(
            bureau_id=hall.bureau_id,
            hall=hall,
            zone_id=zone_id or None,
            staff_id=staff_id,
            day=day,
            starts=starts,
            ends=ends,
        )
        span = (clock.wall(starts).strftime("%H:%M"), clock.wall(ends).strftime("%H:%M"))
        event = events.ShiftPlanned(staff_id, names[staff_id], day.isoformat(), *span)
        record(actor, _about(hall_id), event)
        _tell_planned(actor, row, span)
    return row


def _tell_planned(actor: Actor, row: GuideShift, span: tuple[str, str]) -> None:
    notify_staff(
        actor,
        bureau_id=row.bureau_id,
        staff_ids=[row.staff_id],
        template="guide_planned",
        data={"day": row.day.isoformat(), "starts": span[0], "ends": span[1], "hall": row.hall.name},
        occasion=f"shift:{row.pk}",
        about=_about(row.hall_id),
        link=reverse("guides:tasks"),
    )


def drop_shift(actor: Actor, *, shift_id: int) -> None:
    """Take back a shift that has not begun. Raises Forbidden, NotFound, Conflict."""
    _check_keeper(actor)
    known = selectors.access_shift(actor, shift_id)
    with transaction.atomic():
        row = lock(GuideShift, shift_id)
        if row.begun_at is not None:
            raise Conflict("shift_begun", N_("这个班已经开始，不能取消。"))
        GuideShift.objects.filter(pk=row.pk).delete()
        event = events.ShiftDropped(row.staff_id, known.staff.name, row.day.isoformat())
        record(actor, _about(row.hall_id), event)


def begin_shift(actor: Actor, *, shift_id: int) -> GuideShift:
    """The guide is there: one's own shift, once. Raises Forbidden, NotFound, Conflict, RuleViolation."""
    row = _own(actor, shift_id)
    with transaction.atomic():
        row = lock(GuideShift, row.pk)
        life.check_begin(row.starts, row.ends, clock.now())
        if row.begun_at is not None:
            raise Conflict("begun_already", N_("您已经到岗。"))
        change = Update(GuideShift, row.pk, {"begun_at": clock.now()}, {"begun_at": None})
        record(actor, _about(row.hall_id), events.ShiftBegun(row.staff_id), changes=[change])
    row.refresh_from_db()
    return row


def end_shift(actor: Actor, *, shift_id: int) -> GuideShift:
    """The guide leaves; tasks in hand go back. Raises Forbidden, NotFound, Conflict."""
    row = _own(actor, shift_id)
    with transaction.atomic():
        row = lock(GuideShift, row.pk)
        if row.begun_at is None or row.ended_at is not None:
            raise Conflict("not_there", N_("您不在这个引导岗上。"))
        change = Update(GuideShift, row.pk, {"ended_at": clock.now()}, {"ended_at": None})
        record(actor, _about(row.hall_id), events.ShiftEnded(row.staff_id), changes=[change])
        held = Task.objects.filter(hall=row.hall_id, staff=row.staff_id, state=life.TaskState.TAKEN)
        for pk in held.order_by("pk").values_list("pk", flat=True):
            _move(actor, pk, "give_back", staff_id=None, taken_at=None)
    row.refresh_from_db()
    return row


def _own(actor: Actor, shift_id: int) -> GuideShift:
    row = selectors.access_shift(actor, shift_id)
    if row.staff_id != actor.staff_id:
        raise Forbidden("not_own_shift", N_("只能为自己的班到岗、离岗。"), basis=BASIS)
    return row


def raise_task(
    actor: Actor,
    *,
    hall_id: int,
    bureau_id: int,
    kind: str,
    said: str | Phrase,
    zone_id: int | None = None,
    key: str = "",
) -> Task:
    """Ask for a guide; those on duty are told. What `key` names has one open task: that one is answered again.

    `said`: what somebody wrote, or a phrase of ours with its places (foundation.display.in_words). Others call it
    inside their act. Raises RuleViolation.
    """
    phrase = said if isinstance(said, dict) else {}
    text = "" if isinstance(said, dict) else life.check_text(said, N_("请写明要引导员做什么。"), "text")
    if kind not in set(TaskKind):
        raise RuleViolation("kind_wrong", N_("请选择是哪一类事。"), field="kind", basis=BASIS)
    with transaction.atomic():
        if key:
            lock_name(f"guides:{key}")
            known = Task.objects.filter(key=key, state__in=RUNNING).first()
            if known is not None:
                return known
        row = Task.objects.create(
            bureau_id=bureau_id,
            hall_id=hall_id,
            zone_id=zone_id,
            kind=kind,
            text=text[:300],
            phrase=phrase,
            key=key,
            raised_by=actor.name[:120],
            raised_at=clock.now(),
        )
        record(actor, _about(hall_id), events.TaskRaised(row.pk, KINDS[TaskKind(kind)]))
        _tell_raised(actor, row)
    return row


def _tell_raised(actor: Actor, row: Task) -> None:
    notify_staff(
        actor,
        bureau_id=row.bureau_id,
        staff_ids=[each.staff_id for each in selectors.on_duty(row.hall_id)],
        template="guide_task",
        data={"text": row.phrase or row.text},
        occasion=f"task:{row.pk}",
        about=_about(row.hall_id),
        link=reverse("guides:tasks"),
    )


def ask_guide(actor: Actor, *, hall_id: int, kind: str, text: str, zone_id: int = 0) -> Task:
    """A colleague in the hall asks for a guide. Raises Forbidden, NotFound, RuleViolation."""
    hall = queueing.access_hall(actor, hall_id)
    if not actor.staff_id or not actor.has(*queueing.WATCHERS):
        raise Forbidden("not_in_hall", N_("大厅的工作人员才能叫引导员。"), basis=BASIS)
    if zone_id and zone_id not in {each.pk for each in queueing.zones(hall)}:
        raise RuleViolation("zone_elsewhere", N_("请选择这个大厅的分区。"), field="zone", basis=BASIS)
    return raise_task(
        actor, hall_id=hall_id, bureau_id=hall.bureau_id, kind=kind, said=text, zone_id=zone_id or None
    )


def take_task(actor: Actor, *, task_id: int) -> Task:
    """Take a task; the first one has it. Raises Forbidden, NotFound, Conflict."""
    _check_guide(actor)
    selectors.access_task(actor, task_id)
    with transaction.atomic():
        return _move(actor, task_id, "take", staff_id=actor.staff_id, taken_at=clock.now())


def give_back_task(actor: Actor, *, task_id: int) -> Task:
    """Put a task back for somebody else. Raises Forbidden, NotFound, Conflict."""
    _check_holder(actor, task_id)
    with transaction.atomic():
        return _move(actor, task_id, "give_back", staff_id=None, taken_at=None)


def finish_task(actor: Actor, *, task_id: int, outcome: str = "") -> Task:
    """It is done. Raises Forbidden, NotFound, Conflict."""
    _check_holder(actor, task_id)
    with transaction.atomic():
        return _move(actor, task_id, "finish", outcome=outcome.strip()[:300], settled_at=clock.now())


def drop_task(actor: Actor, *, task_id: int, outcome: str) -> Task:
    """It needs no guide after all, and why. Raises Forbidden, NotFound, Conflict, RuleViolation."""
    _check_guide(actor)
    selectors.access_task(actor, task_id)
    why = life.check_text(outcome, N_("请写明为什么不用处理。"), "outcome")
    with transaction.atomic():
        return _move(actor, task_id, "drop", outcome=why[:300], settled_at=clock.now())


def settle_key(actor: Actor, *, key: str, outcome: str) -> bool:
    """What a task was about is over by itself (the device works again, the call was answered); whether there was one.

    `outcome` is marked for translation (N_).
    """
    with transaction.atomic():
        lock_name(f"guides:{key}")
        row = Task.objects.filter(key=key, state__in=RUNNING).first()
        if row is None:
            return False
        verb = "finish" if row.state == life.TaskState.TAKEN else "drop"
        _move(actor, row.pk, verb, outcome=outcome[:300], settled_at=clock.now())
    return True


def _move(actor: Actor, task_id: int, verb: str, **values: object) -> Task:
    row = lock(Task, task_id)
    state = TASKS.step(row.state, verb)
    change = Update(Task, row.pk, values | {"state": state}, {"state": row.state, "staff_id": row.staff_id})
    record(actor, _about(row.hall_id), events.TaskMoved(row.pk, TASKS.labels[state]), changes=[change])
    row.refresh_from_db()
    return row


def _check_holder(actor: Actor, task_id: int) -> None:
    row = selectors.access_task(actor, task_id)
    if row.staff_id is not None and row.staff_id != actor.staff_id:
        raise Forbidden("not_own_task", N_("这件事由别的同事在处理。"), basis=BASIS)
    _check_guide(actor)


def _check_guide(actor: Actor) -> None:
    if not actor.staff_id or not actor.has(*queueing.GUIDES):
        raise Forbidden("not_guide", N_("引导任务由窗口和引导台的工作人员处理。"), basis=BASIS)


def _check_keeper(actor: Actor) -> None:
    if not actor.has(*queueing.KEEPERS):
        raise Forbidden("not_keeper", N_("引导排班由协调督办岗或系统管理岗负责。"), basis=BASIS)


def _about(hall_id: int) -> Subject:
    return Subject("service_hall", hall_id)
