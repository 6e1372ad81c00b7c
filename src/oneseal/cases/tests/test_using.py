"""An electronic certificate speaks in an application: fields filled, material replaced, both journals say so (4.12)."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from oneseal.cases import services
from oneseal.cases.models import Case, CaseForm, CaseMaterial
from oneseal.cases.selectors.using import offers
from oneseal.cases.tests import factories
from oneseal.cases.tests.licences import certified, with_type
from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.kernel.errors import NotFound, RuleViolation

pytestmark = pytest.mark.django_db
ASKED: dict[str, Any] = {
    "type": "object",
    "properties": {
        "place": {"type": "string", "title": "经营场所", "x-field": "site_address", "x-order": 1},
        "who": {"type": "string", "title": "姓名", "x-field": "person_name", "x-order": 2},
        "why": {"type": "string", "title": "用途", "x-order": 3},
    },
    "required": ["why"],
}
PRINTED = [{"key": "site_address", "label": "经营场所"}]


def house() -> factories.House:
    """An item that asks for a place, a name, a use, and the licence."""
    licence = {"code": "licence", "name": "营业执照", "certificate": "business"}
    made = factories.house(materials=[{"code": "application", "name": "申请书"}, licence], form=ASKED)
    with_type(made, fields=PRINTED)
    return made


def begun(made: factories.House, data: dict[str, Any] | None = None) -> Case:
    """A draft of 张伟 with the application on paper."""
    case = services.start_draft(made["张伟"], item_id=made.item_id, applicant_id=made.applicant())
    services.save_draft(made["张伟"], case_id=case.pk, data=data or {})
    return factories.with_paper(made, case)


def kinds(name: str, pk: int) -> list[str]:
    """What a journal says happened."""
    return [each.kind for each in entries(Subject(name, pk))]


def citizen(made: factories.House, who: str = "张伟") -> Client:
    client = Client()
    client.force_login(made.cast.account(who))
    return client


def test_it_fills_the_form_and_stands_for_the_material() -> None:
    made = house()
    row, case = certified(made), begun(made)
    used = services.use_certificate(made["张伟"], case_id=case.pk, certificate_id=row.pk)
    assert used == services.Used(["经营场所", "姓名", "营业执照"], [])
    assert CaseForm.objects.get(case=case).data == {"place": "青溪路 8 号", "who": "张伟"}
    taken = CaseMaterial.objects.get(case=case, code="licence")
    assert (taken.source, taken.certificate_id, taken.valid_until) == ("issued", row.pk, row.valid_until)
    assert kinds("case", case.pk)[-1] == "cases.certificate_used"
    assert kinds("licence", row.pk)[-1] == "certificates.used_online"
    with pytest.raises(RuleViolation) as twice:
        services.use_certificate(made["张伟"], case_id=case.pk, certificate_id=row.pk)
    assert twice.value.code == "nothing_to_fill"
    services.save_draft(made["张伟"], case_id=case.pk, data={"place": "青溪路 8 号", "why": "开店"})
    case = services.submit_case(made["张伟"], case_id=case.pk, declared=True)
    assert (case.state, case.spared) == ("submitted", 1)


def test_what_says_no_more_than_the_record_is_not_offered() -> None:
    form = {"type": "object", "properties": {"who": ASKED["properties"]["who"]}}
    made = factories.house(materials=[{"code": "application", "name": "申请书"}], form=form)
    with_type(made, fields=PRINTED)
    certified(made)
    assert offers(begun(made)) == []


def test_what_was_typed_stays_and_is_named() -> None:
    made = house()
    row, case = certified(made), begun(made, {"place": "新址 9 号"})
    used = services.use_certificate(made["张伟"], case_id=case.pk, certificate_id=row.pk)
    assert (used.filled, used.differing) == (["姓名", "营业执照"], ["经营场所"])
    assert CaseForm.objects.get(case=case).data["place"] == "新址 9 号"


def test_only_what_is_the_applicants_own_and_holds_today_may_be_used() -> None:
    made = house()
    case = begun(made)
    with pytest.raises(NotFound):
        services.use_certificate(made["张伟"], case_id=case.pk, certificate_id=certified(made, "王芳").pk)
    row = certified(made, days=3)
    with pytest.raises(NotFound):
        services.use_certificate(made["王芳"], case_id=case.pk, certificate_id=row.pk)
    with clock.at(clock.now() + timedelta(days=4)):
        assert offers(case) == []
        with pytest.raises(RuleViolation) as over:
            services.use_certificate(made["张伟"], case_id=case.pk, certificate_id=row.pk)
        assert (over.value.code, over.value.basis) == ("not_valid", "国务院关于在线政务服务的若干规定第十条")
    assert not CaseMaterial.objects.filter(case=case, code="licence").exists()


def test_a_certificate_that_ended_meanwhile_is_not_handed_in() -> None:
    made = house()
    row, case = certified(made, days=3), begun(made, {"why": "开店"})
    services.use_certificate(made["张伟"], case_id=case.pk, certificate_id=row.pk)
    with clock.at(clock.now() + timedelta(days=4)), pytest.raises(RuleViolation) as refused:
        services.submit_case(made["张伟"], case_id=case.pk, declared=True)
    assert (refused.value.code, refused.value.field) == ("certificate_over", "material_licence")


def test_taken_by_itself_at_handing_in_is_told_in_its_journal_too() -> None:
    made = house()
    row, case = certified(made), begun(made, {"why": "开店"})
    services.submit_case(made["张伟"], case_id=case.pk, declared=True)
    assert kinds("licence", row.pk)[-1] == "certificates.used_online"


def test_pages_offer_it_and_keep_what_was_typed() -> None:
    made = house()
    row, case = certified(made), begun(made)
    client, form = citizen(made), f"/my/cases/{case.pk}/form/"
    assert "用电子营业执照、已有证照办" in client.get(form).text
    sent = {"form-why": "开店", "seen": "{}", "use": str(row.pk)}
    answer = client.post(form, sent, follow=True)
    assert "已用电子证照填入：经营场所、姓名、营业执照" in answer.text
    assert CaseForm.objects.get(case=case).data["why"] == "开店"
    materials = f"/my/cases/{case.pk}/materials/"
    assert row.number in client.get(materials).text
    again = client.post(f"/my/cases/{case.pk}/certificates/{row.pk}/", follow=True)
    assert "已经用过了" in again.text
    assert citizen(made, "王芳").post(f"/my/cases/{case.pk}/certificates/{row.pk}/").status_code == 404
