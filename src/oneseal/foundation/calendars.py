"""The calendar in the database: notices by year and version, the running index for SQL, a copy in memory."""

import json
import time
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from oneseal.foundation import clock, journal
from oneseal.foundation.db import lock_name
from oneseal.foundation.events import NoticeLoaded
from oneseal.foundation.models import HolidayDay, HolidayNotice
from oneseal.foundation.rules.holidays import NoticeDraft, read_packed
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.minutes import OfficeHours
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import LUNAR, ONE_DAY, SpecialDay, WorkCalendar

SHIPPED = Path(__file__).parent / "data" / "holidays.json"
RECHECK_SECONDS = 2.0

LATEST = """
SELECT n.year, d.day, d.off, d.name
FROM foundation_holidayday d
JOIN foundation_holidaynotice n ON n.id = d.notice_id
WHERE n.version = (SELECT max(version) FROM foundation_holidaynotice v WHERE v.year = n.year)
ORDER BY n.year, d.day
"""

FILL = """
INSERT INTO foundation_calendarindex (day, is_workday, upto, workday_number, provisional, provisional_upto)
SELECT * FROM unnest(%s::date[], %s::boolean[], %s::int[], %s::int[], %s::boolean[], %s::int[])
"""

_held: tuple[int, float, WorkCalendar] | None = None


@dataclass(frozen=True, slots=True)
class DayChange:
    """A day that a notice would make a working day, or make one no longer."""

    day: date
    was_workday: bool
    name: str


def office_hours() -> OfficeHours:
    """When the office is open on a working day, as the settings say."""
    return OfficeHours.written(settings.OFFICE_HOURS)


def current() -> WorkCalendar:
    """The calendar in force, held in memory; asks the database at most every two seconds whether it changed.

    Raises RuleViolation calendar_missing when no notice at all is loaded.
    """
    held = _held
    if held and time.monotonic() - held[1] < RECHECK_SECONDS:
        return held[2]
    return fresh()


def fresh() -> WorkCalendar:
    """The calendar as the database has it now: for those who recompute dates because a notice was loaded.

    One statement more than current(). Raises RuleViolation calendar_missing.
    """
    global _held
    held, number = _held, version()
    calendar = held[2] if held and held[0] == number else _build(number)
    _held = (number, time.monotonic(), calendar)
    return calendar


def version() -> int:
    """The number of the newest notice: it grows whenever the calendar changes. 0: nothing is loaded."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM foundation_holidaynotice")
        return int(cursor.fetchone()[0])


def forget() -> None:
    """Drop the copy in memory; the next question reads the database."""
    global _held
    _held = None


def published() -> dict[int, tuple[SpecialDay, ...]]:
    """Each noticed year's special days, from its newest version."""
    with connection.cursor() as cursor:
        cursor.execute(LATEST)
        rows = cursor.fetchall()
    return {
        year: tuple(SpecialDay(day, off, name) for _, day, off, name in each)
        for year, each in groupby(rows, key=lambda row: row[0])
    }


def _build(number: int) -> WorkCalendar:
    if not number:
        raise RuleViolation(
            "calendar_missing",
            N_(
                "系统还没有任何年份的放假安排，无法计算期限。请管理员在“管理→日历”中载入，或运行 oneseal migrate。"
            ),
        )
    return WorkCalendar(published())


def notices() -> list[HolidayNotice]:
    """Every notice, newest year and version first."""
    return list(HolidayNotice.objects.order_by("-year", "-version"))


def preview(draft: NoticeDraft) -> list[DayChange]:
    """What loading the notice would change, day by day. Raises RuleViolation when it cannot be loaded."""
    before, known = current(), published()
    after = WorkCalendar(_with(known, draft))
    changes: list[DayChange] = []
    day, end = date(draft.year - 1, 12, 1), date(draft.year, 12, 31)
    names = {each.day: each.name for each in draft.days}
    while day <= end:
        if after.first_day <= day:
            was = before.is_workday(day) if before.first_day <= day <= before.last_day else day.weekday() < 5
            if was != after.is_workday(day):
                changes.append(DayChange(day, was, names.get(day, "")))
        day += ONE_DAY
    return changes


def _with(known: dict[int, tuple[SpecialDay, ...]], draft: NoticeDraft) -> dict[int, tuple[SpecialDay, ...]]:
    """The published years with the draft's year in place; refuses a year that would leave a gap."""
    years = {*known, *LUNAR}
    if known and not min(years) - 1 <= draft.year <= max(years) + 1:
        raise RuleViolation(
            "calendar_gap",
            N_("%(year)s年与已有年份之间缺少放假安排。请先载入%(needed)s年的通知。"),
            params={
                "year": draft.year,
                "needed": max(years) + 1 if draft.year > max(years) else min(years) - 1,
            },
            field="year",
        )
    return {**known, draft.year: draft.days}


def load_notice(actor: Actor, *, draft: NoticeDraft, reason: str = "") -> HolidayNotice:
    """Put a notice into force as the newest version of its year, and journal it (CAL-2).

    Administrators only (the system itself may). Loading what is already in force is refused. Contexts that
    keep dates subscribe to foundation.notice_loaded and recompute them.
    """
    if actor.account_id and not actor.has(Role.ADMINISTRATOR):
        raise Forbidden("role_missing", N_("只有系统管理员可以载入放假通知。请联系本单位管理员。"))
    with transaction.atomic():
        lock_name("calendar notices")
        forget()
        latest = HolidayNotice.objects.filter(year=draft.year).order_by("-version").first()
        if latest and published()[draft.year] == draft.days:
            raise RuleViolation(
                "notice_unchanged",
                N_("%(year)s年已按同样的安排载入，不需要重复载入。"),
                params={"year": draft.year},
                field="days",
            )
        changes = preview(draft)
        notice = _store(actor, draft, latest.version + 1 if latest else 1)
        forget()
        refresh_index(WorkCalendar(published()))
        first = min([date(draft.year, 1, 1), *(change.day for change in changes)])
        journal.record(
            actor,
            journal.Subject("holiday_notice", notice.pk),
            NoticeLoaded(
                year=notice.year,
                version=notice.version,
                title=notice.title,
                first_affected=first.isoformat(),
                changed=[change.day.isoformat() for change in changes],
            ),
            reason=reason,
        )
        transaction.on_commit(forget)
    return notice


def _store(actor: Actor, draft: NoticeDraft, number: int) -> HolidayNotice:
    notice = HolidayNotice.objects.create(
        year=draft.year,
        version=number,
        title=draft.title,
        source_url=draft.source_url,
        source=draft.source,
        published_on=draft.published_on,
        loaded_by=actor.account_id,
        loaded_by_name=actor.name,
        loaded_at=clock.now(),
    )
    HolidayDay.objects.bulk_create(
        HolidayDay(notice=notice, day=each.day, off=each.off, name=each.name) for each in draft.days
    )
    return notice


@cache
def shipped() -> tuple[NoticeDraft, ...]:
    """The notices that come with the program, 2004-2026, in order of year and version."""
    return tuple(read_packed(raw) for raw in json.loads(SHIPPED.read_text(encoding="utf-8"))["notices"])


def ensure_seeded(actor: Actor) -> int:
    """Load the shipped notices where the database has no notice at all; return how many were loaded.

    Runs after every migrate. Not journaled: the data come with the program's version, nobody decides them.
    """
    with transaction.atomic():
        lock_name("calendar notices")
        if HolidayNotice.objects.exists():
            return 0
        numbers: dict[int, int] = {}
        for draft in shipped():
            numbers[draft.year] = numbers.get(draft.year, 0) + 1
            _store(actor, draft, numbers[draft.year])
        forget()
        refresh_index(WorkCalendar(published()))
        transaction.on_commit(forget)
    return len(shipped())


def refresh_index(calendar: WorkCalendar) -> None:
    """Write the calendar into CalendarIndex, in place of what was there, inside the caller's transaction."""
    days, works, upto, numbers, unsure, unsure_upto = [], [], [], [], [], []
    day = calendar.first_day
    while day <= calendar.last_day:
        working, count = calendar.is_workday(day), calendar.workday_number(day)
        days.append(day)
        works.append(working)
        upto.append(count)
        numbers.append(count if working else None)
        unsure.append(calendar.is_provisional(day))
        unsure_upto.append(calendar.provisional_number(day))
        day += ONE_DAY
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM foundation_calendarindex")
        cursor.execute(FILL, [days, works, upto, numbers, unsure, unsure_upto])


@dataclass(frozen=True, slots=True)
class DueSql:
    """SQL pieces for `SELECT <due>, <provisional> FROM … <joins>`."""

    joins: str
    due: str
    provisional: str


def due_sql(start: str, limit: str, *, name: str = "cal") -> DueSql:
    """SQL that gives WorkCalendar.add_workdays for whole sets of rows (rule CAL-1).

    `start` and `limit` are trusted SQL expressions of the outer query: a date and a number of working days
    >= 0 (never text from outside). The result is null where the calendar does not reach. `name` begins the
    aliases, so that one query can hold two limits.
    """
    return DueSql(
        joins=(
            f"JOIN foundation_calendarindex {name}_s ON {name}_s.day = {start} "
            f"LEFT JOIN foundation_calendarindex {name}_d ON {name}_d.workday_number = {name}_s.upto + "
            f"CASE WHEN {limit} = 0 THEN (NOT {name}_s.is_workday)::int ELSE {limit} END"
        ),
        due=f"{name}_d.day",
        provisional=f"({name}_d.provisional OR {name}_d.provisional_upto <> {name}_s.provisional_upto)",
    )
