"""Which records of other agencies a person may ask for here, and what is said before each question (inventory 3.18).

What is fetched is money and insurance, sensitive personal information: the person is told agency, purpose and extent and
agrees to this one question (个人信息保护法 14, 17, 28–30).
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.kernel.text import N_

CONSENT: Final = "个人信息保护法第二十九条"
TERMS: Final = "2026-11"
"""Version of what is said before a question; a new wording gets a new one."""
OPEN_FOR: Final = timedelta(minutes=1)
"""A question without an answer after this time was lost with its process; another may be asked."""
A_DAY: Final = 20
"""So many questions of one person within 24 hours."""
ID_KINDS: Final = frozenset({"resident_id", "residence_permit"})
"""By which documents the agencies know people."""


class Record(StrEnum):
    """A record."""

    MEDICAL = "medical"
    SOCIAL = "social"
    FUND = "fund"


@dataclass(frozen=True, slots=True)
class Kind:
    """A record: what it is called, who keeps it, what is fetched of it, by which law the person may ask."""

    name: str
    agency: str
    extent: tuple[str, ...]
    basis: str


_COMMON: Final = (N_("缴费状态和最近一次到账的月份"), N_("累计缴费月数"), N_("个人账户余额"))
KINDS: Final[dict[Record, Kind]] = {
    Record.MEDICAL: Kind(
        N_("医疗保险"),
        N_("医疗保障局"),
        (*_COMMON, N_("最近十二个月的缴费（不含就诊、用药记录）")),
        N_("社会保险法第七十四条"),
    ),
    Record.SOCIAL: Kind(
        N_("养老保险"),
        N_("社会保险经办机构"),
        (*_COMMON, N_("最近十二个月的缴费")),
        N_("社会保险法第七十四条"),
    ),
    Record.FUND: Kind(
        N_("住房公积金"),
        N_("住房公积金管理中心"),
        (*_COMMON, N_("最近十二个月的缴存")),
        N_("住房公积金管理条例第三十六条"),
    ),
}


class State(StrEnum):
    """How a question ended."""

    ASKED = "asked"
    FOUND = "found"
    NOTHING = "nothing"
    FAILED = "failed"


STATES: Final = {
    State.ASKED: N_("正在查询"),
    State.FOUND: N_("已查到"),
    State.NOTHING: N_("没有记录"),
    State.FAILED: N_("没有查成"),
}


def kind_of(record: str) -> Record:
    """The record of this name. Raises NotFound."""
    if record not in KINDS:
        raise NotFound("no_such_record", N_("没有这一项查询，请返回重新选择。"))
    return Record(record)


def check_person(*, person: bool, id_kind: str, vouched: bool) -> None:
    """Only a natural person, of whom the provincial identity service vouched in this very sign-in, asks; only for
    themselves (个人信息保护法 45). A password proves no identity. Raises Forbidden, Conflict."""
    if not person or id_kind not in ID_KINDS:
        text = N_("只能由本人查询自己的记录，请用居民身份证或者居住证实名的个人账号登录。")
        raise Forbidden("no_person", text, basis="个人信息保护法第四十五条")
    if not vouched:
        text = N_("查询个人记录要先核实是您本人：请用省统一身份认证重新登录，再来查询。")
        raise Conflict("not_vouched", text, basis=CONSENT)


def check_consent(agreed: bool) -> None:
    """The person agreed to this one question. Raises RuleViolation."""
    if not agreed:
        text = N_("请先看清要查什么，再勾选同意；不同意就不查询。")
        raise RuleViolation("no_consent", text, field="agreed", basis=CONSENT)
