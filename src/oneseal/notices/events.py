"""What notices tells the journal."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event


@dataclass(frozen=True)
class MessageQueued(Event):
    """Somebody is told something; without the words, which may hold personal data."""

    kind: ClassVar[str] = "notices.queued"
    template: str
    channels: list[str]
    about_kind: str
    about_id: int


@dataclass(frozen=True)
class MessageSent(Event):
    """A gateway took the message."""

    kind: ClassVar[str] = "notices.sent"
    channel: str
    provider_id: str


@dataclass(frozen=True)
class MessageDelivered(Event):
    """The gateway reports that it arrived."""

    kind: ClassVar[str] = "notices.delivered"
    channel: str


@dataclass(frozen=True)
class MessageFailed(Event):
    """It will not arrive."""

    kind: ClassVar[str] = "notices.failed"
    channel: str
    error: str


@dataclass(frozen=True)
class PreferenceSet(Event):
    """Somebody chose channels."""

    kind: ClassVar[str] = "notices.preference_set"
    sms: bool
    email: bool
