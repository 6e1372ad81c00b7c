"""Take, release, pass, return, transfer, delegate, sign: who may, in which state, at what cost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from oneseal.cases import selectors, services
from oneseal.cases.models import Case, CaseStep, Decision, StepAction
from oneseal.cases.rules.states import CaseState, StepState
from oneseal.cases.tests import factories
from oneseal.identity.tests.factories import make_account, make_staff
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> factories.House:
    house = factories.house()
    second = make_staff(house.cast.bureau, house.cast.posts["market_reviewer"], "林晓", number="Y900")
    house.cast.staff["colleague"] = second
    house.cast.accounts["colleague"] = make_account("colleague", staff=second)
    return house


@pytest.fixture
def case(made: factories.House) -> Case:
    return factories.accepted(made)


def states(case: Case) -> dict[str, str]:
    return dict(CaseStep.objects.filter(case=case).values_list("key", "state"))


def refusal(act: Callable[..., Any], *args: Any, **said: Any) -> str:
    with pytest.raises(RuleViolation) as refused:
        act(*args, **said)
    return refused.value.code


def test_passing_a_step_takes_few_statements(made: factories.House, case: Case) -> None:
    step = factories.step_of(case, "review")
    reviewer = made["reviewer"]
    services.take_step(reviewer, step_id=step.pk)
    with CaptureQueriesContext(connection) as seen:
        services.pass_step(reviewer, step_id=step.pk, opinion="材料齐全")
    assert len(seen) <= 5, [query["sql"][:80] for query in seen]
    assert states(case) == {"review": "passed", "check": "open", "decide": "waiting", "sign": "waiting"}
    assert StepAction.objects.get(step=step, verb="pass").opinion == "材料齐全"


def test_a_step_is_taken_once_and_by_its_post(made: factories.House, case: Case) -> None:
    step_id = factories.step_of(case, "review").pk
    assert refusal(services.take_step, made["section_head"], step_id=step_id) == "not_your_post"
    with pytest.raises(NotFound):
        services.take_step(made["investment_reviewer"], step_id=step_id)
    with pytest.raises(NotFound):
        services.take_step(made["张伟"], step_id=-1)
    services.take_step(made["reviewer"], step_id=step_id)
    assert refusal(services.take_step, made["colleague"], step_id=step_id) == "wrong_state"
    case.refresh_from_db()
    assert case.state == CaseState.IN_REVIEW


def test_only_the_holder_passes(made: factories.House, case: Case) -> None:
    step_id = factories.step_of(case, "review").pk
    assert refusal(services.pass_step, made["reviewer"], step_id=step_id) == "step_not_taken"
    services.take_step(made["reviewer"], step_id=step_id)
    assert refusal(services.pass_step, made["colleague"], step_id=step_id) == "not_holder"
    services.pass_step(made["reviewer"], step_id=step_id)
    assert refusal(services.pass_step, made["reviewer"], step_id=step_id) == "step_not_taken"


def test_acceptor_may_not_review(made: factories.House) -> None:
    case = factories.submitted(made)
    services.accept_case(made["reviewer"], case_id=case.pk)
    step_id = factories.step_of(case, "review").pk
    with pytest.raises(Forbidden) as refused:
        services.take_step(made["reviewer"], step_id=step_id)
    assert (refused.value.code, refused.value.basis) == ("acceptor_may_not_approve", "受审分离")
    services.take_step(made["colleague"], step_id=step_id)


def test_release_gives_it_back(made: factories.House, case: Case) -> None:
    step_id = factories.step_of(case, "review").pk
    services.take_step(made["reviewer"], step_id=step_id)
    services.release_step(made["reviewer"], step_id=step_id)
    services.take_step(made["colleague"], step_id=step_id)


def test_return_needs_a_reason_and_brings_it_back_to_who_passed_it(made: factories.House, case: Case) -> None:
    factories.passed(made, case, "review", "reviewer")
    step = factories.step_of(case, "check")
    services.take_step(made["colleague"], step_id=step.pk)
    said: dict[str, Any] = {"step_id": step.pk, "target": "review"}
    assert refusal(services.return_step, made["colleague"], **said, opinion=" ") == "opinion_missing"
    assert (
        refusal(services.return_step, made["colleague"], step_id=step.pk, target="sign", opinion="x")
        == "not_earlier"
    )
    services.return_step(made["colleague"], **said, opinion="面积要重新核对")
    again = factories.step_of(case, "review")
    assert (again.state, again.holder_id, again.round) == (StepState.TAKEN, made.staff("reviewer"), 2)
    assert states(case)["check"] == "waiting"
    services.pass_step(made["reviewer"], step_id=again.pk)
    assert states(case)["check"] == "open"


def test_a_returned_signature_voids_the_decision(made: factories.House) -> None:
    case = factories.at_decision(made)
    head = made["section_head"]
    decide = factories.step_of(case, "decide")
    services.decide_case(head, step_id=decide.pk, outcome="granted", criteria=["已结清税款"])
    sign = factories.step_of(case, "sign")
    services.take_step(made["deputy_head"], step_id=sign.pk)
    services.return_step(made["deputy_head"], step_id=sign.pk, target="decide", opinion="写明面积")
    assert Decision.objects.get().state == "void"
    services.decide_case(
        made["section_head"],
        step_id=decide.pk,
        outcome="granted",
        criteria=["已结清税款"],
        content="准予经营",
    )
    factories.passed(made, case, "sign", "deputy_head")
    assert sorted(Decision.objects.values_list("state", flat=True)) == ["effective", "void"]


def test_transfer_within_the_post(made: factories.House, case: Case) -> None:
    step_id = factories.step_of(case, "review").pk
    services.take_step(made["reviewer"], step_id=step_id)
    to = made.staff("section_head")
    reviewer = made["reviewer"]
    assert (
        refusal(services.transfer_step, reviewer, step_id=step_id, to_staff_id=to, opinion="出差")
        == "not_in_post"
    )
    services.transfer_step(reviewer, step_id=step_id, to_staff_id=made.staff("colleague"), opinion="出差")
    assert selectors.worklist(made["reviewer"], {}).rows == []
    services.pass_step(made["colleague"], step_id=step_id)


def test_heads_reassign_others_do_not(made: factories.House, case: Case) -> None:
    step_id = factories.step_of(case, "review").pk
    services.take_step(made["reviewer"], step_id=step_id)
    said: dict[str, Any] = {"step_id": step_id, "to_staff_id": made.staff("colleague"), "opinion": "郑凯请假"}
    assert refusal(services.reassign_step, made["colleague"], **said) == "not_head"
    services.reassign_step(made["section_head"], **said)
    assert factories.step_of(case, "review").holder_id == made.staff("colleague")


def test_delegation_comes_back_with_an_opinion(made: factories.House, case: Case) -> None:
    step = factories.step_of(case, "review")
    services.take_step(made["reviewer"], step_id=step.pk)
    services.delegate_step(
        made["reviewer"], step_id=step.pk, to_staff_id=made.staff("section_head"), asked="请看消防间距"
    )
    asked = factories.step_of(case, "review+1")
    assert (asked.state, asked.asked) == (StepState.TAKEN, "请看消防间距")
    head = made["section_head"]
    assert refusal(services.pass_step, head, step_id=asked.pk) == "opinion_missing"
    services.pass_step(head, step_id=asked.pk, opinion="间距够")
    assert factories.step_of(case, "review").state == StepState.TAKEN


def test_any_one_signature_is_enough(made: factories.House, case: Case) -> None:
    step = factories.step_of(case, "review")
    services.take_step(made["reviewer"], step_id=step.pk)
    services.add_signers(
        made["reviewer"],
        step_id=step.pk,
        staff_ids=[made.staff("colleague"), made.staff("section_head")],
        asked="请会商",
        any_one=True,
    )
    first = factories.step_of(case, "review+1")
    services.pass_step(made["colleague"], step_id=first.pk, opinion="同意")
    assert states(case)["review+2"] == "skipped"
    assert states(case)["review"] == "taken"


def test_bulk_tells_what_failed(made: factories.House, case: Case) -> None:
    other = factories.accepted(made, "王芳")
    ids = [factories.step_of(each, "review").pk for each in (case, other)]
    taken = services.bulk_take(made["reviewer"], step_ids=[*ids, ids[0]])
    assert [result.problem is None for result in taken] == [True, True, False]
    passed = services.bulk_pass(made["reviewer"], step_ids=ids, opinion="同意")
    assert all(result.problem is None for result in passed)


def test_a_survey_takes_two_people(made: factories.House) -> None:
    steps: list[dict[str, Any]] = [
        {"key": "survey", "name": "踏勘", "kind": "survey", "post": "market_reviewer", "days": 2},
        {"key": "decide", "name": "决定", "kind": "decision", "post": "market_head", "after": ["survey"]},
    ]
    house = factories.house_with(made, steps)
    case = factories.accepted(house)
    first, second = factories.step_of(case, "survey"), factories.step_of(case, "survey.2")
    services.take_step(made["reviewer"], step_id=first.pk)
    assert refusal(services.take_step, made["reviewer"], step_id=second.pk) == "survey_takes_two"
    services.take_step(made["colleague"], step_id=second.pk)
    assert refusal(services.pass_step, made["reviewer"], step_id=first.pk) == "survey_by_record"
    two = {made.staff("reviewer"): "郑凯", made.staff("colleague"): "同事"}
    said: dict[str, Any] = {"case_id": case.pk, "key": "survey", "opinion": "符合", "points": {}}
    one = {made.staff("reviewer"): "郑凯"}
    assert refusal(services.pass_survey, made["colleague"], surveyors=one, **said) == "survey_takes_two"
    assert states(case)["decide"] == "waiting"
    services.pass_survey(made["colleague"], surveyors=two, **said)
    assert states(case) == {"survey": "passed", "survey.2": "passed", "decide": "open"}
    assert refusal(services.pass_survey, made["colleague"], surveyors=two, **said) == "survey_not_open"
    assert set(first.actions.values_list("staff_name", flat=True)) == {"郑凯"}


def test_a_suspended_case_is_not_worked_on(made: factories.House, case: Case) -> None:
    step_id = factories.step_of(case, "review").pk
    services.take_step(made["reviewer"], step_id=step_id)
    services.suspend_clock(
        made["reviewer"], case_id=case.pk, procedure="hearing", explanation="举行听证", expected_days=5
    )
    with pytest.raises(Conflict):
        services.pass_step(made["reviewer"], step_id=step_id)
