"""Examinations for licences that go by score: announced, admitted to, held, published (licence law art. 54; LIC-25)."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable
from oneseal.procedures.rules.quotas import SCORE

BASIS: Final = "行政许可法第五十四条"
NOTICE_DAYS: Final = 20
"""Calendar days between the announcement and the examination: conditions and syllabus are published before (L)."""
HIGHEST: Final = 100_000
"""A mark of 1000, in hundredths."""


class ExamState(StrEnum):
    """Where an examination stands: announced, the list of candidates closed, the results published."""

    ANNOUNCED = "announced"
    ADMITTED = "admitted"
    PUBLISHED = "published"


LIFE: Final = TransitionTable(
    {
        ExamState.ANNOUNCED: N_("已公告，待确定考生"),
        ExamState.ADMITTED: N_("考生已确定"),
        ExamState.PUBLISHED: N_("成绩已公布"),
    },
    [
        Edge(ExamState.ANNOUNCED, "move", ExamState.ANNOUNCED, BASIS),
        Edge(ExamState.ANNOUNCED, "admit", ExamState.ADMITTED, BASIS),
        Edge(ExamState.ADMITTED, "move", ExamState.ADMITTED, BASIS),
        Edge(ExamState.ADMITTED, "mark", ExamState.ADMITTED, BASIS),
        Edge(ExamState.ADMITTED, "publish", ExamState.PUBLISHED, BASIS),
        Edge(ExamState.PUBLISHED, "correct", ExamState.PUBLISHED, BASIS),
    ],
)


def check_way(way: str) -> None:
    """Only licences that go by score have an examination (licence law art. 54)."""
    if way != SCORE:
        text = N_("这项名额不按考试成绩发放，不组织考试。")
        raise RuleViolation("not_by_score", text, basis=BASIS)


def check_notice(today: date, held_on: date) -> None:
    """Announced so many days before: who is examined has time to prepare (licence law art. 54(2))."""
    first = today + timedelta(days=NOTICE_DAYS)
    if held_on < first:
        raise RuleViolation(
            "too_soon",
            N_("考试至少提前%(days)s天公告，最早%(day)s，请改考试时间。"),
            params={"days": NOTICE_DAYS, "day": first.isoformat()},
            field="held_at",
            basis=BASIS,
        )


def check_to_come(now: datetime, held_at: datetime) -> None:
    """The list is closed before the examination."""
    if now >= held_at:
        text = N_("考试时间已经过去，请先改期再确定考生。")
        raise RuleViolation("held_already", text, basis=BASIS)


def check_held(now: datetime, held_at: datetime) -> None:
    """Marks come after the examination."""
    if now < held_at:
        raise RuleViolation("not_held_yet", N_("考试还没有举行，举行以后才能登记成绩。"), basis=BASIS)


def seats(cases: Iterable[int], seed: str) -> dict[int, int]:
    """The candidates' numbers, drawn: nobody chooses who sits where, and anybody can repeat the draw."""
    drawn = sorted(cases, key=lambda case: hashlib.sha256(f"{seed}:{case}".encode()).hexdigest())
    return {case: place for place, case in enumerate(drawn, start=1)}


def check_mark(points: int, field: str) -> None:
    """A mark in hundredths from 0 to 1000 points."""
    if not 0 <= points <= HIGHEST:
        raise RuleViolation("mark_wrong", N_("成绩是0到1000之间的数，请核对。"), field=field, basis=BASIS)


def check_complete(marks: Mapping[int, int | None], absent: Collection[int]) -> None:
    """Every candidate, by their number, has a mark or was absent, before anything is published."""
    missing = [
        str(number) for number, points in sorted(marks.items()) if points is None and number not in absent
    ]
    if missing:
        raise RuleViolation(
            "marks_missing",
            N_("准考号%(numbers)s还没有成绩，也没有记缺考，不能公布。"),
            params={"numbers": "、".join(missing[:20])},
            basis=BASIS,
        )
