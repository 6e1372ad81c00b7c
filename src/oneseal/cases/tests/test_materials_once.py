"""What was given once or issued by the bureau is taken by itself and cannot be asked for again (2.24)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from oneseal.cases import selectors, services
from oneseal.cases.models import Case, CaseMaterial
from oneseal.cases.rules.intake import Gap
from oneseal.cases.tests import factories
from oneseal.cases.tests.licences import certified, with_type
from oneseal.documents.tests.pieces import png_picture
from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.kernel.errors import RuleViolation, Violations

pytestmark = pytest.mark.django_db
PAPER = {"code": "application", "name": "申请书"}
LICENCE = {"code": "licence", "name": "营业执照", "valid_months": 12}


def house(**changes: Any) -> factories.House:
    return factories.house(materials=[PAPER, LICENCE | changes])


def gave(made: factories.House, *, until: date | None = None, who: str = "张伟") -> Case:
    """An accepted case with the licence uploaded."""
    case = factories.with_paper(made, factories.draft(made, who), who)
    file = SimpleUploadedFile("执照.png", png_picture())
    sent = {"file": file, "valid_until": until.isoformat() if until else ""}
    assert made.client(who).post(f"/my/cases/{case.pk}/materials/licence/", sent).status_code == 302
    services.submit_case(made[who], case_id=case.pk, declared=True)
    return services.accept_case(made["clerk"], case_id=case.pk)


def again(made: factories.House, who: str = "张伟") -> Case:
    """A further draft with all but the licence."""
    return factories.with_paper(made, factories.draft(made, who), who)


def test_what_was_given_is_filled_in_and_cannot_be_asked_for() -> None:
    made = house()
    gave(made)
    case = again(made)
    page = made.client("张伟").get(f"/my/cases/{case.pk}/materials/").text
    assert "已有，不用交" in page
    case = services.submit_case(made["张伟"], case_id=case.pk, declared=True)
    row = CaseMaterial.objects.get(case=case, code="licence")
    assert (row.source, row.file_id is not None, case.spared) == ("reused", True, 1)
    gap = Gap("licence", "没有交", "请上传")
    with pytest.raises(RuleViolation) as refused:
        services.request_correction(made["clerk"], case_id=case.pk, gaps=[gap])
    assert (refused.value.code, refused.value.basis) == ("held_already", "优化营商环境条例第三十七条")
    filled = [
        each.data for each in entries(Subject("case", case.pk)) if each.kind == "cases.materials_filled"
    ]
    assert [each["names"] for each in filled] == [["营业执照"]]


def test_it_serves_until_its_last_day_and_no_longer() -> None:
    made = house()
    until = clock.today() + timedelta(days=9)
    earlier = gave(made, until=until)
    assert CaseMaterial.objects.get(case=earlier, code="licence").valid_until == until
    with clock.at(clock.now() + timedelta(days=9)):
        assert selectors.case_page(made["张伟"], again(made).pk).held["licence"].until == until
    with clock.at(clock.now() + timedelta(days=10)):
        case = again(made)
        with pytest.raises(Violations) as missing:
            services.submit_case(made["张伟"], case_id=case.pk, declared=True)
        assert [each.code for each in missing.value.items] == ["material_missing"]
        given = CaseMaterial.objects.get(case=earlier, code="licence")
        with pytest.raises(RuleViolation) as over:
            services.reuse_material(made["张伟"], case_id=case.pk, code="licence", from_material_id=given.pk)
        assert over.value.code == "material_expired"
        assert "已过期，不能再用" in made.client("张伟").get(f"/my/cases/{case.pk}/materials/").text
        assert "已过期" in made.client("张伟").get("/my/materials/").text


def test_months_count_from_the_day_it_was_given_not_from_each_use() -> None:
    made = house(valid_months=1)
    gave(made)
    with clock.at(clock.now() + timedelta(days=20)):
        case = again(made)
        services.submit_case(made["张伟"], case_id=case.pk, declared=True)
        services.accept_case(made["clerk"], case_id=case.pk)
    with clock.at(clock.now() + timedelta(days=40)):
        assert selectors.case_page(made["张伟"], again(made).pk).held == {}


def test_an_expired_paper_and_an_unreadable_day_are_refused_at_the_upload() -> None:
    made = house()
    case = factories.draft(made)
    for day, said in (("2020-01-01", "过期"), ("gestern", "读不懂")):
        sent = {"file": SimpleUploadedFile("执照.png", png_picture()), "valid_until": day}
        answer = made.client("张伟").post(f"/my/cases/{case.pk}/materials/licence/", sent)
        assert answer.status_code == 422
        assert said in answer.text
    assert not CaseMaterial.objects.filter(case=case).exists()


def test_nobody_gets_what_another_gave_nor_what_was_faulted() -> None:
    made = house()
    case = gave(made)
    assert selectors.case_page(made["王芳"], again(made, "王芳").pk).held == {}
    CaseMaterial.objects.filter(case=case, code="licence").update(verdict="gap")
    assert selectors.case_page(made["张伟"], again(made).pk).held == {}


def test_what_the_applicant_brought_themselves_may_be_faulted() -> None:
    made = house()
    gave(made)
    case = gave_new(made)
    notice = services.request_correction(
        made["clerk"], case_id=case.pk, gaps=[Gap("licence", "看不清", "请重新扫描")]
    )
    assert notice.gaps[0]["code"] == "licence"


def gave_new(made: factories.House) -> Case:
    case = again(made)
    sent = {"file": SimpleUploadedFile("新.png", png_picture())}
    made.client("张伟").post(f"/my/cases/{case.pk}/materials/licence/", sent)
    return services.submit_case(made["张伟"], case_id=case.pk, declared=True)


def test_looking_costs_nothing_where_nothing_can_be_held() -> None:
    made = factories.house(materials=[PAPER])
    page = selectors.case_page(made["张伟"], factories.draft(made).pk)
    assert page.situation
    with CaptureQueriesContext(connection) as made_of:
        assert page.held == {}
    assert len(made_of) == 1


def test_a_certificate_of_the_bureau_stands_for_the_material() -> None:
    made = house(valid_months=None, certificate="business")
    with_type(made)
    row = certified(made)
    case = services.submit_case(made["张伟"], case_id=again(made).pk, declared=True)
    taken = CaseMaterial.objects.get(case=case, code="licence")
    assert (taken.source, taken.certificate_id, taken.valid_until) == ("issued", row.pk, row.valid_until)
    assert row.number in made.client("clerk").get(f"/desk/cases/{case.pk}/").text
    gap = Gap("licence", "请提供复印件", "")
    with pytest.raises(RuleViolation) as refused:
        services.request_correction(made["clerk"], case_id=case.pk, gaps=[gap])
    assert refused.value.code == "held_already"
    with clock.at(clock.now() + timedelta(days=31)):
        assert selectors.case_page(made["张伟"], again(made).pk).held == {}
