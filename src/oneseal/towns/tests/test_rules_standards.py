"""What a counter is measured by, as tables."""

from datetime import date

import pytest

from oneseal.kernel.errors import RuleViolation
from oneseal.towns.rules import standards
from oneseal.towns.rules.standards import ITEMS, LISTED, POINTS, TOWN, VILLAGE, Counted, Said, Share

TODAY = date(2026, 11, 23)


def test_six_aspects_and_five_extensions_are_asked_of_towns_and_the_aspects_of_villages() -> None:
    def groups(level: str) -> list[str]:
        return [point.group for point in standards.points_of(level).values()]

    assert (groups(TOWN).count("aspect"), groups(TOWN).count("extension")) == (6, 5)
    assert (groups(VILLAGE).count("aspect"), groups(VILLAGE).count("extension")) == (6, 0)


@pytest.mark.parametrize(
    ("level", "point", "said", "counted", "field"),
    [
        (VILLAGE, "service", Said(True, TODAY), Counted(), "point"),
        (TOWN, "nothing", Said(True, TODAY), Counted(), "point"),
        (TOWN, "hall", Said(False), Counted(), "note"),
        (TOWN, "hall", Said(True, None), Counted(), "since"),
        (TOWN, "hall", Said(True, date(2026, 11, 24)), Counted(), "since"),
        (TOWN, "institution", Said(True, TODAY), Counted(), "paper"),
        (TOWN, LISTED, Said(True, TODAY), Counted(here=3, missing=1), "holds"),
        (TOWN, LISTED, Said(True, TODAY), Counted(), "holds"),
        (TOWN, ITEMS, Said(True, TODAY), Counted(missing=3), "holds"),
    ],
)
def test_a_fact_is_refused(level: str, point: str, said: Said, counted: Counted, field: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        standards.check_fact(level, point, said, counted, TODAY)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("level", "point", "said", "counted"),
    [
        (TOWN, "hall", Said(True, TODAY), Counted()),
        (VILLAGE, LISTED, Said(True, TODAY), Counted(here=1)),
        (TOWN, ITEMS, Said(True, TODAY), Counted(delegated=1)),
        (TOWN, "institution", Said(True, TODAY, paper="云编〔2026〕3号"), Counted()),
        (VILLAGE, LISTED, Said(False, note="缺三项"), Counted(missing=3)),
    ],
)
def test_a_fact_is_taken(level: str, point: str, said: Said, counted: Counted) -> None:
    standards.check_fact(level, point, said, counted, TODAY)


@pytest.mark.parametrize(
    ("done", "whole", "percent"), [(0, 0, None), (0, 3, 0), (2, 3, 66), (3, 3, 100), (999, 1000, 99)]
)
def test_not_all_is_never_a_hundred(done: int, whole: int, percent: int | None) -> None:
    assert Share(done, whole).percent == percent


@pytest.mark.parametrize(
    ("scope", "open_", "reach"),
    [
        ("decide", True, "decide"),
        ("receive", False, "receive"),
        ("", True, "open"),
        ("", False, "forward"),
    ],
)
def test_how_far_an_item_goes_is_computed(scope: str, open_: bool, reach: str) -> None:
    assert standards.reach(scope, open_at_towns=open_) == reach
    assert reach in standards.REACHES


@pytest.mark.parametrize(
    ("first", "last", "right"),
    [
        (date(2026, 7, 1), date(2026, 11, 22), True),
        (date(2026, 11, 22), date(2026, 11, 22), True),
        (date(2026, 7, 1), TODAY, False),
        (date(2026, 7, 2), date(2026, 7, 1), False),
    ],
)
def test_points_are_of_days_that_are_over(first: date, last: date, right: bool) -> None:
    if right:
        standards.check_period(first, last, TODAY)
        return
    with pytest.raises(RuleViolation) as caught:
        standards.check_period(first, last, TODAY)
    assert caught.value.field == "last"


def test_every_point_says_what_it_means() -> None:
    assert all(point.label and point.says for point in POINTS.values())
