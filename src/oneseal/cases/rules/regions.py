"""The five levels of a division's 12-digit code (inventory 4.6): 省、市、县、乡、村."""

from typing import Final

DIGITS: Final = (2, 4, 6, 9, 12)
"""How many digits say where a division of each level is, from the province down."""


def own_digits(level: int) -> int:
    """The digits that a division of this level shares with everything below it. ValueError for another level."""
    if not 1 <= level <= len(DIGITS):
        raise ValueError(f"no such level: {level}")
    return DIGITS[level - 1]


def below_digits(level: int) -> int:
    """The digits that tell the divisions right below apart; a village has none below and keeps its own."""
    return DIGITS[min(level, len(DIGITS) - 1)]
