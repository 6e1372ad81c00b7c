"""Messages of an exchange in any order, days for calling back, what has to be told (inventory 3.23)."""

from datetime import date, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneseal.helplines.rules import hours, life
from oneseal.helplines.rules.life import CallState, Heard, Outcome, Spoken
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.minutes import OfficeHours
from oneseal.kernel.workdays import SpecialDay, WorkCalendar

OFFICE = OfficeHours.written("9:00-12:00,13:30-17:00")
CALENDAR = WorkCalendar(
    {2026: [SpecialDay(date(2026, 10, day), True, "国庆") for day in range(1, 8)], 2027: []}
)


def told(*messages: Heard) -> str:
    state = ""
    for each in messages:
        state = life.after(state, each)
    return state


@pytest.mark.parametrize("order", list(permutations([Heard.RANG, Heard.ANSWERED, Heard.HUNG_UP])))
def test_an_answered_call_is_answered_in_whatever_order_it_is_told(order: tuple[Heard, ...]) -> None:
    assert told(*order) == CallState.TALKING


@pytest.mark.parametrize(
    ("messages", "state"),
    [
        ((Heard.RANG,), CallState.RINGING),
        ((Heard.RANG, Heard.HUNG_UP), CallState.MISSED),
        ((Heard.MISSED, Heard.RANG), CallState.MISSED),
        ((Heard.RANG, Heard.ANSWERED, Heard.MISSED), CallState.TALKING),
    ],
)
def test_what_messages_make_of_a_call(messages: tuple[Heard, ...], state: CallState) -> None:
    assert told(*messages) == state


@given(st.sampled_from([CallState.SETTLED, CallState.RETURNED, CallState.LOST]), st.sampled_from(list(Heard)))
def test_what_is_settled_stays(state: CallState, heard: Heard) -> None:
    assert life.after(state, heard) == state


@given(st.lists(st.sampled_from(list(Heard)), min_size=1, max_size=6))
def test_the_same_message_twice_changes_nothing(messages: list[Heard]) -> None:
    assert told(*messages, messages[-1]) == told(*messages)


@pytest.mark.parametrize(
    ("missed", "by", "counts"),
    [
        ("2026-11-23T09:00", "2026-11-23", True),
        ("2026-11-23T08:59", "2026-11-23", False),
        ("2026-11-23T12:00", "2026-11-23", False),
        ("2026-11-23T16:59", "2026-11-23", True),
        ("2026-11-23T17:00", "2026-11-24", False),
        ("2026-11-27T18:00", "2026-11-30", False),
        ("2026-11-28T10:00", "2026-11-30", False),
        ("2026-09-30T17:30", "2026-10-08", False),
        ("2026-10-01T10:00", "2026-10-08", False),
    ],
)
def test_the_day_for_calling_back(missed: str, by: str, counts: bool) -> None:
    moment = datetime.fromisoformat(missed)
    assert hours.call_back_by(moment, OFFICE, CALENDAR).day.isoformat() == by
    assert hours.counts(moment, OFFICE, CALENDAR) is counts


@pytest.mark.parametrize(
    ("note", "item", "outcome", "code"),
    [
        ("几点下班", None, Outcome.ANSWERED, ""),
        ("", 1, Outcome.ANSWERED, ""),
        ("", None, Outcome.ANSWERED, "about_missing"),
        ("", 1, Outcome.INQUIRY, "about_missing"),
        ("问", None, "sold", "outcome_wrong"),
        ("长" * 301, None, Outcome.ANSWERED, "note_long"),
        ("长" * 300, None, Outcome.ANSWERED, ""),
    ],
)
def test_what_has_to_be_told(note: str, item: int | None, outcome: str, code: str) -> None:
    if not code:
        assert life.check_told(note, item, outcome) == note
        return
    with pytest.raises(RuleViolation) as refused:
        life.check_told(note, item, outcome)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("caller", "talks", "by"),
    [
        ("1", [("1", 5)], 0),
        ("1", [("1", 9), ("2", 3), ("1", 5)], 2),
        ("1", [("2", 5)], None),
        ("1", [("1", 0), ("1", -1)], None),
        ("", [("", 5)], None),
        ("1", [], None),
    ],
)
def test_whoever_was_spoken_with_later_needs_no_calling_back(
    caller: str, talks: list[tuple[str, int]], by: int | None
) -> None:
    rang = datetime.fromisoformat("2026-11-23T09:00+08:00")
    spoken = [Spoken(pk, who, rang + timedelta(minutes=after)) for pk, (who, after) in enumerate(talks)]
    found = life.reached_in(caller, rang, spoken)
    assert (found.call_id if found else None) == by


@pytest.mark.parametrize(("number", "tries", "refused"), [("", 0, False), ("1", 2, True), ("1", 3, False)])
def test_giving_up(number: str, tries: int, refused: bool) -> None:
    if refused:
        with pytest.raises(RuleViolation):
            life.check_give_up(number, tries, 3)
    else:
        life.check_give_up(number, tries, 3)
