"""What the change ledger and the list of powers say binds the acts on cases (1.4, 2.7, 2.20, 2.21; LIC-23, LIC-26)."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta

import pytest

from oneseal.cases import services
from oneseal.cases.tests import factories
from oneseal.catalog import services as catalog
from oneseal.catalog.tests.factories import author
from oneseal.foundation import clock
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import NotFound, RuleViolation

pytestmark = pytest.mark.django_db
TOWN = "白鹭镇便民服务中心"
BASIS = "《委托协议》〔2026〕3号"


def of(actor: Actor, unit: str) -> Actor:
    return replace(actor, outside=frozenset({unit}))


def delegated(made: factories.House, scope: str) -> None:
    catalog.delegate_item(
        author(made.bureau_id),
        item_id=made.item_id,
        to_unit=TOWN,
        scope=scope,
        effective_on=clock.today(),
        basis=BASIS,
    )


def refusal(code: str) -> AbstractContextManager[object]:
    return pytest.raises(RuleViolation, check=lambda error: error.code == code)


def test_a_town_takes_in_only_what_is_delegated_to_it() -> None:
    made = factories.house()
    case, clerk = factories.submitted(made), of(made["clerk"], TOWN)
    with refusal("not_delegated"):
        services.start_draft(clerk, item_id=made.item_id, applicant_id=made.applicant("王芳"), channel="town")
    with refusal("not_delegated"):
        services.accept_case(clerk, case_id=case.pk)
    delegated(made, "receive")
    assert services.accept_case(clerk, case_id=case.pk).state == "accepted"


def test_an_item_open_at_towns_counters_may_be_handed_in_there() -> None:
    made = factories.house(channels=["window", "online", "town"])
    case = factories.submitted(made)
    assert services.accept_case(of(made["clerk"], TOWN), case_id=case.pk).state == "accepted"


def test_whoever_may_receive_may_not_review_and_whoever_reviews_may_not_decide() -> None:
    made = factories.house()
    case = factories.accepted(made)
    reviewer, head = of(made["reviewer"], TOWN), of(made["section_head"], TOWN)
    delegated(made, "receive")
    with refusal("not_delegated"):
        services.take_step(reviewer, step_id=factories.step_of(case, "review").pk)
    delegated(made, "review")
    for key in ("review", "check"):
        services.take_step(reviewer, step_id=factories.step_of(case, key).pk)
        services.pass_step(reviewer, step_id=factories.step_of(case, key).pk)
    with refusal("not_delegated"):
        services.take_step(head, step_id=factories.step_of(case, "decide").pk)
    delegated(made, "decide")
    assert services.take_step(head, step_id=factories.step_of(case, "decide").pk).state == "taken"


def test_the_former_department_acts_until_the_day_of_the_transfer_and_not_after() -> None:
    made = factories.house()
    case = factories.accepted(made)
    theirs = of(made["reviewer"], "市场监督管理局")
    day = clock.today() + timedelta(days=3)
    catalog.transfer_item(
        author(made.bureau_id),
        item_id=made.item_id,
        from_unit="市场监督管理局",
        effective_on=day,
        basis=BASIS,
    )
    services.take_step(theirs, step_id=factories.step_of(case, "review").pk)
    with clock.at(clock.now() + timedelta(days=3)), refusal("former_department"):
        services.pass_step(theirs, step_id=factories.step_of(case, "review").pk)


def test_a_cancelled_item_takes_no_new_applications_and_says_from_when() -> None:
    made = factories.house()
    begun = factories.with_paper(made, factories.draft(made))
    running = factories.accepted(made, "王芳")
    catalog.cancel_item(author(made.bureau_id), item_id=made.item_id, basis=BASIS)
    acts: list[Callable[[], object]] = [
        lambda: services.submit_case(made["张伟"], case_id=begun.pk, declared=True),
        lambda: factories.draft(made, "李娜"),
    ]
    for act in acts:
        with pytest.raises(RuleViolation) as refused:
            act()
        assert refused.value.code == "item_cancelled"
        assert clock.today().isoformat() in str(refused.value)
    step = factories.step_of(running, "review")
    assert services.take_step(made["reviewer"], step_id=step.pk).state == "taken"


def test_a_suspended_item_can_be_applied_for_again_when_it_is_resumed() -> None:
    made = factories.house()
    keeper = author(made.bureau_id)
    catalog.suspend_item(keeper, item_id=made.item_id, basis=BASIS)
    with refusal("item_suspended"):
        factories.draft(made)
    catalog.resume_item(keeper, item_id=made.item_id, basis=BASIS)
    assert factories.draft(made).state == "draft"


def test_what_is_off_the_binding_list_of_powers_cannot_be_applied_for() -> None:
    made = factories.house()
    keeper = author(made.bureau_id)
    catalog.suspend_item(keeper, item_id=made.item_id, basis=BASIS)
    catalog.publish_list(keeper, key="powers")
    catalog.resume_item(keeper, item_id=made.item_id, basis=BASIS)
    begun = factories.with_paper(made, factories.draft(made))
    catalog.suspend_item(keeper, item_id=made.item_id, basis=BASIS)
    catalog.publish_list(keeper, key="powers", binding_from=clock.today())
    catalog.resume_item(keeper, item_id=made.item_id, basis=BASIS)
    with refusal("off_list"):
        factories.draft(made, "王芳")
    with refusal("off_list"):
        services.submit_case(made["张伟"], case_id=begun.pk, declared=True)
    catalog.publish_list(keeper, key="powers")
    assert services.submit_case(made["张伟"], case_id=begun.pk, declared=True).state == "submitted"


def test_an_unknown_item_is_not_found() -> None:
    made = factories.house()
    with pytest.raises(NotFound):
        services.start_draft(made["张伟"], item_id=0, applicant_id=made.applicant("张伟"))
