"""Where the time of a case went: waiting for somebody, being worked on, with the applicant, in excluded procedures.

The clock of the law says what counts (PRJ-4, CAL-9); this says where a reformer should look. Everything is measured in
open minutes of the office, so that the four parts add up to the whole. Moments are whole minutes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from oneseal.kernel.minutes import OfficeHours, open_until
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import WorkCalendar

INTAKE = "intake"
"""The key under which the time before acceptance stands, beside the steps."""


class Kind(StrEnum):
    """With whom the case was."""

    WAITING = "waiting"
    WORKING = "working"
    APPLICANT = "applicant"
    EXCLUDED = "excluded"


LABELS = {
    Kind.WAITING: N_("等人来办"),
    Kind.WORKING: N_("正在办理"),
    Kind.APPLICANT: N_("在申请人处补正"),
    Kind.EXCLUDED: N_("依法不计时的特别程序"),
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one moment to another, local times without zone; the end may lie before the start, then it is empty."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class StepLife:
    """A step from the moment it could be taken to its end; `taken` is the end where nobody took it first."""

    key: str
    opened: datetime
    taken: datetime
    done: datetime


@dataclass(frozen=True, slots=True)
class Life:
    """A case from the first arrival to its decision, or to its end where none was made.

    `accepted` equals `end` for those that were never accepted; `away` are the corrections, `stopped` the stretches in
    which the clock stood still.
    """

    received: datetime
    accepted: datetime
    end: datetime
    steps: tuple[StepLife, ...] = ()
    away: tuple[Stretch, ...] = ()
    stopped: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Spent:
    """Open minutes by kind, and for each step those in which it waited and was worked on.

    Steps that run in parallel each count: the parts by step may add up to more than the whole.
    """

    by_kind: Mapping[Kind, int]
    by_step: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All open minutes of the case."""
        return sum(self.by_kind.values())


def spent(life: Life, hours: OfficeHours, calendar: WorkCalendar) -> Spent:
    """Where a case's open minutes went.

    At each moment the first that holds counts: the clock stood still (licence law art. 45), the applicant had it
    (art. 32), somebody worked on a step, else it waited.
    """
    by_kind = dict.fromkeys(Kind, 0)
    intake = StepLife(INTAKE, life.received, life.accepted, life.accepted)
    steps = (intake, *life.steps)
    by_step = {step.key: (0, 0) for step in steps}
    for piece, minutes in _pieces(life, steps, hours, calendar):
        kind = _kind(life, steps, piece)
        by_kind[kind] += minutes
        if kind in {Kind.WAITING, Kind.WORKING}:
            for step in steps:
                if _within(piece, step.opened, step.done):
                    waited, worked = by_step[step.key]
                    taken = _within(piece, step.taken, step.done)
                    by_step[step.key] = (waited + minutes * (not taken), worked + minutes * taken)
    return Spent(by_kind, by_step)


def _pieces(
    life: Life, steps: Sequence[StepLife], hours: OfficeHours, calendar: WorkCalendar
) -> Iterator[tuple[Stretch, int]]:
    """The case cut at every moment at which something changed, each piece with its open minutes."""
    moments = {life.received, life.end}
    for stretch in (*life.away, *life.stopped):
        moments |= {stretch.start, stretch.end}
    for step in steps:
        moments |= {step.opened, step.taken, step.done}
    cuts = sorted(moment for moment in moments if life.received <= moment <= life.end)
    minute = timedelta(minutes=1)
    positions = [open_until(moment, hours, calendar) // minute for moment in cuts]
    for (start, before), (end, after) in pairwise(zip(cuts, positions, strict=True)):
        yield Stretch(start, end), after - before


def _kind(life: Life, steps: Sequence[StepLife], piece: Stretch) -> Kind:
    if _in_any(piece, life.stopped):
        return Kind.EXCLUDED
    if _in_any(piece, life.away):
        return Kind.APPLICANT
    worked = any(_within(piece, step.taken, step.done) for step in steps)
    return Kind.WORKING if worked else Kind.WAITING


def _in_any(piece: Stretch, stretches: Iterable[Stretch]) -> bool:
    return any(_within(piece, each.start, each.end) for each in stretches)


def _within(piece: Stretch, start: datetime, end: datetime) -> bool:
    return start <= piece.start and piece.end <= end
