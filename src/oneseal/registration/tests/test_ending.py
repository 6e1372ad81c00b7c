"""The short way to the end of a firm: signed, published, objected to, applied for, cancelled (REG-4)."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from oneseal.cases import services as cases
from oneseal.cases.tests.factories import House
from oneseal.catalog.selectors import registering
from oneseal.catalog.tests.contents import simple_content
from oneseal.catalog.tests.factories import published
from oneseal.certificates.selectors import any_certificate
from oneseal.certificates.services import Grant, follow_grant, make_type
from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.identity.tests.factories import api_client
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation, Violations
from oneseal.registration import jobs, services
from oneseal.registration.models import Deregistration, EnterpriseName, Objection, Signing
from oneseal.registration.rules.signing import Asked
from oneseal.registration.selectors.ending import licences_found
from oneseal.registration.selectors.signing import to_sign
from oneseal.registration.tests import factories

pytestmark = pytest.mark.django_db
FIVE = ["营业执照", "组织机构代码证", "税务登记证", "社会保险登记证", "统计登记证"]
OWNER = "11100000000013338W"


@pytest.fixture
def made() -> House:
    made = factories.house()
    content = simple_content(name="公司简易注销登记", registers="company_end", materials=[], form={})
    published(content, code="company_end_simple", bureau_id=made.bureau_id)
    return made


def licence(made: House, merges: list[str] | None = None) -> int:
    make_type(
        made["administrator"],
        bureau_id=made.bureau_id,
        code="business",
        name="营业执照",
        owner=OWNER,
        number="021",
        mark="YY",
        merges=FIVE if merges is None else merges,
    )
    grant = Grant(
        bureau_id=made.bureau_id,
        case_id=0,
        item_id=made.item_id,
        type_code="business",
        kind="new",
        certificate_id=None,
        holder=made.cast.applicants["张伟"],
        schema={},
        values={},
        permits="",
        issuer_name=made.cast.bureau.name,
        decides="",
        valid_from=clock.today(),
        valid_until=None,
        months=None,
    )
    row = follow_grant(made["bureau_head"], grant)
    assert row is not None
    return row.pk


def begun(made: House, merges: list[str] | None = None) -> Deregistration:
    people = made.cast.applicants
    return services.begin_end(
        made["张伟"],
        certificate_id=licence(made, merges),
        hindrances=frozenset(),
        investors=[Asked(who, people[who].number, "投资人") for who in ("张伟", "李娜")],
    )


def in_publicity(made: House, merges: list[str] | None = None) -> Deregistration:
    row = begun(made, merges)
    signing = Signing.objects.get(subject_kind="deregistration")
    for who in ("张伟", "李娜"):
        services.sign(made[who], signing_id=signing.pk, digest=signing.digest)
    row.refresh_from_db()
    return row


def objected(row: Deregistration, **changes: Any) -> Objection:
    said = {"relation": "creditor", "name": "青溪粮油店", "phone": "13800000001", "facts": "欠货款3万元"}
    return services.object_to_end(Actor(), deregistration_id=row.pk, **{**said, **changes})


def days_after(row: Deregistration, days: int) -> Any:
    assert row.until is not None
    return clock.at(clock.now() + timedelta(days=(row.until - clock.today()).days + days))


def test_published_when_all_have_signed(made: House) -> None:
    row = begun(made)
    assert (row.state, row.until) == ("signing", None)
    row = in_publicity_of(made, row)
    assert row.state == "waiting"
    assert row.until is not None
    assert 20 <= (row.until - clock.today()).days <= 30
    assert Client().get("/deregistrations/").content.decode().count(row.name) >= 1
    with pytest.raises(Conflict):
        services.begin_end(
            made["张伟"],
            certificate_id=row.certificate_id,
            hindrances=frozenset(),
            investors=[Asked("张伟", made.cast.applicants["张伟"].number, "投资人")],
        )


def in_publicity_of(made: House, row: Deregistration) -> Deregistration:
    signing = Signing.objects.get(subject_kind="deregistration", subject_id=row.pk)
    for who in ("张伟", "李娜"):
        services.sign(made[who], signing_id=signing.pk, digest=signing.digest)
    row.refresh_from_db()
    return row


def test_what_excludes_it_is_told_with_its_article(made: House) -> None:
    with pytest.raises(Violations) as caught:
        services.begin_end(
            made["张伟"],
            certificate_id=licence(made),
            hindrances=frozenset({"abnormal", "debts"}),
            investors=[],
        )
    assert [each.code for each in caught.value.items] == [
        "hindered_abnormal",
        "hindered_debts",
        "no_investors",
    ]
    assert not Deregistration.objects.exists()


def test_others_end_no_firm_and_no_other_licence(made: House) -> None:
    pk = licence(made, [])
    with pytest.raises(NotFound):
        services.begin_end(made["张伟"], certificate_id=pk, hindrances=frozenset(), investors=[])
    with pytest.raises(NotFound):
        services.begin_end(made["李娜"], certificate_id=pk, hindrances=frozenset(), investors=[])


def test_an_investor_who_does_not_sign_stops_it(made: House) -> None:
    row = begun(made)
    signing = Signing.objects.get()
    services.refuse_to_sign(made["李娜"], signing_id=signing.pk, reason="还有货款没结")
    row.refresh_from_db()
    assert (row.state, row.reason) == ("withdrawn", "还有货款没结")


def test_once_withdrawn_nobody_is_asked_to_sign(made: House) -> None:
    row = begun(made)
    with pytest.raises(NotFound):
        services.withdraw_end(made["李娜"], deregistration_id=row.pk)
    services.withdraw_end(made["张伟"], deregistration_id=row.pk, reason="接着做")
    assert not to_sign(made["李娜"]).exists()
    signing = Signing.objects.get()
    with pytest.raises(Conflict):
        services.sign(made["李娜"], signing_id=signing.pk, digest=signing.digest)
    with pytest.raises(Conflict):
        services.withdraw_end(made["张伟"], deregistration_id=row.pk)


def test_applied_for_after_the_days_and_the_licence_is_cancelled(made: House) -> None:
    row = in_publicity(made)
    services.enter_names(made["reviewer"], lines=[row.name])
    with pytest.raises(RuleViolation) as caught:
        services.apply_for_end(made["张伟"], deregistration_id=row.pk)
    assert caught.value.code == "too_early"
    with days_after(row, 1):
        case = services.apply_for_end(made["张伟"], deregistration_id=row.pk)
        assert services.apply_for_end(made["张伟"], deregistration_id=row.pk) == case
        cases.submit_case(made["张伟"], case_id=case.pk, declared=True)
        assert services.follow_case(case_id=case.pk, kind="cases.submitted")
        assert services.follow_case(case_id=case.pk, kind="ended")
        row.refresh_from_db()
        assert row.state == "waiting"
        assert services.follow_case(case_id=case.pk, kind="cases.submitted")
        assert services.follow_case(case_id=case.pk, kind="granted")
        assert not services.follow_case(case_id=case.pk, kind="granted")
    row.refresh_from_db()
    assert row.state == "done"
    assert any_certificate(row.certificate_id).state == "cancelled"
    name = EnterpriseName.objects.get()
    assert (name.state, name.end_reason) == ("ended", "简易注销")
    assert entries(Subject("name", name.pk))[-1].kind == "registration.name_ended"


def test_without_publicity_the_application_is_refused(made: House) -> None:
    found = registering(made.bureau_id, "company_end")
    assert found is not None
    case = cases.start_draft(made["张伟"], item_id=found.pk, applicant_id=made.applicant())
    with pytest.raises(RuleViolation) as caught:
        cases.submit_case(made["张伟"], case_id=case.pk, declared=True)
    assert caught.value.code == "not_published"


def test_an_objection_is_settled_and_ends_it_or_not(made: House) -> None:
    row = in_publicity(made)
    first, second = objected(row), objected(row, relation="department", facts="欠税")
    with pytest.raises(RuleViolation):
        objected(row, facts=" ")
    with pytest.raises(Forbidden):
        services.settle_objection(made["clerk"], objection_id=first.pk, upheld=False, settlement="查无")
    services.settle_objection(made["reviewer"], objection_id=first.pk, upheld=False, settlement="已结清")
    with days_after(row, 1), pytest.raises(RuleViolation) as caught:
        services.apply_for_end(made["张伟"], deregistration_id=row.pk)
    assert caught.value.code == "objections_open"
    services.settle_objection(made["reviewer"], objection_id=second.pk, upheld=True, settlement="欠税属实")
    with pytest.raises(Conflict):
        services.settle_objection(
            made["reviewer"], objection_id=second.pk, upheld=False, settlement="欠税属实"
        )
    row.refresh_from_db()
    assert row.state == "objected"
    with pytest.raises(Conflict):
        objected(row)


def test_other_systems_ask_by_number_and_object(made: House) -> None:
    row, open_ = begun(made), Client()
    assert open_.get(f"/api/v1/deregistrations/{row.uid}").status_code == 404
    row = in_publicity_of(made, row)
    listed = open_.get("/api/v1/deregistrations", {"q": row.number}).json()["deregistrations"]
    assert [(each["id"], each["state"]) for each in listed] == [(str(row.uid), "waiting")]
    assert open_.get("/api/v1/deregistrations", {"q": "没有这家"}).json()["deregistrations"] == []
    path, said = (
        f"/api/v1/deregistrations/{row.uid}/objections",
        {"relation": "department", "phone": "13800000001"},
    )
    given = {**said, "name": "云岭市税务局", "facts": "有未缴清的税款"}
    assert open_.post(path, given, content_type="application/json").status_code == 401
    tax = api_client(made.cast, "税务征管系统", ["cases:write"])
    made_ = tax.post(path, given, content_type="application/json", headers={"Idempotency-Key": "o"})
    assert (made_.status_code, Objection.objects.get().relation) == (201, "department")
    services.withdraw_end(made["张伟"], deregistration_id=row.pk, reason="再做")
    assert tax.post(path, given, content_type="application/json").status_code == 409
    assert open_.get(f"/api/v1/deregistrations/{row.uid}").json()["state"] == "withdrawn"


def test_not_applied_for_in_time_it_lapses(made: House) -> None:
    row = in_publicity(made)
    assert row.apply_by is not None
    left = (row.apply_by - clock.today()).days
    with clock.at(clock.now() + timedelta(days=left)):
        jobs.lapse_ends()
        assert Deregistration.objects.get().state == "waiting"
    with clock.at(clock.now() + timedelta(days=left + 1)):
        jobs.lapse_ends()
    assert Deregistration.objects.get().state == "lapsed"


def test_individuals_wait_ten_days_without_publicity(made: House) -> None:
    row = in_publicity(made, FIVE[::2][:2])
    assert row.individual
    assert row.until is not None
    assert 10 <= (row.until - clock.today()).days <= 18
    assert row.apply_by is None
    assert Client().get(f"/deregistrations/{row.uid}/").status_code == 404


def test_the_window_begins_it_for_who_came(made: House) -> None:
    licence(made)
    clerk, new = made.client("clerk"), "/desk/deregistrations/new/"
    number = made.cast.applicants["张伟"].number
    assert "没有查到" in clerk.get(new, {"q": "没有这个"}).content.decode()
    assert "请全体投资人签名" in clerk.get(new, {"q": number}).content.decode()
    sent = {"licence": licences_found(made["clerk"], number)[0].pk, "investors": f"张伟 {number}"}
    assert clerk.post(f"{new}?q={number}", sent).status_code == 302
    assert to_sign(made["张伟"]).count() == 1
    assert made.client("reviewer").get(new).status_code == 403


def test_the_pages(made: House) -> None:
    citizen = made.client("张伟")
    assert "没有找到您的电子营业执照" in citizen.get("/my/deregistrations/new/").content.decode()
    pk = licence(made)
    numbers = made.cast.applicants
    sent: dict[str, Any] = {"licence": str(pk), "investors": "张伟 12"}
    wrong = citizen.post("/my/deregistrations/new/", {**sent, "hindrances": ["debts"]})
    assert "看不懂" in wrong.content.decode()
    sent["investors"] = f"张伟 {numbers['张伟'].number}"
    hindered = citizen.post("/my/deregistrations/new/", {**sent, "hindrances": ["debts"]})
    assert "不适用简易注销" in hindered.content.decode()
    assert citizen.post("/my/deregistrations/new/", sent).status_code == 302
    signing = Signing.objects.get()
    services.sign(made["张伟"], signing_id=signing.pk, digest=signing.digest)
    row = Deregistration.objects.get()
    anyone = Client()
    here = f"/deregistrations/{row.uid}/"
    assert anyone.post(here, {"relation": "creditor"}).status_code == 422
    said = {"relation": "creditor", "name": "青溪粮油店", "phone": "13800000001", "facts": "欠货款"}
    assert anyone.post(here, said).status_code == 302
    assert "青溪粮油店" not in anyone.get(here).content.decode()
    assert "有人提出异议" in citizen.get(f"/my/deregistrations/{row.pk}/").content.decode()
    reviewer = made.client("reviewer")
    assert row.name in reviewer.get("/desk/deregistrations/").content.decode()
    assert "青溪粮油店" in reviewer.get(f"/desk/deregistrations/{row.pk}/").content.decode()
    objection = Objection.objects.get()
    settle = f"/desk/deregistrations/objections/{objection.pk}/"
    assert reviewer.post(settle, {"upheld": "no"}).status_code == 422
    assert reviewer.post(settle, {"upheld": "no", "settlement": "已还"}).status_code == 302
    assert citizen.post(f"/my/deregistrations/{row.pk}/apply/").status_code == 302
    assert citizen.post(f"/my/deregistrations/{row.pk}/withdraw/", {"reason": "再做"}).status_code == 302
    assert "已撤回" in citizen.get(f"/my/deregistrations/{row.pk}/").content.decode()
    assert made.client("李娜").get(f"/my/deregistrations/{row.pk}/").status_code == 404
