"""The news that inquiries publish: one line of the journal for each act, without the question's words."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class Recorded(Event):
    """Somebody was asked and owns the inquiry from now on."""

    kind: ClassVar[str] = "inquiries.recorded"
    says: ClassVar[str] = N_("%(who)s 登记了咨询 %(number)s，为首问责任人，%(due)s 前答复")
    number: str
    channel: str
    item: int | None
    owner: int
    due: str


@dataclass(frozen=True)
class Asked(Event):
    """Somebody asked online; it waits for a section."""

    kind: ClassVar[str] = "inquiries.asked"
    says: ClassVar[str] = N_("收到网上咨询 %(number)s，等待 %(section_name)s 接手，%(due)s 前答复")
    number: str
    item: int | None
    section: int
    section_name: str
    due: str


@dataclass(frozen=True)
class AskerSeen(Event):
    """Somebody read the name or phone of who asked, in full."""

    kind: ClassVar[str] = "inquiries.asker_seen"
    says: ClassVar[str] = N_("%(who)s 查看了 %(number)s 咨询人的完整信息")
    number: str
    field: str


@dataclass(frozen=True)
class Taken(Event):
    """Somebody took an inquiry that waited, and owns it."""

    kind: ClassVar[str] = "inquiries.taken"
    says: ClassVar[str] = N_("%(who)s 接手，为首问责任人")
    owner: int


@dataclass(frozen=True)
class Offered(Event):
    """The owner offered it to a colleague or a section; it stays the owner's."""

    kind: ClassVar[str] = "inquiries.offered"
    says: ClassVar[str] = N_("%(who)s 提出转交给 %(to_name)s，对方接受前仍由原责任人负责")
    handover: int
    owner: int
    to_staff: int | None
    to_section: int | None
    to_name: str


@dataclass(frozen=True)
class Accepted(Event):
    """The hand-over was accepted: the inquiry has a new owner."""

    kind: ClassVar[str] = "inquiries.accepted"
    says: ClassVar[str] = N_("%(who)s 接受转交，成为责任人")
    handover: int
    former_owner: int
    owner: int


@dataclass(frozen=True)
class Declined(Event):
    """The hand-over was declined: nothing changes for the owner."""

    kind: ClassVar[str] = "inquiries.declined"
    says: ClassVar[str] = N_("%(who)s 没有接受转交，仍由原责任人负责")
    handover: int
    owner: int


@dataclass(frozen=True)
class Withdrawn(Event):
    """The offer was taken back."""

    kind: ClassVar[str] = "inquiries.withdrawn"
    says: ClassVar[str] = N_("%(who)s 撤回了转交")
    handover: int
    owner: int


@dataclass(frozen=True)
class Answered(Event):
    """The owner answered."""

    kind: ClassVar[str] = "inquiries.answered"
    says: ClassVar[str] = N_("%(who)s 答复了咨询")
    owner: int
    way: str
    on_time: bool


@dataclass(frozen=True)
class Reminded(Event):
    """The last day for the answer began, and the owner was told."""

    kind: ClassVar[str] = "inquiries.reminded"
    says: ClassVar[str] = N_("今天到期，已提醒责任人")
    owner: int
