"""Making a certificate's files: rendered, sealed, kept. Outside the act, in a job, or when somebody first asks."""

from django.db import transaction

from oneseal.certificates import events, faces
from oneseal.certificates.models import AnnotatedCopy, Certificate
from oneseal.documents import services as documents
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import SYSTEM
from oneseal.seals import selectors as seals
from oneseal.seals import services as sealing

PURPOSE = "certificate"
PDF, OFD = "application/pdf", "application/ofd"


def render_certificate(certificate_id: int) -> Certificate:
    """The certificate with both its files, sealed where its bureau has a seal; made now if they are not there yet.

    The first rendering is kept for good. Raises RuleViolation where the seal cannot be used now; nothing is kept then.
    """
    with transaction.atomic():
        row = lock(Certificate, certificate_id)
        if row.pdf_id is not None and row.ofd_id is not None:
            return row
        pdf = _keep(row, _sealed_pdf(row, faces.pdf_of(row, drawn=True)), PDF, "pdf")
        ofd = _keep(row, _sealed_ofd(row, faces.ofd_of(row, faces.pdf_of(row))), OFD, "ofd")
        change = Update(Certificate, row.pk, {"pdf_id": pdf, "ofd_id": ofd})
        event = events.Rendered(pdf, ofd)
        record(SYSTEM.of_bureau(row.bureau_id), Subject("licence", row.pk), event, changes=[change])
        row.pdf_id, row.ofd_id = pdf, ofd
    return row


def render_copy(copy_id: int) -> AnnotatedCopy:
    """A marked copy with its file, sealed like the certificate."""
    with transaction.atomic():
        copy = lock(AnnotatedCopy, copy_id)
        if copy.file_id is None:
            row = copy.certificate
            content = _sealed_pdf(row, faces.pdf_of(row, copy, drawn=True))
            copy.file_id = _keep(row, content, PDF, "pdf", f"（加注件{copy.pk}）")
            copy.save(update_fields=["file"])
    return copy


def _sealed_pdf(row: Certificate, content: bytes) -> bytes:
    if not seals.has_seal(row.bureau_id):
        return content
    return sealing.seal_pdf(
        SYSTEM,
        pdf=content,
        subject=Subject("licence", row.pk),
        reason=str(row),
        bureau_id=row.bureau_id,
        place=faces.PDF_PLACE,
    )


def _sealed_ofd(row: Certificate, content: bytes) -> bytes:
    if not seals.has_seal(row.bureau_id):
        return content
    return sealing.seal_ofd(
        SYSTEM,
        ofd=content,
        subject=Subject("licence", row.pk),
        reason=str(row),
        bureau_id=row.bureau_id,
        place=faces.OFD_PLACE,
    )


def _keep(row: Certificate, content: bytes, media_type: str, extension: str, mark: str = "") -> int:
    kept = documents.keep_made(
        bureau_id=row.bureau_id,
        purpose=PURPOSE,
        name=f"{row.name} {row.number}{mark}.{extension}",
        content=content,
        media_type=media_type,
        pages=1,
    )
    return int(kept.pk)
