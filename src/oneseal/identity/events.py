"""The news that identity publishes."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event


@dataclass(frozen=True)
class SignedIn(Event):
    """Somebody signed in; an older session of theirs may have ended by it."""

    kind: ClassVar[str] = "identity.signed_in"
    address: str
    replaced_session: bool


@dataclass(frozen=True)
class SignedOut(Event):
    """Somebody signed out."""

    kind: ClassVar[str] = "identity.signed_out"


@dataclass(frozen=True)
class ClientCreated(Event):
    """Another system got a token."""

    kind: ClassVar[str] = "identity.client_created"
    name: str
    scopes: list[str]
    expires_on: str


@dataclass(frozen=True)
class ClientWithdrawn(Event):
    """Another system's token was ended."""

    kind: ClassVar[str] = "identity.client_withdrawn"
    name: str
