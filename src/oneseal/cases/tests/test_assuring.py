"""An item says how sure one must be of who hands in and who takes the result; every door asks the same."""

from typing import Any

import pytest
from django.urls import reverse

from oneseal.assurance import services as assurance
from oneseal.cases import services
from oneseal.cases.tests import factories
from oneseal.kernel.errors import RuleViolation, Violations

pytestmark = pytest.mark.django_db


def see(made: factories.House, who: str = "张伟") -> None:
    assurance.see_document(
        made["clerk"],
        applicant_id=made.applicant(who),
        agent_id=None,
        item_code="",
        number=made.cast.applicants[who].number,
        same=True,
    )


def test_online_nothing_typed_is_lost_and_the_way_is_shown() -> None:
    made = factories.house(assurance_hand_in="2")
    case = factories.with_paper(made, factories.draft(made))
    browser = made.client("张伟")
    page = browser.get(reverse("cases:check", args=[case.pk]))
    assert "还不够" in page.content.decode()
    answer = browser.post(reverse("cases:check", args=[case.pk]), {"delivery": "pickup", "declared": "on"})
    assert answer.status_code == 422
    assert "要先实名" in answer.content.decode()
    assert reverse("assurance:mine") in answer.content.decode()
    assert "回去继续办" in browser.get(f"{reverse('assurance:mine')}?next=/my/").content.decode()
    person = made.cast.applicants["张伟"]
    person.assurance = "provider"
    person.save(update_fields=["assurance"])
    assert services.submit_case(made["张伟"], case_id=case.pk, declared=True).number


def test_what_lacks_is_told_before_who_one_is() -> None:
    made = factories.house(assurance_hand_in="4")
    case = factories.draft(made)
    with pytest.raises(Violations):
        services.submit_case(made["张伟"], case_id=case.pk, declared=False)
    factories.with_paper(made, case)
    with pytest.raises(RuleViolation, match="刷脸") as refused:
        services.submit_case(made["张伟"], case_id=case.pk, declared=True)
    assert refused.value.code == "assurance_too_low"


def test_at_the_window_the_clerk_compares_the_document() -> None:
    made = factories.house(assurance_hand_in="3")
    clerk = made["clerk"]
    case = services.start_draft(clerk, item_id=made.item_id, applicant_id=made.applicant(), channel="window")
    services.save_draft(clerk, case_id=case.pk, data=factories.FORM)
    services.add_material(clerk, case_id=case.pk, code="application", source="window", paper_copies=1)
    browser = made.client("clerk")
    check = reverse("cases:desk_check", args=[case.pk])
    assert "核对来人的证件原件" in browser.post(check, {"declared": "on"}).content.decode()
    door = reverse("cases:desk_identity", args=[case.pk, "check"])
    wrong = browser.post(door, {"number": made.cast.applicants["李娜"].number, "same": "on"})
    assert wrong.status_code == 422
    assert "不是申请人" in wrong.content.decode()
    right = browser.post(door, {"number": made.cast.applicants["张伟"].number, "same": "on"})
    assert right["Location"] == check
    assert browser.post(check, {"declared": "on"}).status_code == 302
    listed = made.client("second_clerk").get(reverse("assurance:checks")).content.decode()
    assert "窗口核对证件" in listed
    assert "复核：人证一致" in listed
    assert made.client("reviewer").get(reverse("assurance:checks")).status_code == 403


def test_a_result_whose_taker_must_be_known_is_neither_sent_nor_given_to_anybody() -> None:
    made = factories.house(assurance_collect="3")
    case = factories.with_paper(made, factories.draft(made))
    services.save_draft(made["张伟"], case_id=case.pk, delivery="courier")
    with pytest.raises(RuleViolation, match="只能到窗口领取"):
        services.submit_case(made["张伟"], case_id=case.pk, declared=True)
    granted = factories.decided(made)
    with pytest.raises(RuleViolation, match="只能到窗口领取"):
        services.choose_delivery(made["张伟"], case_id=granted.pk, method="courier")
    number = made.cast.applicants["张伟"].number
    given: dict[str, Any] = {"case_id": granted.pk, "recipient": "张伟", "identifier": number}
    with pytest.raises(RuleViolation, match="领取结果"):
        services.deliver_case(made["clerk"], **given)
    see(made)
    assert services.deliver_case(made["clerk"], **given).closed_at is not None
