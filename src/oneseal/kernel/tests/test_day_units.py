"""CAL-8 as a table."""

import pytest

from oneseal.kernel.clocks import Unit
from oneseal.kernel.day_units import DAY_RULES, day_unit

W, C = Unit.WORKING_DAYS, Unit.CALENDAR_DAYS


@pytest.mark.parametrize(
    ("statute", "days", "unit"),
    [
        ("行政许可法", 5, W),
        ("行政许可法", 20, W),
        ("行政许可法", 45, W),
        ("行政处罚法", 7, W),
        ("行政处罚法", 90, C),
        ("行政复议法", 10, W),
        ("行政复议法", 30, C),
        ("行政复议法", 60, C),
        ("招标投标法", 20, C),
        ("招标投标法实施条例", 15, C),
        ("市场主体登记管理条例", 30, C),
    ],
)
def test_days_by_statute(statute: str, days: int, unit: Unit) -> None:
    assert day_unit(statute, days) is unit
    assert DAY_RULES[statute].basis


def test_an_unknown_statute_is_an_error() -> None:
    with pytest.raises(KeyError):
        day_unit("政府采购法", 7)
