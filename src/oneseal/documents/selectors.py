"""Every read of documents: files, issued documents, verification."""

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any

from django.db.models import Q, QuerySet

from oneseal.documents import scans, storage, typesetting
from oneseal.documents.models import IssuedDocument, Letterhead, StoredFile
from oneseal.documents.rules import fonts, letters, numbers
from oneseal.documents.rules.guides import Guide
from oneseal.documents.rules.kinds import INTERNAL, kind_of
from oneseal.documents.rules.plates import Plate
from oneseal.documents.rules.registers import Register
from oneseal.documents.rules.sheets import Sheet
from oneseal.documents.rules.verdicts import verdict
from oneseal.foundation import clock
from oneseal.foundation.db import rows_where
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_
from oneseal.seals import selectors as seals
from oneseal.seals.rules.findings import Verification as SealCheck


@dataclass(frozen=True, slots=True)
class Other:
    """What another context issued and answers for: where its answer lies, what it is, what holds of it today.

    `state` is a code for programs; `sentence` (filled from `params`) and `tone` (success, warning, danger) for people.
    """

    path: str
    title: str
    number: str
    state: str
    sentence: str
    params: dict[str, str]
    tone: str


Elsewhere = Callable[[str, str], Other | None]
FileReader = Callable[[Actor, StoredFile], bool]
FileNamer = Callable[[Actor, StoredFile], str]
SubjectReader = Callable[[Actor, int], bool]

_elsewhere: list[Elsewhere] = []
_file_readers: dict[str, FileReader] = {}
_file_namers: dict[str, FileNamer] = {}
_subject_readers: dict[str, SubjectReader] = {}


def register_access(purpose: str, may_read: FileReader, name_for: FileNamer | None = None) -> None:
    """Let the context that owns a purpose say who may read its files; call it from AppConfig.ready().

    `name_for` says under which name somebody gets a file, where people name files by what not everybody may know.
    """
    _file_readers[purpose] = may_read
    if name_for:
        _file_namers[purpose] = name_for


def name_for(actor: Actor, file: StoredFile) -> str:
    """The name under which this actor gets a file."""
    named = _file_namers.get(file.purpose)
    return named(actor, file) if named else file.name


def register_verifier(find: Elsewhere) -> None:
    """Let another context answer on the common verification page for what it issued.

    `find` gets what was typed or scanned and the SHA-256 of a file, one of them empty; None where it knows nothing.
    """
    _elsewhere.append(find)


def answered_elsewhere(*, typed: str = "", sha256: str = "") -> Other | None:
    """What another context answers about something that it issued; None where nobody knows it."""
    return next((other for find in _elsewhere if (other := find(typed, sha256))), None)


def register_reader(subject_kind: str, may_read: SubjectReader) -> None:
    """Let the context that owns a kind of subject (`case`) say who may open the documents about it."""
    _subject_readers[subject_kind] = may_read


def offered_scans(login: str) -> list[scans.Scan]:
    """What the scanner of a clerk dropped and nobody has used, newest first (services.taken_scan)."""
    return scans.offered(login)


def access_file(actor: Actor, file_id: int) -> StoredFile:
    """The file, if this actor may read it. Raises NotFound for absent and forbidden ones alike."""
    file = StoredFile.objects.filter(pk=file_id).first()
    if file is not None:
        if file.purpose == "issued":
            document = IssuedDocument.objects.filter(Q(file_id=file_id) | Q(ofd_id=file_id)).first()
            if document is not None and _may_open(actor, document):
                return file
        elif _file_readers.get(file.purpose, _owner_only)(actor, file):
            return file
    raise NotFound("not_found", N_("没有找到这个文件，或者您无权查看。"))


def kept_file(file_id: int, purpose: str) -> StoredFile:
    """A file of one purpose, for the context that owns the purpose and has checked that it may be read.

    Raises NotFound.
    """
    file = StoredFile.objects.filter(pk=file_id, purpose=purpose).first()
    if file is None:
        raise NotFound("not_found", N_("没有找到这个文件，或者您无权查看。"))
    return file


def _owner_only(actor: Actor, file: StoredFile) -> bool:
    return actor.account_id != 0 and actor.account_id == file.owner_id


def open_file(file: StoredFile) -> IO[bytes]:
    """The kept bytes, for streaming. Ask access_file first."""
    return storage.opened(file.sha256)


def open_preview(file: StoredFile) -> IO[bytes] | None:
    """The preview picture (PNG) where it is ready."""
    return storage.opened(file.sha256, "preview") if file.preview == StoredFile.Preview.READY else None


def access_document(actor: Actor, document_id: int) -> IssuedDocument:
    """The issued document, if this actor may open it. Raises NotFound for absent and forbidden ones alike."""
    document = IssuedDocument.objects.select_related("file").filter(pk=document_id).first()
    if document is None or not _may_open(actor, document):
        raise NotFound("not_found", N_("没有找到这份文书，或者您无权查看。"))
    return document


def _may_open(actor: Actor, document: IssuedDocument) -> bool:
    if document.kind in INTERNAL and not actor.is_staff:
        return False
    reader = _subject_readers.get(document.subject_kind)
    return reader is not None and reader(actor, document.subject_id)


def documents_about(subject_kind: str, subject_id: int) -> QuerySet[IssuedDocument]:
    """The documents issued about a subject, oldest first, without their encrypted data.

    The caller has checked that the actor may see the subject.
    """
    return (
        IssuedDocument.objects.filter(subject_kind=subject_kind, subject_id=subject_id)
        .defer("data")
        .order_by("id")
    )


def document_by_number(bureau_id: int, number: str) -> IssuedDocument | None:
    """What a bureau issued under a number, the newest; its encrypted data are not loaded."""
    rows = IssuedDocument.objects.filter(bureau=bureau_id, number=number).defer("data")
    return rows.order_by("-id").first()


def issued_among(bureau_id: int, numbers: Collection[str]) -> set[str]:
    """Which of these numbers a bureau gave to documents."""
    rows = IssuedDocument.objects.filter(bureau=bureau_id, number__in=numbers)
    return set(rows.values_list("number", flat=True))


def find_letterhead(bureau_id: int) -> Letterhead | None:
    """The bureau's letterhead, if one was set."""
    return next(iter(rows_where(Letterhead, "bureau_id = %s", [bureau_id])), None)


def letterhead_of(bureau_id: int) -> Letterhead:
    """The bureau's letterhead. Raises NotFound where none was set."""
    head = find_letterhead(bureau_id)
    if head is None:
        raise NotFound(
            "no_letterhead",
            N_("本单位还没有设置文书抬头（名称、发文字、印章），不能出具文书。请系统管理员先设置。"),
        )
    return head


def documents_about_any(subject_kind: str, subject_ids: Any) -> QuerySet[IssuedDocument]:
    """The documents that still hold about any of these subjects (ids, or a query of them), for their applicants.

    Without encrypted data and without those for colleagues only. The caller has checked that the actor may see them.
    """
    return (
        IssuedDocument.objects.filter(subject_kind=subject_kind, subject_id__in=subject_ids)
        .exclude(kind__in=INTERNAL)
        .defer("data")
    )


@dataclass(frozen=True, slots=True)
class Verification:
    """What the public may know of a document: enough to recognise it, nothing about the person."""

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


def verify_code(typed: str) -> Verification | None:
    """The document with this code as the public may see it; None where there is none."""
    code = numbers.normal_code(typed)
    found = _for_verification().filter(verify_code=code).first() if code else None
    return _verification(found) if found else None


def verify_digest(sha256: str) -> Verification | None:
    """The document whose PDF or OFD has exactly these bytes; None where there is none."""
    found = _for_verification().filter(Q(file__sha256=sha256) | Q(ofd__sha256=sha256)).first()
    return _verification(found) if found else None


@dataclass(frozen=True, slots=True)
class FileVerification:
    """What the public may know of a file: a verdict (rules.verdicts), its seal, the document where it is ours, or
    what another context says of it."""

    verdict: str
    seal: SealCheck
    document: Verification | None
    other: Other | None


def verify_file(content: bytes) -> FileVerification:
    """What a file that somebody was given is worth now. Nothing of it is kept."""
    sha256 = hashlib.sha256(content).hexdigest()
    document = verify_digest(sha256)
    other = None if document else answered_elsewhere(sha256=sha256)
    seal = seals.verify(content, clock.now())
    known = document or other
    return FileVerification(verdict(known.state if known else None, seal), seal, document, other)


def _for_verification() -> QuerySet[IssuedDocument]:
    return IssuedDocument.objects.select_related("file", "replaced_by").defer("data", "replaced_by__data")


def _verification(document: IssuedDocument) -> Verification:
    newer = getattr(document, "replaced_by", None)
    return Verification(
        title=document.title,
        number=document.number,
        item_name=document.item_name,
        issuer=document.issuer,
        issued_on=document.issued_on,
        state=document.state,
        state_on=document.state_at.astimezone(clock.LOCAL).date() if document.state_at else None,
        addressee=document.addressee_masked,
        sha256=document.file.sha256 if document.file else "",
        sm3=document.file.sm3 if document.file else "",
        code=numbers.shown_code(document.verify_code),
        replaced_by=newer.number if newer else "",
    )


def guide_pdf(data: Mapping[str, Any], *, published_at: datetime) -> bytes:
    """An item guide (rules.guides.Guide as a dict) as PDF: the same bytes for the same data. 10 ms.

    Raises pydantic.ValidationError where the data do not fit.
    """
    return typesetting.typeset_guide(Guide.model_validate(dict(data)), published_at)


def form_pdf(data: Mapping[str, Any], *, made_at: datetime) -> bytes:
    """A form (rules.sheets.Sheet as a dict) as PDF to print: the same bytes for the same data.

    Raises pydantic.ValidationError where the data do not fit.
    """
    return typesetting.typeset_sheet(Sheet.model_validate(dict(data)), made_at)


def register_pdf(data: Mapping[str, Any], *, made_at: datetime) -> bytes:
    """A list to print and sign (rules.registers.Register as a dict) as PDF: the same bytes for the same data.

    Raises pydantic.ValidationError where the data do not fit.
    """
    return typesetting.typeset_register(Register.model_validate(dict(data)), made_at)


def plate_pdf(data: Mapping[str, Any], *, made_at: datetime) -> bytes:
    """The face of a certificate (rules.plates.Plate as a dict) as PDF: the same bytes for the same data.

    Raises pydantic.ValidationError where the data do not fit.
    """
    return typesetting.typeset_plate(Plate.model_validate(dict(data)), made_at)


def plate_picture(data: Mapping[str, Any]) -> bytes:
    """The face of a certificate (rules.plates.Plate as a dict) as PNG. Raises pydantic.ValidationError."""
    return typesetting.picture_of_plate(Plate.model_validate(dict(data)))


def specimen_pdf(bureau_id: int) -> bytes:
    """An acceptance notice with invented data under the bureau's letterhead, to see how documents will look."""
    head, kind = letterhead_of(bureau_id), kind_of("acceptance_notice")
    document = IssuedDocument(
        kind=kind.code,
        title=kind.title,
        template=kind.code,
        number=numbers.document_number(head.number_word, kind.mark, clock.today().year, 0),
        data=letters.specimen(clock.today()).model_dump(mode="json"),
        verify_code="0" * numbers.CODE_LENGTH,
        issued_at=clock.now(),
        issued_on=clock.today(),
    )
    return typesetting.typeset_letter(document, head).pdf


def unprintable(text: str) -> list[str]:
    """The signs of a text that documents could not print; forms ask before a name is taken."""
    return fonts.unprintable(text)
