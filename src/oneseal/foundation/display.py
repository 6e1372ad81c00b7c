"""How values are written for people: dates, durations, money, sizes, due dates; in the active language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language, gettext, ngettext

from oneseal.foundation.clock import LOCAL
from oneseal.kernel.text import N_

WEEKDAYS = (N_("周一"), N_("周二"), N_("周三"), N_("周四"), N_("周五"), N_("周六"), N_("周日"))
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
ISO_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}\S*")
UNITS = frozenset({"working_days", "calendar_days", "minutes"})


def local_day(value: date | datetime) -> date:
    """The day of a date or of a moment where the bureau is."""
    return value.astimezone(LOCAL).date() if isinstance(value, datetime) else value


def day_text(value: date | datetime | None, weekday: bool = True) -> str:
    """`2026年11月21日 (周六)`, in English `21 Nov 2026 (Sat)`; empty for None."""
    if value is None:
        return ""
    day = local_day(value)
    english = (get_language() or "").startswith("en")
    text = (
        f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        if english
        else f"{day.year}年{day.month}月{day.day}日"
    )
    return f"{text} ({gettext(WEEKDAYS[day.weekday()])})" if weekday else text


def paper_day(value: date | datetime | None) -> str:
    """`2026年11月21日` as documents and the record say it, whatever the language of who acts; empty for None."""
    day = local_day(value) if value else None
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def paper_moment(value: datetime | None) -> str:
    """`2026年11月21日 09:05` in the bureau's time as documents say it; empty for None."""
    return f"{paper_day(value)} {value.astimezone(LOCAL):%H:%M}" if value else ""


def in_words(value: Any, weekday: bool = False) -> Any:
    """What stands in a sentence for a value: a day or moment written as ISO text as people write it, a list joined,
    a phrase of ours with its own places (`{"say": N_("到%(day)s"), "day": "2026-11-21"}`) in the reader's language.
    """
    if isinstance(value, dict) and "say" in value:
        return said(value["say"], {name: each for name, each in value.items() if name != "say"})
    if isinstance(value, list):
        return "、".join(str(in_words(each)) for each in value)
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        try:
            return day_text(date.fromisoformat(value), weekday=weekday)
        except ValueError:
            return value  # somebody typed 2027-13-01, and is told so
    if isinstance(value, str) and ISO_MOMENT.fullmatch(value):
        return moment_text(datetime.fromisoformat(value))
    return value


def said(sentence: str, params: Mapping[str, Any]) -> str:
    """A sentence marked with N_ in the reader's language, filled with `params`."""
    return gettext(sentence) % {name: in_words(value) for name, value in params.items()}


def moment_text(value: datetime | None) -> str:
    """`2026年11月21日 09:05` in the bureau's time; empty for None."""
    return f"{day_text(value, weekday=False)} {value.astimezone(LOCAL):%H:%M}" if value else ""


def short_moment_text(value: datetime | None) -> str:
    """`11-21 09:05` for tight columns; empty for None."""
    return f"{value.astimezone(LOCAL):%m-%d %H:%M}" if value else ""


def duration_text(days: int, unit: str = "working_days") -> str:
    """`5 个工作日`, `5 天 (自然日)` or `30 分钟`. ValueError for another unit."""
    if unit == "working_days":
        return ngettext("%(days)d 个工作日", "%(days)d 个工作日", days) % {"days": days}
    if unit == "calendar_days":
        return ngettext("%(days)d 天 (自然日)", "%(days)d 天 (自然日)", days) % {"days": days}
    if unit == "minutes":
        return ngettext("%(days)d 分钟", "%(days)d 分钟", days) % {"days": days}
    raise ValueError(f"unknown unit of time: {unit}")


def money_text(fen: int | None) -> str:
    """`1,234.50 元` from an amount in 分 (whole yuan without decimals); empty for None."""
    if fen is None:
        return ""
    yuan, rest = divmod(abs(fen), 100)
    number = f"{'-' if fen < 0 else ''}{yuan:,}" + (f".{rest:02d}" if rest else "")
    return gettext("%(number)s 元") % {"number": number}


def size_text(size: int | None) -> str:
    """`340 KB`, `2.4 MB` from bytes; empty for None."""
    if size is None:
        return ""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB"


@dataclass(frozen=True, slots=True)
class DueChip:
    """What a due chip shows. `state`: running, soon (last fifth or last day), overdue, stopped, done, none.

    `remaining` counts what `unit` says up to the due date, below 0 when overdue; `reason` says in a word why
    the clock stands; `provisional` marks a date that rests on a calendar year not yet published.
    """

    state: str
    remaining: int = 0
    unit: str = "working_days"
    reason: str = ""
    provisional: bool = False
    on: date | None = None

    @property
    def text(self) -> str:
        """The chip's words."""
        if self.state == "stopped":
            return gettext("已暂停：%(reason)s") % {"reason": gettext(self.reason) if self.reason else ""}
        if self.state == "done":
            return gettext("已办结")
        if self.state == "none":
            return gettext("未计时")
        if self.state == "overdue" and self.remaining == 0:
            return gettext("已逾期")
        if self.state == "overdue":
            return gettext("逾期 %(duration)s") % {"duration": duration_text(abs(self.remaining), self.unit)}
        if self.remaining == 0:
            return gettext("今天到期")
        return gettext("剩余 %(duration)s") % {"duration": duration_text(self.remaining, self.unit)}

    @property
    def tone(self) -> str:
        """The chip's colour, by the one meaning each colour has."""
        tones = {"soon": "amber", "overdue": "red", "stopped": "paused", "done": "green"}
        return tones.get(self.state, "grey")

    @property
    def icon(self) -> str:
        """The chip's icon, so that colour is never the only sign."""
        icons = {"soon": "clock", "overdue": "alert-triangle", "stopped": "clock-pause", "done": "check"}
        return icons.get(self.state, "clock-hour-4")
