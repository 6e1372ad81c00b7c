"""Kinds of movement in the provider's daily file (seals.rules.statements)."""

from typing import Final

PAY: Final = "pay"
REFUND: Final = "refund"
