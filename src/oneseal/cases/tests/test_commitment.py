"""Notify-and-commit: choice, decision on the spot, check, mending, revocation, dishonesty (COM-1…4)."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from oneseal.cases import services
from oneseal.cases.models import Case, CaseStep, Commitment, Delivery, Dishonesty
from oneseal.cases.rules import commitment
from oneseal.cases.tests import factories
from oneseal.cases.tests.test_licences import food_type
from oneseal.certificates import selectors as certificates
from oneseal.documents.selectors import documents_about
from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Shanghai")
MAIN = {"code": "application", "name": "申请书"}
PROOF = {"code": "site", "name": "场所证明"}


def at(day: str, hour: int = 10) -> datetime:
    return datetime.fromisoformat(f"{day}T{hour:02}:00").replace(tzinfo=ZONE)


def house(**changes: Any) -> factories.House:
    with clock.at(at("2024-01-02")):
        told = {"commitment": True, "commitment_replaces": ["site"], "materials": [MAIN, PROOF]}
        return factories.house(**{**told, **changes})


@pytest.fixture
def made() -> factories.House:
    return house()


def committed(made: factories.House) -> Case:
    case = factories.with_paper(made, factories.draft(made))
    return services.submit_case(made["张伟"], case_id=case.pk, declared=True, committed=True)


def granted(made: factories.House, day: str = "2024-01-02") -> Case:
    with clock.at(at(day)):
        case = services.accept_case(made["clerk"], case_id=committed(made).pk)
        step = factories.step_of(case, "decide")
        services.take_step(made["section_head"], step_id=step.pk)
        services.decide_case(
            made["section_head"], step_id=step.pk, outcome="granted", criteria=["已结清税款"]
        )
        factories.passed(made, case, "sign", "deputy_head")
    case.refresh_from_db()
    return case


def false(made: factories.House, case: Case) -> Commitment:
    with clock.at(at("2024-02-01")):
        return services.check_commitment(
            made["reviewer"], case_id=case.pk, met=False, finding="场所不存在", fix_within=5
        )


def kinds(case: Case) -> set[str]:
    return {each.kind for each in documents_about("case", case.pk)}


def test_decided_on_the_spot_without_review_or_proof(made: factories.House) -> None:
    case = granted(made)
    keys = set(CaseStep.objects.filter(case=case).values_list("key", flat=True))
    assert (case.state, keys, str(case.promised_due)) == ("granted", {"decide", "sign"}, "2024-01-02")
    row = Commitment.objects.get(case=case)
    assert (row.state, row.check_by, row.replaced[0]["name"]) == ("due", date(2024, 3, 2), "场所证明")
    assert "licence_commitment" in kinds(case)


def test_a_proof_is_replaced_and_the_review_stays() -> None:
    made = house(commitment_kind="proof")
    with clock.at(at("2024-01-02")):
        case = services.accept_case(made["clerk"], case_id=committed(made).pk)
    assert CaseStep.objects.filter(case=case).count() == 4
    assert str(case.promised_due) > "2024-01-02"
    assert "proof_commitment" in kinds(case)


def test_not_choosing_it_is_the_ordinary_way(made: factories.House) -> None:
    case = factories.with_paper(made, factories.draft(made))
    services.add_material(made["张伟"], case_id=case.pk, code="site", paper_copies=1)
    case = services.submit_case(made["张伟"], case_id=case.pk, declared=True)
    case = services.accept_case(made["clerk"], case_id=case.pk)
    assert (case.committed, CaseStep.objects.filter(case=case).count()) == ("", 4)


def test_an_item_without_it_refuses_it() -> None:
    made = house(commitment=False, commitment_replaces=[])
    with pytest.raises(RuleViolation, match="不实行告知承诺") as refused:
        committed(made)
    assert "国办发〔2020〕42号" in refused.value.basis


def test_taken_back_before_acceptance_the_proof_is_needed(made: factories.House) -> None:
    case = committed(made)
    services.withdraw_commitment(made["张伟"], case_id=case.pk)
    with pytest.raises(RuleViolation, match="场所证明"):
        services.accept_case(made["clerk"], case_id=case.pk)
    with pytest.raises(Conflict):
        services.withdraw_commitment(made["张伟"], case_id=case.pk)


def test_after_acceptance_only_the_whole_application_is_taken_back(made: factories.House) -> None:
    case = services.accept_case(made["clerk"], case_id=committed(made).pk)
    with pytest.raises(Conflict, match="当场办理"):
        services.withdraw_commitment(made["张伟"], case_id=case.pk)
    assert services.withdraw_case(made["张伟"], case_id=case.pk).state == "withdrawn"


def test_the_check_finds_it_true(made: factories.House) -> None:
    case = granted(made)
    with pytest.raises(Forbidden):
        services.check_commitment(made["clerk"], case_id=case.pk, met=True, finding="属实")
    with pytest.raises(Forbidden, match="指定的岗位"):
        services.check_commitment(made["deputy_head"], case_id=case.pk, met=True, finding="属实")
    services.check_commitment(made["reviewer"], case_id=case.pk, met=True, finding="到场核对一致")
    with pytest.raises(Conflict):
        services.check_commitment(made["reviewer"], case_id=case.pk, met=True, finding="再查")


def test_false_is_ordered_to_be_mended_and_may_be(made: factories.House) -> None:
    case = granted(made)
    with pytest.raises(RuleViolation) as refused:
        services.check_commitment(made["reviewer"], case_id=case.pk, met=False, finding="不符")
    assert (refused.value.field, "第六十一条" in refused.value.basis) == ("fix_within", True)
    row = false(made, case)
    assert (row.state, str(row.fix_by), "rectification_order" in kinds(case)) == (
        "faulty",
        "2024-02-07",
        True,
    )
    assert services.confirm_mended(made["reviewer"], case_id=case.pk, note="已改").state == "fixed"


def test_revoked_only_after_the_day_and_then_dishonest_until_repaired(made: factories.House) -> None:
    case = granted(made)
    false(made, case)
    with clock.at(at("2024-02-07")), pytest.raises(RuleViolation, match="没有届满") as refused:
        services.revoke_for_commitment(made["section_head"], case_id=case.pk, reason="未改")
    assert "行政许可法第六十九条" in refused.value.basis
    with clock.at(at("2024-02-09")):
        with pytest.raises(Forbidden):
            services.revoke_for_commitment(made["reviewer"], case_id=case.pk, reason="未改")
        row = services.revoke_for_commitment(made["section_head"], case_id=case.pk, reason="逾期未改")
        assert (row.state, "certificate_annul" in kinds(case)) == ("revoked", True)
        with pytest.raises(RuleViolation, match="失信记录"):
            committed(made)
        record = Dishonesty.objects.get(case=case)
        with pytest.raises(Forbidden):
            services.repair_dishonesty(made["reviewer"], record_id=record.pk, repair="修复决定")
        services.repair_dishonesty(made["supervisor"], record_id=record.pk, repair="信用修复决定1号")
        with pytest.raises(Conflict):
            services.repair_dishonesty(made["supervisor"], record_id=record.pk, repair="信用修复决定1号")
        assert committed(made).committed == "licence"


def test_its_certificate_is_annulled_with_it_and_the_holder_banned() -> None:
    made = house(results=[{"name": "食品经营许可证", "kind": "licence", "certificate": "food"}])
    food_type(made)
    case = granted(made)
    (certificate,) = certificates.of_case(case.pk)
    false(made, case)
    with clock.at(at("2024-02-09")):
        services.revoke_for_commitment(made["section_head"], case_id=case.pk, reason="逾期未改")
    (certificate,) = certificates.of_case(case.pk)
    assert (certificate.state, certificate.ended) == ("annulled", "annulled")
    said = entries(Subject("licence", certificate.pk))[-1]
    assert (said.kind, said.reason, said.data["case_id"]) == (
        "certificates.state_changed", "逾期未改", case.pk
    )  # fmt: skip
    with clock.at(at("2027-02-08")):
        ban = certificates.ban_on(case.applicant_id, case.item_id)
    assert ban is not None
    assert ban.kind == "fraud"


def test_who_decided_does_not_check() -> None:
    with pytest.raises(Forbidden, match="其他同事") as refused:
        commitment.check_checker(7, 7)
    assert refused.value.basis == "行政许可法第六十条"


@pytest.mark.parametrize(
    ("decided", "months", "last"),
    [
        (date(2024, 1, 2), 2, date(2024, 3, 2)),
        (date(2023, 12, 31), 2, date(2024, 2, 29)),
        (date(2024, 11, 30), 3, date(2025, 2, 28)),
    ],
)
def test_the_last_day_of_the_check(decided: date, months: int, last: date) -> None:
    assert commitment.check_by(decided, months) == last


def test_an_annulled_licence_is_not_handed_over_any_more() -> None:
    """The receipt of delivery names the decision and its annulment, and no certificate."""
    made = house(results=[{"name": "食品经营许可证", "kind": "licence", "certificate": "food"}])
    food_type(made)
    case = granted(made)
    false(made, case)
    with clock.at(at("2024-02-09")):
        services.revoke_for_commitment(made["section_head"], case_id=case.pk, reason="逾期未改")
        code = Delivery.objects.get(case=case).pickup_code
        services.deliver_case(
            made["clerk"],
            case_id=case.pk,
            recipient="张伟",
            pickup_code=code,
            identifier=made.cast.applicants["张伟"].number,
        )
    receipt = next(each for each in documents_about("case", case.pk) if each.kind == "delivery_receipt")
    named = [each["name"] for each in receipt.data["documents"]]
    assert named == ["准予行政许可决定书", "撤销行政许可决定书"]
    assert [each.handed_over_on for each in certificates.of_case(case.pk)] == [None]
