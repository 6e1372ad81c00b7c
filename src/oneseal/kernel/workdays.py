"""Working days: the calendar made of the State Council's notices, and dates counted on it in constant time."""

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate
from typing import Final, NamedTuple

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

ONE_DAY: Final = timedelta(days=1)


class YearKind(StrEnum):
    """How much is known of a year: its notice, only its statutory days, or nothing (CAL-6)."""

    PUBLISHED = "published"
    PROVISIONAL = "provisional"
    UNKNOWN = "unknown"


class DayKind(StrEnum):
    """Why a day is or is not a working day (CAL-2)."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKEUP = "makeup"


class SpecialDay(NamedTuple):
    """A day that a notice (or a statute) takes out of the week's rhythm: off, or a make-up working day."""

    day: date
    off: bool
    name: str


class DayInfo(NamedTuple):
    """One day as the calendar page shows it; `name` is the holiday's Chinese name or empty."""

    day: date
    kind: DayKind
    name: str
    provisional: bool


class Due(NamedTuple):
    """A computed date; `provisional` when it rests on a day of a year whose notice is not loaded."""

    day: date
    provisional: bool


class Count(NamedTuple):
    """A number of working days; `provisional` as for Due."""

    days: int
    provisional: bool


LUNAR: Final[Mapping[int, tuple[date, date, date, date]]] = {
    2027: (date(2027, 2, 6), date(2027, 4, 5), date(2027, 6, 9), date(2027, 9, 15)),
    2028: (date(2028, 1, 26), date(2028, 4, 4), date(2028, 5, 28), date(2028, 10, 3)),
    2029: (date(2029, 2, 13), date(2029, 4, 4), date(2029, 6, 16), date(2029, 9, 22)),
    2030: (date(2030, 2, 3), date(2030, 4, 5), date(2030, 6, 5), date(2030, 9, 12)),
}
"""春节 (first day of the lunar year), 清明, 端午, 中秋 by the lunar calendar (GB/T 33661-2017)."""


def statutory_days(year: int) -> tuple[SpecialDay, ...]:
    """The thirteen public days off of a year without its notice (CAL-3; 全国年节及纪念日放假办法 art. 2, 2024).

    Holds only for the years of LUNAR. Says nothing of bridging days and make-up days: those are what the
    notice decides, so dates that rest on such a year are provisional.
    """
    spring, tomb_sweeping, dragon_boat, mid_autumn = LUNAR[year]
    days = {
        "元旦": [date(year, 1, 1)],
        "春节": [spring + timedelta(days=n) for n in range(-1, 3)],
        "清明节": [tomb_sweeping],
        "劳动节": [date(year, 5, 1), date(year, 5, 2)],
        "端午节": [dragon_boat],
        "中秋节": [mid_autumn],
        "国庆节": [date(year, 10, n) for n in (1, 2, 3)],
    }
    return tuple(SpecialDay(day, True, name) for name, each in days.items() for day in each)


class WorkCalendar:
    """Which days are working days, from the first known year to the last. Built once, never changed.

    Every day has its number of working days since the beginning, so that a deadline is two list look-ups.
    Years without a notice that LUNAR knows are provisional; beyond them, every question is refused (CAL-6).
    """

    __slots__ = (
        "_days",
        "_first",
        "_first_year",
        "_kinds",
        "_last_year",
        "_provisional",
        "_special",
        "_upto",
        "_workday_provisional",
    )

    def __init__(self, published: Mapping[int, Iterable[SpecialDay]]) -> None:
        """`published`: each noticed year with its special days (a few may lie in the December before).

        Raises ValueError when a year between the first and the last is neither published nor in LUNAR.
        """
        if not published:
            raise ValueError("a calendar needs at least one published year")
        provisional = {year for year in LUNAR if year not in published and year > min(published)}
        years = sorted({*published, *provisional})
        if years != list(range(years[0], years[-1] + 1)):
            raise ValueError(f"gap between the years {years}")
        self._first_year, self._last_year = years[0], years[-1]
        self._kinds = {
            year: YearKind.PUBLISHED if year in published else YearKind.PROVISIONAL for year in years
        }
        special = [each for year in years for each in published.get(year) or _statutory(year)]
        self._special = {each.day: each for each in special}
        self._index()

    def _index(self) -> None:
        self._first = date(self._first_year, 1, 1).toordinal()
        days = [
            date.fromordinal(n) for n in range(self._first, date(self._last_year, 12, 31).toordinal() + 1)
        ]
        works = [self._works(day) for day in days]
        unsure = [self._kinds[day.year] is YearKind.PROVISIONAL for day in days]
        self._days = [day for day, working in zip(days, works, strict=True) if working]
        self._upto = list(accumulate(map(int, works)))
        self._provisional = list(accumulate(map(int, unsure)))
        self._workday_provisional = [
            number for number, working in zip(self._provisional, works, strict=True) if working
        ]

    def _works(self, day: date) -> bool:
        special = self._special.get(day)
        return day.weekday() < 5 if special is None else not special.off

    @property
    def first_day(self) -> date:
        """The earliest day that the calendar knows."""
        return date(self._first_year, 1, 1)

    @property
    def last_day(self) -> date:
        """The last day that the calendar knows, provisional years included."""
        return date(self._last_year, 12, 31)

    def year_kind(self, year: int) -> YearKind:
        """What is known of a year."""
        return self._kinds.get(year, YearKind.UNKNOWN)

    def is_workday(self, day: date) -> bool:
        """Whether the office works on that day (CAL-2). Raises RuleViolation calendar_missing."""
        self._place(day)
        return self._works(day)

    def is_provisional(self, day: date) -> bool:
        """Whether the day's year still waits for its notice. Raises RuleViolation calendar_missing."""
        self._place(day)
        return self._kinds[day.year] is YearKind.PROVISIONAL

    def describe(self, day: date) -> DayInfo:
        """What kind of day it is, and of which holiday. Raises RuleViolation calendar_missing."""
        self._place(day)
        special = self._special.get(day)
        provisional = self._kinds[day.year] is YearKind.PROVISIONAL
        if special is None:
            kind = DayKind.WORKDAY if day.weekday() < 5 else DayKind.WEEKEND
            return DayInfo(day, kind, "", provisional)
        return DayInfo(day, DayKind.HOLIDAY if special.off else DayKind.MAKEUP, special.name, provisional)

    def workday_number(self, day: date) -> int:
        """How many working days there are from the calendar's first day to this one, both included."""
        return self._upto[self._place(day)]

    def provisional_number(self, day: date) -> int:
        """How many days of provisional years there are from the calendar's first day to this one."""
        return self._provisional[self._place(day)]

    def add_workdays(self, start: date, n: int) -> Due:
        """The n-th working day after start, start itself not counted (CAL-1, CAL-4).

        n = 0 is the start, or the next working day when the office rests; negative n counts backwards (LIC-18).
        Raises RuleViolation calendar_missing when the answer lies beyond the known years.
        """
        place = start.toordinal() - self._first
        if n > 0 <= place:
            try:
                target = self._upto[place] + n - 1
                return Due(self._days[target], self._workday_provisional[target] != self._provisional[place])
            except IndexError:
                raise self.missing(max(start.year, self._last_year + 1)) from None
        if n == 0:
            return self.next_workday(start)
        return self._subtract(start, -n)

    def _subtract(self, start: date, n: int) -> Due:
        place = self._place(start)
        target = self._upto[place] - self._works(start) - n
        if target < 0:
            raise self.missing(self._first_year - 1)
        day = self._days[target]
        return Due(day, self._provisional[place] != self.provisional_number(day) or self.is_provisional(day))

    def next_workday(self, day: date) -> Due:
        """The day itself when the office works, else the next one on which it does (CAL-4)."""
        place = self._place(day)
        target = self._upto[place] - self._works(day)
        if target >= len(self._days):
            raise self.missing(self._last_year + 1)
        found = self._days[target]
        return Due(found, self.is_provisional(day) or self.is_provisional(found))

    def workdays_between(self, start: date, end: date) -> Count:
        """Working days after start up to and with end; negative when end lies before start (CAL-4)."""
        a, b = self._place(start), self._place(end)
        return Count(self._upto[b] - self._upto[a], self._provisional[a] != self._provisional[b])

    def add_calendar_days(self, start: date, n: int) -> Due:
        """The n-th day after start, rolled forward to a working day (CAL-4; 民法典 art. 201, 203)."""
        return self.next_workday(start + timedelta(days=n))

    def add_months(self, start: date, n: int) -> Due:
        """The same-numbered day n months on, or that month's last, rolled forward (CAL-5; 民法典 art. 202, 203)."""
        return self.next_workday(months_after(start, n))

    def year(self, year: int) -> list[DayInfo]:
        """Every day of a year. Raises RuleViolation calendar_missing."""
        first = date(year, 1, 1)
        self._place(first)
        return [self.describe(first + timedelta(days=n)) for n in range((date(year + 1, 1, 1) - first).days)]

    def workdays_in_year(self, year: int) -> int:
        """How many working days a year has."""
        last = self.workday_number(date(year, 12, 31))
        return last - (self.workday_number(date(year - 1, 12, 31)) if year > self._first_year else 0)

    def latest_workday(self, day: date) -> date:
        """The last working day up to and with this one."""
        self._place(day)
        found = bisect_right(self._days, day)
        if not found:
            raise self.missing(self._first_year - 1)
        return self._days[found - 1]

    def _place(self, day: date) -> int:
        place = day.toordinal() - self._first
        if not 0 <= place < len(self._upto):
            raise self.missing(day.year)
        return place

    def missing(self, year: int) -> RuleViolation:
        """The refusal for a year of which nothing is known, with the remedy (CAL-6)."""
        return RuleViolation(
            "calendar_missing",
            N_(
                "工作日历中没有%(year)s年的放假安排，无法计算期限。"
                "请管理员在“管理→日历”中载入国务院办公厅当年的放假通知，或运行 oneseal calendar load。"
            ),
            params={"year": year},
        )


def months_after(start: date, n: int) -> date:
    """The same-numbered day n months on, or the last day of that month (民法典 art. 202), not rolled."""
    year, month = divmod(start.year * 12 + start.month - 1 + n, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _statutory(year: int) -> tuple[SpecialDay, ...]:
    return statutory_days(year) if year in LUNAR else ()
