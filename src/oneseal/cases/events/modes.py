"""Modes of the bureau: promises to bring materials later, commitments, who broke them."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.cases.events.base import CaseEvent


@dataclass(frozen=True)
class TolerancePromised(CaseEvent):
    """The applicant promised in writing to bring materials later (TOL-1)."""

    kind: ClassVar[str] = "cases.tolerance_promised"
    number: str
    names: list[str]


@dataclass(frozen=True)
class OwedSupplied(CaseEvent):
    """Everything that was owed came (TOL-2)."""

    kind: ClassVar[str] = "cases.owed_supplied"
    number: str
    names: list[str]


@dataclass(frozen=True)
class ToleranceLapsed(CaseEvent):
    """What was owed did not come in time: counts as withdrawn (TOL-1)."""

    kind: ClassVar[str] = "cases.tolerance_lapsed"
    number: str
    owed_by: str
    names: list[str]


@dataclass(frozen=True)
class OwedReminded(CaseEvent):
    """The day of the supplement comes near."""

    kind: ClassVar[str] = "cases.owed_reminded"
    number: str
    owed_by: str
    names: list[str]
