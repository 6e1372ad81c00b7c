"""What the recorded seats say of somebody's day at the windows (日常考勤, inventory 1.8, 3.26).

Planned against real times, with the bureau's tolerance. What comes out is a proposal: the centre confirms it or marks
otherwise with a reason, and nothing is taken off before (双重管理).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from oneseal.appraisal.rules.scoring import BASIS, Mark
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Stay:
    """A recorded seat: when it was planned, from when till when somebody was there (`closed` None: still), pauses (an
    end of None: still). `left_open`: not closed by the person, so that its end says nothing."""

    planned: Span | None = None
    opened: datetime | None = None
    closed: datetime | None = None
    pauses: tuple[tuple[datetime, datetime | None], ...] = ()
    left_open: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """What the records say: the proposed mark, and minutes late, early and away beyond what is tolerated."""

    mark: str
    late: int = 0
    early: int = 0
    away: int = 0
    unplanned: bool = False


def judge(stays: Iterable[Stay], now: datetime, *, tolerance: int, pause: int) -> Seen | None:
    """What the records of a day say; None where there is neither a plan nor a seat. `tolerance`: minutes late, early or
    away between two windows that are let pass; `pause`: minutes of one pause that are.

    The mark is the one with the most minutes. Absent is who came to no planned seat of a plan that is over; while it
    runs, somebody who has not come is late. An earlier seat left open never makes somebody leave early.
    """
    rows = list(stays)
    there = sorted(_there(row, now) for row in rows if row.opened is not None)
    plan = sorted(row.planned for row in rows if row.planned is not None and row.planned[0] < now)
    if not plan:
        return Seen(Mark.PRESENT, unplanned=True) if there else None
    first, last = plan[0][0], max(end for _, end in plan)
    if not there:
        minutes = _minutes(min(now, last) - first)
        if now >= last:
            return Seen(Mark.ABSENT)
        return Seen(Mark.LATE, late=minutes) if minutes > tolerance else Seen(Mark.PRESENT)
    gone = max(end for _, end in there)
    early = _minutes(last - gone) if now >= last and not any(row.left_open for row in rows) else 0
    counted = {
        Mark.LATE: _over(_minutes(there[0][0] - first), tolerance),
        Mark.EARLY: _over(early, tolerance),
        Mark.AWAY: _gaps(plan, there, tolerance) + _pauses(rows, now, pause),
    }
    worst = max(counted, key=lambda mark: counted[mark])
    mark = worst if counted[worst] else Mark.PRESENT
    return Seen(mark, counted[Mark.LATE], counted[Mark.EARLY], counted[Mark.AWAY])


def _there(row: Stay, now: datetime) -> Span:
    start = row.opened or now
    return start, max(start, row.closed or now)


def _minutes(length: timedelta) -> int:
    return max(0, int(length.total_seconds() // 60))


def _over(minutes: int, allowed: int) -> int:
    return minutes if minutes > allowed else 0


def _gaps(plan: Sequence[Span], there: Sequence[Span], tolerance: int) -> int:
    """Minutes of planned time between two stays, where they are more than tolerated; noon between two planned seats is
    nobody's."""
    total, end = 0, there[0][1]
    for start, stop in there[1:]:
        missed = sum((_common(end, start, *each) for each in plan), timedelta())
        total += _over(_minutes(missed), tolerance)
        end = max(end, stop)
    return total


def _common(start: datetime, end: datetime, other: datetime, until: datetime) -> timedelta:
    return max(timedelta(), min(end, until) - max(start, other))


def _pauses(rows: Iterable[Stay], now: datetime, allowed: int) -> int:
    return sum(_over(_minutes((end or now) - start), allowed) for row in rows for start, end in row.pauses)


def check_reason(mark: str, proposed: str, note: str) -> None:
    """Who marks otherwise than the records say writes why. Raises RuleViolation."""
    if proposed and mark != proposed and not note.strip():
        text = N_("登记的和坐岗记录不一致，请在“说明”里写明原因。")
        raise RuleViolation("no_reason", text, field="note", basis=BASIS)
