"""Places for paper results: unit, row, box (inventory 3.9). One place holds one case, one case lies in one place."""

from collections.abc import Iterator

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

MOST = 2000
"""Places of one unit: more is a typing error."""


def code(unit: str, row: int, box: int) -> str:
    """What is printed on the box and typed or scanned to find it, such as A-2-07."""
    return f"{unit}-{row}-{box:02d}"


def places(unit: str, rows: int, boxes: int) -> Iterator[tuple[int, int, str]]:
    """Row, box and code of every place of a unit, in order. Raises RuleViolation for a unit that cannot be."""
    if not unit or len(unit) > 6 or not unit.isascii() or not unit.isalnum():
        raise RuleViolation(
            "unit_wrong", N_("柜号用1至6个字母或数字，例如 A 或 B2，不要空格。"), field="unit"
        )
    if rows < 1 or boxes < 1 or rows * boxes > MOST:
        raise RuleViolation(
            "unit_size",
            N_("请填写有几层、每层几格，一个柜子最多%(most)s格。"),
            params={"most": MOST},
            field="boxes",
        )
    for row in range(1, rows + 1):
        for box in range(1, boxes + 1):
            yield row, box, code(unit, row, box)
