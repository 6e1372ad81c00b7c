"""The account of a due date, line by line, so that anybody can check it by hand."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from oneseal.kernel.clocks import SUSPENSION_NAMES, Clock, Running, Unit, due, intervals
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import ONE_DAY, DayInfo, DayKind, WorkCalendar


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the account: days from `first` to `last`, how many count, and how many counted so far.

    `why` is a Chinese sentence marked with N_, to be translated and then filled from `params`.
    """

    first: date
    last: date
    counted: int
    total: int
    why: str
    name: str = ""
    provisional: bool = False


START = N_("受理当日不计入")
WORKDAYS = N_("工作日")
MAKEUP = N_("调休上班，计入")
WEEKEND = N_("周末，不计入")
HOLIDAY = N_("放假，不计入")
ALL_DAYS = N_("自然日，计入")
SUSPENDED = N_("暂停计时，不计入")
LAST_DAY = N_("期限届满日")
ROLLED = N_("最后一日休息，顺延至下一工作日")
STOPPED = N_("暂停计时中，恢复后再计算")


def explain(clock: Clock, calendar: WorkCalendar) -> tuple[Line, ...]:
    """How the due date comes about: acceptance day, runs of working days, weekends, holidays, suspensions.

    Ends with the due day, or with the suspension that goes on. The last line's total is the limit (CAL-1..9).
    """
    end = due(clock, calendar)
    lines = [Line(clock.start, clock.start, 0, 0, START)]
    stretch_end = end.day if end else clock.pauses[-1].first
    for each in intervals(clock, stretch_end):
        if each.first > stretch_end:
            break
        last = min(each.last or stretch_end, stretch_end)
        if each.kind is Running.SUSPENDED:
            name = SUSPENSION_NAMES[each.reason] if each.reason else ""
            why = STOPPED if each.last is None else SUSPENDED
            lines.append(Line(each.first, each.last or each.first, 0, lines[-1].total, why, name))
        else:
            lines.extend(_running(clock, calendar, each.first, last, lines[-1].total))
    if end:
        lines.append(Line(end.day, end.day, 0, lines[-1].total, LAST_DAY, provisional=end.provisional))
    return tuple(lines)


def _running(clock: Clock, calendar: WorkCalendar, first: date, last: date, total: int) -> list[Line]:
    if clock.unit is Unit.CALENDAR_DAYS:
        return _calendar_days(clock, first, last, total)
    if not clock.allowed:
        return [Line(first, last, 0, total, ROLLED)]
    days = [calendar.describe(first + timedelta(days=n)) for n in range((last - first).days + 1)]
    lines: list[Line] = []
    for (why, name, provisional), group in groupby(days, key=_reason):
        each = list(group)
        counted = len(each) if why in {WORKDAYS, MAKEUP} else 0
        total += counted
        lines.append(Line(each[0].day, each[-1].day, counted, total, why, name, provisional))
    return lines


def _calendar_days(clock: Clock, first: date, last: date, total: int) -> list[Line]:
    counted = min((last - first).days + 1, clock.allowed - total)
    end = first + timedelta(days=counted - 1)
    lines = [Line(first, end, counted, total + counted, ALL_DAYS)]
    if end < last:
        lines.append(Line(end + ONE_DAY, last, 0, total + counted, ROLLED))
    return lines


def _reason(info: DayInfo) -> tuple[str, str, bool]:
    why = {
        DayKind.WORKDAY: WORKDAYS,
        DayKind.MAKEUP: MAKEUP,
        DayKind.WEEKEND: WEEKEND,
        DayKind.HOLIDAY: HOLIDAY,
    }[info.kind]
    return why, info.name, info.provisional
