"""What seals tells the journal."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class SealMade(Event):
    """A seal was made and registered; `replaces_id` is the seal it stands in for."""

    kind: ClassVar[str] = "seals.made"
    says: ClassVar[str] = N_("%(who)s 制作并登记了印章 %(name)s（编码 %(code)s）")
    name: str
    code: str
    seal_kind: str
    valid_from: str
    valid_until: str
    certificate_sha256: str
    replaces_id: int | None


@dataclass(frozen=True)
class SealRetired(Event):
    """A seal was taken out of use."""

    kind: ClassVar[str] = "seals.retired"
    says: ClassVar[str] = N_("%(who)s 停用了印章 %(name)s（编码 %(code)s）")
    name: str
    code: str


@dataclass(frozen=True)
class SealApplied(Event):
    """A file was sealed. The digests are of the sealed file."""

    kind: ClassVar[str] = "seals.applied"
    says: ClassVar[str] = N_("%(who)s 用印：编码 %(code)s 的印章盖在 %(form)s 文件上")
    seal_id: int
    code: str
    form: str
    sha256: str
    sm3: str
