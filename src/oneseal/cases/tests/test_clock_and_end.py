"""Suspension, extension, recomputation, delivery, withdrawal, talk, evaluation."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from oneseal.cases import services
from oneseal.cases.models import Case, CaseStep, Delivery, Evaluation, Extension
from oneseal.cases.rules.states import CaseState
from oneseal.cases.tests import factories
from oneseal.documents.selectors import documents_about
from oneseal.foundation import calendars, clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.foundation.rules.holidays import NoticeDraft
from oneseal.identity.tests.factories import authorise
from oneseal.kernel.access import SYSTEM
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.workdays import SpecialDay

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Shanghai")


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=ZONE)


@pytest.fixture
def made() -> factories.House:
    with clock.at(at("2024-01-02")):
        return factories.house()


def kinds(case: Case) -> list[str]:
    return [document.kind for document in documents_about("case", case.pk)]


def suspended(made: factories.House, case: Case) -> None:
    services.suspend_clock(
        made["reviewer"],
        case_id=case.pk,
        procedure="expert_review",
        explanation="组织专家评审",
        expected_days=8,
    )


def test_nothing_is_decided_while_the_clock_stands_still(made: factories.House) -> None:
    case = factories.at_decision(made)
    suspended(made, case)
    with pytest.raises(Conflict) as refused:
        services.decide_case(
            made["section_head"],
            step_id=factories.step_of(case, "decide").pk,
            outcome="granted",
            criteria=["已结清税款"],
        )
    assert (refused.value.code, refused.value.basis) == ("clock_stopped", "行政许可法第四十五条")
    case.refresh_from_db()
    assert (case.state, case.outcome) == ("suspended", "")


def test_the_golden_suspension(made: factories.House) -> None:
    with clock.at(at("2024-09-02")):
        case = factories.accepted(made)
        assert str(case.statutory_due) == "2024-09-30"
    with clock.at(at("2024-09-10")):
        suspended(made, case)
        with pytest.raises(Conflict):
            suspended(made, case)
    with clock.at(at("2024-09-19")):
        services.resume_clock(made["reviewer"], case_id=case.pk)
        with pytest.raises(Conflict):
            services.resume_clock(made["reviewer"], case_id=case.pk)
    case.refresh_from_db()
    assert str(case.statutory_due) == "2024-10-15"
    assert "special_procedure_notice" in kinds(case)
    assert services.recompute_due() == 0


def test_ten_more_days_by_the_head_of_the_bureau_once(made: factories.House) -> None:
    with clock.at(at("2024-09-02")):
        case = factories.accepted(made)
        asked = services.request_extension(made["reviewer"], case_id=case.pk, days=10, reason="情况复杂")
        with pytest.raises(Conflict):
            services.request_extension(made["reviewer"], case_id=case.pk, days=5, reason="又")
        with pytest.raises(Forbidden):
            services.decide_extension(made["section_head"], extension_id=asked.pk, approve=True)
        services.decide_extension(made["bureau_head"], extension_id=asked.pk, approve=True)
    case.refresh_from_db()
    assert (str(case.statutory_due), case.extension) == ("2024-10-18", 10)
    assert kinds(case)[-1] == "extension_notice"
    assert Extension.objects.get().notice_id is not None


def test_a_loaded_notice_moves_dates_once_and_journals_it(made: factories.House) -> None:
    with clock.at(at("2026-12-21")):
        case = factories.accepted(made)
        assert case.due_provisional
        before = case.statutory_due
        draft = NoticeDraft(
            year=2027,
            title="国务院办公厅关于2027年部分节假日安排的通知",
            days=tuple(SpecialDay(date(2027, 1, day), True, "元旦") for day in (1, 2, 3, 4)),
            source_url="https://www.gov.cn/",
            source="",
            published_on=date(2026, 11, 1),
        )
        calendars.load_notice(SYSTEM, draft=draft)
        assert services.recompute_due() == 1
        assert services.recompute_due() == 0
    moved = Case.objects.get(pk=case.pk)
    assert (moved.due_provisional, moved.statutory_due == before) == (False, False)
    kept = [e.data for e in entries(Subject("case", case.pk)) if e.kind == "cases.due_recomputed"]
    assert kept[0]["statutory_before"] == str(before)


def decided_for_pickup(made: factories.House) -> Case:
    with clock.at(at("2024-09-02")):
        case = factories.at_decision(made)
        Case.objects.filter(pk=case.pk).update(wanted_delivery="pickup")
        step = factories.step_of(case, "decide")
        services.decide_case(
            made["section_head"], step_id=step.pk, outcome="granted", criteria=["已结清税款"]
        )
        factories.passed(made, case, "sign", "deputy_head")
    case.refresh_from_db()
    return case


def test_pickup_takes_the_document_and_a_code_must_be_right(made: factories.House) -> None:
    case = decided_for_pickup(made)
    delivery = Delivery.objects.get(case=case)
    assert str(delivery.due) == "2024-09-14"
    number = made.cast.applicants["张伟"].number
    said: dict[str, Any] = {"case_id": case.pk, "recipient": "张伟", "identifier": number}
    with pytest.raises(RuleViolation):
        services.deliver_case(made["clerk"], **said, pickup_code="x")
    with pytest.raises(Forbidden):
        services.deliver_case(made["reviewer"], **said, pickup_code=delivery.pickup_code)
    services.deliver_case(made["clerk"], **said, pickup_code=delivery.pickup_code)
    with pytest.raises(Conflict):
        services.deliver_case(made["clerk"], **said, pickup_code=delivery.pickup_code)
    delivery.refresh_from_db()
    assert (delivery.recipient, delivery.recipient_identifier) == ("张伟", number)
    told = entries(Subject("case", case.pk))[-1].data["collector"]
    assert told.startswith("张*（")
    assert number not in told


@pytest.mark.parametrize(
    ("whose", "recipient", "code"),
    [
        ("", "张伟", "recipient_unchecked"),
        ("王芳", "王芳", "document_of_somebody_else"),
        ("云岭顺达物流有限公司", "张伟", "document_of_somebody_else"),
        ("张伟", "王芳", "name_differs"),
    ],
)
def test_the_right_code_alone_does_not_do(
    made: factories.House, whose: str, recipient: str, code: str
) -> None:
    case = decided_for_pickup(made)
    right = Delivery.objects.get(case=case).pickup_code
    number = made.cast.applicants[whose].number if whose else ""
    with pytest.raises(RuleViolation) as refused:
        services.deliver_case(
            made["clerk"], case_id=case.pk, recipient=recipient, pickup_code=right, identifier=number
        )
    assert refused.value.code == code
    assert Delivery.objects.get(case=case).wrong_codes == 0


def test_an_authorisation_for_another_item_does_not_do(made: factories.House) -> None:
    case = decided_for_pickup(made)
    agent = made.cast.applicants["李娜"]
    authorise(made.cast.applicants["张伟"], agent, item_codes=["another"])
    with pytest.raises(RuleViolation) as refused:
        services.deliver_case(made["clerk"], case_id=case.pk, recipient="李娜", identifier=agent.number)
    assert refused.value.code == "document_of_somebody_else"


def test_a_code_is_not_guessed_and_the_document_must_be_theirs(made: factories.House) -> None:
    case = decided_for_pickup(made)
    clerk = made["clerk"]
    said: dict[str, Any] = {"case_id": case.pk, "recipient": "张伟"}
    right = Delivery.objects.get(case=case).pickup_code
    wrong = f"{(int(right) + 1) % 10**6:06}"
    for times in range(1, 6):
        with pytest.raises(RuleViolation) as refused:
            services.deliver_case(clerk, **said, pickup_code=wrong)
        assert refused.value.code == "wrong_code"
        assert Delivery.objects.get(case=case).wrong_codes == times
    with pytest.raises(RuleViolation) as refused:
        services.deliver_case(clerk, **said, pickup_code=right)
    assert refused.value.code == "code_locked"
    others = made.cast.applicants["王芳"].number
    for number, code in (("", "recipient_unchecked"), (others, "document_of_somebody_else")):
        with pytest.raises(RuleViolation) as refused:
            services.deliver_case(clerk, **said, identifier=number)
        assert refused.value.code == code
    told = [e.kind for e in entries(Subject("case", case.pk))]
    assert told.count("cases.wrong_pickup_code") == 5
    case.refresh_from_db()
    assert case.state == CaseState.GRANTED
    services.deliver_case(clerk, **said, identifier=made.cast.applicants["张伟"].number)
    case.refresh_from_db()
    assert case.state == CaseState.CLOSED


def test_somebody_authorised_may_fetch_with_their_document(made: factories.House) -> None:
    case = decided_for_pickup(made)
    agent = made.cast.applicants["李娜"]
    authorise(made.cast.applicants["张伟"], agent)
    services.deliver_case(made["clerk"], case_id=case.pk, recipient="李娜", identifier=agent.number)
    assert Delivery.objects.get(case=case).delivered_at is not None


def test_a_grant_needs_every_condition_a_refusal_its_reasons(made: factories.House) -> None:
    case = factories.at_decision(made)
    step_id = factories.step_of(case, "decide").pk
    head = made["section_head"]
    for outcome in ("granted", "refused", "maybe"):
        with pytest.raises(RuleViolation):
            services.decide_case(head, step_id=step_id, outcome=outcome)
    with pytest.raises(RuleViolation):
        services.pass_step(head, step_id=step_id)


def test_withdrawal_ends_everything(made: factories.House) -> None:
    case = factories.at_decision(made)
    with pytest.raises(Forbidden):
        services.withdraw_case(made["clerk"], case_id=case.pk)
    services.withdraw_case(made["张伟"], case_id=case.pk, reason="不办了")
    states = set(CaseStep.objects.filter(case=case).values_list("state", flat=True))
    assert states == {"passed", "cancelled"}
    assert kinds(case)[-1] == "termination_notice"
    with pytest.raises(Conflict):
        services.withdraw_case(made["张伟"], case_id=case.pk)


def test_only_heads_terminate_with_reason_and_basis(made: factories.House) -> None:
    case = factories.accepted(made)
    said = {"reason": "申请人死亡", "basis": "行政许可法第七十条"}
    with pytest.raises(Forbidden):
        services.terminate_case(made["reviewer"], case_id=case.pk, **said)
    services.terminate_case(made["section_head"], case_id=case.pk, **said)
    case.refresh_from_db()
    assert case.state == CaseState.TERMINATED


def test_messages_notes_and_who_may_evaluate(made: factories.House) -> None:
    case = factories.decided(made)
    services.send_message(made["张伟"], case_id=case.pk, text="何时能取？")
    assert services.read_messages(made["clerk"], case_id=case.pk) == 1
    assert services.read_messages(made["clerk"], case_id=case.pk) == 0
    with pytest.raises(Forbidden):
        services.add_note(made["张伟"], case_id=case.pk, text="x")
    with pytest.raises(RuleViolation):
        services.evaluate_case(made["张伟"], case_id=case.pk, level=5)
    services.deliver_electronically(case_id=case.pk)
    with pytest.raises(Forbidden):
        services.evaluate_case(made["clerk"], case_id=case.pk, level=5)
    services.evaluate_case(made["张伟"], case_id=case.pk, level=5, tags=["fast"])
    with pytest.raises(Conflict):
        services.evaluate_case(made["张伟"], case_id=case.pk, level=1)
    assert Evaluation.objects.get().evaluator == str(made["张伟"].account_id)


def test_the_slip_shows_every_hand(made: factories.House) -> None:
    case = factories.at_decision(made)
    services.issue_circulation_slip(made["clerk"], case_id=case.pk)
    assert kinds(case)[-1] == "circulation_slip"


def test_the_journal_alone_tells_the_state(made: factories.House) -> None:
    case = factories.decided(made)
    services.deliver_electronically(case_id=case.pk)
    case.refresh_from_db()
    assert entries(Subject("case", case.pk))[-1].data["state"] == case.state
