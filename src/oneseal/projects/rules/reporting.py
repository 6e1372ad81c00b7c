"""Ten-day and monthly reports: their periods, and what they say of each project (6.8, 6.9)."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_


class Every(StrEnum):
    """How often."""

    TEN_DAYS = "ten_days"
    MONTH = "month"


NAMES: Final = {Every.TEN_DAYS: N_("旬报"), Every.MONTH: N_("月报")}
TENS: Final = (1, 11, 21)
"""First days of the three parts of a month; the last part has eight to eleven days."""


class Period(NamedTuple):
    """Both days belong to it."""

    first: date
    last: date


def period_of(every: str, day: date) -> Period:
    """The ten days or the month in which a day lies. Raises RuleViolation for another kind."""
    end = date(day.year, day.month, monthrange(day.year, day.month)[1])
    if every == Every.MONTH:
        return Period(day.replace(day=1), end)
    if every != Every.TEN_DAYS:
        raise RuleViolation("no_such_report", N_("请选择旬报或者月报。"), field="every")
    first = max(start for start in TENS if start <= day.day)
    last = end if first == TENS[-1] else day.replace(day=first + 9)
    return Period(day.replace(day=first), last)


def due_on(day: date) -> list[tuple[Every, Period]]:
    """The reports to be made on a day: of the ten days, and of the month, that ended the day before."""
    before = day - timedelta(days=1)
    return [(every, period) for every in Every if (period := period_of(every, before)).last == before]


class Told(NamedTuple):
    """One project in a report."""

    name: str
    stage: str
    used: int
    target: int
    finished: tuple[str, ...]
    late: int
    stuck: str
    holder: str
    expected: date | None


def figures(projects: Sequence[Told]) -> dict[str, int]:
    """Counts at the head of a report; a project is late where permits will come after the wished start of works."""
    return {
        "projects": len(projects),
        "late": sum(bool(each.late) for each in projects),
        "over": sum(each.used > each.target for each in projects),
        "finished": sum(len(each.finished) for each in projects),
    }


def paragraph(place: int, each: Told) -> str:
    """What a report says of one project, in the words of the report."""
    done = f"本期办完{'、'.join(each.finished)}。" if each.finished else "本期没有办完的环节。"
    ready = f"预计{_day(each.expected)}办完手续，" if each.expected else ""
    late = f"{ready}比希望开工日期晚{each.late}个工作日" if each.late else f"{ready}能按希望的日期开工"
    stuck = f"，卡在“{each.stuck}”（{each.holder}）" if each.stuck else ""
    used = f"审批用时{each.used}个工作日，目标{each.target}个"
    return f"{place}．{each.name}：{each.stage}；{used}；{late}{stuck}。{done}"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
