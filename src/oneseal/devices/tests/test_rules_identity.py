"""What a shown key is, case by case."""

from datetime import UTC, datetime, timedelta

import pytest

from oneseal.devices.rules import health
from oneseal.devices.rules.health import Report, Trouble
from oneseal.devices.rules.identity import (
    AGAIN_AFTER,
    GRACE,
    RENEW_AFTER,
    Held,
    Shown,
    Verdict,
    is_due,
    judge,
)

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
HELD = Held(2, 5, "five", NOW, "six", NOW)


@pytest.mark.parametrize(
    ("shown", "after", "verdict"),
    [
        (Shown(2, 5, "five"), timedelta(days=9), Verdict.CURRENT),
        (Shown(2, 6, "six"), timedelta(0), Verdict.RENEWED),
        (Shown(2, 6, "another six"), timedelta(0), Verdict.COPIED),
        (Shown(2, 5, "another five"), timedelta(0), Verdict.COPIED),
        (Shown(2, 4, "four"), GRACE, Verdict.LATE),
        (Shown(2, 4, "four"), GRACE + timedelta(seconds=1), Verdict.COPIED),
        (Shown(2, 3, "three"), timedelta(0), Verdict.COPIED),
        (Shown(1, 5, "five"), timedelta(0), Verdict.VOID),
        (Shown(3, 1, "one"), timedelta(0), Verdict.VOID),
    ],
)
def test_a_shown_key(shown: Shown, after: timedelta, verdict: Verdict) -> None:
    assert judge(HELD, shown, NOW + after) == verdict


def test_a_device_without_identity_knows_no_key() -> None:
    assert judge(Held(2, 5, "", NOW), Shown(2, 5, ""), NOW) == Verdict.VOID


def test_a_new_key_is_due_after_a_while_and_again_when_its_answer_was_lost() -> None:
    held = Held(1, 1, "one", NOW)
    assert not is_due(held, NOW + RENEW_AFTER - timedelta(seconds=1))
    assert is_due(held, NOW + RENEW_AFTER)
    made = Held(1, 1, "one", NOW, "two", NOW + RENEW_AFTER)
    assert not is_due(made, NOW + RENEW_AFTER + AGAIN_AFTER - timedelta(seconds=1))
    assert is_due(made, NOW + RENEW_AFTER + AGAIN_AFTER)


@pytest.mark.parametrize(
    ("paper", "printer", "seconds", "ms", "found"),
    [
        (None, "", None, None, []),
        (51, "ok", 180, 3000, []),
        (50, "ok", -180, None, [Trouble.PAPER_LOW]),
        (0, "error", None, None, [Trouble.PAPER_OUT, Trouble.PRINTER]),
        (None, "none", 181, None, [Trouble.CLOCK]),
        (None, "", -181, 3001, [Trouble.CLOCK, Trouble.NETWORK]),
    ],
)
def test_troubles(
    paper: int | None, printer: str, seconds: int | None, ms: int | None, found: list[Trouble]
) -> None:
    assert health.troubles(paper=paper, printer=printer, clock_seconds=seconds, network_ms=ms) == found


def test_paper_is_what_the_machine_says_or_what_was_filled_in_less_what_was_printed() -> None:
    assert health.paper_left(500, Report(printed=3)) == 497
    assert health.paper_left(2, Report(printed=3)) == 0
    assert health.paper_left(500, Report(paper=20, printed=3)) == 20
    assert health.paper_left(None, Report(printed=3)) is None
