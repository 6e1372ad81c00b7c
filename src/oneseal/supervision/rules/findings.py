"""What a department may report, and what the bureau may answer (SUP-A; LIC-19, LIC-20)."""

from enum import StrEnum

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

LONGEST = 2000
"""Characters of a report or an answer."""


class Matter(StrEnum):
    """What the supervision found."""

    PENALTY = "penalty"
    UNMET = "unmet"
    CLOSED = "closed"
    PROPOSAL = "proposal"
    OTHER = "other"


class Measure(StrEnum):
    """What the bureau did about it."""

    ENDED = "ended"
    ORDERED = "ordered"
    NOTED = "noted"
    NONE = "none"


MATTERS = {
    Matter.PENALTY: N_("作出行政处罚"),
    Matter.UNMET: N_("不再符合许可条件"),
    Matter.CLOSED: N_("已停业或注销"),
    Matter.PROPOSAL: N_("建议撤回、撤销、吊销或注销许可"),
    Matter.OTHER: N_("其他监管情况"),
}
MEASURES = {
    Measure.ENDED: N_("已依法处理证照"),
    Measure.ORDERED: N_("已要求限期改正"),
    Measure.NOTED: N_("已记录，今后审批时核对"),
    Measure.NONE: N_("经核实，不需要处理"),
}
NUMBERED = frozenset({Matter.PENALTY, Matter.PROPOSAL})
"""Matters that rest on a paper of the department, whose number is asked for."""


def check_report(matter: str, text: str, number: str) -> None:
    """A report says what was found; a penalty or a proposal names its paper (行政许可法第六十一条). RuleViolation."""
    if matter not in MATTERS:
        raise RuleViolation("matter_wrong", N_("请选择监管情况的类别。"), field="matter")
    check_text(text, field="text", missing=N_("请写明查到的情况。"))
    if matter in NUMBERED and not number.strip():
        message = N_("行政处罚和处理建议都有文书，请填写文书号。")
        raise RuleViolation("number_missing", message, field="number", basis="行政许可法第六十一条")


def check_answer(measure: str, text: str, *, holds: bool) -> None:
    """An answer says what was done. `holds`: the certificate is valid as before, so it cannot have been dealt with.

    Ending a licence is an act of its own with ground, hearing and head's approval (LIC-20). Raises RuleViolation.
    """
    if measure not in MEASURES:
        raise RuleViolation("measure_wrong", N_("请选择处理结果。"), field="measure")
    check_text(text, field="text", missing=N_("请写明怎样处理的，监管部门看得到。"))
    if measure == Measure.ENDED and holds:
        message = N_(
            "这份证照现在仍然有效，不能答复“已依法处理”。请先在证照页面提出处理，经局领导批准后再答复。"
        )
        raise RuleViolation("still_valid", message, field="measure", basis="行政许可法第六十九条、第七十条")


def check_text(text: str, *, field: str, missing: str) -> str:
    """What was written, trimmed: 1 to 2000 characters. Raises RuleViolation."""
    plain = text.strip()
    if not plain:
        raise RuleViolation("text_missing", missing, field=field)
    if len(plain) > LONGEST:
        raise RuleViolation("text_too_long", N_("最多2000个字，请缩短。"), field=field)
    return plain
