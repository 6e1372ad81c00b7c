"""Everybody signs with their own sign-in; the clock starts with the last; a refusal or a change stops it."""

from typing import Any

import pytest

from oneseal.cases import services as cases
from oneseal.cases.selectors import access_case
from oneseal.cases.tests.factories import House
from oneseal.documents.selectors import documents_about
from oneseal.kernel.errors import Conflict, NotFound, RuleViolation
from oneseal.notices.tests.factories import messages_about
from oneseal.registration import services
from oneseal.registration.models import Signing
from oneseal.registration.selectors import signing as selectors
from oneseal.registration.tests import factories

pytestmark = pytest.mark.django_db
TEXT = {"type": "string", "maxLength": 80}
FORM = {
    "type": "object",
    "required": ["firm"],
    "properties": {
        "firm": {**TEXT, "title": "公司名称", "x-field": "company_name"},
        "capital": {
            "type": "integer",
            "title": "注册资本",
            "x-field": "registered_capital",
            "format": "money",
        },
        "legal": {**TEXT, "title": "法定代表人", "x-field": "legal_name"},
        "legal_no": {**TEXT, "title": "证件号码", "x-field": "legal_id"},
        "owners": {
            "type": "array",
            "title": "股东",
            "x-field": "shareholders",
            "items": {
                "type": "object",
                "properties": {
                    "shareholder_name": {**TEXT, "title": "姓名"},
                    "shareholder_id": {**TEXT, "title": "证件号码"},
                },
            },
        },
    },
}


@pytest.fixture
def made() -> House:
    return factories.house(form=FORM, materials=[{"code": "charter", "name": "公司章程"}])


def filled(made: House, **changes: Any) -> dict[str, Any]:
    people = made.cast.applicants
    return {
        "firm": "云岭市青禾餐饮管理有限公司",
        "capital": 10_000_000,
        "legal": "张伟",
        "legal_no": people["张伟"].number,
        "owners": [
            {"shareholder_name": who, "shareholder_id": people[who].number} for who in ("张伟", "李娜")
        ],
        **changes,
    }


def asked(made: House, **changes: Any) -> Signing:
    case = cases.start_draft(made["张伟"], item_id=made.item_id, applicant_id=made.applicant())
    cases.save_draft(made["张伟"], case_id=case.pk, data=filled(made, **changes))
    return services.ask_signatures(made["张伟"], case_id=case.pk, declared=True)


def signed(made: House, row: Signing, who: str) -> Signing:
    return services.sign(made[who], signing_id=row.pk, digest=row.digest)


def state(row: Signing) -> str:
    return Signing.objects.get(pk=row.pk).state


def test_the_last_signature_hands_it_in(made: House) -> None:
    row = asked(made)
    told = [each.template for each in messages_about("signing", row.pk)]
    assert told.count("signing_asked") == 2
    with pytest.raises(NotFound):
        signed(made, row, "王芳")
    signed(made, row, "李娜")
    case = access_case(made["张伟"], row.subject_id)
    assert (state(row), case.state, case.received_at) == ("collecting", "draft", None)
    with pytest.raises(RuleViolation) as caught:
        cases.submit_case(made["张伟"], case_id=case.pk, declared=True)
    assert caught.value.code == "signatures_missing"
    with pytest.raises(Conflict):
        signed(made, row, "李娜")
    signed(made, row, "张伟")
    case.refresh_from_db()
    assert (state(row), case.state) == ("complete", "submitted")
    assert case.received_at is not None
    assert case.materials.get().note.startswith("全体电子签名")
    paper = documents_about("signing", row.pk)[0]
    assert [each["name"] for each in paper.data["people"]] == ["张伟", "李娜"]
    assert "章程" in str(paper.data["paragraphs"])
    assert selectors.documents_visible(made["李娜"], row.pk)
    assert not selectors.documents_visible(made["王芳"], row.pk)


def test_one_refusal_stops_it_with_the_reason(made: House) -> None:
    row = asked(made)
    signed(made, row, "张伟")
    with pytest.raises(RuleViolation):
        services.refuse_to_sign(made["李娜"], signing_id=row.pk, reason=" ")
    services.refuse_to_sign(made["李娜"], signing_id=row.pk, reason="出资额不对")
    assert state(row) == "refused"
    assert access_case(made["张伟"], row.subject_id).state == "draft"
    assert "signing_refused" in [each.template for each in messages_about("signing", row.pk)]
    again = services.ask_signatures(made["张伟"], case_id=row.subject_id, declared=True)
    assert again.pk != row.pk


def test_a_changed_form_voids_the_signatures(made: House) -> None:
    row = asked(made)
    signed(made, row, "李娜")
    changed = filled(made, capital=20_000_000)
    cases.save_draft(made["张伟"], case_id=row.subject_id, data=changed)
    with pytest.raises(RuleViolation) as caught:
        signed(made, row, "张伟")
    assert caught.value.code == "papers_changed"
    assert services.void_changed(case_id=row.subject_id)
    assert not services.void_changed(case_id=row.subject_id)
    assert state(row) == "void"
    assert "signing_voided" in [each.template for each in messages_about("signing", row.pk)]


def test_what_is_shown_is_what_is_signed(made: House) -> None:
    row = asked(made)
    with pytest.raises(RuleViolation) as caught:
        services.sign(made["李娜"], signing_id=row.pk, digest="0" * 64)
    assert caught.value.code == "papers_changed"


def test_asked_once_declared_and_taken_back(made: House) -> None:
    row = asked(made)
    with pytest.raises(Conflict):
        services.ask_signatures(made["张伟"], case_id=row.subject_id, declared=True)
    with pytest.raises(NotFound):
        services.take_back(made["李娜"], signing_id=row.pk)
    services.take_back(made["张伟"], signing_id=row.pk)
    assert state(row) == "void"
    with pytest.raises(RuleViolation):
        services.ask_signatures(made["张伟"], case_id=row.subject_id, declared=False)


def test_what_waits_is_one_statement_on_every_page(made: House, django_assert_num_queries: Any) -> None:
    asked(made)
    who = made["李娜"]
    with django_assert_num_queries(1):
        assert selectors.to_sign(who).count() == 1


def test_signed_on_the_phone(made: House) -> None:
    case = cases.start_draft(made["张伟"], item_id=made.item_id, applicant_id=made.applicant())
    cases.save_draft(made["张伟"], case_id=case.pk, data=filled(made))
    asker, other = made.client("张伟"), made.client("李娜")
    page = f"/my/signings/ask/{case.pk}/"
    assert "云岭市青禾餐饮管理有限公司章程" in asker.get(page).content.decode()
    assert asker.post(page, {}).status_code == 422
    assert asker.post(page, {"declared": "on"}).status_code == 302
    row = Signing.objects.get()
    assert "请您签名" in other.get("/my/signings/").content.decode()
    here = f"/my/signings/{row.pk}/"
    assert "100,000.00元" in other.get(here).content.decode()
    assert other.post(f"{here}sign/", {"digest": row.digest}).status_code == 422
    assert other.post(f"{here}sign/", {"digest": row.digest, "read": "on"}).status_code == 302
    assert made.client("王芳").get(here).status_code == 404
    refused = asker.post(f"{here}refuse/", {"reason": ""})
    assert "请写明原因" in refused.content.decode()
    assert asker.post(f"{here}back/").status_code == 302
    assert "已作废" in asker.get(here).content.decode()
