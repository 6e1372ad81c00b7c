"""Staff keep out of their own applications (回避), and stand in for absent colleagues (职务代理)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from oneseal.cases import selectors, services
from oneseal.cases.models import Case, StepAction
from oneseal.cases.tests import factories
from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.identity.services import record_leave
from oneseal.identity.tests.factories import make_account, make_staff, same_person
from oneseal.kernel.errors import Forbidden, RuleViolation

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> factories.House:
    """The bureau with a second reviewer, 林晓."""
    house = factories.house()
    second = make_staff(house.cast.bureau, house.cast.posts["market_reviewer"], "林晓", number="Y900")
    house.cast.staff["colleague"] = second
    house.cast.accounts["colleague"] = make_account("colleague", staff=second)
    return house


def is_applicant(made: factories.House, who: str, name: str = "张伟") -> None:
    """Make a member of staff the same person as an applicant."""
    same_person(made.cast.staff[who], made.cast.applicants[name])


def refusal(act: Callable[..., Any], *args: Any, **said: Any) -> RuleViolation:
    with pytest.raises(RuleViolation) as refused:
        act(*args, **said)
    return refused.value


def test_nobody_receives_or_answers_their_own_application(made: factories.House) -> None:
    case = factories.submitted(made)
    is_applicant(made, "clerk")
    clerk = made["clerk"]
    told = refusal(services.accept_case, clerk, case_id=case.pk)
    assert (told.code, "吴桐" in str(told)) == ("own_application", True)
    assert selectors.intake_list(clerk, {}).rows == []
    assert selectors.case_acts(clerk, case) == set()
    told = refusal(
        services.start_draft, clerk, item_id=made.item_id, applicant_id=made.applicant(), channel="window"
    )
    assert told.code == "own_application"
    assert refusal(services.send_message, clerk, case_id=case.pk, text="请尽快").code == "own_application"
    assert services.accept_case(made["second_clerk"], case_id=case.pk).state == "accepted"


def test_nor_that_of_an_organisation_that_they_represent(made: factories.House) -> None:
    citizen = made["张伟"]
    firm = made.applicant("云岭顺达物流有限公司")
    case = services.start_draft(citizen, item_id=made.item_id, applicant_id=firm)
    services.save_draft(citizen, case_id=case.pk, data=factories.FORM)
    services.add_material(citizen, case_id=case.pk, code="application", paper_copies=1)
    services.submit_case(citizen, case_id=case.pk, declared=True)
    is_applicant(made, "clerk")
    assert refusal(services.accept_case, made["clerk"], case_id=case.pk).code == "own_application"


def test_own_steps_are_no_work_of_theirs_and_refused_alone_in_bulk_and_to_receive(
    made: factories.House,
) -> None:
    case = factories.accepted(made)
    is_applicant(made, "reviewer")
    step = factories.step_of(case, "review")
    reviewer = made["reviewer"]
    assert not selectors.my_steps(reviewer).exists()
    assert selectors.step_acts(reviewer, case, step) == set()
    told = refusal(services.take_step, reviewer, step_id=step.pk)
    assert (told.code, "林晓" in str(told)) == ("own_application", True)
    (result,) = services.bulk_take(reviewer, step_ids=[step.pk])
    assert isinstance(result.problem, Forbidden)
    services.take_step(made["colleague"], step_id=step.pk)
    for act, said in (
        (services.transfer_step, {"to_staff_id": reviewer.staff_id, "opinion": "请办理"}),
        (services.delegate_step, {"to_staff_id": reviewer.staff_id, "asked": "请看看"}),
    ):
        assert refusal(act, made["colleague"], step_id=step.pk, **said).code == "own_application"
    step.refresh_from_db()
    assert made.staff("reviewer") not in dict(selectors.successors(step))


def test_a_step_in_the_applicants_own_hands_is_found_and_given_away(made: factories.House) -> None:
    case = factories.accepted(made)
    step = factories.step_of(case, "review")
    services.take_step(made["reviewer"], step_id=step.pk)
    is_applicant(made, "reviewer")
    reviewer = made["reviewer"]
    assert refusal(services.pass_step, reviewer, step_id=step.pk).code == "own_application"
    assert [each.pk for each in selectors.orphaned_steps(made["section_head"])] == [step.pk]
    step.refresh_from_db()
    assert selectors.step_acts(reviewer, case, step) == {"release", "transfer"}
    services.transfer_step(reviewer, step_id=step.pk, to_staff_id=made.staff("colleague"), opinion="回避")
    assert selectors.orphaned_steps(made["section_head"]) == []


def test_a_step_that_only_the_applicant_could_take_is_found(made: factories.House) -> None:
    case = factories.accepted(made)
    for who in ("reviewer", "colleague"):
        is_applicant(made, who)
    step = factories.step_of(case, "review")
    assert [each.pk for each in selectors.orphaned_steps(made["section_head"])] == [step.pk]


def test_their_own_case_page_says_why_there_is_nothing_to_do(made: factories.House, client: Client) -> None:
    case = factories.submitted(made)
    is_applicant(made, "clerk")
    client.force_login(made.cast.account("clerk"))
    page = client.get(f"/desk/cases/{case.pk}/").content.decode()
    assert "按回避规定由其他同事办理" in page
    assert "核对材料并答复" not in page


def away(made: factories.House, who: str, deputy: str) -> None:
    today = clock.today()
    record_leave(
        made["administrator"], made.staff(who), first_on=today, last_on=today, deputy_id=made.staff(deputy)
    )


def decided_by_deputy(made: factories.House) -> Case:
    """The section head is away; 林晓, who did not examine the case, decides in their place."""
    case = factories.accepted(made)
    factories.passed(made, case, "review", "reviewer")
    factories.passed(made, case, "check", "reviewer")
    services.take_step(made["section_head"], step_id=factories.step_of(case, "decide").pk)
    away(made, "section_head", "colleague")
    return case


def test_a_deputy_finishes_what_the_absent_colleague_has_in_hand(made: factories.House) -> None:
    case = decided_by_deputy(made)
    step, deputy = factories.step_of(case, "decide"), made["colleague"]
    assert [each.pk for each in selectors.my_steps(deputy)] == [step.pk]
    assert selectors.standing_in(deputy, step) == "陈静"
    assert "decide" in selectors.step_acts(deputy, case, step)
    services.decide_case(deputy, step_id=step.pk, outcome="granted", criteria=["已结清税款"])
    told = entries(Subject("case", case.pk))[-1]
    assert (told.actor_name, told.data["acting_for"]) == ("林晓（代陈静）", made.staff("section_head"))
    said = StepAction.objects.filter(step=step).latest("id")
    assert (said.staff_id, said.staff_name) == (made.staff("colleague"), "林晓（代陈静）")


def test_a_deputy_takes_what_waits_for_the_lent_post_and_keeps_their_own_work(made: factories.House) -> None:
    case = factories.accepted(made)
    away(made, "section_head", "colleague")
    step = services.take_step(made["colleague"], step_id=factories.step_of(case, "review").pk)
    assert entries(Subject("case", case.pk))[-1].actor_name == "林晓"
    services.pass_step(made["colleague"], step_id=step.pk)
    services.take_step(made["colleague"], step_id=factories.step_of(case, "check").pk)
    services.pass_step(made["colleague"], step_id=factories.step_of(case, "check").pk)
    services.take_step(made["colleague"], step_id=factories.step_of(case, "decide").pk)
    assert entries(Subject("case", case.pk))[-1].actor_name == "林晓（代陈静）"


def test_separation_of_duties_holds_for_a_deputy(made: factories.House) -> None:
    case = factories.submitted(made)
    services.accept_case(made["section_head"], case_id=case.pk)
    factories.passed(made, case, "review", "reviewer")
    factories.passed(made, case, "check", "reviewer")
    other = make_staff(made.cast.bureau, made.cast.posts["market_head"], "王副", number="Y901")
    made.cast.staff["second_head"], made.cast.accounts["second_head"] = other, make_account("wf", staff=other)
    services.take_step(made["second_head"], step_id=factories.step_of(case, "decide").pk)
    away(made, "second_head", "section_head")
    told = refusal(
        services.decide_case,
        made["section_head"],
        step_id=factories.step_of(case, "decide").pk,
        outcome="granted",
        criteria=["已结清税款"],
    )
    assert told.code == "acceptor_may_not_approve"


def test_a_deputy_keeps_out_of_their_own_application(made: factories.House) -> None:
    case = decided_by_deputy(made)
    is_applicant(made, "colleague")
    step = factories.step_of(case, "decide")
    told = refusal(
        services.return_step, made["colleague"], step_id=step.pk, target="review", opinion="不清楚"
    )
    assert told.code == "own_application"
    assert not selectors.my_steps(made["colleague"]).exists()


def test_a_deputys_work_list_says_for_whom(made: factories.House, client: Client) -> None:
    decided_by_deputy(made)
    client.force_login(made.cast.account("colleague"))
    assert "代 陈静" in client.get("/desk/work/").content.decode()


def test_an_answer_given_only_as_deputy_says_so(made: factories.House) -> None:
    case = factories.submitted(made)
    helper = make_staff(made.cast.bureau, made.cast.posts["supervisor"], "高远", number="Y902")
    helper.section = made.cast.sections["window"]
    helper.save()
    made.cast.staff["helper"], made.cast.accounts["helper"] = helper, make_account("gaoyuan", staff=helper)
    away(made, "clerk", "helper")
    services.accept_case(made["helper"], case_id=case.pk)
    told = entries(Subject("case", case.pk))[-1]
    assert (told.actor_name, told.data["acting_for"]) == ("高远（代周敏）", made.staff("clerk"))
