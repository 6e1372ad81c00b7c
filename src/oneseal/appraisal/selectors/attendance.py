"""What the recorded seats of the windows say of a day, beside what the centre marked of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from oneseal.appraisal.models import DailyMark
from oneseal.appraisal.rules import attendance
from oneseal.appraisal.rules.attendance import Seen, Stay
from oneseal.appraisal.rules.scoring import Mark, Origin
from oneseal.appraisal.selectors.schemes import scheme_on, weights
from oneseal.foundation import clock
from oneseal.identity import selectors as identity
from oneseal.kernel.access import SYSTEM
from oneseal.queueing import selectors as queueing


def marks_of(bureau_id: int, day: date) -> dict[int, DailyMark]:
    """By staff id, the centre's marks of a day."""
    return {row.staff_id: row for row in DailyMark.objects.filter(bureau=bureau_id, day=day)}


def stays_on(bureau_id: int, day: date) -> dict[int, list[Any]]:
    """By staff id, the seats of a day in the order of the windows' numbers."""
    found: dict[int, list[Any]] = {}
    for seat in queueing.seats(SYSTEM.of_bureau(bureau_id), day):
        found.setdefault(seat.staff_id, []).append(seat)
    return found


def seen_on(bureau_id: int, day: date) -> dict[int, Seen]:
    """By staff id, what the recorded seats say; nobody of whom they say nothing. Three statements."""
    return _seen(bureau_id, day, stays_on(bureau_id, day))


def _seen(bureau_id: int, day: date, stays: Mapping[int, list[Any]]) -> dict[int, Seen]:
    scheme = weights(scheme_on(bureau_id, day)) if stays else weights(None)
    found = {}
    for staff, seats in stays.items():
        said = attendance.judge(
            (_stay(seat) for seat in seats), clock.now(), tolerance=scheme.tolerance, pause=scheme.pause
        )
        if said is not None:
            found[staff] = said
    return found


def _stay(seat: Any) -> Stay:
    planned = (seat.planned_from, seat.planned_to) if seat.planned_from and seat.planned_to else None
    pauses = tuple((each.from_at, each.to_at) for each in seat.breaks.all())
    return Stay(planned, seat.opened_at, seat.closed_at, pauses, seat.left_open)


def known(mark: DailyMark | None, seen: Seen | None) -> tuple[str, str]:
    """The mark that counts, and where it comes from: what is only proposed takes nothing off yet."""
    if mark is not None:
        return mark.mark, Origin.CONFIRMED if mark.mark == mark.proposed else Origin.CENTRE
    if seen is None:
        return Mark.PRESENT, Origin.NONE
    return Mark.PRESENT, Origin.SEATS if seen.mark == Mark.PRESENT else Origin.PENDING


@dataclass(frozen=True, slots=True)
class Attended:
    """Somebody's day: seats, what they say, what the centre marked, whether on leave, whether it waits for the centre."""

    person: Any
    seats: list[Any]
    seen: Seen | None
    mark: DailyMark | None
    away: bool

    @property
    def waits(self) -> bool:
        """Whether the records propose something that nobody has confirmed or corrected."""
        return bool(self.seen and self.seen.mark != Mark.PRESENT and self.mark is None and not self.away)


def attended(bureau_id: int, day: date) -> list[Attended]:
    """Everybody who holds a post at a window on a day."""
    stays, marks, away = stays_on(bureau_id, day), marks_of(bureau_id, day), identity.on_leave(bureau_id, day)
    seen = _seen(bureau_id, day, stays)
    return [
        Attended(each, stays.get(each.pk, []), seen.get(each.pk), marks.get(each.pk), each.pk in away)
        for each in identity.at_windows(bureau_id, day)
    ]


def to_confirm(bureau_id: int, day: date) -> dict[int, str]:
    """By staff id, the marks that the records propose and that wait for the centre."""
    rows = attended(bureau_id, day)
    return {each.person.pk: each.seen.mark for each in rows if each.seen and each.waits}
