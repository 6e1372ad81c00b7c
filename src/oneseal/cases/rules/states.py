"""What may happen to a case, and what may happen to a step: the two tables of cases, as the kernel keeps them.

Licence law arts. 32–44 (LIC-1…15). States and acts are words of the glossary; everything that changes a state asks
`after_act` or `after_step_act`, so that an unlawful change has no way into the database.
"""

from enum import StrEnum

from oneseal.kernel.errors import Conflict
from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable


class CaseState(StrEnum):
    """Where a case stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    NOT_NEEDED = "not_needed"
    NOT_ACCEPTED = "not_accepted"
    AWAITING_CORRECTION = "awaiting_correction"
    CORRECTED = "corrected"
    LAPSED = "lapsed"
    ACCEPTED = "accepted"
    IN_REVIEW = "in_review"
    SUSPENDED = "suspended"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"
    CLOSED = "closed"


class Act(StrEnum):
    """What may be done to a case as a whole."""

    EDIT = "edit"
    SUBMIT = "submit"
    DECLARE_NOT_NEEDED = "declare_not_needed"
    DECLARE_NOT_OURS = "declare_not_ours"
    REQUEST_CORRECTION = "request_correction"
    SUPPLY_CORRECTION = "supply_correction"
    CORRECT = "correct"
    LAPSE = "lapse"
    ACCEPT = "accept"
    START = "start"
    WORK = "work"
    SUSPEND = "suspend"
    RESUME = "resume"
    EXTEND = "extend"
    GRANT = "grant"
    REFUSE = "refuse"
    DEEM_RENEWED = "deem_renewed"
    WITHDRAW = "withdraw"
    TERMINATE = "terminate"
    DELIVER = "deliver"


_S, _A = CaseState, Act
LABELS: dict[CaseState, str] = {
    _S.DRAFT: N_("草稿"),
    _S.SUBMITTED: N_("已提交，待受理"),
    _S.NOT_NEEDED: N_("不受理（无需许可）"),
    _S.NOT_ACCEPTED: N_("不予受理"),
    _S.AWAITING_CORRECTION: N_("待补正"),
    _S.CORRECTED: N_("已补正，待受理"),
    _S.LAPSED: N_("逾期未补交材料，视为撤回"),
    _S.ACCEPTED: N_("已受理"),
    _S.IN_REVIEW: N_("审查中"),
    _S.SUSPENDED: N_("特别程序中（暂停计时）"),
    _S.GRANTED: N_("准予，待送达"),
    _S.REFUSED: N_("不予许可，待送达"),
    _S.WITHDRAWN: N_("已撤回"),
    _S.TERMINATED: N_("已终止"),
    _S.CLOSED: N_("已办结"),
}

_BASIS: dict[Act, str] = {
    _A.SUBMIT: "行政许可法第二十九条",
    _A.DECLARE_NOT_NEEDED: "行政许可法第三十二条",
    _A.DECLARE_NOT_OURS: "行政许可法第三十二条",
    _A.REQUEST_CORRECTION: "行政许可法第三十二条",
    _A.CORRECT: "行政许可法第三十二条",
    _A.ACCEPT: "行政许可法第三十二条",
    _A.SUSPEND: "行政许可法第四十五条",
    _A.EXTEND: "行政许可法第四十二条",
    _A.GRANT: "行政许可法第三十八条",
    _A.REFUSE: "行政许可法第三十八条",
    _A.DELIVER: "行政许可法第四十四条",
    _A.DEEM_RENEWED: "行政许可法第五十条",
}
_NEXT: dict[tuple[CaseState, Act], CaseState] = {
    (_S.DRAFT, _A.EDIT): _S.DRAFT,
    (_S.DRAFT, _A.SUBMIT): _S.SUBMITTED,
    (_S.DRAFT, _A.WITHDRAW): _S.WITHDRAWN,
    (_S.SUBMITTED, _A.ACCEPT): _S.ACCEPTED,
    (_S.SUBMITTED, _A.DECLARE_NOT_NEEDED): _S.NOT_NEEDED,
    (_S.SUBMITTED, _A.DECLARE_NOT_OURS): _S.NOT_ACCEPTED,
    (_S.SUBMITTED, _A.REQUEST_CORRECTION): _S.AWAITING_CORRECTION,
    (_S.SUBMITTED, _A.CORRECT): _S.SUBMITTED,
    (_S.SUBMITTED, _A.WITHDRAW): _S.WITHDRAWN,
    (_S.AWAITING_CORRECTION, _A.EDIT): _S.AWAITING_CORRECTION,
    (_S.AWAITING_CORRECTION, _A.SUPPLY_CORRECTION): _S.CORRECTED,
    (_S.AWAITING_CORRECTION, _A.LAPSE): _S.LAPSED,
    (_S.AWAITING_CORRECTION, _A.WITHDRAW): _S.WITHDRAWN,
    (_S.CORRECTED, _A.ACCEPT): _S.ACCEPTED,
    (_S.CORRECTED, _A.REQUEST_CORRECTION): _S.AWAITING_CORRECTION,
    (_S.CORRECTED, _A.CORRECT): _S.CORRECTED,
    (_S.CORRECTED, _A.WITHDRAW): _S.WITHDRAWN,
    (_S.ACCEPTED, _A.START): _S.IN_REVIEW,
    (_S.ACCEPTED, _A.WORK): _S.IN_REVIEW,
    (_S.ACCEPTED, _A.SUSPEND): _S.SUSPENDED,
    (_S.ACCEPTED, _A.EXTEND): _S.ACCEPTED,
    (_S.ACCEPTED, _A.WITHDRAW): _S.WITHDRAWN,
    (_S.ACCEPTED, _A.LAPSE): _S.LAPSED,
    (_S.ACCEPTED, _A.TERMINATE): _S.TERMINATED,
    (_S.IN_REVIEW, _A.START): _S.IN_REVIEW,
    (_S.IN_REVIEW, _A.WORK): _S.IN_REVIEW,
    (_S.IN_REVIEW, _A.SUSPEND): _S.SUSPENDED,
    (_S.IN_REVIEW, _A.EXTEND): _S.IN_REVIEW,
    (_S.IN_REVIEW, _A.GRANT): _S.GRANTED,
    (_S.IN_REVIEW, _A.REFUSE): _S.REFUSED,
    (_S.IN_REVIEW, _A.WITHDRAW): _S.WITHDRAWN,
    (_S.IN_REVIEW, _A.LAPSE): _S.LAPSED,
    (_S.IN_REVIEW, _A.TERMINATE): _S.TERMINATED,
    (_S.SUSPENDED, _A.RESUME): _S.IN_REVIEW,
    (_S.SUSPENDED, _A.EXTEND): _S.SUSPENDED,
    (_S.SUSPENDED, _A.WITHDRAW): _S.WITHDRAWN,
    (_S.SUSPENDED, _A.LAPSE): _S.LAPSED,
    (_S.SUSPENDED, _A.TERMINATE): _S.TERMINATED,
    **{
        (state, _A.DEEM_RENEWED): _S.GRANTED
        for state in (_S.SUBMITTED, _S.CORRECTED, _S.ACCEPTED, _S.IN_REVIEW, _S.SUSPENDED)
    },
    (_S.GRANTED, _A.DELIVER): _S.CLOSED,
    (_S.REFUSED, _A.DELIVER): _S.CLOSED,
}
TABLE = TransitionTable(
    {state.value: label for state, label in LABELS.items()},
    [Edge(state, act, target, _BASIS.get(act, "")) for (state, act), target in _NEXT.items()],
)

INTAKE = frozenset({_S.SUBMITTED, _S.CORRECTED})
RUNNING = frozenset({_S.ACCEPTED, _S.IN_REVIEW, _S.SUSPENDED})
ENDED = frozenset({_S.NOT_NEEDED, _S.NOT_ACCEPTED, _S.LAPSED, _S.WITHDRAWN, _S.TERMINATED, _S.CLOSED})
SETTLED = frozenset({_S.GRANTED, _S.REFUSED}) | ENDED
"""Decided or over otherwise."""
UNDECIDED = frozenset({_S.SUBMITTED, _S.AWAITING_CORRECTION, _S.CORRECTED}) | RUNNING


def after_act(state: str, act: Act) -> CaseState:
    """The state that follows, or Conflict where the act is not lawful now (LIC-1…15).

    A Conflict and not a mere violation, because the page offered the act: somebody was faster.
    """
    if state == CaseState.SUSPENDED and act in {Act.WORK, Act.GRANT, Act.REFUSE}:
        raise Conflict(
            "clock_stopped",
            N_("办件在特别程序中，计时已暂停：程序结束、恢复计时以后才能审查、作出决定。"),
            basis="行政许可法第四十五条",
        )
    return CaseState(TABLE.step(state, act))


class StepState(StrEnum):
    """Where one step of a case stands."""

    WAITING = "waiting"
    OPEN = "open"
    TAKEN = "taken"
    PASSED = "passed"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"


class StepAct(StrEnum):
    """What may be done to a step."""

    OPEN = "open"
    REOPEN = "reopen"
    TAKE = "take"
    RELEASE = "release"
    PASS = "pass"  # noqa: S105
    RETURN = "return"
    TRANSFER = "transfer"
    HOLD = "hold"
    SKIP = "skip"
    CANCEL = "cancel"
    RESET = "reset"


_T, _V = StepState, StepAct
STEP_LABELS: dict[StepState, str] = {
    _T.WAITING: N_("未开始"),
    _T.OPEN: N_("待领取"),
    _T.TAKEN: N_("办理中"),
    _T.PASSED: N_("已通过"),
    _T.SKIPPED: N_("不需要"),
    _T.CANCELLED: N_("已取消"),
}

_STEP_NEXT: dict[tuple[StepState, StepAct], StepState] = {
    (_T.WAITING, _V.OPEN): _T.OPEN,
    (_T.WAITING, _V.REOPEN): _T.TAKEN,
    (_T.WAITING, _V.SKIP): _T.SKIPPED,
    (_T.WAITING, _V.CANCEL): _T.CANCELLED,
    (_T.WAITING, _V.RESET): _T.WAITING,
    (_T.OPEN, _V.TAKE): _T.TAKEN,
    (_T.OPEN, _V.TRANSFER): _T.TAKEN,
    (_T.OPEN, _V.SKIP): _T.SKIPPED,
    (_T.OPEN, _V.CANCEL): _T.CANCELLED,
    (_T.OPEN, _V.RESET): _T.WAITING,
    (_T.TAKEN, _V.RELEASE): _T.OPEN,
    (_T.TAKEN, _V.PASS): _T.PASSED,
    (_T.TAKEN, _V.RETURN): _T.WAITING,
    (_T.TAKEN, _V.TRANSFER): _T.TAKEN,
    (_T.TAKEN, _V.HOLD): _T.WAITING,
    (_T.TAKEN, _V.SKIP): _T.SKIPPED,
    (_T.TAKEN, _V.CANCEL): _T.CANCELLED,
    (_T.TAKEN, _V.RESET): _T.WAITING,
    (_T.PASSED, _V.RESET): _T.WAITING,
    (_T.SKIPPED, _V.RESET): _T.WAITING,
}
STEP_TABLE = TransitionTable(
    {state.value: label for state, label in STEP_LABELS.items()},
    [Edge(state, act, target) for (state, act), target in _STEP_NEXT.items()],
)

LIVE = frozenset({_T.OPEN, _T.TAKEN})
DONE = frozenset({_T.PASSED, _T.SKIPPED})


def after_step_act(state: str, act: StepAct) -> StepState:
    """The step's next state, or Conflict where somebody else was faster."""
    return StepState(STEP_TABLE.step(state, act))
