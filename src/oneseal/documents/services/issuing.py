"""Issuing documents: number, content, PDF; revoking and replacing them."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from oneseal.documents.events import (
    DocumentIssued,
    DocumentReplaced,
    DocumentRevoked,
    LetterheadSet,
)
from oneseal.documents.models import IssuedDocument, Letterhead
from oneseal.documents.rules import letters, masks, numbers
from oneseal.documents.rules.heads import check_letterhead
from oneseal.documents.rules.kinds import Kind, kind_of
from oneseal.documents.selectors import letterhead_of
from oneseal.documents.services.rendering import locked
from oneseal.foundation import clock, jobs
from oneseal.foundation.fields import sealed
from oneseal.foundation.journal import Insert, Subject, Update, record
from oneseal.foundation.numbering import next_number_and_id
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict
from oneseal.kernel.text import N_

State = IssuedDocument.State


def issue_document(
    actor: Actor,
    *,
    bureau_id: int,
    kind: str,
    subject: Subject,
    data: Mapping[str, Any],
    signed_name: str = "",
    replaces_id: int | None = None,
) -> IssuedDocument:
    """Give a document its number and queue its rendering; call it inside the act's transaction.

    `kind` is a code of rules.kinds.KINDS, `data` what that kind's class in rules.letters asks for, `subject`
    what it is about (its reader decides who may open it: selectors.register_reader). Raises Violations for
    incomplete data, NotFound for an unknown kind, Conflict when `replaces_id` no longer holds.
    """
    described = kind_of(kind)
    letter = letters.parse(described.letter, described.title, data)
    with transaction.atomic(savepoint=False):
        numbered = _number(described, bureau_id)
        document = IssuedDocument(
            **numbered,
            bureau_id=bureau_id,
            subject_kind=subject.kind,
            subject_id=subject.id,
            item_name=letter.item_name,
            addressee_masked=masks.mask_name(letter.applicant, person=letter.person),
            data=letter.model_dump(mode="json"),
            verify_code=numbers.code_from(secrets.token_bytes(16)),
            issued_at=clock.now(),
            signed_name=signed_name,
            replaces_id=replaces_id,
        )
        _record_issue(actor, document)
        jobs.defer("documents.render", document_id=document.id)
    return document


def _number(kind: Kind, bureau_id: int) -> dict[str, Any]:
    """The columns that come from kind, letterhead and series; the series stays locked until the act commits."""
    head, day = letterhead_of(bureau_id), clock.today()
    seq, row_id = next_number_and_id(bureau_id, f"document:{kind.code}", day.year, IssuedDocument)
    return {
        "id": row_id,
        "kind": kind.code,
        "title": kind.title,
        "template": kind.layout or kind.code,
        "template_version": kind.version,
        "number": numbers.document_number(head.number_word, kind.mark, day.year, seq),
        "year": day.year,
        "seq": seq,
        "issued_on": day,
        "issuer": head.issuer,
    }


def _record_issue(actor: Actor, document: IssuedDocument) -> None:
    """Write row and journal entry in one statement; `data` stays readable on the instance."""
    event = DocumentIssued(
        document_kind=document.kind,
        number=document.number,
        about_kind=document.subject_kind,
        about_id=document.subject_id,
        replaces_id=document.replaces_id,
    )
    row = {field.attname: document.__dict__[field.attname] for field in document._meta.concrete_fields}
    row["data"] = sealed(IssuedDocument, "data", document.uid, document.data)
    record(actor, Subject("document", document.id), event, changes=[Insert(IssuedDocument, row)])
    document._state.adding = False
    if document.replaces_id is not None:
        values = {"state": State.REPLACED, "state_at": document.issued_at, "state_reason": document.number}
        old = Update(IssuedDocument, document.replaces_id, values, expect={"state": State.VALID})
        replaced = DocumentReplaced(number=document.number, by_id=document.id)
        record(actor, Subject("document", document.replaces_id), replaced, changes=[old])


def revoke_document(actor: Actor, *, document_id: int, reason: str) -> None:
    """Declare that a document no longer holds. The calling context has checked that the actor may.

    Raises Conflict where it was already revoked or replaced.
    """
    with transaction.atomic():
        document = locked(document_id)
        if document.state != State.VALID:
            raise Conflict("not_valid", N_("这份文书已经撤销或被替代，不能再次撤销。"))
        values = {"state": State.REVOKED, "state_at": clock.now(), "state_reason": reason}
        record(
            actor,
            Subject("document", document.id),
            DocumentRevoked(number=document.number),
            changes=[Update(IssuedDocument, document.id, values, expect={"state": State.VALID})],
            reason=reason,
        )


def set_letterhead(
    actor: Actor, *, bureau_id: int, issuer: str, number_word: str, **values: Any
) -> Letterhead:
    """Set what a bureau's documents carry; later documents use it, issued ones keep their file.

    `values`: seal_text, address, phone, reconsideration_body, court, demonstration.
    Raises Violations for names that cannot be printed and words that make no number.
    """
    check_letterhead(issuer, number_word, values.get("seal_text", ""))
    with transaction.atomic():
        head, _ = Letterhead.objects.update_or_create(
            bureau_id=bureau_id, defaults={"issuer": issuer, "number_word": number_word, **values}
        )
        record(actor, Subject("letterhead", head.id), LetterheadSet(issuer=issuer, number_word=number_word))
    return head
