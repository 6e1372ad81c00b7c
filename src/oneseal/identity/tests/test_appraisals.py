"""Yearly appraisals: shares of excellent results, by group, rounded down; who enters, who sees."""

from datetime import date

import pytest
from django.test import Client

from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.identity import selectors, services
from oneseal.identity.models import Organisation, Staff, StaffAppraisal
from oneseal.identity.rules.appraisals import Group, Quota, allowed, check_quota, check_year, group_of
from oneseal.identity.tests import factories
from oneseal.kernel.errors import Forbidden, NotFound, RuleViolation


@pytest.mark.parametrize(
    ("people", "percent", "excellent"),
    [(0, 20, 0), (4, 20, 0), (5, 20, 1), (9, 20, 1), (10, 20, 2), (7, 15, 1)],
)
def test_a_share_is_rounded_down(people: int, percent: int, excellent: int) -> None:
    assert allowed(people, percent) == excellent


def test_one_more_than_the_share_is_refused() -> None:
    check_quota(Quota(10, 2, 1))
    with pytest.raises(RuleViolation) as refused:
        check_quota(Quota(10, 2, 2))
    assert (refused.value.code, refused.value.field) == ("quota_full", "grade")
    assert Quota(10, 2, 3).left == 0


def test_groups_and_years() -> None:
    assert {kind: group_of(kind) for kind in ("bureau", "centre", "department", "town_centre")} == {
        "bureau": Group.HOME,
        "centre": Group.HOME,
        "department": Group.CENTRE,
        "town_centre": Group.CENTRE,
    }
    check_year(2026, date(2026, 1, 1))
    for wrong in (1999, 2027):
        with pytest.raises(RuleViolation):
            check_year(wrong, date(2026, 12, 31))


@pytest.fixture
def cast(db: None) -> factories.Cast:
    """Twelve people; the clerk and four more are posted by a department."""
    made = factories.cast()
    tax = Organisation.objects.create(
        kind="department", name="税务局", parent=made.bureau, bureau=made.bureau
    )
    posted = ("clerk", "second_clerk", "reviewer", "investment_reviewer", "item_keeper")
    Staff.objects.filter(pk__in=[made.staff[who].pk for who in posted]).update(home_unit=tax)
    return made


def give(cast: factories.Cast, who: str, grade: str, by: str = "administrator") -> StaffAppraisal:
    year = clock.today().year
    return services.appraise(cast.actor(by), cast.staff[who].pk, year=year, grade=grade, remark="会议纪要")


def test_the_centres_share_is_its_own(cast: factories.Cast) -> None:
    year, actor = clock.today().year, cast.actor("administrator")
    assert selectors.quota(actor, year, Group.CENTRE) == Quota(5, 1, 0)
    assert selectors.quota(actor, year, Group.HOME) == Quota(7, 1, 0)
    give(cast, "clerk", "excellent")
    with pytest.raises(RuleViolation, match="优秀名额1个"):
        give(cast, "reviewer", "excellent")
    give(cast, "coordinator", "excellent")
    give(cast, "clerk", "excellent")
    give(cast, "clerk", "competent")
    assert give(cast, "reviewer", "excellent").group == "centre"
    told = [entry.data for entry in entries(Subject("staff", cast.staff["clerk"].pk))]
    assert [(one["before"], one["grade"]) for one in told] == [
        ("", "excellent"),
        ("excellent", "excellent"),
        ("excellent", "competent"),
    ]


def test_who_may_enter_and_about_whom(cast: factories.Cast) -> None:
    for by in ("section_head", "supervisor", "clerk"):
        with pytest.raises(Forbidden):
            give(cast, "reviewer", "competent", by=by)
    with pytest.raises(Forbidden):
        give(cast, "administrator", "competent")
    with pytest.raises(RuleViolation):
        give(cast, "reviewer", "perfect")
    with pytest.raises(NotFound):
        services.appraise(cast.actor("administrator"), 0, year=2026, grade="competent")
    Staff.objects.filter(pk=cast.staff["reviewer"].pk).update(employment="outsourced")
    with pytest.raises(RuleViolation, match="不参加"):
        give(cast, "reviewer", "competent")
    assert not StaffAppraisal.objects.exists()


def test_pages(cast: factories.Cast, django_assert_max_num_queries: object) -> None:
    year, staff = clock.today().year, cast.staff["reviewer"].pk
    office, own, other = Client(), Client(), Client()
    for client, who in ((office, "administrator"), (own, "reviewer"), (other, "clerk")):
        client.force_login(cast.account(who))
    address = f"/desk/appraisals/{staff}/{year}/"
    assert office.post(address, {"grade": ""}).status_code == 422
    assert office.post(address, {"grade": "excellent", "remark": "表现突出"}).status_code == 302
    assert (
        office.post(f"/desk/appraisals/{cast.staff['clerk'].pk}/{year}/", {"grade": "excellent"}).status_code
        == 422
    )
    assert own.get(address).status_code == 403
    assert "表现突出" in own.get("/desk/appraisals/").text
    assert "郑凯" not in other.get("/desk/appraisals/").text
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        text = office.get(f"/desk/appraisals/?year={year}").text
    assert "1 / 1" in text
    assert "郑凯" in text
    assert office.get("/desk/appraisals/?year=abc").status_code == 200
