"""The short way to the end of a firm: publicity, objections, when to apply (REG-4; 登记管理条例 art. 33, 细则 art. 47–49)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable
from oneseal.kernel.workdays import WorkCalendar

LAW: Final = "市场主体登记管理条例第三十三条"
RULES: Final = "市场主体登记管理条例实施细则第四十八条"
PUBLICITY_DAYS: Final = 20
APPLY_DAYS: Final = 20
CONSULTING_DAYS: Final = 10
"""All three are calendar days: the regulation says 工作日 where it means them (CAL-8)."""


class EndState(StrEnum):
    """Where a simplified deregistration stands; WAITING: publicity or the departments' ten days are running."""

    SIGNING = "signing"
    WAITING = "waiting"
    APPLIED = "applied"
    DONE = "done"
    OBJECTED = "objected"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


_S = EndState
ENDS: Final = TransitionTable(
    {
        _S.SIGNING: N_("等待全体投资人签名"),
        _S.WAITING: N_("公示（征求意见）中"),
        _S.APPLIED: N_("已申请注销"),
        _S.DONE: N_("已注销"),
        _S.OBJECTED: N_("有异议，终止简易注销"),
        _S.LAPSED: N_("逾期没有申请"),
        _S.WITHDRAWN: N_("已撤回"),
    },
    [
        Edge(_S.SIGNING, "publish", _S.WAITING, LAW),
        Edge(_S.SIGNING, "withdraw", _S.WITHDRAWN, LAW),
        Edge(_S.WAITING, "withdraw", _S.WITHDRAWN, LAW),
        Edge(_S.WAITING, "apply", _S.APPLIED, LAW),
        Edge(_S.WAITING, "object", _S.OBJECTED, LAW),
        Edge(_S.WAITING, "lapse", _S.LAPSED, LAW),
        Edge(_S.APPLIED, "finish", _S.DONE, LAW),
        Edge(_S.APPLIED, "reopen", _S.WAITING, LAW),
    ],
)
OPEN: Final = (_S.SIGNING, _S.WAITING, _S.APPLIED)
HINDRANCES: Final = {
    "approval": (N_("注销依法须经批准"), LAW),
    "revoked": (N_("被吊销营业执照、责令关闭或者撤销"), LAW),
    "abnormal": (N_("在经营异常名录或者严重违法失信名单中"), RULES + "第一项"),
    "pledged": (N_("股权被冻结、出质，有动产抵押，或者对其他市场主体有投资"), RULES + "第二项"),
    "investigated": (N_("正在被立案调查、采取强制措施，或者正在诉讼、仲裁"), RULES + "第三项"),
    "unpaid": (N_("罚款等行政处罚还没有执行完毕"), RULES + "第五项"),
    "debts": (N_("还有没清偿的债权债务、职工工资、社会保险费或者税款"), LAW),
}
"""What the short way is not for, with its article."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The days of one deregistration: the last of publicity (or of consulting), the last for applying (None: none)."""

    until: date
    apply_by: date | None
    provisional: bool = False


def check_hindrances(found: frozenset[str]) -> list[RuleViolation]:
    """One refusal for each ground that excludes the short way."""
    text = N_("不适用简易注销：%(why)s。请按普通程序清算后办理注销登记。")
    return [
        RuleViolation(f"hindered_{key}", text, params={"why": why}, field="hindrances", basis=basis)
        for key, (why, basis) in HINDRANCES.items()
        if key in found
    ]


def terms(started: date, calendar: WorkCalendar, *, individual: bool) -> Terms:
    """The days that follow from the day of publication: it is not counted itself; an end on a day off moves (CAL-6).

    Companies: publicity, then so many days for applying. 个体工商户: the departments' days, then at any time.
    """
    if individual:
        due = calendar.add_calendar_days(started, CONSULTING_DAYS)
        return Terms(due.day, None, due.provisional)
    due = calendar.add_calendar_days(started, PUBLICITY_DAYS)
    last = calendar.add_calendar_days(due.day, APPLY_DAYS)
    return Terms(due.day, last.day, due.provisional or last.provisional)


def check_applying(today: date, given: Terms, *, objections: int) -> None:
    """Applied for after the days without objection and before the last day. Raises RuleViolation."""
    if today <= given.until:
        text = N_("公示（征求意见）到%(day)s结束，%(next)s起才能申请注销登记。")
        params = {"day": given.until.isoformat(), "next": (given.until + timedelta(days=1)).isoformat()}
        raise RuleViolation("too_early", text, params=params, basis=LAW)
    if objections:
        text = N_("还有%(n)s条异议没有处理完，处理完才能申请。")
        raise RuleViolation("objections_open", text, params={"n": objections}, basis=LAW)
    if given.apply_by and today > given.apply_by:
        text = N_("公示期满后20日内没有申请，简易注销已失效。请重新公示，或者按普通程序注销。")
        raise RuleViolation("too_late", text, basis=LAW)
