"""The news that archives publish."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class Entered(Event):
    """A closed case is to be archived."""

    kind: ClassVar[str] = "archives.entered"
    says: ClassVar[str] = N_("办件归档，档号 %(number)s")
    case: int
    number: str
    retention: str


@dataclass(frozen=True)
class Built(Event):
    """The package was made."""

    kind: ClassVar[str] = "archives.built"
    says: ClassVar[str] = N_("档案包 %(number)s 已生成，%(files)s 个文件")
    case: int
    number: str
    files: int
    sha256: str
    signed: bool


@dataclass(frozen=True)
class Supplemented(Event):
    """What happened after closing was added as a package of its own; `follows` is the SHA-256 of the one before."""

    kind: ClassVar[str] = "archives.supplemented"
    says: ClassVar[str] = N_("办结以后的变化做成补充包 %(number)s，%(files)s 个文件")
    case: int
    number: str
    files: int
    sha256: str
    follows: str
    signed: bool


@dataclass(frozen=True)
class Appraised(Event):
    """A package whose years are over was appraised: kept on until a day, or listed for destruction."""

    kind: ClassVar[str] = "archives.appraised"
    says: ClassVar[str] = N_("%(who)s 登记了到期鉴定：档案 %(number)s")
    case: int
    number: str
    to_destroy: bool
    kept_until: str


@dataclass(frozen=True)
class Opened(Event):
    """Somebody took a package out."""

    kind: ClassVar[str] = "archives.opened"
    says: ClassVar[str] = N_("%(who)s 下载了档案包 %(number)s")
    case: int
    number: str


@dataclass(frozen=True)
class Transferred(Event):
    """Packages went to the archive office."""

    kind: ClassVar[str] = "archives.transferred"
    says: ClassVar[str] = N_("%(who)s 登记移交档案 %(number)s")
    case: int
    number: str
