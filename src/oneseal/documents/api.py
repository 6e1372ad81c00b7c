"""Verification for programs: open to everybody, as the page is."""

from dataclasses import asdict
from datetime import date

from django.http import HttpRequest
from ninja import Path, Router, Schema

from oneseal.documents import selectors
from oneseal.foundation import ratelimit
from oneseal.kernel.errors import NotFound
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


def _answer(request: HttpRequest, found: selectors.Verification | None) -> VerificationOut:
    ratelimit.count(f"verification:{ratelimit.client_address(request)}", 60, 60)
    if found is None:
        raise NotFound("not_found", N_("没有找到对应的文书，它可能不是本局出具的。请核对后重试。"))
    return VerificationOut(**asdict(found))
