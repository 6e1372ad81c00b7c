"""On what ground an act rests, and what it means for money: 补偿 and 赔偿 are different (LIC-20)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from oneseal.certificates.rules.states import State, Verb
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_


class Money(StrEnum):
    """What the bureau owes the holder."""

    NONE = "none"
    COMPENSATION = "compensation"
    DAMAGES = "damages"


MONEY: Final = {
    Money.NONE: N_("不涉及补偿、赔偿"),
    Money.COMPENSATION: N_("应当依法给予补偿"),
    Money.DAMAGES: N_("持证人无过错受到损害的，应当依法给予赔偿"),
}


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground: `must` where the law leaves no choice; `after` the ends that it presupposes, none for standing ones."""

    code: str
    verb: Verb
    text: str
    basis: str
    money: Money = Money.NONE
    must: bool = False
    after: frozenset[State] = frozenset()


_ENDED = frozenset({State.WITHDRAWN, State.ANNULLED, State.REVOKED})
_L: Final = "行政许可法"
GROUNDS: Final = (
    Ground(
        "law_changed",
        Verb.WITHDRAW,
        N_("许可所依据的法律、法规、规章修改或者废止，为了公共利益需要"),
        f"{_L}第八条第二款",
        Money.COMPENSATION,
    ),
    Ground(
        "facts_changed",
        Verb.WITHDRAW,
        N_("准予许可所依据的客观情况发生重大变化，为了公共利益需要"),
        f"{_L}第八条第二款",
        Money.COMPENSATION,
    ),
    Ground(
        "abuse",
        Verb.ANNUL,
        N_("工作人员滥用职权、玩忽职守作出准予决定"),
        f"{_L}第六十九条第一款第一项",
        Money.DAMAGES,
    ),
    Ground(
        "beyond_powers",
        Verb.ANNUL,
        N_("超越法定职权作出准予决定"),
        f"{_L}第六十九条第一款第二项",
        Money.DAMAGES,
    ),
    Ground(
        "procedure", Verb.ANNUL, N_("违反法定程序作出准予决定"), f"{_L}第六十九条第一款第三项", Money.DAMAGES
    ),
    Ground(
        "unqualified",
        Verb.ANNUL,
        N_("对不具备申请资格或者不符合法定条件的申请人准予许可"),
        f"{_L}第六十九条第一款第四项",
        Money.DAMAGES,
    ),
    Ground(
        "other_annulment",
        Verb.ANNUL,
        N_("依法可以撤销的其他情形"),
        f"{_L}第六十九条第一款第五项",
        Money.DAMAGES,
    ),
    Ground(
        "fraud",
        Verb.ANNUL,
        N_("被许可人以欺骗、贿赂等不正当手段取得许可"),
        f"{_L}第六十九条第二款",
        must=True,
    ),
    Ground(
        "misuse", Verb.REVOKE, N_("涂改、倒卖、出租、出借许可证件，或者非法转让许可"), f"{_L}第八十条第一项"
    ),
    Ground("beyond_scope", Verb.REVOKE, N_("超越许可范围进行活动"), f"{_L}第八十条第二项"),
    Ground(
        "concealment",
        Verb.REVOKE,
        N_("向监督检查机关隐瞒情况、提供虚假材料或者拒绝提供材料"),
        f"{_L}第八十条第三项",
    ),
    Ground("other_penalty", Verb.REVOKE, N_("法律、法规、规章规定的其他违法行为"), f"{_L}第八十条第四项"),
    Ground("penalty", Verb.SUSPEND, N_("行政处罚决定暂扣许可证件"), "行政处罚法第九条第三项"),
    Ground("term_over", Verb.RESTORE, N_("暂扣期满，违法行为已经改正"), "行政处罚法第九条第三项"),
    Ground("penalty_lifted", Verb.RESTORE, N_("暂扣决定被撤销或者变更"), "行政处罚法第九条第三项"),
    Ground(
        "not_renewed",
        Verb.CANCEL,
        N_("许可有效期届满未延续"),
        f"{_L}第七十条第一项",
        must=True,
        after=frozenset({State.EXPIRED}),
    ),
    Ground(
        "person_gone",
        Verb.CANCEL,
        N_("赋予公民特定资格的许可，该公民死亡或者丧失行为能力"),
        f"{_L}第七十条第二项",
    ),
    Ground("entity_gone", Verb.CANCEL, N_("法人或者其他组织依法终止"), f"{_L}第七十条第三项"),
    Ground(
        "ended_by_decision",
        Verb.CANCEL,
        N_("许可依法被撤销、撤回，或者许可证件依法被吊销"),
        f"{_L}第七十条第四项",
        must=True,
        after=_ENDED,
    ),
    Ground("force_majeure", Verb.CANCEL, N_("因不可抗力导致许可事项无法实施"), f"{_L}第七十条第五项"),
    Ground(
        "other_cancellation",
        Verb.CANCEL,
        N_("法律、法规规定应当注销的其他情形（含持证人申请注销）"),
        f"{_L}第七十条第六项",
    ),
)
_BY_CODE: Final = {each.code: each for each in GROUNDS}


def grounds_for(state: str, verb: str) -> list[Ground]:
    """The grounds on which an act may rest in a state (LIC-20)."""
    return [
        each
        for each in GROUNDS
        if each.verb == verb
        and (
            state in each.after
            if each.after
            else verb != Verb.CANCEL or state in {State.VALID, State.SUSPENDED}
        )
    ]


def ground_of(code: str, *, state: str, verb: str, harms_public: bool = False) -> Ground:
    """The chosen ground, if it fits. Raises RuleViolation where it does not.

    `harms_public`: annulling could do major harm to the public interest; then it is never done (art. 69(3)).
    """
    found = next((each for each in grounds_for(state, verb) if each.code == code), None)
    if found is None:
        raise RuleViolation(
            "ground_wrong",
            N_("请从列出的法定情形中选择一项：没有法定情形不能这样处理。"),
            field="ground",
            basis="行政许可法第八条、第六十九条、第七十条",
        )
    if verb == Verb.ANNUL and harms_public:
        raise RuleViolation(
            "public_harm",
            N_("撤销可能对公共利益造成重大损害的，不予撤销。请改用责令改正等其他处理方式。"),
            field="harms_public",
            basis="行政许可法第六十九条第三款",
        )
    return found


def ground_named(code: str) -> Ground | None:
    """The ground of this code, for showing; None for acts that follow an application or the calendar."""
    return _BY_CODE.get(code)


def check_compensation(ground: Ground, note: str) -> None:
    """Where the law owes the holder something, the act must say how it is settled (art. 8(2), 69(4)). Raises."""
    if ground.money != Money.NONE and not note.strip():
        raise RuleViolation(
            "compensation_missing",
            N_("这种情形涉及补偿或者赔偿，请写明怎样处理（金额、依据，或者经核实没有损失）。"),
            field="compensation",
            basis=ground.basis,
        )
