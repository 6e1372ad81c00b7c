"""Rates that keep what they were made of: numerator, denominator, day basis, rounding."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

NOTHING: Final = "—"


class Rounding(StrEnum):
    """How the last shown digit comes about; published figures use both (inventory Z.2), so it is always said."""

    TRUNCATE = "truncate"
    ROUND = "round"


class DayBasis(StrEnum):
    """Which days a rate per day or an average in days counts (inventory Z.4)."""

    NONE = "none"
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"


@dataclass(frozen=True, slots=True)
class Rate:
    """A fraction of two counts. Raises ValueError when either is negative."""

    numerator: int
    denominator: int
    rounding: Rounding = Rounding.ROUND
    basis: DayBasis = DayBasis.NONE

    def __post_init__(self) -> None:
        if self.numerator < 0 or self.denominator < 0:
            raise ValueError("a rate is made of counts")

    def scaled(self, factor: int) -> int | None:
        """The fraction times factor as a whole number by this rate's rounding; None over nothing.

        Halves are rounded up, as people do.
        """
        if not self.denominator:
            return None
        product = self.numerator * factor
        if self.rounding is Rounding.TRUNCATE:
            return product // self.denominator
        return (2 * product + self.denominator) // (2 * self.denominator)

    def percent(self, places: int = 2) -> str:
        """As a percentage with that many places, such as `99.91%`; `—` over nothing."""
        return self._text(100, places, "%")

    def quotient(self, places: int = 1) -> str:
        """As a plain quotient, such as cases per day; `—` over nothing."""
        return self._text(1, places, "")

    def _text(self, factor: int, places: int, unit: str) -> str:
        value = self.scaled(factor * 10**places)
        if value is None:
            return NOTHING
        whole, part = divmod(value, 10**places)
        return f"{whole:,}.{part:0{places}d}{unit}" if places else f"{whole:,}{unit}"

    def __add__(self, other: "Rate") -> "Rate":
        """The rate of two groups together. Raises ValueError when they count or round differently."""
        if (self.rounding, self.basis) != (other.rounding, other.basis):
            raise ValueError("rates of different kinds do not add up")
        return Rate(
            self.numerator + other.numerator, self.denominator + other.denominator, self.rounding, self.basis
        )
