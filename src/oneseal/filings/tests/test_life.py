"""Filing, its card, its check, its ends."""

from datetime import timedelta

import pytest

from oneseal.cases import services as case_services
from oneseal.cases.tests.factories import House
from oneseal.documents.selectors import documents_about, verify_code
from oneseal.filings import jobs, selectors, services
from oneseal.filings.models import Filing
from oneseal.filings.tests import factories
from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation, Violations

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]


@pytest.fixture
def made() -> House:
    return factories.house()


def again(filing: Filing) -> Filing:
    filing.refresh_from_db()
    return filing


def test_filed_on_the_spot_with_a_card_and_a_check(made: House) -> None:
    filing = factories.filed(made)
    assert filing.state == "standing"
    assert filing.shown == [["场所名称", "云岭早点铺"], ["面积", "45"]]
    assert filing.number.startswith("云审备")
    check = selectors.checks_of(filing)[0]
    assert (check.state, (check.due - clock.today()).days >= 20) == ("due", True)
    card = documents_about("filing", filing.pk)[0]
    assert card.kind == "filing_card"
    verified = verify_code(card.verify_code)
    assert verified is not None
    assert [each.kind for each in entries(Subject("filing", filing.pk))] == ["filings.filed"]
    with pytest.raises(Conflict) as caught:
        factories.filed(made)
    assert caught.value.code == "filed_already"


def test_what_is_wrong_is_told_at_once_and_nothing_is_filed(made: House) -> None:
    with pytest.raises(Violations) as caught:
        services.file_notice(
            made["张伟"],
            item_id=made.item_id,
            applicant_id=made.applicant(),
            data={"site_name": "云岭大酒楼", "small_area": 61},
            declared=False,
        )
    assert [each.field for each in caught.value.items] == ["small_area", "declared"]
    assert not Filing.objects.exists()


@pytest.mark.parametrize("who", ["reviewer", "supervisor"])
def test_others_file_for_nobody(made: House, who: str) -> None:
    with pytest.raises(Forbidden):
        factories.filed(made, who)


def test_a_filed_item_is_not_applied_for_and_others_are_not_filed(made: House) -> None:
    with pytest.raises(RuleViolation) as caught:
        case_services.start_draft(made["张伟"], item_id=made.item_id, applicant_id=made.applicant())
    assert caught.value.code == "approval_to_filing"


def test_given_up_by_the_holder(made: House) -> None:
    filing = factories.filed(made)
    with pytest.raises(RuleViolation):
        services.give_up_filing(made["张伟"], filing_id=filing.pk, reason=" ")
    with pytest.raises(Forbidden):
        services.give_up_filing(made["reviewer"], filing_id=filing.pk, reason="停业")
    services.give_up_filing(made["张伟"], filing_id=filing.pk, reason="停业")
    assert again(filing).state == "given_up"
    assert documents_about("filing", filing.pk)[0].state == "revoked"
    assert not selectors.open_checks(made["section_head"]).exists()
    with pytest.raises(Conflict):
        services.give_up_filing(made["张伟"], filing_id=filing.pk, reason="停业")


def test_found_false_ordered_and_mended(made: House) -> None:
    filing = factories.filed(made)
    with pytest.raises(RuleViolation) as caught:
        services.check_filing(made["reviewer"], filing_id=filing.pk, met=False, finding="面积超过")
    assert caught.value.field == "fix_within"
    services.check_filing(made["reviewer"], filing_id=filing.pk, met=False, finding="面积超过", fix_within=5)
    with pytest.raises(Conflict):
        services.check_filing(made["reviewer"], filing_id=filing.pk, met=True, finding="好了")
    with pytest.raises(RuleViolation) as early:
        services.annul_filing(made["section_head"], filing_id=filing.pk, reason="没改")
    assert early.value.code == "still_mending"
    services.confirm_mended(made["reviewer"], filing_id=filing.pk, note="已隔开，42平方米")
    assert selectors.checks_of(filing)[0].state == "mended"
    assert again(filing).state == "standing"
    kinds = {each.kind for each in documents_about("filing", filing.pk)}
    assert kinds == {"filing_card", "filing_order"}


def test_annulled_after_the_day_by_a_head_alone(made: House) -> None:
    filing = factories.filed(made)
    services.check_filing(made["reviewer"], filing_id=filing.pk, met=False, finding="面积超过", fix_within=1)
    with clock.at(clock.now() + timedelta(days=6)):
        with pytest.raises(Forbidden):
            services.annul_filing(made["reviewer"], filing_id=filing.pk, reason="没改")
        services.annul_filing(made["section_head"], filing_id=filing.pk, reason="逾期未改")
    assert again(filing).state == "annulled"
    assert selectors.checks_of(filing)[0].state == "annulled"
    states = {each.kind: each.state for each in documents_about("filing", filing.pk)}
    assert states["filing_card"] == "revoked"
    assert states["filing_annulment"] == "valid"


@pytest.mark.parametrize("who", ["clerk", "investment_head"])
def test_checked_by_the_section_alone(made: House, who: str) -> None:
    filing = factories.filed(made)
    with pytest.raises(Forbidden):
        services.check_filing(made[who], filing_id=filing.pk, met=True, finding="相符")


def test_renewed_near_its_end_else_it_expires(made: House) -> None:
    filing, other = factories.filed(made), factories.filed(made, site_name="云岭面馆")
    services.check_filing(made["reviewer"], filing_id=filing.pk, met=True, finding="相符")
    with pytest.raises(RuleViolation) as caught:
        services.renew_filing(made["张伟"], filing_id=filing.pk)
    assert caught.value.code == "too_early"
    assert filing.valid_until is not None
    until = filing.valid_until
    with clock.at(clock.now() + timedelta(days=3 * 365)):
        services.renew_filing(made["张伟"], filing_id=filing.pk)
        assert again(filing).renewals == 1
        assert filing.valid_until is not None
        assert filing.valid_until.year == until.year + 3
        cards = [each for each in documents_about("filing", filing.pk) if each.kind == "filing_card"]
        assert sorted(each.state for each in cards) == ["revoked", "valid"]
    with clock.at(clock.now() + timedelta(days=3 * 366 + 2)):
        jobs.expire()
    assert (again(filing).state, again(other).state) == ("standing", "expired")


def test_only_those_drawn_are_checked() -> None:
    made = factories.house(filing_check_share=1)
    rows = [factories.filed(made, site_name=f"第{place}家") for place in range(8)]
    assert sum(len(selectors.checks_of(row)) for row in rows) < 4


def test_strangers_see_no_filing(made: House) -> None:
    filing = factories.filed(made)
    with pytest.raises(NotFound):
        selectors.access_filing(made["李娜"], filing.pk)
