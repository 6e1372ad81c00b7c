"""Values of cases as people read them: dates in the journal's sentences, methods, states and their colours."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext

from oneseal.cases import selectors
from oneseal.cases.rules.commitment import Standing
from oneseal.cases.rules.deadlines import PROCEDURES
from oneseal.cases.rules.states import LABELS, STEP_LABELS, CaseState, StepState
from oneseal.cases.rules.tolerance import Owing
from oneseal.foundation import display
from oneseal.kernel.text import N_

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
METHODS = {"pickup": "窗口领取", "courier": "快递送达", "electronic": "电子送达"}
TONES: dict[str, str] = {
    CaseState.SUBMITTED: "amber",
    CaseState.CORRECTED: "amber",
    CaseState.AWAITING_CORRECTION: "paused",
    CaseState.SUSPENDED: "paused",
    CaseState.ACCEPTED: "blue",
    CaseState.IN_REVIEW: "blue",
    CaseState.GRANTED: "green",
    CaseState.CLOSED: "green",
}
STANDING_TONES: dict[str, str] = {
    Standing.GIVEN: "blue",
    Standing.DUE: "amber",
    Standing.MET: "green",
    Standing.FAULTY: "red",
    Standing.FIXED: "green",
    Standing.REVOKED: "red",
    Owing.PROMISED: "blue",
    Owing.OWED: "amber",
    Owing.SUPPLIED: "green",
    Owing.NOT_NEEDED: "green",
}
ICONS = {
    "cases.submitted": "send",
    "cases.accepted": "circle-check",
    "cases.correction_requested": "alert-circle",
    "cases.clock_suspended": "player-pause",
    "cases.clock_resumed": "player-play",
    "cases.decided": "gavel",
    "cases.delivered": "package",
    "cases.message_sent": "message",
    "cases.note_added": "note",
    "cases.step_returned": "arrow-back-up",
    "cases.withdrawn": "x",
    "cases.terminated": "ban",
}


def state_label(state: str) -> str:
    """A case's state in words."""
    return gettext(LABELS[CaseState(state)])


def state_tone(state: str) -> str:
    """The colour of a case's state."""
    return TONES.get(state, "grey")


def promises(commitment: Any = None, tolerance: Any = None) -> dict[str, Any]:
    """What the panels of promises show: where each stands with its colour, and which materials they excuse."""
    rows = {"commitment": commitment, "tolerance": tolerance}
    tones = {name: STANDING_TONES.get(row.state, "grey") for name, row in rows.items() if row}
    replaced = commitment.replaced if commitment and commitment.state != Standing.WITHDRAWN else ()
    return {
        **rows,
        "tones": tones,
        "replaced_codes": {each["code"] for each in replaced},
        "owed_codes": {each["code"] for each in tolerance.owed} if tolerance else set(),
    }


def step_label(state: str) -> str:
    """A step's state in words."""
    return gettext(STEP_LABELS[StepState(state)])


def readable(value: Any) -> Any:
    """A value inside a sentence: days as people write them, methods by their names."""
    if isinstance(value, date):
        return display.day_text(value, weekday=False)
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        return display.day_text(date.fromisoformat(value), weekday=False)
    return gettext(value) if isinstance(value, str) and value in KNOWN_WORDS else value


KNOWN_WORDS = frozenset(PROCEDURES.values())


def filled(text: str, values: dict[str, Any]) -> str:
    """A marked sentence in the reader's language with its values."""
    shown = {name: readable(value) for name, value in values.items()}
    if shown.get("method") in METHODS:
        shown["method"] = gettext(METHODS[shown["method"]])
    return gettext(text) % shown


@dataclass(frozen=True)
class TimelineEntry:
    """An entry of the kit's timeline."""

    when: datetime
    text: str
    note: str = ""
    who: str = ""
    icon: str = "point"


def timeline(lines: Iterable[selectors.HistoryLine]) -> list[TimelineEntry]:
    """A case's history as the kit's timeline takes it, newest first."""
    entries = [
        TimelineEntry(
            line.at, filled(line.text, line.values), line.reason, icon=ICONS.get(line.kind, "point")
        )
        for line in lines
    ]
    return entries[::-1]


def explanation(lines: Iterable[Any]) -> list[tuple[str, str]]:
    """Why it is due that day, line by line: the sentence and the law behind it."""
    return [(filled(line.text, line.values), line.basis) for line in lines]


def answers(situation: Any) -> list[tuple[str, str]]:
    """The situation questions with the labels of the options chosen."""
    return [
        (
            gettext(question.text),
            "、".join(
                o.label for o in question.options if o.code in situation.answers.get(question.code, [])
            ),
        )
        for question in situation.questions
    ]


VERBS = {
    "take": N_("领取"),
    "release": N_("放回岗位"),
    "pass": N_("通过"),
    "return": N_("退回"),
    "transfer": N_("转办"),
    "reassign": N_("重新指派"),
    "delegate": N_("委派"),
    "before": N_("加签"),
    "after": N_("后加签"),
    "granted": N_("准予"),
    "refused": N_("不予许可"),
}


@dataclass(frozen=True)
class Said:
    """What somebody did at a step and said about it; `failed` names the review points that did not fit."""

    at: datetime
    who: str
    step: str
    verb: str
    opinion: str
    failed: list[str]


def said(page: selectors.CasePage) -> list[Said]:
    """The opinions of a case, newest first, without mere taking."""
    names = {step.pk: step for step in page.steps}
    found = []
    for action in page.actions:
        step = names.get(action.step_id)
        if step is None or (action.verb == "take" and not action.opinion):
            continue
        planned = selectors.planned_of(page, step)
        points = {point.code: point.text for point in planned.review_points} if planned else {}
        failed = [points.get(code, code) for code, fits in action.points.items() if fits is False]
        verb = gettext(VERBS.get(action.verb, action.verb))
        found.append(Said(action.at, action.staff_name, step.name, verb, action.opinion, failed))
    return found[::-1]
