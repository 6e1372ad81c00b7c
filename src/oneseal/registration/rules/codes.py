"""The unified social credit code of who is registered (GB 32100-2015), with the organisation's code in it (GB 11714)."""

from typing import Final

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.identifiers import USCC_ALPHABET, uscc_check_character
from oneseal.kernel.text import N_

MARKET: Final = "9"
"""The registering department 登记管理部门: market supervision."""
CATEGORIES: Final = {"company": "1", "individual": "2"}
"""机构类别: firm, self-employed business."""
SIGNS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)
PREFIX: Final = "MA"
"""The stretch of codes that market registration gives out."""
DIGITS: Final = 10**6
"""So many of a division's codes have digits alone after the stretch's sign; those after them begin with a letter."""
LETTERS: Final = USCC_ALPHABET[10:]
"""The letters of a code: without I, O, S, V, Z (GB 32100-2015)."""
STRETCH: Final = DIGITS + len(LETTERS) * len(USCC_ALPHABET) ** 5


def body_check(body: str) -> str:
    """The check character of the eight signs of an organisation's code (GB 11714-1997)."""
    rest = 11 - sum(SIGNS.index(sign) * weight for sign, weight in zip(body, WEIGHTS, strict=True)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def place_in_stretch(serial: int) -> str:
    """The six signs of the `serial`-th code of a stretch: no two numbers have the same. Raises RuleViolation at its end."""
    if not 0 <= serial < STRETCH:
        text = N_("这个区划的统一社会信用代码码段已经用完，请联系上级登记机关。")
        raise RuleViolation("codes_used_up", text, basis="GB 32100-2015")
    if serial < DIGITS:
        return f"{serial:06d}"
    rest, signs = serial - DIGITS, ""
    for _ in range(5):
        rest, at = divmod(rest, len(USCC_ALPHABET))
        signs = USCC_ALPHABET[at] + signs
    return LETTERS[rest] + signs


def credit_code(category: str, region: str, serial: int) -> str:
    """The 18 signs for the `serial`-th registration of a division; `category` is a key of CATEGORIES."""
    body = PREFIX + place_in_stretch(serial)
    first = f"{MARKET}{CATEGORIES[category]}{region[:6]}{body}{body_check(body)}"
    return first + uscc_check_character(first)
