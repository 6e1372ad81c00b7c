"""Verification by everybody: by the QR code's secret, by identifier, by number (inventory 4.11)."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from oneseal.certificates.models import AnnotatedCopy, Certificate
from oneseal.certificates.rules import codes, standing
from oneseal.certificates.selectors.blanks import print_on_blank, standing_blank
from oneseal.documents.rules.masks import mask_name
from oneseal.documents.rules.numbers import normal_code, shown_code
from oneseal.documents.selectors import Other
from oneseal.foundation import clock
from oneseal.foundation.display import local_day


@dataclass(frozen=True, slots=True)
class Copy:
    """The marked copy that was asked about: for what use, for whom, until when."""

    purpose: str
    recipient: str
    valid_until: date


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
    ended_on: date | None
    cancelled_on: date | None
    verdict: standing.Verdict
    newer: str
    older: str
    code: str
    asked: str
    """The code under which this answer is found again: the certificate's, or the marked copy's."""
    deemed: bool
    blank: str = ""
    """Number of the blank on which it stands on paper (智能打证); empty where there is no paper."""
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
    return _answer(_rows().get(pk=copy.certificate_id), copy)


def answer_by_text(typed: str) -> Answer | None:
    """The certificate of an identifier; of a number the newest version. None where there is none."""
    text = "".join(typed.split()).upper()
    if codes.is_identifier(text):
        found = _rows().filter(identifier=codes.parse(text).text).first()
    else:
        found = _rows().filter(number=text).order_by("-version").first() if text else None
    return _answer(found) if found else None


def issued_among(numbers: Collection[str]) -> set[str]:
    """Which of these numbers are certificates' numbers."""
    return set(_rows().filter(number__in=numbers).values_list("number", flat=True))


def answer_by_digest(sha256: str) -> Answer | None:
    """The certificate, or marked copy, whose file has exactly these bytes."""
    found = (_rows().filter(pdf__sha256=sha256) | _rows().filter(ofd__sha256=sha256)).first()
    if found is not None:
        return _answer(found)
    copy = AnnotatedCopy.objects.filter(file__sha256=sha256).first()
    return _answer(_rows().get(pk=copy.certificate_id), copy) if copy else None


def answer_to(typed: str) -> Answer | None:
    """The certificate of what somebody typed or scanned: a code, an identifier, a number."""
    return answer_by_code(typed) or answer_by_text(typed) or answer_by_blank(typed)


def answer_by_blank(typed: str) -> Answer | None:
    """The certificate printed on the blank with this number; a paper that was printed again no longer counts."""
    text = "".join(typed.split()).upper()
    job = print_on_blank(text) if text else None
    if job is None:
        return None
    found = _answer(_rows().get(pk=job.certificate_id))
    if job.voided_at is not None:
        void = standing.paper_void(text, local_day(job.voided_at))
        return replace(found, verdict=void, asked=text, newer="")
    return replace(found, asked=text)


def find_issued(typed: str, sha256: str) -> Other | None:
    """The answer about a certificate for the common verification page; None where there is none."""
    found = answer_by_digest(sha256) if sha256 else answer_to(typed)
    if found is None:
        return None
    verdict = found.verdict
    path = reverse("certificates:verified", args=[found.asked])
    return Other(path, found.name, found.number, verdict.code, verdict.sentence, verdict.params, verdict.tone)


def _rows() -> QuerySet[Certificate]:
    return Certificate.objects.select_related("supersedes", "superseded_by").defer("content")


def _answer(row: Certificate, copy: AnnotatedCopy | None = None) -> Answer:
    newer = getattr(row, "superseded_by", None)
    verdict = standing.verdict(
        row.state,
        ended=row.ended,
        ended_on=row.ended_on,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        today=clock.today(),
    )
    if copy is not None:
        verdict = standing.copy_verdict(
            verdict,
            valid_until=copy.valid_until,
            withdrawn=copy.withdrawn_at is not None,
            today=clock.today(),
        )
    code = copy.verify_code if copy else row.verify_code
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
        ended_on=row.ended_on,
        cancelled_on=row.state_on if row.state == "cancelled" and row.ended != "cancelled" else None,
        verdict=verdict,
        newer=newer.identifier if newer else "",
        older=row.supersedes.identifier if row.supersedes else "",
        code=shown_code(code),
        asked=code,
        deemed=row.deemed,
        blank=standing_blank(row.pk),
        copy=Copy(copy.purpose, copy.recipient, copy.valid_until) if copy else None,
    )
