"""Dates of all running cases counted anew when the calendar changed (CAL-2, CAL-6): found in the database at once."""

from django.db import connection, transaction

from oneseal.cases import events
from oneseal.cases.rules.deadlines import DELIVERY_DAYS
from oneseal.cases.rules.intake import NOTICE_DAYS
from oneseal.cases.rules.states import CaseState
from oneseal.cases.services.clock import pauses_of, set_due
from oneseal.cases.services.loading import lock_unseen
from oneseal.foundation import calendars
from oneseal.foundation.journal import Subject, record
from oneseal.kernel.access import SYSTEM

_COUNTED = calendars.due_sql("k.accepted", "k.days")

PAUSED = """
SELECT coalesce(sum(e.upto - b.upto), 0)::int AS paused FROM cases_clockinterval i
JOIN foundation_calendarindex b ON b.day = greatest(i.first - 1, a.accepted)
JOIN foundation_calendarindex e ON e.day = greatest(i.last, a.accepted)
WHERE i.case_id = c.id AND i.last IS NOT NULL
"""

COUNTED = f"""
WITH k AS (
    SELECT c.id, c.statutory_due, c.promised_due, c.due_provisional, a.accepted, v.which,
        v.days + c.extension + p.paused AS days
    FROM cases_case c
    CROSS JOIN LATERAL (SELECT (c.accepted_at AT TIME ZONE 'Asia/Shanghai')::date AS accepted) a
    CROSS JOIN LATERAL ({PAUSED}) p
    CROSS JOIN LATERAL (VALUES ('law', c.statutory_limit), ('promise', c.promised_limit)) AS v (which, days)
    WHERE c.state IN ('accepted', 'in_review')
        AND c.statutory_unit = 'working_days' AND c.promised_unit = 'working_days'
), counted AS (
    SELECT k.id, k.statutory_due, k.promised_due, k.due_provisional,
        max({_COUNTED.due}) FILTER (WHERE k.which = 'law') AS law,
        min({_COUNTED.due}) AS promise,
        bool_or({_COUNTED.provisional}) AS unsure
    FROM k {_COUNTED.joins}
    GROUP BY k.id, k.statutory_due, k.promised_due, k.due_provisional
)
"""  # noqa: S608

STALE = (
    COUNTED
    + """
SELECT id FROM counted
WHERE (law, promise) IS DISTINCT FROM (statutory_due, promised_due) OR unsure <> due_provisional
UNION ALL
SELECT id FROM cases_case WHERE state IN ('accepted', 'in_review')
    AND (statutory_unit <> 'working_days' OR promised_unit <> 'working_days')
ORDER BY id
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
        "cases_delivery", "due", "due_provisional", "ready_at", str(DELIVERY_DAYS), "c.delivered_at IS NULL"
    ),
}  # fmt: skip
"""What else rests on the calendar: table, day, provisional flag, from when, working days, which rows."""


def recompute_due() -> int:
    """Count the due dates of all running cases anew; each that moved is journaled with before and after.

    Suspended cases are counted when they resume. Returns how many moved. Safe to run again: then nothing moves.
    """
    with connection.cursor() as cursor:
        cursor.execute(STALE)
        stale = [row[0] for row in cursor.fetchall()]
    moved = sum(_recompute(case_id) for case_id in stale)
    _recompute_inner()
    return moved


def _recompute(case_id: int) -> bool:
    with transaction.atomic():
        work = lock_unseen(SYSTEM, case_id)
        case = work.case
        if case.state not in {CaseState.ACCEPTED, CaseState.IN_REVIEW}:
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
