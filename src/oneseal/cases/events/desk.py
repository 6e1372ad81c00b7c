"""What happens only at a desk: mending a slip, looking at personal data, taking a list away."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.cases.events.base import CaseEvent
from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class CorrectedOnTheSpot(CaseEvent):
    """A slip in the form was mended at once, with the applicant's consent (LIC-1 c); names of fields, no values."""

    kind: ClassVar[str] = "cases.corrected_on_the_spot"
    number: str
    submission: int
    fields: list[str]
    digest: str


@dataclass(frozen=True)
class FormUnmasked(CaseEvent):
    """Somebody looked at the personal data of a form in full."""

    kind: ClassVar[str] = "cases.form_unmasked"
    number: str


@dataclass(frozen=True)
class WrongPickupCode(CaseEvent):
    """Somebody came with a wrong pick-up code, for the how manieth time."""

    kind: ClassVar[str] = "cases.wrong_pickup_code"
    number: str
    times: int


@dataclass(frozen=True)
class DeliveryChosen(CaseEvent):
    """How the result is to come was changed before it was handed over; `method_label` in words."""

    kind: ClassVar[str] = "cases.delivery_chosen"
    number: str
    method: str
    method_label: str


@dataclass(frozen=True)
class CasesExported(Event):
    """Somebody took a list of cases out of the system: how many, found by what."""

    kind: ClassVar[str] = "cases.exported"
    says: ClassVar[str] = N_("%(who)s 导出了 %(count)s 件办件的列表")
    count: int
    asked: dict[str, str]
    listing: str = "search"
