"""The three paths as tables."""

from datetime import date

import pytest

from oneseal.foundation import calendars
from oneseal.hall.rules import paths
from oneseal.hall.rules.paths import Path
from oneseal.kernel.access import Role
from oneseal.kernel.errors import RuleViolation

pytestmark = pytest.mark.django_db
FRIDAY, SATURDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 23)


@pytest.mark.parametrize(
    ("path", "on", "answer_by", "expected"),
    [
        ("guide", FRIDAY, None, date(2026, 11, 25)),
        ("guide", FRIDAY, date(2026, 11, 27), FRIDAY),
        ("guide", SATURDAY, date(2026, 11, 27), MONDAY),
        ("list", FRIDAY, None, date(2026, 12, 4)),
        ("study", FRIDAY, None, date(2026, 11, 25)),
        ("study", FRIDAY, date(2026, 11, 27), date(2026, 11, 25)),
        ("study", FRIDAY, date(2026, 11, 24), date(2026, 11, 24)),
        ("study", FRIDAY, date(2026, 11, 19), FRIDAY),
    ],
)
def test_until_when(path: str, on: date, answer_by: date | None, expected: date) -> None:
    assert paths.due(path, on, calendars.current(), answer_by).day == expected


def test_who_brings_it_to_its_end() -> None:
    assert Role.CLERK in paths.followers("guide", on_case=False)
    assert Role.CLERK in paths.followers("list", on_case=False)
    for path, on_case in (("study", False), ("study", True), ("guide", True)):
        assert Role.CLERK not in paths.followers(path, on_case=on_case)
        assert Role.COORDINATOR in paths.followers(path, on_case=on_case)


@pytest.mark.parametrize(
    ("path", "code", "on_case", "lawful"),
    [
        ("guide", "reached", False, True),
        ("guide", "reached", True, False),
        ("guide", "not_ours", True, True),
        ("guide", "not_ours", False, False),
        ("list", "came_back", False, True),
        ("study", "not_needed", True, True),
        ("study", "came_back", True, False),
    ],
)
def test_how_a_path_may_end(path: str, code: str, on_case: bool, lawful: bool) -> None:
    if lawful:
        assert paths.outcome_label(path, code)
        paths.check_outcome(path, code, on_case=on_case)
        return
    with pytest.raises(RuleViolation, match="了结"):
        paths.check_outcome(path, code, on_case=on_case)


def test_every_path_that_is_no_end_is_named() -> None:
    assert set(paths.OUTCOMES) == set(paths.WAYS) == set(paths.FOLLOWERS) == set(Path)
    assert paths.outcome_label("guide", "answered") == paths.ENDED
    assert paths.outcome_label("guide", "nothing") == ""


@pytest.mark.parametrize(
    ("rows", "code"),
    [([], "list_empty"), ([(" ", "")], "list_empty"), ([("缺", "")], "line_incomplete")],
)
def test_a_list_says_what_and_how(rows: list[tuple[str, str]], code: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        paths.lacks_of(rows)
    assert caught.value.code == code
    assert [line.what for line in paths.lacks_of([("", ""), ("健康证", "去体检")])] == ["健康证"]
