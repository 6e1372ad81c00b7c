"""The unified social credit code of who is registered (GB 32100-2015), with the organisation's code in it (GB 11714)."""

from typing import Final

from oneseal.kernel.identifiers import uscc_check_character

MARKET: Final = "9"
"""The registering department 登记管理部门: market supervision."""
CATEGORIES: Final = {"company": "1", "individual": "2"}
"""机构类别: firm, self-employed business."""
SIGNS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)
PREFIX: Final = "MA"
"""The stretch of codes that market registration gives out."""


def body_check(body: str) -> str:
    """The check character of the eight signs of an organisation's code (GB 11714-1997)."""
    rest = 11 - sum(SIGNS.index(sign) * weight for sign, weight in zip(body, WEIGHTS, strict=True)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def credit_code(category: str, region: str, serial: int) -> str:
    """The 18 signs for the `serial`-th registration of a division; `category` is a key of CATEGORIES."""
    body = f"{PREFIX}{serial:06d}"[:8]
    first = f"{MARKET}{CATEGORIES[category]}{region[:6]}{body}{body_check(body)}"
    return first + uscc_check_character(first)
