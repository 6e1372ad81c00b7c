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


@dataclass(frozen=True)
class AuthorityFounded(Event):
    """The installation made its certificate authority."""

    kind: ClassVar[str] = "seals.authority_founded"
    says: ClassVar[str] = N_("%(who)s 建立了证书签发机构（%(organisation)s）")
    organisation: str


@dataclass(frozen=True)
class CertificateIssued(Event):
    """A certificate was made here."""

    kind: ClassVar[str] = "seals.certificate_issued"
    says: ClassVar[str] = N_("%(who)s 签发了证书 %(name)s")
    usage: str
    name: str
    serial: str
    sha256: str


@dataclass(frozen=True)
class CertificateImported(Event):
    """A certificate from outside was taken in; `with_key` when its private key came along or lies in a module."""

    kind: ClassVar[str] = "seals.certificate_imported"
    says: ClassVar[str] = N_("%(who)s 导入了外部证书 %(name)s")
    usage: str
    name: str
    serial: str
    sha256: str
    with_key: bool


@dataclass(frozen=True)
class CertificateRevoked(Event):
    """A certificate was revoked; `code` is the reason's name in RFC 5280."""

    kind: ClassVar[str] = "seals.certificate_revoked"
    says: ClassVar[str] = N_("%(who)s 吊销了证书 %(name)s")
    usage: str
    name: str
    serial: str
    code: str


@dataclass(frozen=True)
class ListImported(Event):
    """A revocation list of an outside authority was taken in."""

    kind: ClassVar[str] = "seals.list_imported"
    says: ClassVar[str] = N_("%(who)s 导入了 %(name)s 的吊销列表")
    name: str
    entries: int
    next_update: str
