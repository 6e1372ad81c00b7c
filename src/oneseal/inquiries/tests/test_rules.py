"""Who may do what in which state; until when; the life of an inquiry."""

from datetime import date

import pytest

from oneseal.inquiries.rules.duties import LONGEST, Standing, answer_by, may, text_of
from oneseal.inquiries.rules.states import LIFE, OPEN
from oneseal.kernel.errors import Conflict, RuleViolation
from oneseal.kernel.workdays import WorkCalendar

OWNER, ASKED, SECTION = Standing(owner=True), Standing(offered=True), Standing(section=True)
COORDINATOR, STRANGER = Standing(coordinator=True), Standing()


@pytest.mark.parametrize(
    ("state", "standing", "acts"),
    [
        ("waiting", SECTION, {"take"}),
        ("waiting", COORDINATOR, {"take"}),
        ("waiting", STRANGER, set()),
        ("owned", OWNER, {"offer", "answer"}),
        ("owned", SECTION, set()),
        ("owned", COORDINATOR, {"offer"}),
        ("offered", OWNER, {"withdraw", "answer"}),
        ("offered", ASKED, {"accept", "decline"}),
        ("offered", Standing(owner=True, offered=True), {"withdraw", "answer"}),
        ("offered", COORDINATOR, {"withdraw"}),
        ("offered", STRANGER, set()),
        ("answered", Standing(owner=True, offered=True, section=True, coordinator=True), set()),
    ],
)
def test_who_may_do_what(state: str, standing: Standing, acts: set[str]) -> None:
    assert may(state, standing) == acts


def test_only_acceptance_and_taking_lead_to_another_owner_and_answered_is_the_end() -> None:
    assert LIFE.final == {"answered"}
    assert set(LIFE.states) - {"answered"} == OPEN
    for state, verb, target in LIFE.pairs():
        if target is None:
            with pytest.raises(Conflict):
                LIFE.step(state, verb)


@pytest.mark.parametrize(
    ("asked", "days", "last"),
    [
        (date(2026, 11, 19), 1, date(2026, 11, 20)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
        (date(2026, 11, 20), 2, date(2026, 11, 24)),
    ],
)
def test_the_answer_is_due_working_days_after_the_question(asked: date, days: int, last: date) -> None:
    assert answer_by(asked, days, WorkCalendar({2026: ()})).day == last


def test_texts() -> None:
    assert text_of("  问 ", field="question", missing="没有") == "问"
    assert len(text_of("长" * LONGEST, field="question", missing="没有")) == LONGEST
    for wrong, code in ((" \n", "text_missing"), ("长" * (LONGEST + 1), "text_too_long")):
        with pytest.raises(RuleViolation) as refused:
            text_of(wrong, field="question", missing="没有")
        assert (refused.value.code, refused.value.field) == (code, "question")
