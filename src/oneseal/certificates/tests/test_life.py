"""A certificate from its issue to each of its ends; two people for each act; what is owed."""

from datetime import date, timedelta
from typing import Any

import pytest

from oneseal.certificates import selectors, services
from oneseal.certificates.models import Ban, Certificate, CertificateAct
from oneseal.certificates.rules.codes import is_identifier
from oneseal.certificates.tests.factories import House
from oneseal.documents.selectors import documents_about
from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation, Violations
from oneseal.notices import selectors as notices

pytestmark = pytest.mark.django_db


def told(row: Certificate) -> list[str]:
    return [entry.kind.removeprefix("certificates.") for entry in entries(Subject("licence", row.pk))]


def test_a_grant_issues_a_certificate(django_assert_num_queries: object) -> None:
    house = House()
    head = house["bureau_head"]
    grant = house.grant()
    with django_assert_num_queries(4):  # type: ignore[operator]  # type, number and id, row with entry, job
        row = services.follow_grant(head, grant)
    assert row is not None
    row = Certificate.objects.get(pk=row.pk)
    assert is_identifier(row.identifier)
    assert (row.version, row.state, row.issuer_name) == (1, "valid", house.cast.bureau.name)
    assert row.content["lines"] == [{"label": "经营场所", "text": "青溪路 8 号"}]
    assert told(row) == ["issued"]
    second = house.issued("张伟")
    assert (second.number, second.serial) > (row.number, row.serial)


def test_the_issuer_is_who_decided() -> None:
    house = House()
    with pytest.raises(RuleViolation) as refused:
        house.issued(decides="云岭市卫生健康委员会")
    assert refused.value.code == "issuer_differs"
    with pytest.raises(NotFound, match="证照类型"):
        house.issued(type_code="unknown")


@pytest.mark.parametrize(
    ("kind", "state"), [("change", "changed"), ("replace", "replaced"), ("renew", "renewed")]
)
def test_a_newer_version_takes_the_place_of_the_old_one(kind: str, state: str) -> None:
    house = House()
    old = house.issued()
    new = house.issued(
        kind=kind, certificate_id=old.pk, values={"address": "云溪路 9 号"}, permits="热食类、冷食类食品制售"
    )
    old.refresh_from_db()
    assert (old.state, old.ended, new.version, new.number) == (state, state, 2, old.number)
    assert new.serial == old.serial
    assert new.identifier != old.identifier
    assert new.supersedes_id == old.pk
    assert told(old) == ["issued", "superseded"]
    if kind == "renew":
        assert new.valid_from == (old.valid_until or date.max) + timedelta(days=1)
    else:
        assert (new.valid_from, new.valid_until) == (old.valid_from, old.valid_until)
    assert new.permits == ("热食类食品制售" if kind == "replace" else "热食类、冷食类食品制售")
    with pytest.raises(Conflict):
        house.issued(kind=kind, certificate_id=old.pk)


def test_an_application_to_cancel_cancels() -> None:
    house = House()
    row = house.issued()
    services.follow_grant(house["bureau_head"], house.grant(kind="cancel", certificate_id=row.pk))
    row.refresh_from_db()
    assert (row.state, row.ended) == ("cancelled", "cancelled")
    assert services.follow_grant(house["bureau_head"], house.grant(kind="cancel")) is None
    assert house.issued(kind="change").version == 1


@pytest.mark.parametrize(
    ("verb", "ground", "state", "kind"),
    [
        ("withdraw", "law_changed", "withdrawn", "certificate_withdraw"),
        ("annul", "unqualified", "annulled", "certificate_annul"),
        ("revoke", "misuse", "revoked", "certificate_revoke"),
        ("cancel", "entity_gone", "cancelled", "certificate_cancel"),
    ],
)
def test_each_end_has_its_ground_and_its_document(verb: str, ground: str, state: str, kind: str) -> None:
    house = House()
    row = house.ended(house.issued(), verb, ground)
    assert (row.state, row.ended) == (state, state)
    act = CertificateAct.objects.get()
    assert act.document is not None
    assert act.document.kind == kind
    assert told(row) == ["issued", "act_proposed", "state_changed"]


def test_formal_cancelling_does_not_hide_the_annulment() -> None:
    house = House()
    row = house.ended(house.issued(), "annul", "abuse")
    row = house.ended(row, "cancel", "ended_by_decision")
    assert (row.state, row.ended) == ("cancelled", "annulled")
    answer = selectors.answer_by_text(row.number)
    assert answer is not None
    assert (answer.verdict.code, answer.cancelled_on) == ("annulled", clock.today())


def test_suspended_and_given_back() -> None:
    house = House()
    row = house.issued()
    with pytest.raises(RuleViolation, match="暂扣到哪一天"):
        house.proposed(row, "suspend", "penalty")
    until = clock.today() + timedelta(days=30)
    row = house.ended(row, "suspend", "penalty", until=until)
    answer = selectors.answer_by_code(row.verify_code)
    assert answer is not None
    assert answer.verdict.code == "suspended"
    row = house.ended(row, "restore", "term_over")
    assert (row.state, row.ended) == ("valid", "")


def test_two_people_and_only_the_head_approves() -> None:
    house = House()
    row = house.issued()
    with pytest.raises(Forbidden, match="业务科室"):
        services.propose_act(
            house["clerk"], certificate_id=row.pk, verb="annul", ground="fraud", facts="伪造材料"
        )
    act = house.proposed(row, "annul", "abuse")
    with pytest.raises(Conflict, match="已有一项处理"):
        house.proposed(row, "revoke", "misuse")
    with pytest.raises(Forbidden, match="局领导"):
        services.approve_act(house["section_head"], act_id=act.pk)
    row.refresh_from_db()
    assert row.state == "valid"
    with pytest.raises(RuleViolation, match="理由"):
        services.reject_act(house["bureau_head"], act_id=act.pk, said=" ")
    services.reject_act(house["bureau_head"], act_id=act.pk, said="证据不足")
    with pytest.raises(Conflict, match="已经有结果"):
        services.approve_act(house["bureau_head"], act_id=act.pk)
    assert not documents_about("licence", row.pk)


def test_what_is_owed_must_be_said_and_the_public_interest_stops_an_annulment() -> None:
    house = House()
    row = house.issued()
    with pytest.raises(RuleViolation, match="补偿或者赔偿"):
        house.proposed(row, "withdraw", "law_changed", compensation="")
    with pytest.raises(RuleViolation, match="公共利益"):
        house.proposed(row, "annul", "fraud", harms_public=True)


@pytest.mark.parametrize("safety", [True, False])
def test_fraud_bans_for_three_years_where_public_safety_is_at_stake(safety: bool) -> None:
    house = House(public_safety=safety)
    row = house.ended(house.issued(), "annul", "fraud")
    found = selectors.ban_on(row.holder_id, row.item_id)
    assert bool(found) == safety
    if found:
        assert found.until.year == clock.today().year + 3
    with clock.at(clock.now() + timedelta(days=3 * 366 + 1)):
        assert selectors.ban_on(row.holder_id, row.item_id) is None


def test_false_materials_ban_for_a_year() -> None:
    house = House()
    said: dict[str, Any] = {
        "applicant_id": house.cast.applicants["张伟"].pk,
        "type_code": "food",
        "facts": "伪造检测报告",
    }
    made = services.impose_ban(house["section_head"], **said)
    assert [(each.kind, each.item_id, each.until.year) for each in made] == [
        ("false_materials", house.item_id, clock.today().year + 1)
    ]
    with pytest.raises(Forbidden):
        services.impose_ban(house["clerk"], **said)
    assert Ban.objects.count() == 1


def test_it_expires_but_not_while_a_renewal_waits() -> None:
    house = House()
    today = clock.today()
    row = house.issued(valid_until=today + timedelta(days=40))
    other = house.issued(valid_until=today + timedelta(days=40))
    services.note_renewal(house["张伟"], certificate_id=row.pk, case_id=77)
    with clock.at(clock.now() + timedelta(days=41)):
        assert selectors.expired(clock.today()) == [other.pk]
        assert selectors.renewals_over(clock.today()) == {row.pk: 77}
        assert services.expire_certificate(certificate_id=other.pk)
        assert not services.expire_certificate(certificate_id=other.pk)
        assert not services.expire_certificate(certificate_id=row.pk)
        services.end_renewal(house["clerk"], case_id=77)
        assert services.expire_certificate(certificate_id=row.pk)
    assert told(row) == ["issued", "renewal_asked", "renewal_ended", "expired"]


def test_too_late_to_ask_for_renewal() -> None:
    house = House()
    row = house.issued(valid_until=clock.today() + timedelta(days=29))
    with pytest.raises(RuleViolation, match="30日前"):
        services.note_renewal(house["张伟"], certificate_id=row.pk, case_id=77)


def test_silence_renews() -> None:
    house = House()
    with clock.at(clock.now().replace(year=2026, month=6, day=1)):
        row = house.issued(valid_until=date(2026, 7, 31))
        services.note_renewal(house["张伟"], certificate_id=row.pk, case_id=77)
    with clock.at(clock.now().replace(year=2026, month=7, day=30)):
        assert services.renew_by_silence(certificate_id=row.pk, months=60) is None
    with clock.at(clock.now().replace(year=2026, month=8, day=2)):
        new = services.renew_by_silence(certificate_id=row.pk, months=60)
    assert new is not None
    assert (new.deemed, new.version, new.valid_from, new.valid_until) == (
        True, 2, date(2026, 8, 1), date(2031, 7, 31)
    )  # fmt: skip
    row.refresh_from_db()
    assert (row.state, row.renewal_case) == ("renewed", None)


def test_silence_never_renews_on_a_provisional_day() -> None:
    house = House()
    with clock.at(clock.now().replace(year=2026, month=10, day=1)):
        row = house.issued(valid_until=date(2026, 12, 31))
        services.note_renewal(house["张伟"], certificate_id=row.pk, case_id=77)
    with clock.at(clock.now().replace(year=2027, month=1, day=4)):
        assert services.renew_by_silence(certificate_id=row.pk, months=60) is None
        assert services.renew_by_silence(certificate_id=row.pk, months=60) is None
        assert not services.expire_certificate(certificate_id=row.pk)
    assert told(row) == ["issued", "renewal_asked", "renewal_held"]


def test_the_holder_is_reminded_once_and_in_time() -> None:
    house = House()
    row = house.issued(valid_until=clock.today() + timedelta(days=40))
    assert selectors.to_remind(clock.today()) == [row.pk]
    assert services.remind_holder(certificate_id=row.pk)
    assert not services.remind_holder(certificate_id=row.pk)
    assert selectors.to_remind(clock.today()) == []
    house.issued(valid_until=clock.today() + timedelta(days=29))
    house.issued(valid_until=clock.today() + timedelta(days=90))
    assert selectors.to_remind(clock.today()) == []


def test_marked_copies_are_the_holders_and_end() -> None:
    house = House()
    row = house.issued()
    said: dict[str, Any] = {
        "recipient": "云岭市第一医院",
        "purpose": "签订供货合同",
        "valid_until": clock.today() + timedelta(days=7),
    }
    with pytest.raises((Forbidden, NotFound)):
        services.make_copy(house["clerk"], certificate_id=row.pk, **said)
    with pytest.raises(Violations):
        services.make_copy(
            house["张伟"],
            certificate_id=row.pk,
            recipient=" ",
            purpose="",
            valid_until=clock.today() + timedelta(days=999),
        )
    copy = services.make_copy(house["张伟"], certificate_id=row.pk, **said)
    answer = selectors.answer_by_code(copy.verify_code)
    assert answer is not None
    assert answer.copy is not None
    assert (answer.copy.purpose, answer.verdict.code) == ("签订供货合同", "valid")
    services.withdraw_copy(house["张伟"], copy_id=copy.pk)
    with pytest.raises(Conflict):
        services.withdraw_copy(house["张伟"], copy_id=copy.pk)
    again = selectors.answer_by_code(copy.verify_code)
    assert again is not None
    assert (again.verdict.code, again.verdict.tone) == ("copy_withdrawn", "danger")
    house.ended(row, "annul", "abuse")
    with pytest.raises(Conflict):
        services.make_copy(house["张伟"], certificate_id=row.pk, **said)


def test_both_files_are_made_once() -> None:
    house = House()
    row = house.issued()
    made = services.render_certificate(row.pk)
    assert made.pdf is not None
    assert made.ofd is not None
    assert (made.pdf.media_type, made.ofd.media_type) == ("application/pdf", "application/ofd")
    again = services.render_certificate(row.pk)
    assert (again.pdf_id, again.ofd_id) == (made.pdf_id, made.ofd_id)
    assert told(row).count("rendered") == 1


def test_a_proposal_is_told_to_the_head_and_its_outcome_to_who_made_it() -> None:
    house = House()
    row = house.issued()
    first = house.proposed(row, "withdraw", "facts_changed")
    assert notices.unread(house["bureau_head"]).filter(template="certificate_act_proposed").count() == 1
    assert not notices.unread(house["section_head"]).exists()
    services.reject_act(house["bureau_head"], act_id=first.pk, said="证据不足")
    told = notices.unread(house["section_head"]).get(template="certificate_act_settled")
    assert (told.data["act"]["say"], told.data["outcome"]["say"]) == ("撤回", "未批准")
    house.ended(row, "withdraw", "facts_changed")
    assert notices.unread(house["section_head"]).filter(template="certificate_act_settled").count() == 2
