"""Keyset pages over real rows: no row missed or shown twice, whichever way one walks."""

from typing import Any

import pytest
from django.apps import apps
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from oneseal.foundation import lists

Region = apps.get_model("identity", "Region")
ORDER = ("-level", "name", "code")


def regions(levels: list[int]) -> None:
    """One region for each level, with names that repeat."""
    Region.objects.bulk_create(
        Region(code=f"{number:012}", name=f"n{number % 3}", full_name="x", level=level, vintage="t")
        for number, level in enumerate(levels)
    )


class Walks(TestCase):
    """Walking through all pages and back."""

    @settings(max_examples=15)
    @given(st.lists(st.integers(1, 3), max_size=80))
    def test_forward_and_back_meet_every_row_once(self, levels: list[int]) -> None:
        regions(levels)
        wanted = list(Region.objects.order_by(*ORDER))
        seen: list[Any] = []
        page: lists.Page[Any] = lists.keyset_page(Region.objects.all(), ORDER, {})
        assert page.previous == ""
        seen += page.rows
        while page.next:
            page = lists.keyset_page(Region.objects.all(), ORDER, {"after": page.next})
            seen += page.rows
        assert seen == wanted
        back = list(page.rows)
        while page.previous:
            page = lists.keyset_page(Region.objects.all(), ORDER, {"before": page.previous})
            back = page.rows + back
        assert back == wanted


@pytest.mark.django_db
@pytest.mark.parametrize("cursor", ["", "nonsense", "W10", "WzEsMl0", "é", "bnVsbA", "WyJ4IiwgMSwgMl0"])
def test_a_cursor_that_was_tampered_with_means_the_first_page(cursor: str) -> None:
    regions([1, 2])
    assert len(lists.keyset_page(Region.objects.all(), ORDER, {"after": cursor}).rows) == 2


@pytest.mark.parametrize(("asked", "size"), [(None, 25), ("100", 100), ("100000", 25), ("x", 25)])
def test_only_two_sizes(asked: str | None, size: int) -> None:
    assert lists.page_size(asked) == size
