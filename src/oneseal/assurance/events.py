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


@dataclass(frozen=True)
class FaceAsked(Event):
    """Somebody consented to have their face compared, and the picture went to the service."""

    kind: ClassVar[str] = "assurance.face_asked"
    says: ClassVar[str] = N_("%(who)s 单独同意并请求人脸比对")
    comparison: int
    terms: str


@dataclass(frozen=True)
class FaceCompared(Event):
    """What the service said; the picture was not kept."""

    kind: ClassVar[str] = "assurance.face_compared"
    says: ClassVar[str] = N_("%(service)s 的人脸比对结果：%(label)s，流水号 %(serial)s")
    comparison: int
    outcome: str
    label: str
    band: str
    serial: str
    service: str


@dataclass(frozen=True)
class FaceLost(Event):
    """The service did not answer in a way that can be believed."""

    kind: ClassVar[str] = "assurance.face_lost"
    says: ClassVar[str] = N_("人脸比对没有得到答复")
    comparison: int
