"""How far a task is, from its own days or from the application that it follows, and whose time its days are (PRJ-4)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from oneseal.projects.rules.meters import ONE_DAY, Meter, Span, case_spans
from oneseal.projects.rules.states import TaskState
from oneseal.projects.rules.templates import JOINT, TaskKind

OUTSIDE = (TaskKind.SHADOW, TaskKind.UTILITY)
"""Handled by authorities above or by companies: not the approval's time (5.33, 6.12)."""
NO_METER = frozenset({TaskKind.PREPARATION})
Pause = tuple[date, date | None]


class CaseDays(NamedTuple):
    """What an application says: accepted, decided, granted or refused, its pauses under art. 45."""

    accepted: date | None
    decided: date | None
    outcome: str
    ended: bool = False
    pauses: Sequence[Pause] = ()


class Progress(NamedTuple):
    """Where a task stands. `refused`: its application was refused or ended, so that it must be asked for again."""

    state: TaskState
    started: date | None
    finished: date | None
    refused: bool = False


def progress(state: str, started: date | None, finished: date | None, case: CaseDays | None) -> Progress:
    """A skipped or finished task as it is; one with an application as far as that is (PRJ-3)."""
    own = TaskState(state)
    if case is None or own in {TaskState.SKIPPED, TaskState.DONE}:
        return Progress(own, started, finished)
    if case.decided and case.outcome == "granted":
        return Progress(TaskState.DONE, case.accepted or started, case.decided)
    refused = case.outcome == "refused" or case.ended
    return Progress(TaskState.RUNNING, case.accepted or started, None, refused)


def spans(
    kind: str, unit: str, now: Progress, case: CaseDays | None, rounds: Sequence[Pause] = ()
) -> list[Span]:
    """The days of one task by meter (PRJ-4). `rounds`: asked and answered days of a joint task; what lies between two
    rounds is the applicant's, who changes the papers."""
    if now.state is TaskState.SKIPPED or kind in NO_METER:
        return []
    if case is not None:
        return case_spans(case.accepted, case.decided, case.pauses, unit)
    if kind in JOINT or rounds:
        return [span for asked, closed in rounds for span in case_spans(asked, closed, [], unit)]
    if kind in OUTSIDE:
        return [Span(now.started + ONE_DAY, now.finished, Meter.EXCLUDED, unit)] if now.started else []
    return case_spans(now.started, now.finished, [], unit)
