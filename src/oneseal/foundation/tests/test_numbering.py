"""Numbers: from one, without gaps or duplicates, whoever asks at once."""

import pytest
from django.db import transaction

from oneseal.foundation.numbering import from_what_was_set_aside, last_number, next_number, set_aside
from oneseal.foundation.tests.concurrency import in_threads


@pytest.mark.django_db
def test_series_start_at_one_and_are_apart() -> None:
    assert [next_number(1, "受理", 2026) for _ in range(3)] == [1, 2, 3]
    assert next_number(1, "受理", 2027) == 1
    assert next_number(1, "决定", 2026) == 1
    assert next_number(2, "受理", 2026) == 1


@pytest.mark.django_db
def test_act_that_rolls_back_gives_its_number_back() -> None:
    next_number(1, "受理", 2026)
    with transaction.atomic():
        assert next_number(1, "受理", 2026) == 2
        transaction.set_rollback(True)
    assert next_number(1, "受理", 2026) == 2


@pytest.mark.django_db(transaction=True)
def test_many_at_once_leave_no_gap_though_some_roll_back() -> None:
    given: list[int] = []

    def draw(number: int) -> None:
        for turn in range(20):
            with transaction.atomic():
                drawn = next_number(1, "受理", 2026)
                if (turn + number) % 4 == 0:
                    transaction.set_rollback(True)
                    continue
            given.append(drawn)

    in_threads(4, draw)
    assert sorted(given) == list(range(1, 61))


@pytest.mark.django_db
def test_numbers_set_aside_are_given_to_what_is_entered_later() -> None:
    set_aside(1, "受理", 2026, 2)
    assert next_number(1, "受理", 2026) == 3
    with from_what_was_set_aside({("受理", 2026): 2}):
        assert [next_number(1, "受理", 2026) for _ in range(3)] == [1, 2, 4]
        assert next_number(1, "受理", 2027) == 1
    assert next_number(1, "受理", 2026) == 5
    assert last_number(1, "受理", 2026) == 5
    assert last_number(1, "受理", 2030) == 0


@pytest.mark.django_db
def test_a_series_that_is_further_stays() -> None:
    for _ in range(3):
        next_number(1, "受理", 2026)
    set_aside(1, "受理", 2026, 2)
    assert next_number(1, "受理", 2026) == 4
