"""Dates of all running cases counted anew when the calendar changed (CAL-2, CAL-6): found in the database at once."""

from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q

from oneseal.cases import events
from oneseal.cases.models import Case, ClockInterval
from oneseal.cases.rules import deadlines
from oneseal.cases.rules.intake import NOTICE_DAYS
from oneseal.cases.rules.states import CaseState
from oneseal.cases.services.batches import each_alone
from oneseal.cases.services.clock import pauses_of, set_due
from oneseal.cases.services.loading import lock_unseen
from oneseal.cases.services.starting import due_dates
from oneseal.foundation import calendars
from oneseal.foundation.journal import Entry, Subject, record, record_many
from oneseal.kernel.access import SYSTEM
from oneseal.kernel.clocks import WORKING_DAYS
from oneseal.kernel.errors import RuleViolation

BATCH = 1000
"""Cases moved in one transaction: few statements, and nobody waits long for a lock."""
COUNTED_STATES = (CaseState.ACCEPTED, CaseState.IN_REVIEW)

_LAW = calendars.due_sql("c.accepted", "(c.statutory_limit + c.extension)", name="law")
_PROMISE = calendars.due_sql("c.accepted", "(c.promised_limit + c.extension)", name="promise")

MOVED = f"""
WITH running AS (
    SELECT c.*, (c.accepted_at AT TIME ZONE 'Asia/Shanghai')::date AS accepted FROM cases_case c
    WHERE c.state IN ('accepted', 'in_review')
        AND c.statutory_unit = 'working_days' AND c.promised_unit = 'working_days'
        AND NOT EXISTS (SELECT FROM cases_clockinterval i WHERE i.case_id = c.id)
), counted AS (
    SELECT c.id, c.statutory_due, c.promised_due, c.due_provisional,
        {_LAW.due} AS law, least({_LAW.due}, {_PROMISE.due}) AS promise,
        {_LAW.provisional} OR ({_PROMISE.due} <= {_LAW.due} AND {_PROMISE.provisional}) AS unsure
    FROM running c {_LAW.joins} {_PROMISE.joins}
), moved AS (
    SELECT * FROM counted
    WHERE law IS NULL OR promise IS NULL
        OR (law, promise, unsure) IS DISTINCT FROM (statutory_due, promised_due, due_provisional)
)
"""  # noqa: S608
"""Cases in working days whose clock never stood still, with what their dates should be, where that differs."""

STALE = MOVED + "SELECT id, law IS NOT NULL AND promise IS NOT NULL FROM moved ORDER BY id"  # noqa: S608

LOCK = "SELECT FROM cases_case WHERE id = ANY(%s) ORDER BY id FOR UPDATE"

MOVE = (
    MOVED.replace("WHERE c.state", "WHERE c.id = ANY(%s) AND c.state")
    + """
UPDATE cases_case t SET statutory_due = m.law, promised_due = m.promise, due_provisional = m.unsure
FROM moved m WHERE t.id = m.id AND m.law IS NOT NULL AND m.promise IS NOT NULL
RETURNING t.id, t.bureau_id, t.state, t.number, m.statutory_due, m.promised_due, m.law, m.promise, m.unsure
"""
)

_RUNNING = "c.state IN ('submitted', 'corrected')"
INNER = {
    "answers": ("cases_case", "answer_by", "answer_provisional", "completed_at", str(NOTICE_DAYS), _RUNNING),
    "steps": ("cases_casestep", "due", "due_provisional", "opened_at", "c.days", "c.state IN ('open', 'taken')"),
    "corrections": (
        "cases_correction", "correct_by", "correct_provisional", "asked_at", "c.days", "c.supplied_at IS NULL"
    ),
    "deliveries": (
        "cases_delivery", "due", "due_provisional", "ready_at", str(deadlines.DELIVERY_DAYS), "c.delivered_at IS NULL"
    ),
}  # fmt: skip
"""What else rests on the calendar: table, day, provisional flag, from when, working days, which rows."""


def recompute_due() -> int:
    """Count the due dates of all running cases anew; each that moved is journaled with before and after.

    Suspended cases are counted when they resume. Returns how many moved. Safe to run again: then nothing moves.
    Raises SomeFailed when all others are done.
    """
    with connection.cursor() as cursor:
        cursor.execute(STALE)
        stale: list[tuple[int, bool]] = cursor.fetchall()
    ids = [case_id for case_id, reached in stale if reached]
    moved = sum(_move_batch(ids[place : place + BATCH]) for place in range(0, len(ids), BATCH))
    _recompute_inner()
    beyond = [case_id for case_id, reached in stale if not reached]
    return moved + each_alone("recompute_due", [*beyond, *_others_stale()], _recompute)


def _move_batch(ids: list[int]) -> int:
    version = str(calendars.version())
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(LOCK, [ids])
            cursor.execute(MOVE, [ids])
            rows = cursor.fetchall()
        record_many(SYSTEM, [_moved_entry(row, version) for row in rows])
    return len(rows)


def _moved_entry(row: tuple[Any, ...], version: str) -> Entry:
    case_id, bureau_id, state, number, *dates, unsure = row
    law_before, promise_before, law, promise = (str(day) for day in dates)
    event = events.DueRecomputed(state, number, law_before, promise_before, law, promise, unsure, version)
    return Entry(Subject("case", case_id), event, bureau_id)


def _others_stale() -> Iterator[int]:
    """Cases in calendar days or whose clock stood still, and whose dates the calendar moves; in order."""
    paused = Exists(ClockInterval.objects.filter(case=OuterRef("pk")))
    other_unit = ~Q(statutory_unit=WORKING_DAYS) | ~Q(promised_unit=WORKING_DAYS)
    rows = Case.objects.filter(paused | other_unit, state__in=COUNTED_STATES).order_by("id")
    last = 0
    while chunk := list(rows.filter(pk__gt=last)[:BATCH]):
        pauses: dict[int, list[deadlines.Pause]] = {case.pk: [] for case in chunk}
        for row in ClockInterval.objects.filter(case__in=pauses):
            pauses[row.case_id].append(deadlines.Pause(row.reason, row.first, row.last, row.notice_id or 0))
        for case in chunk:
            if _is_stale(case, pauses[case.pk]):
                yield case.pk
        last = chunk[-1].pk


def _is_stale(case: Case, pauses: list[deadlines.Pause]) -> bool:
    try:
        law, promise = due_dates(case, pauses)
    except RuleViolation:
        return True
    counted = (law.day, promise.day, law.provisional or promise.provisional)
    return counted != (case.statutory_due, case.promised_due, case.due_provisional)


def _recompute(case_id: int) -> bool:
    with transaction.atomic():
        work = lock_unseen(SYSTEM, case_id)
        case = work.case
        if case.state not in COUNTED_STATES:
            return False
        before = (case.statutory_due, case.promised_due, case.due_provisional)
        set_due(work, pauses_of(case))
        if before == (case.statutory_due, case.promised_due, case.due_provisional):
            return False
        work.commit(
            events.DueRecomputed(
                case.state,
                case.number,
                str(before[0]),
                str(before[1]),
                str(case.statutory_due),
                str(case.promised_due),
                case.due_provisional,
                str(calendars.version()),
            )
        )
    return True


def _recompute_inner() -> None:
    with transaction.atomic():
        moved = {name: _move(*spec) for name, spec in INNER.items()}
        if any(moved.values()):
            event = events.InnerDatesRecomputed(str(calendars.version()), moved)
            record(SYSTEM, Subject("case_dates", 1), event)


def _move(table: str, day: str, unsure: str, since: str, days: str, rows: str) -> int:
    counted = calendars.due_sql(f"(c.{since} AT TIME ZONE 'Asia/Shanghai')::date", days)
    statement = (
        f"WITH k AS (SELECT c.id, {counted.due} AS due, {counted.provisional} AS unsure "  # noqa: S608
        f"FROM {table} c {counted.joins} WHERE {rows}) "
        f"UPDATE {table} t SET {day} = k.due, {unsure} = k.unsure FROM k "
        f"WHERE t.id = k.id AND (k.due, k.unsure) IS DISTINCT FROM (t.{day}, t.{unsure}) AND k.due IS NOT NULL"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.rowcount)
