"""Tolerance acceptance 容缺受理: what may be owed, by when, and what waits for it (TOL-1…3).

A local rule everywhere; the days are a parameter of the bureau, never beyond the case's own promise.
"""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_


class Owing(StrEnum):
    """Where a promise stands: given with the application, running since acceptance, kept, broken, needless."""

    PROMISED = "promised"
    OWED = "owed"
    SUPPLIED = "supplied"
    LAPSED = "lapsed"
    NOT_NEEDED = "not_needed"


LABELS: dict[str, str] = {
    Owing.PROMISED: N_("已承诺，待受理"),
    Owing.OWED: N_("待补交"),
    Owing.SUPPLIED: N_("已补齐"),
    Owing.LAPSED: N_("逾期未补交"),
    Owing.NOT_NEEDED: N_("受理时已齐全"),
}
BASIS = "容缺受理；行政许可法第三十一条"
BASIS_DUE = "容缺受理；行政许可法第四十二条"
BASIS_DECISION = "容缺受理；行政许可法第三十四条、第三十八条"
BASIS_CREDIT = "容缺受理"


def check_promise(
    missing: Mapping[str, str], tolerable: Collection[str], *, offered: bool, promised: bool, dishonest: bool
) -> None:
    """Whether an application may be handed in without the materials `missing` (code to name; TOL-1, TOL-3).

    `offered`: the item takes promises; `promised`: the applicant gave one; `dishonest`: an unrepaired record.
    """
    if not missing or not promised:
        return
    main = [name for code, name in missing.items() if code not in tolerable]
    if not offered or main:
        raise RuleViolation(
            "not_tolerable",
            N_("“%(names)s”是主要材料，不能容缺，请先提交；只有指南标明“可容缺”的次要材料可以后补。"),
            params={"names": "、".join(main or missing.values())},
            field="promised",
            basis=BASIS,
        )
    if dishonest:
        raise RuleViolation(
            "tolerance_dishonest",
            N_("申请人有未修复的失信记录，不能容缺受理，请备齐全部材料后提交；完成信用修复后可以再用。"),
            field="promised",
            basis=BASIS_CREDIT,
        )


def check_owed_by(owed_by: date, accepted: date, case_due: date) -> None:
    """The day of the supplement lies after acceptance and not after the case's promised day (TOL-2)."""
    if owed_by > case_due:
        raise RuleViolation(
            "owed_after_due",
            N_("补交期限 %(day)s 晚于承诺办结的 %(due)s，请缩短补交天数。"),
            params={"day": owed_by.isoformat(), "due": case_due.isoformat()},
            field="owed_within",
            basis=BASIS_DUE,
        )
    if owed_by <= accepted:
        raise RuleViolation(
            "owed_too_soon",
            N_("当天办结的办件没有补交的时间，不能容缺受理，请发出补正告知。"),
            field="owed_within",
            basis=BASIS_DUE,
        )


def check_settled(names: Collection[str]) -> None:
    """No decision and no certificate while a material is owed (TOL-2)."""
    if names:
        raise RuleViolation(
            "material_owed",
            N_("容缺材料“%(names)s”还没有补交，补齐以前不能作出决定、发放证照。"),
            params={"names": "、".join(names)},
            basis=BASIS_DECISION,
        )
