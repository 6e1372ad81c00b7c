"""One certified person takes in and decides simple applications (独任审批, SOLO-1…5; inventory 5.2). No national rule."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Final

from oneseal.catalog.rules.content import ItemContent
from oneseal.catalog.rules.modes import problems
from oneseal.kernel.access import Role
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.minutes import OfficeHours, minutes_between
from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable
from oneseal.kernel.workdays import WorkCalendar, months_after

BASIS: Final = "独任审批制度"
LONGEST_TERM: Final = 36
"""Months; then the appointment has to be renewed (L)."""
DECIDERS: Final = frozenset({Role.REVIEWER, Role.SECTION_HEAD, Role.BUREAU_HEAD})


class Audit(StrEnum):
    """Where the check of a drawn case stands."""

    DUE = "due"
    CLEAN = "clean"
    FAULTY = "faulty"


LIFE: Final = TransitionTable(
    {Audit.DUE: N_("待抽查"), Audit.CLEAN: N_("没有问题"), Audit.FAULTY: N_("发现问题")},
    [Edge(Audit.DUE, "clear", Audit.CLEAN, BASIS), Edge(Audit.DUE, "fault", Audit.FAULTY, BASIS)],
)


def listed(content: ItemContent) -> bool:
    """Whether an item is on the solo list: instant, marked, and nobody else has to look (SOLO-1)."""
    return content.solo and content.handling == "instant" and not problems(content)


def check_term(first: date, last: date, today: date) -> None:
    """An appointment has a term to come, at most three years (SOLO-2). Raises RuleViolation at the field."""
    if first < today:
        raise RuleViolation(
            "term_begun", N_("任期不能从过去开始，请选今天或以后。"), field="from_on", basis=BASIS
        )
    if not first < last <= months_after(first, LONGEST_TERM):
        text = N_("任期要有终止日期，最长三年，到期重新任命。")
        raise RuleViolation("term_wrong", text, field="to_on", basis=BASIS)


def check_person(roles: Collection[Role]) -> None:
    """Only somebody who examines or decides may be appointed. Raises RuleViolation at the field."""
    if DECIDERS.isdisjoint(roles):
        text = N_("独任审批员要从审查、决定岗位的正式工作人员中任命。")
        raise RuleViolation("not_a_decider", text, field="staff", basis=BASIS)


def check_begin(content: ItemContent, *, appointed: bool, dishonest: bool, promised: bool) -> None:
    """Whether a case may be taken in by one person (SOLO-1…3). `promised`: it rests on a commitment or owes materials."""
    if not listed(content):
        text = N_("这个事项不在独任审批清单内，请按普通程序办理。")
        raise RuleViolation("not_listed", text, basis=BASIS)
    if not appointed:
        text = N_("您不是这个事项在任的独任审批员，请按普通程序办理。")
        raise Forbidden("not_appointed", text, basis=BASIS)
    if dishonest:
        text = N_("申请人有未修复的失信记录，不适用独任审批，请按普通程序办理。")
        raise RuleViolation("credit_hit", text, basis=BASIS)
    if promised:
        text = N_("容缺受理和告知承诺的申请不适用独任审批，请按普通程序办理。")
        raise RuleViolation("not_simple", text, basis=BASIS)


def refusal(text: str) -> RuleViolation:
    """One person refuses nothing and buys no time: such a case leaves for the normal flow first (SOLO-3)."""
    return RuleViolation("leave_solo_first", text, basis=BASIS)


def took(received: datetime, decided: datetime, hours: OfficeHours, calendar: WorkCalendar) -> int:
    """Business minutes from taking in to the decision, local times without zone (SOLO-5)."""
    return minutes_between(received, decided, hours, calendar)


def is_over(minutes: int, limit: int) -> bool:
    """Whether a case took longer than its business minutes (SOLO-5).

    They are a target: SOLO-3 names refusal, extension, doubt and a credit hit as what throws a case out, not the
    minutes. So an overrun is reported; a bureau may have it thrown out too (settings.SOLO_OVERRUN).
    """
    return minutes > limit


def throws_out(mode: str) -> bool:
    """Whether the bureau's setting sends an overrun case to the normal flow: `leave`; `report` only tells it."""
    return mode == "leave"


def sample(cases: Iterable[int], seed: str, percent: int) -> list[int]:
    """The cases drawn for the check of a month: a share, rounded up, in an order that the seed alone gives (SOLO-4)."""
    pool = sorted(cases, key=lambda case: sha256(f"{seed}:{case}".encode()).digest())
    return sorted(pool[: -(-len(pool) * percent // 100)])


def check_auditor(staff: int, decider: int | None) -> None:
    """Nobody checks their own decision. Raises Forbidden."""
    if staff == decider:
        text = N_("您作出了这个决定，抽查请交给其他同事。")
        raise Forbidden("decider_may_not_check", text, basis=BASIS)
