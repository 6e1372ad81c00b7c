"""Separation of duties: who may not do a thing although their post would let them (inventory 5.2, 5.3, 11.16)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from oneseal.kernel.errors import Forbidden
from oneseal.kernel.text import N_

JUDGING = frozenset({"review", "sign_off", "decision"})
DECIDING = frozenset({"sign_off", "decision"})
TECHNICAL = frozenset({"technical_review", "expert_review", "testing"})


@dataclass(frozen=True, slots=True)
class Person:
    """The one who wants to act: staff id, the applicants they may act for, whether a contractor employs them."""

    staff: int
    applicants: frozenset[int] = frozenset()
    contractor: bool = False


@dataclass(frozen=True, slots=True)
class Parties:
    """Those who already have a part in the case."""

    applicant: int
    agent: int | None = None
    acceptor: int | None = None
    solo: bool = False
    """The case is handled by one appointed person, who accepts and decides (独任审批, inventory 5.2)."""


def is_own(person: Person, parties: Parties) -> bool:
    """Whether the case is the person's own, or of somebody whom they represent or act for."""
    return parties.applicant in person.applicants or parties.agent in person.applicants


def own_application(instead: Sequence[str] = (), *, receiver: bool = False) -> Forbidden:
    """The refusal of one's own application (回避: licence law art. 5, civil servants law art. 76).

    `instead` names colleagues who may do it; `receiver`: the work was to be given to its own applicant.
    """
    if receiver:
        text = N_("这是这位同事本人（或其代表、代理）的申请，按回避规定不能交给他，请另选一位同事。")
    elif instead:
        text = N_("这是您本人（或您代表、代理）的申请，按回避规定请由其他同事办理：%(instead)s。")
    else:
        text = N_("这是您本人（或您代表、代理）的申请，按回避规定请科室负责人指派其他同事办理。")
    return Forbidden(
        "own_application",
        text,
        params={"instead": "、".join(instead)},
        basis="公务员法第七十六条；行政许可法第五条",
    )


def check_not_own(person: Person, parties: Parties) -> None:
    """Nobody handles an application of their own or of somebody they act for. Raises Forbidden."""
    if is_own(person, parties):
        raise own_application()


def check_step(person: Person, parties: Parties, kind: str, technical: Collection[int | None] = ()) -> None:
    """Acceptance and approval are separate (受审分离, inventory 5.3), so are technical review and approval (5.17);
    contractors decide nothing (11.16). `technical`: who did the technical steps of the case (TECHNICAL).
    """
    check_not_own(person, parties)
    if kind in DECIDING and person.staff in technical:
        raise Forbidden(
            "technical_may_not_approve",
            N_("您办理了这个办件的技术审查，不能再作决定或者签发，请交给其他同事。"),
            basis="技术审查与行政审批分离",
        )
    if kind in JUDGING and parties.acceptor == person.staff and not parties.solo:
        raise Forbidden(
            "acceptor_may_not_approve",
            N_("您受理了这个办件，按受审分离的要求不能再审查或者决定，请交给其他同事。"),
            basis="受审分离",
        )
    if kind in DECIDING and person.contractor:
        raise Forbidden(
            "contractor_may_not_decide",
            N_("政府购买服务人员不能作出审批决定，请交给正式工作人员。"),
            basis="行政许可法第二十二条、第二十四条",
        )


def check_second_surveyor(person: Person, others: Collection[int]) -> None:
    """A field check is done by at least two people (licence law art. 34(3), LIC-9): one cannot hold both places."""
    if person.staff in others:
        raise Forbidden(
            "survey_takes_two",
            N_("现场踏勘至少由两人参加，您已经是其中一人，另一个名额请同事领取。"),
            basis="行政许可法第三十四条第三款",
        )
