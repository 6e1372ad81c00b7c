"""Notify-and-commit 告知承诺: who may, what follows, until when it is checked (COM-1…4)."""

from datetime import date
from enum import StrEnum

from oneseal.catalog.rules.content import ItemContent, Step, StepKind
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import months_after

PROOF, LICENCE = "proof", "licence"


class Standing(StrEnum):
    """Where a commitment stands: given, taken back, to be checked, found true, false, mended, revoked for it."""

    GIVEN = "given"
    WITHDRAWN = "withdrawn"
    DUE = "due"
    MET = "met"
    FAULTY = "faulty"
    FIXED = "fixed"
    REVOKED = "revoked"


LABELS: dict[str, str] = {
    Standing.GIVEN: N_("已承诺"),
    Standing.WITHDRAWN: N_("已撤回承诺"),
    Standing.DUE: N_("待核查"),
    Standing.MET: N_("核查属实"),
    Standing.FAULTY: N_("责令整改中"),
    Standing.FIXED: N_("已整改"),
    Standing.REVOKED: N_("已撤销许可"),
}
BASIS_CHOICE = "国办发〔2020〕42号；优化营商环境条例第二十条"
BASIS_CHECK = "告知承诺；行政许可法第六十一条"
BASIS_REVOKE = "行政许可法第六十九条第二款"


def check_choice(content: ItemContent, *, dishonest: bool) -> None:
    """Whether the applicant may choose the commitment for an item (COM-1, COM-3)."""
    if not content.commitment or content.sensitive:
        raise RuleViolation(
            "commitment_not_offered",
            N_("这个事项不实行告知承诺，请按一般程序提交全部材料。"),
            field="way",
            basis=BASIS_CHOICE,
        )
    if dishonest:
        raise RuleViolation(
            "commitment_dishonest",
            N_("申请人有未修复的失信记录，不能适用告知承诺，请选择一般程序；完成信用修复后可以再用。"),
            field="way",
            basis=BASIS_CHOICE,
        )


def check_withdrawable(state: str) -> None:
    """A commitment is taken back before acceptance; later the whole application may be (COM-2)."""
    if state not in {"submitted", "corrected"}:
        raise Conflict(
            "commitment_taken_up",
            N_("承诺件受理后当场办理，不能只撤回承诺。决定作出前可以撤回整个申请，再按一般程序重新申请。"),
        )


def steps_of(kind: str, steps: tuple[Step, ...] | list[Step]) -> list[Step]:
    """The steps that are left: a licence on commitment is decided on the spot without review (COM-2)."""
    if kind != LICENCE:
        return list(steps)
    kept: list[Step] = []
    for step in steps:
        if step.kind in {StepKind.DECISION, StepKind.SIGN_OFF}:
            after = [kept[-1].key] if kept else []
            kept.append(step.model_copy(update={"after": after}))
    return kept


def check_by(decided: date, months: int) -> date:
    """The last day of the check after the decision (COM-3)."""
    return months_after(decided, months)


def check_checker(staff_id: int, decider_id: int | None) -> None:
    """Who decided does not check their own decision."""
    if staff_id == decider_id:
        raise Forbidden(
            "decider_may_not_check",
            N_("您作出了这个决定，事后核查请交给其他同事。"),
            basis="行政许可法第六十条",
        )


def check_order(fix_within: int | None, basis: str = BASIS_CHECK) -> int:
    """What was found false is to be mended within so many working days, at least one (COM-3)."""
    if not fix_within or not 1 <= fix_within <= 60:
        raise RuleViolation(
            "fix_within_missing",
            N_("核查不实的，请写明几个工作日内整改（1至60）。"),
            field="fix_within",
            basis=basis,
        )
    return fix_within


def check_revocable(state: str, *, over: bool) -> None:
    """Revoked only when an order to mend was given and its day has passed for certain (COM-3, LIC-20)."""
    if state != Standing.FAULTY:
        raise Conflict("nothing_to_revoke", N_("只有责令整改后逾期未改的，才能撤销。请刷新页面。"))
    if not over:
        raise RuleViolation(
            "still_mending",
            N_("整改期限还没有届满，不能撤销；期限届满仍未整改的再办。"),
            basis="告知承诺；" + BASIS_REVOKE,
        )
