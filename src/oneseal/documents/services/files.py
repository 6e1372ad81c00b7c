"""Taking files in: checked, cleaned, kept by hash."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError

from oneseal.documents import scanner, scans, storage
from oneseal.documents.events import FileDiscarded, FileStored
from oneseal.documents.models import StoredFile
from oneseal.documents.rules import names, sniffing
from oneseal.documents.rules.digests import Digests, digests
from oneseal.documents.rules.images import Cleaned, clean_image, preview_of
from oneseal.documents.rules.pdfs import clean_pdf, first_page
from oneseal.foundation import clock, jobs
from oneseal.foundation.db import lock_name
from oneseal.foundation.journal import Subject, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict
from oneseal.kernel.text import N_

ORPHAN_AGE = timedelta(hours=24)
"""Bytes without a row are removed only when older than any upload can last."""


def store_file(
    actor: Actor, *, bureau_id: int, name: str, content: bytes | IO[bytes], purpose: str
) -> StoredFile:
    """Take a file in and return its row; the same file of the same owner for the same purpose is kept once.

    `content` is bytes or an open binary file; `purpose` decides who may read it (selectors.register_access).
    The bytes are on the disk before the row exists. Raises RuleViolation at `file` for files that are empty,
    too large, of another type than allowed, damaged, locked, harmful, or named as something else.
    """
    given = _read(content)
    kind = sniffing.sniff(given)
    names.check_extension(name, kind.extensions, kind.label)
    scanned = scanner.scan(given)
    kept = _clean(given, kind)
    source, digest = digests(given), digests(kept.content)
    key = {
        "bureau_id": bureau_id,
        "owner_id": actor.account_id,
        "purpose": purpose,
        "name": names.clean_name(name, kind.extensions[0]),
        "source_sha256": source.sha256,
    }
    values = _values(kind, kept, digest) | {"source_size": len(given), "source_sm3": source.sm3}
    values["scan"] = StoredFile.Scan.CLEAN if scanned else StoredFile.Scan.NONE
    with transaction.atomic():
        keep_bytes(digest.sha256, kept.content)
        file, created = StoredFile.objects.get_or_create(**key, defaults=values)
        if created:
            record(actor, Subject("file", file.id), _stored(file))
            if kept.pages:
                jobs.defer("documents.preview", file_id=file.id)
    return file


@contextmanager
def taken_scan(actor: Actor, *, bureau_id: int, login: str, key: str, purpose: str) -> Iterator[StoredFile]:
    """Take in a file of the clerk's scanner folder (selectors.offered_scans), checked and cleaned as an upload is.

    `login` is the actor's own. Where the file or the act inside is refused, the scan goes back to the folder.
    Raises Conflict where it is gone, RuleViolation as store_file does.
    """
    with scans.claimed(login, key) as (name, content):
        yield store_file(actor, bureau_id=bureau_id, name=name, content=content, purpose=purpose)


def keep_bytes(sha256: str, content: bytes) -> None:
    """Put bytes on the disk; until the transaction ends the clean-up cannot take them for orphans."""
    lock_name(sha256)
    storage.put(sha256, content)


def keep_made(
    *, bureau_id: int, purpose: str, name: str, content: bytes, media_type: str, pages: int | None = None
) -> StoredFile:
    """Keep a file that the program made itself, for the context that owns the purpose and journals the making.

    Nothing is checked or cleaned: sealed bytes must stay as they are. Call it inside the act's transaction.
    """
    digest = digests(content)
    keep_bytes(digest.sha256, content)
    return StoredFile.objects.create(
        bureau_id=bureau_id,
        owner_id=0,
        purpose=purpose,
        name=name,
        media_type=media_type,
        size=len(content),
        sha256=digest.sha256,
        sm3=digest.sm3,
        source_size=len(content),
        source_sha256=digest.sha256,
        source_sm3=digest.sm3,
        pages=pages,
        preview=StoredFile.Preview.NONE,
        created_at=clock.now(),
    )


def _read(content: bytes | IO[bytes]) -> bytes:
    limit: int = settings.FILE_MAX_BYTES
    given = content if isinstance(content, bytes) else content.read(limit + 1)
    if len(given) > limit:
        raise sniffing.refusal(
            "too_large",
            N_("文件超过%(limit)d MB。请压缩图片、降低扫描分辨率，或拆成几个文件后再上传。"),
            limit=limit // (1024 * 1024),
        )
    return given


def _clean(given: bytes, kind: sniffing.FileType) -> Cleaned:
    if kind is sniffing.PDF:
        return clean_pdf(given)
    if kind in {sniffing.JPEG, sniffing.PNG}:
        return clean_image(given, kind)
    return Cleaned(given, 0, ())


def _values(kind: sniffing.FileType, kept: Cleaned, digest: Digests) -> dict[str, Any]:
    return {
        "media_type": kind.media_type,
        "size": len(kept.content),
        "sha256": digest.sha256,
        "sm3": digest.sm3,
        "pages": kept.pages or None,
        "cleaned": list(kept.removed),
        "preview": StoredFile.Preview.WAITING if kept.pages else StoredFile.Preview.NONE,
        "created_at": clock.now(),
    }


def _stored(file: StoredFile) -> FileStored:
    return FileStored(
        purpose=file.purpose,
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
        sm3=file.sm3,
        source_sha256=file.source_sha256,
        source_sm3=file.source_sm3,
        cleaned=file.cleaned,
    )


def discard_file(actor: Actor, *, file_id: int) -> None:
    """Remove the row of a file that nothing uses; its bytes go with the next clean-up.

    The calling context has checked that the actor may. Raises Conflict where the file is in use.
    """
    try:
        with transaction.atomic():
            file = StoredFile.objects.select_for_update().filter(pk=file_id).first()
            if file is None:
                return
            event = FileDiscarded(purpose=file.purpose, sha256=file.sha256)
            record(actor, Subject("file", file.id), event)
            file.delete()
    except ProtectedError as error:
        raise Conflict(
            "file_in_use", N_("这个文件已经用在办件里，不能删除。如需更换，请在办件中上传新文件。")
        ) from error


def make_preview(file_id: int) -> None:
    """Make the preview picture of a PDF's first page or of an image. Safe to run again."""
    file = StoredFile.objects.filter(pk=file_id).first()
    if file is None or file.preview == StoredFile.Preview.NONE:
        return
    content = storage.read(file.sha256)
    is_pdf = file.media_type == sniffing.PDF.media_type
    storage.put(file.sha256, first_page(content) if is_pdf else preview_of(content), "preview")
    StoredFile.objects.filter(pk=file_id).update(preview=StoredFile.Preview.READY)


def remove_orphans() -> int:
    """Remove bytes that no row names, older than a day; return how many files went."""
    edge = (clock.now() - ORPHAN_AGE).timestamp()
    removed = 0
    for shelf in ("kept", "preview"):
        old = {path.name: path for path in storage.older_than(edge, shelf)}
        known = set(StoredFile.objects.filter(sha256__in=list(old)).values_list("sha256", flat=True))
        removed += sum(_remove_orphan(old[name]) for name in sorted(old.keys() - known))
    return removed


def _remove_orphan(path: Path) -> bool:
    """Remove the bytes unless somebody uploaded them again since the look; that is settled under their lock."""
    with transaction.atomic():
        lock_name(path.name)
        if StoredFile.objects.filter(sha256=path.name).exists():
            return False
        path.unlink(missing_ok=True)
    return True
