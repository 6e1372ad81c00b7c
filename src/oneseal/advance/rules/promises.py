"""信用承诺预审制（先建后验）: who may ask, what is promised by when, what follows a broken promise (inventory 5.7).

Known from reports of one district's trial plan for key industrial projects; days and limits are ours (L).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable
from oneseal.kernel.workdays import months_after

BASIS: Final = "重点项目建设审批信用承诺预审制实施方案（试行）"
NO_LICENCE: Final = "本意见不是行政许可，不能代替任何法定手续；依法须经批准的，取得批准前不得实施。"
STATEMENTS: Final = {
    "planning": N_("符合城乡规划（国土空间规划）"),
    "land": N_("符合土地利用总体规划"),
    "quota": N_("已预先安排土地指标"),
}
SUBJECTS: Final = {
    "plan": N_("规划设计方案"),
    "drawings": N_("施工图设计文件"),
    "fire": N_("消防设计"),
    "drainage": N_("排水方案"),
}
OPINION_DAYS: Final = 5
"""Working days for the opinion of each section (L)."""
GRACE_DAYS: Final = 10
"""Working days of the order to make good a promise that was not kept (L)."""
REMIND_DAYS: Final = 10
"""Calendar days before its day on which the owner is reminded of a promise (L)."""
LONGEST_MONTHS: Final = 12
"""No formal paper may be promised for later than this (L)."""


class Review(StrEnum):
    """Where a pre-review stands."""

    ASKED = "asked"
    ADMITTED = "admitted"
    ISSUED = "issued"
    KEPT = "kept"
    FAILED = "failed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


REVIEWS: Final = TransitionTable(
    {
        Review.ASKED: N_("待确认条件"),
        Review.ADMITTED: N_("预审中"),
        Review.ISSUED: N_("已出具预审意见"),
        Review.KEPT: N_("承诺已履行"),
        Review.FAILED: N_("预审未通过"),
        Review.REFUSED: N_("不符合预审条件"),
        Review.WITHDRAWN: N_("已撤回"),
        Review.LAPSED: N_("预审意见已失效"),
    },
    [
        Edge(Review.ASKED, "admit", Review.ADMITTED, BASIS),
        Edge(Review.ASKED, "refuse", Review.REFUSED, BASIS),
        Edge(Review.ASKED, "withdraw", Review.WITHDRAWN, BASIS),
        Edge(Review.ADMITTED, "withdraw", Review.WITHDRAWN, BASIS),
        Edge(Review.ADMITTED, "opine", Review.ADMITTED, BASIS),
        Edge(Review.ADMITTED, "issue", Review.ISSUED, BASIS),
        Edge(Review.ADMITTED, "fail", Review.FAILED, BASIS),
        Edge(Review.ISSUED, "keep", Review.KEPT, BASIS),
        Edge(Review.ISSUED, "lapse", Review.LAPSED, BASIS),
    ],
)


class Paper(StrEnum):
    """Where one promised paper stands: owed, applied for, granted, late under an order, broken."""

    OWED = "owed"
    APPLIED = "applied"
    KEPT = "kept"
    LATE = "late"
    BROKEN = "broken"


PAPERS: Final = {
    Paper.OWED: N_("待申请"),
    Paper.APPLIED: N_("已申请"),
    Paper.KEPT: N_("已取得"),
    Paper.LATE: N_("责令限期补办"),
    Paper.BROKEN: N_("未履行"),
}
OPEN_PAPERS: Final = (Paper.OWED, Paper.LATE)
VERDICTS: Final = {"fit": N_("同意"), "conditions": N_("同意，附要求"), "unfit": N_("不同意")}


@dataclass(frozen=True, slots=True)
class Promise:
    """One formal paper that the owner promises to apply for, complete, not later than a day."""

    item_id: int
    due: date


def check_gate(*, standing: bool, industry: str, dishonest: bool) -> None:
    """Only industrial projects of the plan in force, and nobody with an unrepaired broken promise. Raises RuleViolation."""
    if not standing:
        text = N_(
            "只有现行年度重点项目计划里的项目可以信用承诺预审。请先由主管部门列入计划，或者按普通程序申请。"
        )
        raise RuleViolation("not_key_project", text, basis=BASIS)
    if industry != "industry":
        text = N_("信用承诺预审只适用于工业项目，其他项目请按普通程序申请，也可以请提前服务。")
        raise RuleViolation("not_industrial", text, basis=BASIS)
    if dishonest:
        text = N_("建设单位有未修复的失信记录，不适用信用承诺预审。修复后可以再申请，也可以按普通程序申请。")
        raise RuleViolation("dishonest", text, basis=BASIS)


def check_request(said: Mapping[str, str], promises: list[Promise], drawn: set[str], today: date) -> None:
    """Every statement with its ground, something to review, and a day for each paper. Raises Violations."""
    wrong = [
        RuleViolation(
            "statement_missing", N_("请写明依据的文件名称、文号。"), field=f"said_{code}", basis=BASIS
        )
        for code in STATEMENTS
        if not said.get(code, "").strip()
    ]
    if not drawn:
        text = N_("请至少上传一份要预审的文件。")
        wrong.append(RuleViolation("nothing_to_review", text, field="file_plan", basis=BASIS))
    if not promises:
        text = N_("请写明承诺补办哪些正式手续、最迟哪天申请。")
        wrong.append(RuleViolation("nothing_promised", text, field="paper_1", basis=BASIS))
    if len({each.item_id for each in promises}) != len(promises):
        text = N_("同一个事项写了两次，请留一个。")
        wrong.append(RuleViolation("promised_twice", text, field="paper_1", basis=BASIS))
    last = months_after(today, LONGEST_MONTHS)
    for place, each in enumerate(promises, start=1):
        if not today < each.due <= last:
            text = N_("最迟申请日期要在明天到%(last)s之间。")
            params = {"last": last.isoformat()}
            field = f"due_{place}"
            wrong.append(RuleViolation("due_off", text, params=params, field=field, basis=BASIS))
    if wrong:
        raise Violations(wrong)


def check_lapse(late: list[date | None], today: date, *, provisional: bool) -> None:
    """An opinion lapses only after the day of an order, never on a provisional day. Raises RuleViolation."""
    over = any(by is not None and today > by for by in late)
    if not over or provisional:
        text = N_("补办期限还没有届满，不能宣布失效。")
        raise RuleViolation("still_in_time", text, basis=BASIS)
