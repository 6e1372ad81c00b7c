"""Tables of publicity: what is to be published, and every version of what was."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oneseal.publicity.rules.states import LABELS, PublicationState

STATES = [(state.value, _(label)) for state, label in LABELS.items()]


class Publication(models.Model):
    """The publication of one granted licence.

    `fields` is what the public page shows now (rules.fields.FIELDS), `holder` and `number` its words to search by.
    `mistake_on` and `mend_by` stand while a mistake waits to be mended. Never deleted.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="+")
    item_name = models.CharField(max_length=300)
    number = models.CharField(max_length=60)
    holder = models.CharField(max_length=120)
    fields = models.JSONField(default=dict)
    version = models.IntegerField(default=1)
    state = models.CharField(max_length=10, choices=STATES, default=PublicationState.WAITING)
    state_reason = models.CharField(max_length=300, blank=True, default="")
    decided_on = models.DateField()
    due = models.DateField()
    due_provisional = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True)
    published_on = models.DateField(null=True)
    mistake = models.CharField(max_length=300, blank=True, default="")
    mistake_on = models.DateField(null=True)
    mend_by = models.DateField(null=True)
    mended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="published", published_at__isnull=False) | ~Q(state="published"),
                name="published_says_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-decided_on", "-id"], condition=Q(state="published"), name="publication_newest"
            ),
            models.Index(
                fields=["bureau", "due", "id"],
                condition=Q(state__in=["waiting", "held"]),
                name="publication_waiting",
            ),
            models.Index(
                fields=["bureau", "mend_by"],
                condition=Q(mend_by__isnull=False, mended_on__isnull=True),
                name="publication_wrong",
            ),
            models.Index(fields=["bureau", "-decided_on", "-id"], name="publication_of_bureau"),
            models.Index(fields=["number"], name="publication_number", opclasses=["varchar_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return self.number


class PublicationVersion(models.Model):
    """What the public page said before a correction or withdrawal, with the reason for the change. Never deleted."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="versions")
    version = models.IntegerField()
    fields = models.JSONField()
    until = models.DateTimeField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    """None where the system changed it: the licence was annulled."""

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "version"], name="one_row_per_publication_version")
        ]
