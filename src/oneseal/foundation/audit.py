"""Recomputing the journal: every entry's hash, every chain, every seal, in streaming batches."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from oneseal.foundation import journal, seals
from oneseal.foundation.models import JournalEntry, JournalHead, JournalSeal
from oneseal.kernel.hashing import chain

CHUNK = 2000
COLUMNS = ("id", "seq", "hash", *journal.HASHED)


@dataclass(frozen=True, slots=True)
class Break:
    """One place where what is stored is not what was written. `id` 0: the entry is gone."""

    subject_kind: str
    subject_id: int
    seq: int
    id: int
    what: str

    def __str__(self) -> str:
        place = f"entry {self.id}" if self.id else "missing entry"
        return f"{self.subject_kind} {self.subject_id}, seq {self.seq}, {place}: {self.what}"


@dataclass(frozen=True, slots=True)
class Report:
    """What a verification found. `first` is the earliest break by entry id."""

    entries: int
    subjects: int
    seals: int
    sealed: int
    breaks: tuple[Break, ...]

    @property
    def first(self) -> Break | None:
        """The first broken entry."""
        return min(self.breaks, key=lambda each: (each.id or 1 << 62, each.seq)) if self.breaks else None


def verify(subject: journal.Subject | None = None) -> Report:
    """Recompute everything, or one subject's chain. Reads one snapshot; work goes on beside it."""
    with transaction.atomic():
        if not connection.savepoint_ids:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        heads = JournalHead.objects.order_by("subject_kind", "subject_id")
        entries = JournalEntry.objects.order_by("subject_kind", "subject_id", "seq")
        if subject:
            chosen = {"subject_kind": subject.kind, "subject_id": subject.id}
            heads, entries = heads.filter(**chosen), entries.filter(**chosen)
        walk = _Walk(entries.values_list(*COLUMNS).iterator(chunk_size=CHUNK))
        names = heads.values_list("subject_kind", "subject_id", "seq", "hash")
        breaks = [found for head in names.iterator(chunk_size=CHUNK) if (found := walk.check(*head))]
        breaks += walk.leftover()
        number, sealed, broken = (0, 0, []) if subject else _seals()
        return Report(walk.entries, walk.subjects, number, sealed, (*breaks, *broken))


class _Walk:
    """Goes through the entries beside the heads, both ordered by subject."""

    def __init__(self, rows: Iterator[tuple[Any, ...]]) -> None:
        self.rows = rows
        self.row = next(rows, None)
        self.entries = self.subjects = 0

    def check(self, kind: str, subject_id: int, last_seq: int, last_hash: bytes | memoryview) -> Break | None:
        """The first break in one subject's chain."""
        self.subjects += 1
        found: Break | None = None
        previous, expected, entry_id = b"", 1, 0
        while self.row is not None and (self.row[4], self.row[5]) <= (kind, subject_id):
            entry_id, seq, stored = self.row[0], self.row[1], bytes(self.row[2])
            fields = dict(zip(journal.HASHED, self.row[3:], strict=True))
            at = (fields["subject_kind"], fields["subject_id"])
            computed = chain(previous, journal.entry_payload(**fields))
            if at != (kind, subject_id):
                found = found or Break(*at, seq, entry_id, "its subject has no head")
            elif seq != expected:
                found = found or Break(
                    kind, subject_id, expected, 0, f"removed; the next one is entry {entry_id}"
                )
            elif computed != stored:
                found = found or Break(kind, subject_id, seq, entry_id, "content or hash was changed")
            previous, expected = stored, seq + 1
            self.entries += 1
            self.row = next(self.rows, None)
        if found is None and expected - 1 < last_seq:
            return Break(kind, subject_id, expected, 0, f"removed; the chain should reach seq {last_seq}")
        if found is None and (expected - 1, previous) != (last_seq, bytes(last_hash)):
            return Break(kind, subject_id, expected - 1, entry_id, "the head names another last entry")
        return found

    def leftover(self) -> list[Break]:
        """Entries after the last head."""
        if self.row is None:
            return []
        return [Break(self.row[4], self.row[5], self.row[1], self.row[0], "its subject has no head")]


def _seals() -> tuple[int, int, list[Break]]:
    """Number of seals, entries under them, the first broken seal."""
    before: JournalSeal | None = None
    number = sealed = 0
    for seal in JournalSeal.objects.order_by("id").iterator(chunk_size=100):
        if what := seals.problem_with(seal, before):
            return number, sealed, [Break("seal", seal.pk, number + 1, seal.first_id, what)]
        before, number, sealed = seal, number + 1, sealed + seal.count
    return number, sealed, []


def export() -> Iterator[str]:
    """The journal as JSON lines for a copy kept elsewhere: public keys, seals, then entries in their order."""
    for path in sorted(seals.keys_folder().glob("journal_seal_*.pub")):
        yield _line(
            {"type": "key", "key_id": path.stem.removeprefix("journal_seal_"), "key": path.read_bytes().hex()}
        )
    for seal in JournalSeal.objects.order_by("id").iterator(chunk_size=100):
        body = json.loads(seals.signed_bytes(seal))
        yield _line({"type": "seal", **body, "signature": bytes(seal.signature).hex()})
    names = ("id", "seq", "order_xid", "hash", *journal.HASHED)
    rows = JournalEntry.objects.order_by("order_xid", "id").values(*names)
    for row in rows.iterator(chunk_size=CHUNK):
        yield _line({"type": "entry", **row, "at": row["at"].isoformat(), "hash": bytes(row["hash"]).hex()})


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
