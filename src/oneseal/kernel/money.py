"""Money as whole 分, so that nothing is lost to rounding."""

import re
from typing import Final

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

AMOUNT: Final = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]{1,2}))?")
LARGEST: Final = 10**15
"""Ten trillion yuan in fen: above it stands a typing error."""


def yuan(fen: int) -> str:
    """An amount in yuan with separators and two places: 123456 -> `1,234.56`; the unit is the page's word."""
    whole, part = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole:,}.{part:02d}"


def parse_yuan(raw: str, *, field: str | None = "amount") -> int:
    """Yuan as typed (`1,234.5`, `1234.50元`, `¥100`) in fen. Raises RuleViolation."""
    text = raw.strip().replace("，", ",").removeprefix("¥").removeprefix("￥").removesuffix("元").strip()
    match = AMOUNT.fullmatch(text)
    fen = int(match[1].replace(",", "")) * 100 + int((match[2] or "0").ljust(2, "0")) if match else LARGEST
    if fen >= LARGEST:
        raise RuleViolation(
            "amount_wrong",
            N_("金额“%(raw)s”不对。请填写以元为单位的数字，最多两位小数，如 1234.50。"),
            params={"raw": raw},
            field=field,
        )
    return fen
