"""What documents tells the journal."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class FileStored(Event):
    """A file was taken in. Digests of what came in and of what is kept."""

    kind: ClassVar[str] = "documents.file_stored"
    says: ClassVar[str] = N_("%(who)s 存入了一个文件")
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
    says: ClassVar[str] = N_("%(who)s 出具了文书 %(number)s")
    document_kind: str
    number: str
    about_kind: str
    about_id: int
    replaces_id: int | None


@dataclass(frozen=True)
class DocumentRendered(Event):
    """The document's PDF was made; its digests are fixed from here on."""

    kind: ClassVar[str] = "documents.rendered"
    says: ClassVar[str] = N_("文书的 PDF 已生成，内容固定")
    file_id: int
    sha256: str
    sm3: str


@dataclass(frozen=True)
class DocumentFormed(Event):
    """The document's OFD was made; its digests are fixed from here on."""

    kind: ClassVar[str] = "documents.formed"
    says: ClassVar[str] = N_("文书的 OFD 已生成，内容固定")
    file_id: int
    sha256: str
    sm3: str


@dataclass(frozen=True)
class DocumentRevoked(Event):
    """The document no longer holds."""

    kind: ClassVar[str] = "documents.revoked"
    says: ClassVar[str] = N_("%(who)s 撤销了文书 %(number)s")
    number: str


@dataclass(frozen=True)
class DocumentReplaced(Event):
    """A newer document stands in its place."""

    kind: ClassVar[str] = "documents.replaced"
    says: ClassVar[str] = N_("文书 %(number)s 由新的文书代替")
    number: str
    by_id: int


@dataclass(frozen=True)
class LetterheadSet(Event):
    """The bureau's letterhead was changed."""

    kind: ClassVar[str] = "documents.letterhead_set"
    says: ClassVar[str] = N_("%(who)s 设置了文书抬头：%(issuer)s")
    issuer: str
    number_word: str


@dataclass(frozen=True)
class FileDiscarded(Event):
    """A file that nothing used was removed."""

    kind: ClassVar[str] = "documents.file_discarded"
    says: ClassVar[str] = N_("清除了一个没有用到的文件")
    purpose: str
    sha256: str
