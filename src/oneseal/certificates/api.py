"""Certificates for other systems: verification for everybody, whole contents for clients that were let in."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Field, Path, Router, Schema
from pydantic import StrictBool

from oneseal.certificates import selectors
from oneseal.certificates.models import Certificate
from oneseal.certificates.rules import metadata
from oneseal.certificates.rules.states import STATUS, State
from oneseal.foundation import ratelimit
from oneseal.foundation.access import actor_of
from oneseal.foundation.display import said
from oneseal.identity.tokens import Scope
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

router = Router(tags=["电子证照"], auth=Scope("certificates:read"))
verification = Router(tags=["证照核验"])


class VerdictOut(Schema):
    """What the public may know of a certificate, the holder's name masked.

    `state`: valid, not_yet, suspended; changed, renewed, replaced (`newer` is the identifier to ask for); withdrawn,
    annulled, revoked, expired, cancelled; copy_expired, copy_withdrawn of a copy marked for one use; paper_void of a paper that
    was printed again. `holds`: whether one may rely on it today. `cancelled_on`: formally cancelled after it had ended
    otherwise. `blank`: number of the blank on which it stands on paper.
    """

    state: str
    holds: bool
    detail: str
    name: str
    number: str
    identifier: str
    version: int
    holder: str
    issuer: str
    issuer_code: str
    issued_on: date
    valid_from: date
    valid_until: date | None
    ended_on: date | None
    cancelled_on: date | None
    newer: str
    older: str
    purpose: str
    recipient: str
    blank: str


class CertificateVersionOut(Schema):
    """One version of a certificate. `status`: the code of ECERT-3 (01 valid … 99)."""

    identifier: str
    version: int
    state: str
    status: str
    state_on: date
    ended: str
    ended_on: date | None
    issued_on: date
    valid_from: date
    valid_until: date | None


class CertificateOut(CertificateVersionOut):
    """A whole certificate: `content` are its metadata under their standard names (GB/T 36903)."""

    name: str
    number: str
    type: str
    issuer: str
    issuer_code: str
    holder: str
    content: dict[str, str]


class HolderIn(Schema, extra="forbid"):
    """Whose certificates: by the number of an identity document or a unified social credit code."""

    number: str = Field(..., min_length=2, max_length=60, pattern=r"^[0-9A-Za-z()（） -]+$")
    type: str = Field("", max_length=40, pattern=r"^[-a-zA-Z0-9_]*$")
    standing: StrictBool = Field(True, description="只要现在有效或暂扣的")


@verification.get("/{asked}", response={200: VerdictOut}, operation_id="verify_certificate")
def verify_certificate(request: HttpRequest, asked: Path[str]) -> VerdictOut:
    """By identifier, by number (the newest version), by the code under the QR code, or by the number of its blank."""
    ratelimit.count(f"verification:{ratelimit.client_address(request)}", 60, 60)
    found = selectors.answer_to(asked.replace("\x00", ""))
    if found is None:
        raise _absent()
    verdict = found.verdict
    return VerdictOut(
        state=verdict.code,
        holds=verdict.holds,
        detail=said(verdict.sentence, verdict.params),
        purpose=found.copy.purpose if found.copy else "",
        recipient=found.copy.recipient if found.copy else "",
        **{name: getattr(found, name) for name in VerdictOut.model_fields if name in SAME},
    )


SAME = {
    "name", "number", "identifier", "version", "holder", "issuer", "issuer_code", "issued_on", "valid_from",
    "valid_until", "ended_on", "cancelled_on", "newer", "older", "blank",
}  # fmt: skip


@router.post(
    "/searches",
    response={200: list[CertificateOut]},
    operation_id="find_certificates",
    openapi_extra={"x-only-reads": True},
)
def find_certificates(request: HttpRequest, given: HolderIn) -> list[CertificateOut]:
    """A holder's certificates, newest first; a POST so that the number stands in no address."""
    rows = selectors.held_by(
        actor_of(request), number=given.number, type_code=given.type, standing=given.standing
    )
    return [_whole(row) for row in rows]


@router.get("/{identifier}", response={200: CertificateOut}, operation_id="get_certificate")
def get_certificate(request: HttpRequest, identifier: Path[str]) -> CertificateOut:
    """The version with this identifier (with or without its root)."""
    return _whole(selectors.access_by_identifier(actor_of(request), identifier))


@router.get(
    "/{identifier}/versions",
    response={200: list[CertificateVersionOut]},
    operation_id="list_certificate_versions",
)
def list_versions(request: HttpRequest, identifier: Path[str]) -> list[CertificateVersionOut]:
    """All versions of the certificate that has this identifier, newest first."""
    actor = actor_of(request)
    row = selectors.access_by_identifier(actor, identifier)
    return [CertificateVersionOut(**_version(each)) for each in selectors.versions_of(actor, row)]


def _version(row: Certificate) -> dict[str, Any]:
    same = {name: getattr(row, name) for name in CertificateVersionOut.model_fields if name != "status"}
    return {**same, "status": STATUS[State(row.state)]}


def _whole(row: Certificate) -> CertificateOut:
    return CertificateOut(
        **_version(row),
        name=row.name,
        number=row.number,
        type=row.type.code,
        issuer=row.issuer_name,
        issuer_code=row.issuer_code,
        holder=row.holder_name,
        content=metadata.facts(row),
    )


def _absent() -> NotFound:
    return NotFound("not_found", N_("没有找到对应的证照，它可能不是本局颁发的。请核对后重试。"))
