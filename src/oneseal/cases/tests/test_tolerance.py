"""Tolerance acceptance: promise, acceptance, what waits, supplement, lapse (TOL-1…3)."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from oneseal.cases import services
from oneseal.cases.models import Case, Dishonesty, Tolerance
from oneseal.cases.rules import tolerance
from oneseal.cases.rules.intake import Gap
from oneseal.cases.selectors import modes
from oneseal.cases.tests import factories
from oneseal.documents.selectors import documents_about
from oneseal.foundation import clock
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation, Violations

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Shanghai")
MAIN = {"code": "application", "name": "申请书"}
LATER = {"code": "health", "name": "健康证明", "tolerable": True}
GRANT: dict[str, Any] = {"outcome": "granted", "criteria": ["已结清税款"]}


def at(day: str, hour: int = 10) -> datetime:
    return datetime.fromisoformat(f"{day}T{hour:02}:00").replace(tzinfo=ZONE)


@pytest.fixture
def made() -> factories.House:
    with clock.at(at("2024-01-02")):
        return factories.house(tolerance=True, materials=[MAIN, LATER])


def promised(made: factories.House) -> Case:
    case = factories.with_paper(made, factories.draft(made))
    return services.submit_case(made["张伟"], case_id=case.pk, declared=True, promised=True)


def accepted(made: factories.House, **said: Any) -> Case:
    return services.accept_case(made["clerk"], case_id=promised(made).pk, **said)


def bring(made: factories.House, case: Case) -> None:
    services.add_material(made["张伟"], case_id=case.pk, code="health", paper_copies=1)
    services.supply_owed(made["张伟"], case_id=case.pk)


def test_without_a_promise_everything_is_asked_for(made: factories.House) -> None:
    case = factories.with_paper(made, factories.draft(made))
    with pytest.raises(Violations) as refused:
        services.submit_case(made["张伟"], case_id=case.pk, declared=True)
    assert [item.field for item in refused.value.items] == ["material_health"]


def test_main_material_may_not_be_owed(made: factories.House) -> None:
    case = factories.draft(made)
    with pytest.raises(RuleViolation, match="主要材料") as refused:
        services.submit_case(made["张伟"], case_id=case.pk, declared=True, promised=True)
    assert "行政许可法第三十一条" in refused.value.basis


def test_an_item_that_takes_no_promises_refuses_them() -> None:
    made = factories.house(materials=[MAIN, LATER])
    case = factories.with_paper(made, factories.draft(made))
    with pytest.raises(RuleViolation, match="不能容缺"):
        services.submit_case(made["张伟"], case_id=case.pk, declared=True, promised=True)


def test_not_for_the_dishonest_until_they_repaired_it(made: factories.House) -> None:
    case = factories.with_paper(made, factories.draft(made))
    record = Dishonesty.objects.create(
        bureau_id=made.bureau_id,
        identifier_index=case.applicant.number_index,
        applicant_id=case.applicant_id,
        origin="other",
        fact="提供虚假材料",
        found_on=date(2023, 5, 4),
    )
    with pytest.raises(RuleViolation, match="失信记录") as refused:
        services.submit_case(made["张伟"], case_id=case.pk, declared=True, promised=True)
    assert refused.value.basis == "容缺受理"
    record.repaired_on = date(2024, 1, 1)
    record.save()
    assert services.submit_case(made["张伟"], case_id=case.pk, declared=True, promised=True).owes


def test_the_clock_runs_and_the_notice_tells_list_and_day(made: factories.House) -> None:
    with clock.at(at("2024-09-27")):
        case = accepted(made, owed_within=5)
    row = Tolerance.objects.get(case=case)
    assert (case.state, str(case.promised_due), str(row.owed_by)) == ("accepted", "2024-10-14", "2024-10-10")
    kinds = {each.kind: each for each in documents_about("case", case.pk)}
    assert {"tolerance_promise", "acceptance_notice"} <= set(kinds)
    assert kinds["acceptance_notice"].data["tolerated"] == ["健康证明"]
    assert str(kinds["acceptance_notice"].data["tolerated_by"]) == "2024-10-10"


@pytest.mark.parametrize("owed_by", [date(2024, 9, 28), date(2024, 10, 10), date(2024, 10, 14)])
def test_the_day_of_the_supplement(owed_by: date) -> None:
    tolerance.check_owed_by(owed_by, date(2024, 9, 27), date(2024, 10, 14))


@pytest.mark.parametrize(
    ("owed_by", "code"), [(date(2024, 10, 15), "owed_after_due"), (date(2024, 9, 27), "owed_too_soon")]
)
def test_a_day_beyond_the_promise_or_at_once_is_none(owed_by: date, code: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        tolerance.check_owed_by(owed_by, date(2024, 9, 27), date(2024, 10, 14))
    assert (refused.value.code, "容缺受理" in refused.value.basis) == (code, True)


def test_a_day_after_the_promise_is_refused_and_nothing_is_accepted(made: factories.House) -> None:
    with clock.at(at("2024-09-27")):
        case = promised(made)
        with pytest.raises(RuleViolation) as refused:
            services.accept_case(made["clerk"], case_id=case.pk, owed_within=9)
    case.refresh_from_db()
    assert (refused.value.code, refused.value.field, case.state) == (
        "owed_after_due",
        "owed_within",
        "submitted",
    )


def at_decision(made: factories.House) -> Case:
    case = accepted(made)
    factories.passed(made, case, "review", "reviewer")
    factories.passed(made, case, "check", "reviewer")
    services.take_step(made["section_head"], step_id=factories.step_of(case, "decide").pk)
    return case


def test_review_goes_on_but_no_decision_before_the_owed_material(made: factories.House) -> None:
    with clock.at(at("2024-01-02")):
        case = at_decision(made)
        step = factories.step_of(case, "decide").pk
        with pytest.raises(RuleViolation, match="健康证明") as refused:
            services.decide_case(made["section_head"], step_id=step, **GRANT)
        assert refused.value.code == "material_owed"
        assert "行政许可法第三十四条、第三十八条" in refused.value.basis
        bring(made, case)
        services.decide_case(made["section_head"], step_id=step, **GRANT)
        factories.passed(made, case, "sign", "deputy_head")
    case.refresh_from_db()
    assert (case.state, case.owes) == ("granted", False)


def test_nothing_else_may_be_handed_in_after_acceptance(made: factories.House) -> None:
    with clock.at(at("2024-01-02")):
        case = accepted(made)
        with pytest.raises(Conflict):
            services.add_material(made["张伟"], case_id=case.pk, code="application", paper_copies=1)
        with pytest.raises(RuleViolation, match="还缺"):
            services.supply_owed(made["张伟"], case_id=case.pk)
        with pytest.raises(NotFound):
            services.supply_owed(made["王芳"], case_id=case.pk)
        with pytest.raises(Forbidden):
            services.supply_owed(made["reviewer"], case_id=case.pk)
        bring(made, case)
        with pytest.raises(Conflict):
            services.supply_owed(made["张伟"], case_id=case.pk)


def test_the_window_takes_the_paper(made: factories.House) -> None:
    with clock.at(at("2024-01-02")):
        case = accepted(made)
        services.supply_owed(made["clerk"], case_id=case.pk, papers_seen=["health"])
    assert Tolerance.objects.get(case=case).state == "supplied"


def test_brought_before_acceptance_nothing_is_owed(made: factories.House) -> None:
    with clock.at(at("2024-01-02")):
        case = promised(made)
        gap = Gap("health", "没有提交", "请提交", "健康证明")
        services.request_correction(made["clerk"], case_id=case.pk, gaps=[gap])
        services.add_material(made["张伟"], case_id=case.pk, code="health", paper_copies=1)
        services.supply_correction(made["张伟"], case_id=case.pk)
        case = services.accept_case(made["clerk"], case_id=case.pk)
    assert (case.owes, Tolerance.objects.get(case=case).state) == (False, "not_needed")


def test_what_does_not_come_counts_as_withdrawn_and_never_on_a_provisional_day(made: factories.House) -> None:
    with clock.at(at("2024-01-02")):
        case = accepted(made, owed_within=2)
    row = Tolerance.objects.get(case=case)
    assert str(row.owed_by) == "2024-01-04"
    assert modes.unsupplied(date(2024, 1, 4)) == []
    with clock.at(at("2024-01-04", 23)):
        assert services.lapse_tolerance(case_id=case.pk) is False
    with clock.at(at("2024-01-05", 1)):
        Tolerance.objects.filter(case=case).update(provisional=True)
        assert modes.unsupplied(clock.today()) == []
        assert services.lapse_tolerance(case_id=case.pk) is False
        Tolerance.objects.filter(case=case).update(provisional=False)
        assert modes.unsupplied(clock.today()) == [case.pk]
        with pytest.raises(RuleViolation, match="补交期限"):
            services.supply_owed(made["张伟"], case_id=case.pk)
        assert services.lapse_tolerance(case_id=case.pk) is True
        assert services.lapse_tolerance(case_id=case.pk) is False
    case.refresh_from_db()
    assert (case.state, case.owes, factories.step_of(case, "review").state) == ("lapsed", False, "cancelled")


def test_reminded_one_and_two_working_days_before(made: factories.House) -> None:
    with clock.at(at("2024-01-02")):
        case = accepted(made, owed_within=4)
    days = [date(2024, 1, 3), date(2024, 1, 4), date(2024, 1, 5), date(2024, 1, 8)]
    assert [modes.owed_to_remind(day) for day in days] == [[], [case.pk], [case.pk], []]
    with clock.at(at("2024-01-04")):
        assert services.remind_owed(case_id=case.pk) is True
        bring(made, case)
        assert services.remind_owed(case_id=case.pk) is False


def test_nobody_answers_and_the_promise_still_has_its_day(made: factories.House) -> None:
    with clock.at(at("2024-01-02")):
        case = promised(made)
    with clock.at(at("2024-01-10")):
        assert services.deem_accepted(case_id=case.pk) is True
    row = Tolerance.objects.get(case=case)
    assert (row.state, str(row.owed_by)) == ("owed", "2024-01-17")
