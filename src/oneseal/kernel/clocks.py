"""A case's clock as intervals: what ran, what stood still and why, when the time is over."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import ONE_DAY, Due, WorkCalendar

SUSPENSION_BASIS: Final = "行政许可法第四十五条"


class Suspension(StrEnum):
    """The eight things that stop the clock (LIC-13, 行政许可法 art. 45). Nothing else does."""

    HEARING = "hearing"
    TENDER = "tender"
    AUCTION = "auction"
    INSPECTION = "inspection"
    TESTING = "testing"
    QUARANTINE = "quarantine"
    APPRAISAL = "appraisal"
    EXPERT_REVIEW = "expert_review"


SUSPENSION_NAMES: Final[Mapping[Suspension, str]] = {
    Suspension.HEARING: N_("听证"),
    Suspension.TENDER: N_("招标"),
    Suspension.AUCTION: N_("拍卖"),
    Suspension.INSPECTION: N_("检验"),
    Suspension.TESTING: N_("检测"),
    Suspension.QUARANTINE: N_("检疫"),
    Suspension.APPRAISAL: N_("鉴定"),
    Suspension.EXPERT_REVIEW: N_("专家评审"),
}


def suspension(reason: str) -> Suspension:
    """The reason as one of the eight; anything else is refused (LIC-13)."""
    try:
        return Suspension(reason)
    except ValueError:
        raise RuleViolation(
            "not_a_suspension",
            N_(
                "“%(reason)s”不能暂停计时。只有听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审的时间不计入期限。"
            ),
            params={"reason": reason},
            field="reason",
            basis=SUSPENSION_BASIS,
        ) from None


class Unit(StrEnum):
    """What a limit counts (CAL-7)."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"


WORKING_DAYS: Final = Unit.WORKING_DAYS


class Running(StrEnum):
    """Whether the clock counts in an interval (CAL-9)."""

    RUNNING = "running"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of days, both ends included; `last` is None while it goes on (CAL-9).

    A suspended one tells its reason, the law, and the written notice that told the applicant (LIC-13).
    """

    kind: Running
    first: date
    last: date | None = None
    reason: Suspension | None = None
    basis: str = ""
    notice_id: int = 0


class Clock(NamedTuple):
    """The day of acceptance, the limit and its extension, and the suspensions in order of their first day.

    Days are of `unit`. The day of acceptance itself is not counted (CAL-4).
    """

    start: date
    limit: int
    extension: int = 0
    pauses: tuple[Interval, ...] = ()
    unit: Unit = Unit.WORKING_DAYS

    @property
    def allowed(self) -> int:
        """The limit with its extension, in days of the clock's unit."""
        return self.limit + self.extension

    @property
    def stopped(self) -> bool:
        """Whether a suspension goes on now."""
        return any(pause.last is None for pause in self.pauses)


@dataclass(frozen=True, slots=True)
class Extension:
    """By how much a limit may be extended, once, and whose approval that needs."""

    days: int
    approver: str
    basis: str


EXTENSION: Final = Extension(10, N_("本行政机关负责人"), "行政许可法第四十二条第一款")
"""LIC-10: ten working days, approved by the head of the agency."""

UNIFIED_EXTENSION: Final = Extension(15, N_("本级人民政府负责人"), "行政许可法第四十二条第二款")
"""LIC-11: fifteen working days for unified, joint or centralised handling, approved by the government's head."""


def extend(clock: Clock, days: int, *, unified: bool = False) -> Clock:
    """The clock with its limit extended once (LIC-10, LIC-11). Raises RuleViolation."""
    rule = UNIFIED_EXTENSION if unified else EXTENSION
    if clock.extension:
        raise RuleViolation(
            "extended_before",
            N_("该办件已经延期过一次，不能再次延期。请在现有期限内作出决定。"),
            basis=rule.basis,
        )
    if not 1 <= days <= rule.days:
        raise RuleViolation(
            "extension_too_long",
            N_("延期天数应在1到%(days)s个工作日之间，请修改。"),
            params={"days": rule.days},
            field="days",
            basis=rule.basis,
        )
    return clock._replace(extension=days)


def suspend(
    clock: Clock, first: date, reason: str, *, notice_id: int, basis: str = SUSPENSION_BASIS
) -> Clock:
    """Stop the clock from `first` on, that day not counted any more. Raises RuleViolation.

    `notice_id` is the written notice to the applicant, without which the time may not be excluded (LIC-13).
    """
    why = suspension(reason)
    if clock.stopped:
        raise RuleViolation(
            "suspended_already", N_("该办件正处于暂停计时状态，请先恢复后再暂停。"), basis=basis
        )
    if not notice_id:
        raise RuleViolation(
            "notice_missing", N_("暂停计时必须书面告知申请人所需时间，请先出具特别程序告知书。"), basis=basis
        )
    if first < clock.start or (clock.pauses and first <= (clock.pauses[-1].last or first)):
        raise RuleViolation(
            "suspended_too_early",
            N_("暂停开始日不能早于受理日或上一次暂停的结束日，请改为之后的日期。"),
            field="first",
            basis=basis,
        )
    pause = Interval(Running.SUSPENDED, first, None, why, basis, notice_id)
    return clock._replace(pauses=(*clock.pauses, pause))


def resume(clock: Clock, last: date) -> Clock:
    """Let the clock run again; `last` is the last day not counted. Raises RuleViolation."""
    if not clock.stopped:
        raise RuleViolation("not_suspended", N_("该办件没有处于暂停计时状态，无需恢复。"))
    going = clock.pauses[-1]
    if last < going.first:
        raise RuleViolation(
            "resumed_too_early", N_("恢复日期不能早于暂停开始日%(first)s，请修改。"),
            params={"first": going.first}, field="last", basis=SUSPENSION_BASIS,
        )  # fmt: skip
    return clock._replace(pauses=(*clock.pauses[:-1], replace(going, last=last)))


def due(clock: Clock, calendar: WorkCalendar) -> Due | None:
    """The last day of the limit; None while the clock stands still (CAL-9, LIC-10, LIC-13)."""
    start, limit, extension, pauses, unit = clock
    if not pauses and unit is WORKING_DAYS:
        return calendar.add_workdays(start, limit + extension)
    position, left, unsure = start, limit + extension, False
    for pause in clock.pauses:
        before = pause.first - ONE_DAY
        if before > position:
            ran, provisional = _count(clock, calendar, position, before)
            if ran >= left:
                break
            left, unsure = left - ran, unsure or provisional
        if pause.last is None:
            return None
        position = max(position, pause.last)
    end = _advance(clock, calendar, position, left)
    return Due(end.day, end.provisional or unsure)


def _count(clock: Clock, calendar: WorkCalendar, start: date, end: date) -> tuple[int, bool]:
    if clock.unit is WORKING_DAYS:
        return calendar.workdays_between(start, end)
    return (end - start).days, False


def _advance(clock: Clock, calendar: WorkCalendar, start: date, days: int) -> Due:
    if clock.unit is WORKING_DAYS:
        return calendar.add_workdays(start, days)
    return calendar.add_calendar_days(start, days)


def intervals(clock: Clock, today: date) -> tuple[Interval, ...]:
    """The clock's life up to today as running and suspended stretches, without gaps (CAL-9).

    The first running day is the day after acceptance.
    """
    found: list[Interval] = []
    position = clock.start
    for pause in clock.pauses:
        if pause.first > position + ONE_DAY:
            found.append(Interval(Running.RUNNING, position + ONE_DAY, pause.first - ONE_DAY))
        found.append(pause)
        if pause.last is None:
            return tuple(found)
        position = max(position, pause.last)
    if today > position:
        found.append(Interval(Running.RUNNING, position + ONE_DAY, None))
    return tuple(found)


def used(clock: Clock, calendar: WorkCalendar, today: date) -> int:
    """How many days of the limit have run up to and with today (CAL-9)."""
    return sum(
        _count(clock, calendar, each.first - ONE_DAY, min(each.last or today, today))[0]
        for each in intervals(clock, today)
        if each.kind is Running.RUNNING and each.first <= today
    )


def remaining(clock: Clock, calendar: WorkCalendar, today: date) -> int:
    """Days of the limit left after today: limit minus what ran; negative when overdue (CAL-9)."""
    return clock.allowed - used(clock, calendar, today)


class DueState(StrEnum):
    """How a due date looks today: the colours of the supervision board."""

    NORMAL = "normal"
    SOON = "soon"
    OVERDUE = "overdue"
    STOPPED = "stopped"


def state(end: Due | None, limit: int, today: date, calendar: WorkCalendar) -> DueState:
    """Normal, soon (at most a fifth of the limit left, or the last day), overdue, stopped.

    `limit` in working days, extension included. A provisional date is never overdue: the notice of its year
    may still move it, so it stays soon until the notice is loaded.
    """
    if end is None:
        return DueState.STOPPED
    if today > end.day:
        return DueState.SOON if end.provisional else DueState.OVERDUE
    left = calendar.workdays_between(today, end.day).days
    return DueState.SOON if left * 5 <= limit or left < 1 else DueState.NORMAL
