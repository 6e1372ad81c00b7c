"""What silence decides."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.cases.events.base import CaseEvent


@dataclass(frozen=True)
class DeemedRenewed(CaseEvent):
    """Not decided before the certificate's last day: renewed by silence (licence law art. 50, LIC-18)."""

    kind: ClassVar[str] = "cases.deemed_renewed"
    number: str
    until: str
    certificate_id: int
