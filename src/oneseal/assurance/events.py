"""The news of assurance: ways, levels and numbers; nobody's name, no picture."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class DocumentSeen(Event):
    """A clerk compared the identity document with the person before them; `party` for whom they came."""

    kind: ClassVar[str] = "assurance.document_seen"
    says: ClassVar[str] = N_("%(who)s 当面核对了证件原件")
    check: int
    party: int


@dataclass(frozen=True)
class CheckConfirmed(Event):
    """A second officer confirmed that the person is the one of the document."""

    kind: ClassVar[str] = "assurance.check_confirmed"
    says: ClassVar[str] = N_("%(who)s 复核了来人与证件一致")
    check: int


@dataclass(frozen=True)
class MachineRead(Event):
    """A registered machine read a document or compared a finger (`way`)."""

    kind: ClassVar[str] = "assurance.machine_read"
    says: ClassVar[str] = N_("%(device)s 核验了身份：%(label)s")
    check: int
    way: str
    label: str
    device: str
    serial: str


@dataclass(frozen=True)
class VouchedFor(Event):
    """Another system says how sure it is of a person."""

    kind: ClassVar[str] = "assurance.vouched_for"
    says: ClassVar[str] = N_("%(who)s 报送了身份核验结果：%(label)s")
    check: int
    level: int
    label: str
    serial: str
