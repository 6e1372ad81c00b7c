"""Appointments: slots of a day, how far ahead one books, changing, cancelling, not coming (inventory 3.13)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.queueing.rules.opening import Span

UNTIL: Final = timedelta(hours=1)
"""Changed and cancelled until so long before the slot."""
GRACE: Final = timedelta(minutes=15)
"""Whoever is not there so long after the end of the slot did not come."""
EARLY: Final = timedelta(minutes=60)
"""Checked in at the earliest so long before the slot."""
MISSES: Final = 3
MISSES_WITHIN: Final = timedelta(days=90)
REST: Final = timedelta(days=30)
"""After MISSES within MISSES_WITHIN nothing is booked online for REST; tickets are given out as ever."""
CHANGES: Final = 3


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot of a line: from, to, and how many can still be booked."""

    starts: time
    ends: time
    free: int


def cut(spans: Iterable[Span], minutes: int) -> list[tuple[time, time]]:
    """Opening spans cut into slots of so many minutes; a rest shorter than a slot is left out."""
    found = []
    for span in spans:
        start = _minutes(span.starts)
        while start + minutes <= _minutes(span.ends):
            found.append((_time(start), _time(start + minutes)))
            start += minutes
    return found


def slots_on(
    spans: Iterable[Span], minutes: int, capacity: int, taken: Mapping[time, int], *, after: time | None
) -> list[Slot]:
    """The slots of a day with what is free in each; `after` leaves out those that began already (today)."""
    return [
        Slot(starts, ends, max(0, capacity - taken.get(starts, 0)))
        for starts, ends in cut(spans, minutes)
        if after is None or starts > after
    ]


def bookable(day: date, today: date, *, ahead: int, horizon: int) -> bool:
    """Whether a day can be booked today: at least `ahead` days on, at most `horizon`."""
    return today + timedelta(days=ahead) <= day <= today + timedelta(days=horizon)


def check_day(day: date, today: date, *, ahead: int, horizon: int) -> None:
    """Raises RuleViolation at `day` for one that is too near or too far."""
    if day < today + timedelta(days=ahead):
        raise RuleViolation(
            "too_near",
            N_("这项办理至少提前 %(ahead)s 天预约，请选后面的日子。"),
            params={"ahead": ahead},
            field="day",
        )
    if day > today + timedelta(days=horizon):
        text = N_("只能预约 %(horizon)s 天以内的日子，请选近一些的日子。")
        raise RuleViolation("too_far", text, params={"horizon": horizon}, field="day")


def check_slot(slots: Sequence[Slot], starts: time) -> Slot:
    """The slot of that time with a free place. Raises RuleViolation at `starts`."""
    found = next((slot for slot in slots if slot.starts == starts), None)
    if found is None:
        raise RuleViolation("no_such_slot", N_("这个时段大厅不办理，请选列出的时段。"), field="starts")
    if not found.free:
        raise RuleViolation("slot_full", N_("这个时段已经约满，请选别的时段。"), field="starts")
    return found


def check_change(slot: datetime, now: datetime, changes: int) -> None:
    """Changed up to UNTIL before the slot, CHANGES times."""
    if now > slot - UNTIL:
        raise RuleViolation("too_late", N_("开始前一小时内不能再改约，可以直接到大厅取号。"), field="starts")
    if changes >= CHANGES:
        raise RuleViolation(
            "changed_often", N_("已经改约三次，不能再改，可以取消后到大厅取号。"), field="starts"
        )


def check_arrival(slot: datetime, ends: datetime, now: datetime) -> None:
    """Checked in between EARLY before the slot and GRACE after its end."""
    if now < slot - EARLY:
        raise RuleViolation("too_early", N_("最早在预约时段前一小时签到，请稍后再来。"), field="code")
    if now > ends + GRACE:
        raise RuleViolation("slot_over", N_("预约时段已经过了，请在大厅另外取号。"), field="code")


def check_misses(missed: Sequence[date], today: date) -> None:
    """Who did not come three times in ninety days books again thirty days after the last; tickets stay open to them."""
    recent = sorted(day for day in missed if today - day <= MISSES_WITHIN)
    if len(recent) < MISSES:
        return
    until = recent[-1] + REST
    if today < until:
        raise RuleViolation(
            "missed_often",
            N_("近九十天有三次预约没有来，%(until)s 以后才能再预约；随时可以到大厅取号。"),
            params={"until": until.isoformat()},
            field="day",
        )


def still_open(spans: Iterable[Span], starts: time, ends: time) -> bool:
    """Whether a booked slot lies inside the opening hours."""
    return any(span.starts <= starts and ends <= span.ends for span in spans)


def first_free(days: Mapping[date, Sequence[Slot]], like: time) -> tuple[date, Slot] | None:
    """What is offered instead: the first day with a free place, and of that day the slot nearest to the old time."""
    for day in sorted(days):
        free = [slot for slot in days[day] if slot.free]
        if free:
            wanted = _minutes(like)
            return day, min(free, key=lambda slot: (abs(_minutes(slot.starts) - wanted), slot.starts))
    return None


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _time(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)
