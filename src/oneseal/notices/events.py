"""What notices tells the journal."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class MessageQueued(Event):
    """Somebody is told something; without the words, which may hold personal data."""

    kind: ClassVar[str] = "notices.queued"
    says: ClassVar[str] = N_("准备了一条消息")
    template: str
    channels: list[str]
    about_kind: str
    about_id: int


@dataclass(frozen=True)
class MessageSent(Event):
    """A gateway took the message."""

    kind: ClassVar[str] = "notices.sent"
    says: ClassVar[str] = N_("消息已交给网关发送")
    channel: str
    provider_id: str


@dataclass(frozen=True)
class MessageDelivered(Event):
    """The gateway reports that it arrived."""

    kind: ClassVar[str] = "notices.delivered"
    says: ClassVar[str] = N_("消息已送达")
    channel: str


@dataclass(frozen=True)
class MessageFailed(Event):
    """It will not arrive."""

    kind: ClassVar[str] = "notices.failed"
    says: ClassVar[str] = N_("消息没有送达：%(error)s")
    channel: str
    error: str


@dataclass(frozen=True)
class PreferenceSet(Event):
    """Somebody chose channels."""

    kind: ClassVar[str] = "notices.preference_set"
    says: ClassVar[str] = N_("%(who)s 选择了接收方式")
    sms: bool
    email: bool
