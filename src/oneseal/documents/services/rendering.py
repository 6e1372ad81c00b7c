"""From an issued document to its files: PDF and OFD, both sealed, each made once and kept for good."""

from typing import Any

from django.db import transaction

from oneseal.documents import typesetting
from oneseal.documents.events import DocumentFormed, DocumentRendered
from oneseal.documents.models import IssuedDocument, StoredFile
from oneseal.documents.rules import names
from oneseal.documents.rules.kinds import kind_of
from oneseal.documents.selectors import letterhead_of
from oneseal.documents.services.files import keep_made
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import SYSTEM
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_
from oneseal.seals import selectors as seals
from oneseal.seals import services as sealing
from oneseal.seals.rules import ofd, ofd_pdf
from oneseal.seals.rules.ofd_seals import STAMP, SealPlace
from oneseal.seals.rules.pdf_seals import Place

MM = 25.4 / 72
PAGE_HEIGHT = 841.89
PDF, OFD = "application/pdf", "application/ofd"


def render_document(document_id: int) -> StoredFile:
    """The document's PDF, sealed where its bureau has a seal; made now if it is not there yet, then kept for good.

    Raises RuleViolation where the seal cannot be used now (out of its dates, no time stamp); nothing is kept then.
    """
    with transaction.atomic():
        document = locked(document_id)
        if document.file_id is not None:
            return StoredFile.objects.get(pk=document.file_id)
        made = typesetting.typeset_letter(document, letterhead_of(document.bureau_id))
        content = _sealed_pdf(document, made)
        file = _keep(document, content, "pdf", PDF, typesetting.pages_of(content))
        event = DocumentRendered(file_id=file.id, sha256=file.sha256, sm3=file.sm3)
        _record(document, event, {"file_id": file.id})
    return file


def render_ofd(document_id: int) -> StoredFile:
    """The document's OFD, of the same look as its PDF, sealed likewise; made once. Raises as render_document."""
    with transaction.atomic():
        document = locked(document_id)
        if document.ofd_id is not None:
            return StoredFile.objects.get(pk=document.ofd_id)
        sealed = _is_sealed(document)
        made = typesetting.typeset_letter(document, letterhead_of(document.bureau_id), picture=False)
        content = ofd.write(_ofd_of(document, made.pdf))
        if sealed:
            content = sealing.seal_ofd(
                SYSTEM,
                ofd=content,
                subject=Subject("document", document.id),
                reason=_reason(document),
                bureau_id=document.bureau_id,
                place=_ofd_place(made),
            )
        file = _keep(document, content, "ofd", OFD, typesetting.pages_of(made.pdf))
        event = DocumentFormed(file_id=file.id, sha256=file.sha256, sm3=file.sm3)
        _record(document, event, {"ofd_id": file.id})
    return file


def locked(document_id: int) -> IssuedDocument:
    """The document's row, locked. Raises NotFound."""
    document = IssuedDocument.objects.select_for_update().filter(pk=document_id).first()
    if document is None:
        raise NotFound("not_found", N_("没有找到这份文书，或者您无权查看。"))
    return document


def _record(document: IssuedDocument, event: DocumentRendered | DocumentFormed, values: Any) -> None:
    change = Update(IssuedDocument, document.id, values)
    record(SYSTEM, Subject("document", document.id), event, changes=[change])


def _is_sealed(document: IssuedDocument) -> bool:
    return kind_of(document.kind).sealed and seals.has_seal(document.bureau_id)


def _reason(document: IssuedDocument) -> str:
    return f"{document.title} {document.number}"


def _sealed_pdf(document: IssuedDocument, made: typesetting.Typeset) -> bytes:
    if not _is_sealed(document):
        return made.pdf
    place = None
    if made.seal:
        page, x, y = made.seal
        half, top = STAMP / MM / 2, PAGE_HEIGHT - y
        place = Place(page, (x - half, top - half, x + half, top + half))
    return sealing.seal_pdf(
        SYSTEM,
        pdf=made.pdf,
        subject=Subject("document", document.id),
        reason=_reason(document),
        bureau_id=document.bureau_id,
        place=place,
    )


def _ofd_place(made: typesetting.Typeset) -> SealPlace | None:
    if made.seal is None:
        return None
    page, x, y = made.seal
    return SealPlace(page, x * MM - STAMP / 2, y * MM - STAMP / 2)


def _ofd_of(document: IssuedDocument, pdf: bytes) -> ofd.OfdDocument:
    return ofd.OfdDocument(
        identifier=document.uid.hex,
        title=_reason(document),
        author=document.issuer,
        created=document.issued_on,
        pages=ofd_pdf.pages(pdf),
        facts={"number": document.number, "verify_code": document.verify_code},
    )


def _keep(document: IssuedDocument, content: bytes, ending: str, kept_type: str, pages: int) -> StoredFile:
    name = names.clean_name(_reason(document), ending)
    return keep_made(
        bureau_id=document.bureau_id,
        purpose="issued",
        name=name,
        content=content,
        media_type=kept_type,
        pages=pages,
    )
