"""Verification by everybody: by the QR code's secret, by identifier, by number (inventory 4.11)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from oneseal.certificates.models import AnnotatedCopy, Certificate
from oneseal.certificates.rules import codes, standing
from oneseal.documents.rules.masks import mask_name
from oneseal.documents.rules.numbers import normal_code, shown_code
from oneseal.foundation import clock


@dataclass(frozen=True, slots=True)
class Copy:
    """The marked copy that was asked about: for what use, for whom, until when, and whether it is still good."""

    purpose: str
    recipient: str
    valid_until: date
    verdict: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the public may know of a certificate: enough to recognise it, nothing more about the person."""

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
    state: str
    cancelled_on: date | None
    verdict: standing.Verdict
    newer: str
    older: str
    code: str
    asked: str
    """The code under which this answer is found again: the certificate's, or the marked copy's."""
    deemed: bool
    copy: Copy | None = None


def answer_by_code(typed: str) -> Answer | None:
    """The certificate, or the marked copy, with this verification code; None where there is none."""
    code = normal_code(typed)
    if not code:
        return None
    found = _rows().filter(verify_code=code).first()
    if found is not None:
        return _answer(found)
    copy = AnnotatedCopy.objects.filter(verify_code=code).first()
    if copy is None:
        return None
    return _answer(_rows().get(pk=copy.certificate_id), _copy(copy))


def answer_by_text(typed: str) -> Answer | None:
    """The certificate of an identifier; of a number the newest version. None where there is none."""
    text = "".join(typed.split()).upper()
    if codes.is_identifier(text):
        found = _rows().filter(identifier=codes.parse(text).text).first()
    else:
        found = _rows().filter(number=text).order_by("-version").first() if text else None
    return _answer(found) if found else None


def answer_by_digest(sha256: str) -> Answer | None:
    """The certificate, or marked copy, whose file has exactly these bytes."""
    found = (_rows().filter(pdf__sha256=sha256) | _rows().filter(ofd__sha256=sha256)).first()
    if found is not None:
        return _answer(found)
    copy = AnnotatedCopy.objects.filter(file__sha256=sha256).first()
    return _answer(_rows().get(pk=copy.certificate_id), _copy(copy)) if copy else None


def verify_path(typed: str, sha256: str) -> str:
    """Where the answer about a certificate lies, for the common verification page; empty where there is none."""
    found = answer_by_digest(sha256) if sha256 else (answer_by_code(typed) or answer_by_text(typed))
    return reverse("certificates:verified", args=[found.asked]) if found else ""


def _rows() -> QuerySet[Certificate]:
    return Certificate.objects.select_related("supersedes", "superseded_by").defer("content")


def _copy(copy: AnnotatedCopy) -> tuple[str, Copy]:
    verdict = standing.copy_verdict(
        valid_until=copy.valid_until, withdrawn=copy.withdrawn_at is not None, today=clock.today()
    )
    return copy.verify_code, Copy(copy.purpose, copy.recipient, copy.valid_until, verdict)


def _answer(row: Certificate, asked: tuple[str, Copy] | None = None) -> Answer:
    newer = getattr(row, "superseded_by", None)
    verdict = standing.verdict(
        row.state,
        ended=row.ended,
        ended_on=row.ended_on,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        today=clock.today(),
    )
    return Answer(
        name=row.name,
        number=row.number,
        identifier=row.identifier,
        version=row.version,
        holder=mask_name(row.holder_name, person=row.holder_kind == "person"),
        issuer=row.issuer_name,
        issuer_code=row.issuer_code,
        issued_on=row.issued_on,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        state=row.state,
        cancelled_on=row.state_on if row.state == "cancelled" and row.ended != "cancelled" else None,
        verdict=verdict,
        newer=newer.identifier if newer else "",
        older=row.supersedes.identifier if row.supersedes else "",
        code=shown_code(asked[0] if asked else row.verify_code),
        asked=asked[0] if asked else row.verify_code,
        deemed=row.deemed,
        copy=asked[1] if asked else None,
    )
