"""Every pair of state and act, for cases and for steps."""

from itertools import product

import pytest

from oneseal.cases.rules.states import (
    ENDED,
    LABELS,
    STEP_LABELS,
    STEP_TABLE,
    TABLE,
    Act,
    CaseState,
    StepAct,
    StepState,
    after_act,
    after_step_act,
)
from oneseal.kernel.errors import Conflict

S, A = CaseState, Act
LAWFUL = {
    Act.DEEM_RENEWED: dict.fromkeys(
        (
            CaseState.SUBMITTED,
            CaseState.CORRECTED,
            CaseState.ACCEPTED,
            CaseState.IN_REVIEW,
            CaseState.SUSPENDED,
        ),
        CaseState.GRANTED,
    ),
    A.EDIT: {S.DRAFT: S.DRAFT, S.AWAITING_CORRECTION: S.AWAITING_CORRECTION},
    A.SUBMIT: {S.DRAFT: S.SUBMITTED},
    A.DECLARE_NOT_NEEDED: {S.SUBMITTED: S.NOT_NEEDED},
    A.DECLARE_NOT_OURS: {S.SUBMITTED: S.NOT_ACCEPTED},
    A.REQUEST_CORRECTION: {S.SUBMITTED: S.AWAITING_CORRECTION, S.CORRECTED: S.AWAITING_CORRECTION},
    A.CORRECT: {S.SUBMITTED: S.SUBMITTED, S.CORRECTED: S.CORRECTED},
    A.SUPPLY_CORRECTION: {S.AWAITING_CORRECTION: S.CORRECTED},
    A.CORRECT: {S.SUBMITTED: S.SUBMITTED, S.CORRECTED: S.CORRECTED},
    A.LAPSE: {state: S.LAPSED for state in (S.AWAITING_CORRECTION, S.ACCEPTED, S.IN_REVIEW, S.SUSPENDED)},
    A.ACCEPT: {S.SUBMITTED: S.ACCEPTED, S.CORRECTED: S.ACCEPTED},
    A.START: {S.ACCEPTED: S.IN_REVIEW, S.IN_REVIEW: S.IN_REVIEW},
    A.WORK: {S.ACCEPTED: S.IN_REVIEW, S.IN_REVIEW: S.IN_REVIEW},
    A.SUSPEND: {S.ACCEPTED: S.SUSPENDED, S.IN_REVIEW: S.SUSPENDED},
    A.RESUME: {S.SUSPENDED: S.IN_REVIEW},
    A.EXTEND: {state: state for state in (S.ACCEPTED, S.IN_REVIEW, S.SUSPENDED)},
    A.GRANT: {S.IN_REVIEW: S.GRANTED},
    A.REFUSE: {S.IN_REVIEW: S.REFUSED},
    A.WITHDRAW: {
        state: S.WITHDRAWN
        for state in (
            S.DRAFT,
            S.SUBMITTED,
            S.AWAITING_CORRECTION,
            S.CORRECTED,
            S.ACCEPTED,
            S.IN_REVIEW,
            S.SUSPENDED,
        )
    },
    A.TERMINATE: {state: S.TERMINATED for state in (S.ACCEPTED, S.IN_REVIEW, S.SUSPENDED)},
    A.DELIVER: {S.GRANTED: S.CLOSED, S.REFUSED: S.CLOSED},
}


@pytest.mark.parametrize(("state", "act"), list(product(CaseState, Act)))
def test_every_pair(state: CaseState, act: Act) -> None:
    expected = LAWFUL[act].get(state)
    if expected is None:
        with pytest.raises(Conflict):
            after_act(state, act)
    else:
        assert after_act(state, act) == expected


def test_what_has_ended_stays_ended() -> None:
    assert TABLE.final == ENDED
    assert set(LABELS) == set(CaseState)


@pytest.mark.parametrize(("state", "act"), list(product(StepState, StepAct)))
def test_every_step_pair(state: StepState, act: StepAct) -> None:
    if not STEP_TABLE.allows(state, act):
        with pytest.raises(Conflict):
            after_step_act(state, act)
    else:
        assert after_step_act(state, act) in StepState
        assert state != StepState.CANCELLED
    assert set(STEP_LABELS) == set(StepState)


@pytest.mark.parametrize("act", [StepAct.PASS, StepAct.RELEASE, StepAct.RETURN, StepAct.HOLD])
def test_only_taken_steps_are_worked_on(act: StepAct) -> None:
    assert {state for state in StepState if STEP_TABLE.allows(state, act)} == {StepState.TAKEN}
