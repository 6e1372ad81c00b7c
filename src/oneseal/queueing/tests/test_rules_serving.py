"""Who may serve a line, by posts and proven skills (1.10, 1.15)."""

from collections.abc import Collection

import pytest

from oneseal.queueing.rules.serving import may_serve

ITEMS = {1: "food", 2: "fire"}


@pytest.mark.parametrize(
    ("items", "posts", "lacking", "able"),
    [
        ({}, [], set(), True),
        (ITEMS, [], set(), False),
        (ITEMS, [[]], set(), True),
        (ITEMS, [["none"], ["fire"]], set(), True),
        (ITEMS, [["none"]], set(), False),
        (ITEMS, [[]], {1}, True),
        (ITEMS, [[]], {1, 2, 3}, False),
    ],
)
def test_a_line_is_served_by_who_holds_a_post_and_a_skill_for_any_of_its_items(
    items: dict[int, str], posts: list[list[str]], lacking: Collection[int], able: bool
) -> None:
    assert may_serve(items, posts, lacking) is able
