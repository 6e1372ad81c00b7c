"""What documents tells the journal."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event


@dataclass(frozen=True)
class FileStored(Event):
    """A file was taken in. Digests of what came in and of what is kept."""

    kind: ClassVar[str] = "documents.file_stored"
    purpose: str
    media_type: str
    size: int
    sha256: str
    sm3: str
    source_sha256: str
    source_sm3: str
    cleaned: list[str]


@dataclass(frozen=True)
class DocumentIssued(Event):
    """A document got its number."""

    kind: ClassVar[str] = "documents.issued"
    document_kind: str
    number: str
    about_kind: str
    about_id: int
    replaces_id: int | None


@dataclass(frozen=True)
class DocumentRendered(Event):
    """The document's PDF was made; its digests are fixed from here on."""

    kind: ClassVar[str] = "documents.rendered"
    file_id: int
    sha256: str
    sm3: str


@dataclass(frozen=True)
class DocumentRevoked(Event):
    """The document no longer holds."""

    kind: ClassVar[str] = "documents.revoked"
    number: str


@dataclass(frozen=True)
class DocumentReplaced(Event):
    """A newer document stands in its place."""

    kind: ClassVar[str] = "documents.replaced"
    number: str
    by_id: int


@dataclass(frozen=True)
class LetterheadSet(Event):
    """The bureau's letterhead was changed."""

    kind: ClassVar[str] = "documents.letterhead_set"
    issuer: str
    number_word: str


@dataclass(frozen=True)
class FileDiscarded(Event):
    """A file that nothing used was removed."""

    kind: ClassVar[str] = "documents.file_discarded"
    purpose: str
    sha256: str
