"""What happened to something, read from the journal for pages and tests."""

from collections.abc import Collection
from typing import Any

from oneseal.foundation import journal, models, telling
from oneseal.foundation.journal import Subject
from oneseal.foundation.subscribers import JournalEntry

FIELDS = JournalEntry._fields


def entries(subject: Subject, *, kinds: frozenset[str] | None = None) -> list[JournalEntry]:
    """Everything journaled about a subject, oldest first; only of some kinds if asked."""
    rows = models.JournalEntry.objects.filter(subject_kind=subject.kind, subject_id=subject.id)
    if kinds is not None:
        rows = rows.filter(kind__in=kinds)
    return [JournalEntry._make(row) for row in rows.order_by("seq").values_list(*FIELDS)]


def timeline(subject: Subject, *, notes: bool = True) -> list[dict[str, Any]]:
    """What happened, newest first, in the reader's language; with `notes` the reasons that were given."""
    return [
        {
            "when": each.at,
            "text": telling.sentence(each.kind, each.data, each.actor_name),
            "note": each.reason if notes else "",
        }
        for each in reversed(entries(subject))
    ]


def entries_of(
    subject_kind: str, ids: Collection[int], kinds: frozenset[str]
) -> dict[int, list[JournalEntry]]:
    """What was journaled about many subjects of one kind, each one's oldest first: one statement."""
    rows = models.JournalEntry.objects.filter(subject_kind=subject_kind, subject_id__in=ids, kind__in=kinds)
    found: dict[int, list[JournalEntry]] = {}
    for row in rows.order_by("subject_id", "seq").values_list(*FIELDS).iterator():
        entry = JournalEntry._make(row)
        found.setdefault(entry.subject_id, []).append(entry)
    return found


def chained(subject: Subject) -> list[dict[str, str]]:
    """A subject's entries as they were hashed, each with its hash, oldest first: the chain can be recomputed."""
    rows = models.JournalEntry.objects.filter(subject_kind=subject.kind, subject_id=subject.id)
    return [
        {"body": journal.payload_of(row).decode(), "hash": bytes(row.hash).hex()}
        for row in rows.order_by("seq")
    ]
