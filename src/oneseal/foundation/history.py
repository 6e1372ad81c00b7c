"""What happened to something, read from the journal for pages and tests."""

from oneseal.foundation import journal, models
from oneseal.foundation.journal import Subject
from oneseal.foundation.subscribers import JournalEntry

FIELDS = JournalEntry._fields


def entries(subject: Subject, *, kinds: frozenset[str] | None = None) -> list[JournalEntry]:
    """Everything journaled about a subject, oldest first; only of some kinds if asked."""
    rows = models.JournalEntry.objects.filter(subject_kind=subject.kind, subject_id=subject.id)
    if kinds is not None:
        rows = rows.filter(kind__in=kinds)
    return [JournalEntry._make(row) for row in rows.order_by("seq").values_list(*FIELDS)]


def chained(subject: Subject) -> list[dict[str, str]]:
    """A subject's entries as they were hashed, each with its hash, oldest first: the chain can be recomputed."""
    rows = models.JournalEntry.objects.filter(subject_kind=subject.kind, subject_id=subject.id)
    return [
        {"body": journal.payload_of(row).decode(), "hash": bytes(row.hash).hex()}
        for row in rows.order_by("seq")
    ]
