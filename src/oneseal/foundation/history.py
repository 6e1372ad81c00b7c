"""What happened to something, read from the journal for pages and tests."""

from oneseal.foundation import models
from oneseal.foundation.journal import Subject
from oneseal.foundation.subscribers import JournalEntry

FIELDS = JournalEntry._fields


def entries(subject: Subject, *, kinds: frozenset[str] | None = None) -> list[JournalEntry]:
    """Everything journaled about a subject, oldest first; only of some kinds if asked."""
    rows = models.JournalEntry.objects.filter(subject_kind=subject.kind, subject_id=subject.id)
    if kinds is not None:
        rows = rows.filter(kind__in=kinds)
    return [JournalEntry._make(row) for row in rows.order_by("seq").values_list(*FIELDS)]
