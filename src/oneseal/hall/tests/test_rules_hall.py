"""Hand-overs and meetings: who may, and when (inventory 3.6–3.8, 3.24)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from oneseal.catalog.tests.contents import simple_content
from oneseal.foundation.tests import shipped
from oneseal.hall.rules import handing, meetings, solo
from oneseal.kernel.access import Role
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.minutes import OfficeHours

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


def refused(code: str) -> pytest.RaisesExc[RuleViolation]:
    """The refusal with this code."""
    return pytest.raises(RuleViolation, check=lambda error: error.code == code)


def test_lines_say_what_and_how_many() -> None:
    assert handing.lines_of([(" 申请表 ", 2), ("", None)]) == [handing.Line("申请表", 2)]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([("", None)], "nothing_handed"),
        ([("申请表", None)], "line_incomplete"),
        ([("", 1)], "line_incomplete"),
        ([("申请表", 0)], "line_incomplete"),
        ([("申请表", 1000)], "line_incomplete"),
    ],
)
def test_lines_refused(rows: list[tuple[str, int | None]], code: str) -> None:
    with refused(code):
        handing.lines_of(rows)


def test_only_the_section_that_has_the_papers_hands_them_on() -> None:
    handing.check_giver(None, {1})
    handing.check_giver(1, {1, 2})
    with refused("not_keeper"):
        handing.check_giver(3, {1, 2})
    with refused("same_section"):
        handing.check_way(1, 1)
    handing.check_way(1, 2)


def test_two_people_sign() -> None:
    handing.check_receiver(5, {2}, giver=4, receiver=2)
    with refused("giver_may_not_receive"):
        handing.check_receiver(4, {2}, giver=4, receiver=2)
    with refused("not_receiver"):
        handing.check_receiver(5, {1}, giver=4, receiver=2)


def test_a_meeting_is_filed_beforehand_on_a_working_day() -> None:
    minute = timedelta(minutes=1)
    meetings.check_time(NOW + minute, NOW, workday=True)
    for starts in (NOW, NOW - minute):
        with refused("not_beforehand"):
            meetings.check_time(starts, NOW, workday=True)
    with refused("not_a_workday"):
        meetings.check_time(NOW + minute, NOW, workday=False)


def test_a_second_officer_and_another_head() -> None:
    with refused("second_missing"):
        meetings.check_second(1, 1)
    later = NOW + timedelta(hours=1)
    meetings.check_approver(3, {1, 2}, later, NOW)
    with refused("own_meeting"):
        meetings.check_approver(2, {1, 2}, later, NOW)
    with refused("approved_too_late"):
        meetings.check_approver(3, {1, 2}, NOW, NOW)


def test_minutes_after_it_began_and_contacts_that_happened() -> None:
    meetings.check_held(NOW, NOW)
    with refused("not_yet_held"):
        meetings.check_held(NOW + timedelta(minutes=1), NOW)
    meetings.check_met(NOW, NOW)
    with refused("met_in_future"):
        meetings.check_met(NOW + timedelta(minutes=1), NOW)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"solo": True}, True),
        ({}, False),
        ({"solo": True, "handling": "commitment"}, False),
        ({"solo": True, "special_procedures": ["hearing"]}, False),
    ],
)
def test_the_solo_list(changes: dict[str, object], expected: bool) -> None:
    assert solo.listed(simple_content(**changes)) is expected


def test_a_solo_term_has_an_end() -> None:
    today = date(2026, 11, 20)
    solo.check_term(today, date(2029, 11, 20), today)
    for first, last, code in (
        (date(2026, 11, 19), date(2027, 1, 1), "term_begun"),
        (today, today, "term_wrong"),
        (today, date(2029, 11, 21), "term_wrong"),
    ):
        with refused(code):
            solo.check_term(first, last, today)


def test_who_may_be_appointed_and_who_checks() -> None:
    solo.check_person({Role.REVIEWER})
    with refused("not_a_decider"):
        solo.check_person({Role.CLERK})
    solo.check_auditor(1, 2)
    with refused("decider_may_not_check"):
        solo.check_auditor(1, 1)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"appointed": False}, "not_appointed"),
        ({"dishonest": True}, "credit_hit"),
        ({"promised": True}, "not_simple"),
    ],
)
def test_what_cannot_be_taken_in_alone(changes: dict[str, bool], code: str) -> None:
    plain = {"appointed": True, "dishonest": False, "promised": False}
    solo.check_begin(simple_content(solo=True), **plain)
    with refused(code):
        solo.check_begin(simple_content(solo=True), **(plain | changes))
    with refused("not_listed"):
        solo.check_begin(simple_content(), **plain)


@pytest.mark.parametrize(
    ("pool", "percent", "size"), [(0, 10, 0), (1, 10, 1), (10, 10, 1), (11, 10, 2), (4, 100, 4)]
)
def test_the_sample_is_rounded_up_and_repeatable(pool: int, percent: int, size: int) -> None:
    drawn = solo.sample(range(pool), "seed", percent)
    assert len(drawn) == size
    assert drawn == solo.sample(reversed(range(pool)), "seed", percent)


def test_minutes_are_those_of_the_office() -> None:
    hours = OfficeHours.written("9:00-12:00,13:30-17:00")
    calendar = shipped.calendar()
    begun, ended = datetime(2026, 11, 20, 11, 55), datetime(2026, 11, 20, 13, 35)  # noqa: DTZ001
    assert solo.took(begun, ended, hours, calendar) == 10
