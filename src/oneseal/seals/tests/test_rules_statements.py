"""A day told by the other side: whole or refused, and held against our books both ways."""

from collections.abc import Callable

import pytest

from oneseal.seals.rules import statements
from oneseal.seals.rules.statements import Mismatch, Movement

OURS = [Movement("pay", f"1-{end}", f"W{end}", 1200) for end in "abc"]


def test_a_file_tells_what_was_written() -> None:
    assert statements.read(statements.write(OURS)) == OURS
    assert statements.read(statements.write([])) == []


@pytest.mark.parametrize(
    "harm",
    [
        lambda text: text.rpartition("total")[0],
        lambda text: text.replace("1-b,Wb,1200", "1-b,Wb,1300"),
        lambda text: text.replace("pay,1-b,Wb,1200\n", ""),
        lambda text: text.replace("kind,number", "number,kind"),
        lambda _: "",
    ],
)
def test_a_file_that_is_not_whole_is_refused(harm: Callable[[str], str]) -> None:
    with pytest.raises(ValueError, match="daily file"):
        statements.read(harm(statements.write(OURS)))


def test_the_days_are_compared_both_ways() -> None:
    theirs = [OURS[0], Movement("pay", "1-b", "Wb", 1500), Movement("pay", "1-d", "Wd", 900)]
    assert statements.differences(OURS, OURS) == []
    assert statements.differences(OURS, theirs) == [
        Mismatch("pay", "1-b", 1200, 1500, "Wb"),
        Mismatch("pay", "1-c", 1200, None, "Wc"),
        Mismatch("pay", "1-d", None, 900, "Wd"),
    ]
    assert statements.differences(OURS[:1], [OURS[0], OURS[0]]) == [Mismatch("pay", "1-a", 1200, 2400, "Wa")]
