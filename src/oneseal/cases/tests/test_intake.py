"""Submitting and the five lawful answers."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from oneseal.cases import services
from oneseal.cases.models import Case, CaseForm, CaseMaterial, Correction
from oneseal.cases.rules.intake import Gap, check_obtainable
from oneseal.cases.rules.states import CaseState
from oneseal.cases.tests import factories
from oneseal.documents.selectors import documents_about
from oneseal.foundation import clock
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation, Violations

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def made() -> factories.House:
    with clock.at(at("2024-01-02")):
        return factories.house()


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=ZONE)


def kinds(case: Case) -> list[str]:
    return [document.kind for document in documents_about("case", case.pk)]


def test_everything_missing_is_told_at_once_and_nothing_changes(made: factories.House) -> None:
    case = services.start_draft(made["张伟"], item_id=made.item_id, applicant_id=made.applicant())
    with pytest.raises(Violations) as refused:
        services.submit_case(made["张伟"], case_id=case.pk, declared=False)
    assert {item.field for item in refused.value.items} == {"name", "material_application", "declared"}
    case.refresh_from_db()
    assert (case.state, case.number) == (CaseState.DRAFT, "")


def test_what_may_wait_elsewhere_is_required_until_promises_are_recorded() -> None:
    paper = {"code": "application", "name": "申请书"}
    later, shared = (
        paper | {"tolerable": True},
        {"code": "licence", "name": "执照", "shared_source": "执照库"},
    )
    made = factories.house(materials=[later, shared])
    case = factories.draft(made)
    with pytest.raises(Violations) as refused:
        services.submit_case(made["张伟"], case_id=case.pk, declared=True)
    assert [item.field for item in refused.value.items] == ["material_application"]


def test_what_the_bureau_can_obtain_itself_is_not_asked_for() -> None:
    shared = {"code": "licence", "name": "执照", "shared_source": "执照库"}
    made = factories.house(materials=[{"code": "application", "name": "申请书"}, shared])
    case = factories.submitted(made)
    gap = Gap("licence", "没有交", "请上传")
    with pytest.raises(RuleViolation) as refused:
        services.request_correction(made["clerk"], case_id=case.pk, gaps=[gap])
    assert refused.value.code == "obtainable"
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    ("code", "handed", "refused"),
    [("licence", set(), True), ("licence", {"licence"}, False), ("application", set(), False)],
)
def test_only_what_was_handed_in_all_the_same_may_be_faulted(
    code: str, handed: set[str], refused: bool
) -> None:
    gaps = [Gap(code, "不清楚", "")]
    if refused:
        with pytest.raises(RuleViolation):
            check_obtainable(gaps, {"licence": "执照库"}, handed)
    else:
        check_obtainable(gaps, {"licence": "执照库"}, handed)


def test_numbers_have_no_gap_and_the_form_is_encrypted(made: factories.House) -> None:
    first, second = factories.submitted(made), factories.submitted(made, "王芳")
    assert int(second.number) == int(first.number) + 1
    raw = CaseForm.objects.filter(case=first).values_list("data", flat=True)[0].raw
    assert "张伟".encode() not in raw
    assert CaseForm.objects.get(case=first).data == {"name": "张伟"}


def test_nobody_applies_for_a_stranger(made: factories.House) -> None:
    with pytest.raises(Forbidden):
        services.start_draft(made["王芳"], item_id=made.item_id, applicant_id=made.applicant("张伟"))
    with pytest.raises(Forbidden):
        services.start_draft(
            made["reviewer"], item_id=made.item_id, applicant_id=made.applicant(), channel="window"
        )
    case = factories.draft(made)
    with pytest.raises(NotFound):
        services.save_draft(made["王芳"], case_id=case.pk, data={})


def test_the_window_takes_an_application_in(made: factories.House) -> None:
    clerk = made["clerk"]
    case = services.start_draft(
        clerk, item_id=made.item_id, applicant_id=made.applicant("王芳"), channel="window"
    )
    services.save_draft(clerk, case_id=case.pk, data={"name": "王芳"})
    row = services.add_material(clerk, case_id=case.pk, code="application", source="window", paper_copies=1)
    services.remove_material(clerk, case_id=case.pk, material_id=row.pk)
    services.add_material(clerk, case_id=case.pk, code="application", source="window", paper_copies=1)
    services.submit_case(clerk, case_id=case.pk, declared=True)
    assert services.accept_case(clerk, case_id=case.pk).wanted_delivery == "pickup"


def test_off_guide_materials_are_not_taken(made: factories.House) -> None:
    case = factories.draft(made)
    with pytest.raises(RuleViolation) as refused:
        services.add_material(made["张伟"], case_id=case.pk, code="tax", paper_copies=1)
    assert refused.value.code == "off_guide_material"


def test_acceptance_sets_both_due_dates(made: factories.House) -> None:
    with clock.at(at("2024-09-27")):
        case = factories.accepted(made)
    assert (str(case.statutory_due), str(case.promised_due)) == ("2024-10-30", "2024-10-14")
    assert case.acceptance_number
    with pytest.raises(Conflict):
        services.accept_case(made["clerk"], case_id=case.pk)


def test_acceptance_counts_from_the_day_the_corrected_set_arrived(made: factories.House) -> None:
    with clock.at(at("2024-09-02")):
        case = factories.submitted(made)
        services.request_correction(
            made["clerk"], case_id=case.pk, gaps=[Gap("application", "没有签名", "请签名")]
        )
        with pytest.raises(Violations) as refused:
            services.supply_correction(made["张伟"], case_id=case.pk)
        assert refused.value.items[0].code == "gap_open"
    with clock.at(at("2024-09-05")):
        services.add_material(made["张伟"], case_id=case.pk, code="application", paper_copies=1)
        services.supply_correction(made["张伟"], case_id=case.pk)
    with clock.at(at("2024-09-10")):
        accepted = services.accept_case(made["clerk"], case_id=case.pk)
    assert accepted.accepted_at == at("2024-09-05")
    assert CaseMaterial.objects.filter(case=case, replaced=True).count() == 1


def test_a_second_notice_names_only_what_is_new(made: factories.House) -> None:
    with clock.at(at("2024-09-02")):
        case = factories.submitted(made)
        services.request_correction(made["clerk"], case_id=case.pk, gaps=[Gap("application", "没有签名")])
        services.add_material(made["张伟"], case_id=case.pk, code="application", paper_copies=1)
        services.supply_correction(made["张伟"], case_id=case.pk)
        with pytest.raises(RuleViolation) as refused:
            services.request_correction(made["clerk"], case_id=case.pk, gaps=[Gap("form", "地址不全")])
        assert refused.value.code == "second_notice"
        assert refused.value.basis == "行政许可法第三十二条第一款第四项、第七十二条第四项"
        services.request_correction(made["clerk"], case_id=case.pk, gaps=[Gap("application", "看不清")])
    assert Correction.objects.filter(case=case).count() == 2


def test_after_five_working_days_gaps_can_no_longer_be_told(made: factories.House) -> None:
    with clock.at(at("2024-09-27")):
        case = factories.submitted(made)
    with clock.at(at("2024-10-11")), pytest.raises(RuleViolation) as refused:
        services.request_correction(made["clerk"], case_id=case.pk, gaps=[Gap("application", "缺")])
    assert refused.value.code == "notice_too_late"


def test_not_ours_names_the_right_agency(made: factories.House) -> None:
    case = factories.submitted(made)
    said: dict[str, Any] = {"case_id": case.pk, "reason": "属于交通部门职权", "basis": "《公路法》第八条"}
    with pytest.raises(RuleViolation) as refused:
        services.declare_not_ours(made["section_head"], **said, authority="")
    assert refused.value.field == "authority"
    services.declare_not_ours(made["section_head"], **said, authority="云岭市交通运输局")
    assert kinds(case)[-1] == "non_acceptance"


def test_no_licence_needed_is_told_at_once(made: factories.House) -> None:
    case = factories.submitted(made)
    services.declare_not_needed(
        made["section_head"], case_id=case.pk, reason="已取消许可", basis="国发〔2021〕7号"
    )
    case.refresh_from_db()
    assert (case.state, kinds(case)[-1]) == (CaseState.NOT_NEEDED, "no_licence_needed")


@pytest.mark.parametrize("who", ["deputy_head", "supervisor", "张伟"])
def test_who_does_not_receive(made: factories.House, who: str) -> None:
    case = factories.submitted(made)
    with pytest.raises(Forbidden):
        services.accept_case(made[who], case_id=case.pk)
