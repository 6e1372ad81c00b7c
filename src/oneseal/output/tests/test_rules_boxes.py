"""What a controller's word makes of an opening: only empty and shut in time is a delivery, everything less is a doubt."""

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest

from oneseal.kernel.errors import RuleViolation
from oneseal.output.rules import boxes
from oneseal.output.rules.boxes import Door, Found, OpeningState, Purpose, Seen, Told, Trouble

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def word(door: str, seconds: int | None = None, *, occupied: bool | None, opened: bool = True) -> Told:
    closed = AT + timedelta(seconds=seconds) if seconds is not None else None
    return Told(Door(door), AT if opened else None, closed, occupied)


@pytest.mark.parametrize(
    ("purpose", "told", "then"),
    [
        ("collect", word("OPEN", occupied=True), "open"),
        ("collect", word("CLOSED", 60, occupied=False), "done"),
        ("collect", word("CLOSED", 61, occupied=False), "doubt"),
        ("collect", word("CLOSED", 5, occupied=False, opened=False), "doubt"),
        ("collect", word("CLOSED", 5, occupied=True), "kept"),
        ("collect", word("CLOSED", 5, occupied=None), "doubt"),
        ("collect", word("JAMMED", occupied=True, opened=False), "jammed"),
        ("collect", word("JAMMED", occupied=False, opened=False), "doubt"),
        ("collect", word("JAMMED", occupied=True), "doubt"),
        ("collect", word("INTERRUPTED", occupied=True), "kept"),
        ("collect", word("INTERRUPTED", occupied=False), "doubt"),
        ("collect", word("INTERRUPTED", occupied=None), "doubt"),
        ("collect", word("VOID", occupied=True, opened=False), "void"),
        ("collect", word("VOID", occupied=True), "doubt"),
        ("collect", word("OPENING", occupied=True, opened=False), None),
        ("load", word("CLOSED", 300, occupied=True), "done"),
        ("load", word("CLOSED", 5, occupied=False), "kept"),
        ("load", word("INTERRUPTED", occupied=True), "doubt"),
        ("load", word("INTERRUPTED", occupied=False), "kept"),
        ("load", word("JAMMED", occupied=False, opened=False), "jammed"),
        ("take_out", word("CLOSED", 300, occupied=False), "done"),
        ("take_out", word("CLOSED", 5, occupied=True), "kept"),
        ("take_out", word("INTERRUPTED", occupied=False), "doubt"),
    ],
)
def test_the_controllers_word(purpose: str, told: Told, then: str | None) -> None:
    assert boxes.next_state("asked", purpose, told) == then
    if then not in (None, "open"):
        assert boxes.next_state("open", purpose, told) == then


def test_a_visitors_delivery_needs_every_fact() -> None:
    """Whatever is told, done means: shut, empty, in time."""
    told = [
        word(door, seconds, occupied=held, opened=opened)
        for door, seconds, held, opened in product(Door, (None, 3, 90), (True, False, None), (True, False))
    ]
    done = [each for each in told if boxes.next_state("open", "collect", each) == "done"]
    assert done == [word("CLOSED", 3, occupied=False)]


@pytest.mark.parametrize("state", sorted(set(OpeningState) - set(boxes.LIVE)))
def test_an_end_stands(state: str) -> None:
    assert boxes.next_state(state, "collect", word("CLOSED", 3, occupied=False)) is None


def test_a_doubt_ends_by_the_same_facts_told_late() -> None:
    assert boxes.next_state("doubt", "collect", word("CLOSED", 3, occupied=False)) == "done"
    assert boxes.next_state("doubt", "collect", word("CLOSED", 90, occupied=False)) is None
    assert boxes.next_state("doubt", "collect", word("OPEN", occupied=False)) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"occupied": "no"},
        {"state": "AJAR"},
        {"opened_at": "2026-11-20T09:00:05"},
        {"opened_at": "2026-11-20T08:50:00+00:00"},
        {"closed_at": "2026-11-20T08:59:00+00:00"},
        {"closed_at": "2026-11-20T10:00:00+00:00"},
    ],
)
def test_words_that_cannot_be(wrong: dict[str, Any]) -> None:
    said = {
        "state": "CLOSED",
        "opened_at": "2026-11-20T09:00:05+00:00",
        "closed_at": "2026-11-20T09:00:20+00:00",
        "occupied": False,
    }
    now = AT + timedelta(minutes=1)
    assert boxes.told(said, AT, now).stood_open == timedelta(seconds=15)
    with pytest.raises(ValueError, match=r"."):
        boxes.told(said | wrong, AT, now)


@pytest.mark.parametrize(
    ("box", "holds", "found"),
    [
        (None, True, Trouble.UNKNOWN),
        (Seen(open=True, occupied=True), True, Trouble.OPEN),
        (Seen(open=False, occupied=False), True, Trouble.EMPTY),
        (Seen(open=False, occupied=True), False, Trouble.OCCUPIED),
        (Seen(open=False, occupied=None), True, None),
        (Seen(open=False, occupied=True), True, None),
    ],
)
def test_books_and_boxes(box: Seen | None, holds: bool, found: Trouble | None) -> None:
    assert boxes.trouble(box, holds=holds) == found


@pytest.mark.parametrize("purpose", Purpose)
def test_what_somebody_found_ends_a_doubt(purpose: Purpose) -> None:
    for found in Found:
        assert boxes.settled(purpose, found, "看过") not in boxes.LIVE
    with pytest.raises(RuleViolation):
        boxes.settled(purpose, "taken", " ")
    with pytest.raises(RuleViolation):
        boxes.settled(purpose, "perhaps", "看过")


def test_limits() -> None:
    assert not boxes.is_late("open", AT, AT, AT + boxes.PATIENCE)
    assert boxes.is_late("asked", AT, None, AT + boxes.PATIENCE + timedelta(seconds=1))
    assert not boxes.is_late("done", AT, AT, AT + timedelta(days=1))
    assert boxes.is_overdue(AT, 7, AT + timedelta(days=7))
    assert not boxes.is_overdue(AT, 7, AT + timedelta(days=7, seconds=-1))
