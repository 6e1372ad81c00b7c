"""Which way counts where, and until when."""

from datetime import UTC, datetime, timedelta

import pytest

from oneseal.assurance.rules.levels import GIVES, HOW, LEVELS, WAYS, Door, Level, Way, counts, until

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
ENDS = datetime(2026, 11, 20, 15, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("way", "door", "after", "same", "fits"),
    [
        (Way.FACE, Door.ONLINE, timedelta(minutes=30), True, True),
        (Way.FACE, Door.ONLINE, timedelta(minutes=30, seconds=1), True, False),
        (Way.FACE, Door.ONLINE, timedelta(minutes=1), False, False),
        (Way.FACE, Door.COUNTER, timedelta(minutes=1), True, False),
        (Way.DOCUMENT, Door.COUNTER, timedelta(hours=13), False, True),
        (Way.DOCUMENT, Door.COUNTER, timedelta(hours=14), False, False),
        (Way.DOCUMENT, Door.ONLINE, timedelta(0), True, False),
        (Way.CONFIRMED, Door.COUNTER, timedelta(hours=1), False, True),
        (Way.READER, Door.ONLINE, timedelta(minutes=10), False, True),
        (Way.READER, Door.ONLINE, timedelta(minutes=10, seconds=1), False, False),
        (Way.READER, Door.COUNTER, timedelta(hours=1), False, True),
        (Way.FINGERPRINT, Door.SYSTEM, timedelta(0), True, False),
        (Way.VOUCHED, Door.SYSTEM, timedelta(minutes=60), True, True),
        (Way.VOUCHED, Door.SYSTEM, timedelta(minutes=1), False, False),
        (Way.VOUCHED, Door.ONLINE, timedelta(0), True, False),
    ],
)
def test_where_a_way_counts(way: Way, door: Door, after: timedelta, same: bool, fits: bool) -> None:
    ends = until(way, AT, ENDS)
    assert counts(way, door, at=AT, until=ends, now=AT + after, same_sign_in=same) is fits


def test_every_way_and_level_has_its_words() -> None:
    assert set(WAYS) == set(GIVES) == set(Way)
    assert set(LEVELS) == set(HOW) == set(Level)
