"""Verification for programs: open to everybody, as the page is."""

from dataclasses import asdict
from datetime import date, datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import File, Path, Router, Schema
from ninja.files import UploadedFile

from oneseal.documents import selectors
from oneseal.foundation import ratelimit
from oneseal.foundation.display import said
from oneseal.kernel.errors import NotFound, RuleViolation
from oneseal.kernel.text import N_

router = Router(tags=["文书核验"])


class VerificationOut(Schema):
    """What the public may know of a document. `state`: valid, revoked or replaced."""

    title: str
    number: str
    item_name: str
    issuer: str
    issued_on: date
    state: str
    state_on: date | None
    addressee: str
    sha256: str
    sm3: str
    code: str
    replaced_by: str


@router.get("/codes/{code}", response={200: VerificationOut}, operation_id="verify_code")
def verify_code(request: HttpRequest, code: Path[str]) -> VerificationOut:
    """The document with this verification code."""
    return _answer(request, selectors.verify_code(code))


@router.get(
    "/digests/{sha256}",
    response={200: VerificationOut},
    operation_id="verify_digest",
)
def verify_digest(request: HttpRequest, sha256: Path[str]) -> VerificationOut:
    """The document whose PDF has this SHA-256 (hexadecimal)."""
    return _answer(request, selectors.verify_digest(sha256.lower()))


class SealOut(Schema):
    """The electronic seal of a file. `findings` has one entry for each thing found; `fatal` ones make it invalid."""

    valid: bool
    form: str
    name: str
    code: str
    signer: str
    signed_at: datetime | None
    timestamp: datetime | None
    findings: list["SealFindingOut"]


class SealFindingOut(Schema):
    """One thing found, with its stable code and a sentence."""

    code: str
    detail: str
    fatal: bool


class OtherOut(Schema):
    """A certificate whose file it is; `state` as in /verification/certificates, `detail` the same as a sentence."""

    title: str
    number: str
    state: str
    detail: str


class FileVerificationOut(Schema):
    """What a file is worth. `verdict`: valid, revoked, replaced, altered, seal_revoked, seal_invalid, sealed, unknown;
    of a certificate's file its state."""

    verdict: str
    seal: SealOut
    document: VerificationOut | None
    certificate: OtherOut | None


SealOut.model_rebuild()


@router.post(
    "/files",
    response={200: FileVerificationOut},
    operation_id="verify_file",
    openapi_extra={"x-only-reads": True},
)
def verify_file(request: HttpRequest, file: File[UploadedFile]) -> FileVerificationOut:
    """A PDF or OFD that somebody was given: its seal, and the document where it is ours. Nothing of it is kept."""
    ratelimit.count(f"verification:{ratelimit.client_address(request)}", 60, 60)
    if (file.size or 0) > settings.FILE_MAX_BYTES:
        raise RuleViolation(
            "file_too_large", N_("文件太大，不会是本局出具的文书。请选择收到的PDF或OFD原文件。"), field="file"
        )
    checked = selectors.verify_file(file.read())
    seal, other = checked.seal, checked.other
    return FileVerificationOut(
        verdict=checked.verdict,
        document=VerificationOut(**asdict(checked.document)) if checked.document else None,
        certificate=OtherOut(
            title=other.title,
            number=other.number,
            state=other.state,
            detail=said(other.sentence, other.params),
        )
        if other
        else None,
        seal=SealOut(
            valid=seal.valid,
            form=seal.form,
            name=seal.seal,
            code=seal.seal_code,
            signer=seal.signer,
            signed_at=seal.signed_at,
            timestamp=seal.timestamp,
            findings=[
                SealFindingOut(code=each.code, detail=gettext(each.sentence) % each.params, fatal=each.fatal)
                for each in seal.findings
            ],
        ),
    )


def _answer(request: HttpRequest, found: selectors.Verification | None) -> VerificationOut:
    ratelimit.count(f"verification:{ratelimit.client_address(request)}", 60, 60)
    if found is None:
        raise NotFound("not_found", N_("没有找到对应的文书，它可能不是本局出具的。请核对后重试。"))
    return VerificationOut(**asdict(found))
