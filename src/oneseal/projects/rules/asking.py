"""Joint requests: one question, parallel opinions, one consolidated answer (5.11, 5.12, 5.13, 5.15, 11.17)."""

from collections.abc import Collection, Iterable
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import Due, WorkCalendar
from oneseal.projects.rules.states import JOINT, OpinionState
from oneseal.projects.rules.templates import Missing


class AskKind(StrEnum):
    """What is asked."""

    REVIEW = "review"
    EVALUATION = "evaluation"
    ACCEPTANCE = "acceptance"
    OPINION = "opinion"
    RESEARCH = "research"


ASK_KINDS: Final = {
    AskKind.REVIEW: N_("联合审图"),
    AskKind.EVALUATION: N_("联合评估"),
    AskKind.ACCEPTANCE: N_("联合验收"),
    AskKind.OPINION: N_("并联征求意见"),
    AskKind.RESEARCH: N_("项目研判会"),
}


class Said(StrEnum):
    """What a department says."""

    AGREE = "agree"
    CHANGES = "changes"
    DISAGREE = "disagree"


SAID: Final = {
    Said.AGREE: N_("同意"),
    Said.CHANGES: N_("须修改"),
    Said.DISAGREE: N_("不同意"),
}


class Result(StrEnum):
    """The one answer: passed, to be changed and asked again, not passed."""

    PASSED = "passed"
    CHANGES = "changes"
    FAILED = "failed"


RESULTS: Final = {
    Result.PASSED: N_("通过"),
    Result.CHANGES: N_("修改后再报"),
    Result.FAILED: N_("不通过"),
}


class Voice(NamedTuple):
    """A department's opinion as it stands."""

    unit: str
    state: str
    said: str
    text: str


def answer_by(asked: date, days: int, calendar: WorkCalendar) -> Due:
    """The day by which every department answers (PRJ-1 限时)."""
    return calendar.add_workdays(asked, days)


def is_missed(due: date, today: date, *, provisional: bool) -> bool:
    """Whether a reply is missing for sure; never on a provisional day (CAL-6)."""
    return not provisional and today > due


def check_given(said: str, text: str, basis: str) -> None:
    """What is to be changed is said once, all of it, and what is refused rests on a law (PRJ-3, LIC-4). Raises RuleViolation."""
    if said not in set(Said):
        raise RuleViolation("said_missing", N_("请选择同意、须修改或者不同意。"), field="said", basis=JOINT)
    if said != Said.AGREE and not text.strip():
        text_needed = N_("须修改或者不同意的，请一次写清全部意见。")
        raise RuleViolation("text_missing", text_needed, field="text", basis=JOINT)
    if said == Said.DISAGREE and not basis.strip():
        raise RuleViolation(
            "basis_missing", N_("不同意的，请写明法律依据（名称和条款）。"), field="basis", basis=JOINT
        )


def check_round(said: str, basis: str, earlier: str) -> None:
    """What a department agreed to once it faults again only where a law says so: the second round is about what was
    changed (5.11, 一次性告知). Raises RuleViolation. `earlier`: what it said in the round before, "" for none."""
    if earlier == Said.AGREE and said in {Said.CHANGES, Said.DISAGREE} and not basis.strip():
        text = N_(
            "贵部门上一轮已经同意，这一轮只能就修改的部分提意见。修改的部分确实违反规定的，请写明法律依据。"
        )
        raise RuleViolation("agreed_before", text, field="basis", basis=JOINT)


def check_closing(voices: Iterable[Voice], result: str, missing: str) -> None:
    """One consolidated answer when everybody has answered, or silence counts (5.11–5.15). Raises RuleViolation.

    Passed only where nobody objects; a department's objection is not overruled by the lead: it goes to the meeting.
    """
    heard = list(voices)
    silent = [each.unit for each in heard if each.state != OpinionState.GIVEN]
    early = [each.unit for each in heard if each.state == OpinionState.ASKED]
    if early or (silent and missing != Missing.CONSENT):
        raise RuleViolation(
            "opinions_missing",
            N_("还有部门没有答复：%(names)s。请先催办；确实推不动的，提请召开项目研判会。"),
            params={"names": "、".join(early or silent)},
            basis=JOINT,
        )
    if result not in set(Result):
        raise RuleViolation("result_missing", N_("请选择汇总结论。"), field="result", basis=JOINT)
    against = [each.unit for each in heard if each.said in {Said.CHANGES, Said.DISAGREE}]
    if result == Result.PASSED and against:
        raise RuleViolation(
            "objections",
            N_("%(names)s没有同意，不能汇总为通过。请选“修改后再报”或“不通过”，或者提请项目研判会。"),
            params={"names": "、".join(against)},
            field="result",
            basis=JOINT,
        )
    if result != Result.PASSED and not against:
        text = N_("没有部门提出意见，不能汇总为不通过或者修改后再报。")
        raise RuleViolation("no_objection", text, field="result", basis=JOINT)


def consolidated(voices: Iterable[Voice]) -> list[str]:
    """The departments' comments in one list, the same words told once with all who said them (5.11)."""
    said: dict[str, list[str]] = {}
    for each in voices:
        for line in each.text.splitlines():
            if each.said != Said.AGREE and line.strip():
                said.setdefault(line.strip(), []).append(each.unit)
    return [f"{line}（{'、'.join(dict.fromkeys(units))}）" for line, units in said.items()]


def check_units(units: Collection[int], lead: int) -> None:
    """Somebody besides the lead is asked. Raises RuleViolation."""
    if not set(units) - {lead}:
        raise RuleViolation(
            "nobody_asked", N_("请至少选择一个牵头科室以外的部门征求意见。"), field="units", basis=JOINT
        )
