"""Hand-overs and meetings: who may, and when (inventory 3.6–3.8, 3.24)."""

from datetime import UTC, datetime, timedelta

import pytest

from oneseal.hall.rules import handing, meetings
from oneseal.kernel.errors import RuleViolation

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
