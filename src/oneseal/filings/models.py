"""Tables of filings: what was filed, and how it was checked."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oneseal.filings.rules.life import CHECKS, FILINGS, UNSETTLED, CheckState, FilingState
from oneseal.foundation.fields import EncryptedJSONField

STATES = [(state, _(label)) for state, label in FILINGS.labels.items()]
CHECK_STATES = [(state, _(label)) for state, label in CHECKS.labels.items()]
CHANNELS = [("online", _("网上")), ("window", _("窗口")), ("client", _("其他系统"))]


class Filing(models.Model):
    """Something filed instead of approved (inventory 5.29). `number` is the card's.

    `data` is the form, encrypted; `shown` what the card and the public page say of it: [[label, text]].
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=60)
    item = models.ForeignKey("catalog.Item", models.PROTECT, related_name="+", db_index=False)
    item_version = models.ForeignKey("catalog.ItemVersion", models.PROTECT, related_name="+", db_index=False)
    item_name = models.CharField(max_length=300)
    section = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    applicant = models.ForeignKey("identity.Applicant", models.PROTECT, related_name="+")
    applicant_name = models.CharField(max_length=120)
    channel = models.CharField(max_length=10, choices=CHANNELS)
    made_by = models.BigIntegerField(default=0)
    """Account of who filed it; a system sees and ends what it filed."""
    state = models.CharField(max_length=10, choices=STATES, default=FilingState.STANDING)
    data = EncryptedJSONField()
    shown = models.JSONField(default=list)
    filed_at = models.DateTimeField()
    valid_until = models.DateField(null=True)
    renewals = models.IntegerField(default=0)
    card = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["bureau", "-filed_at", "-id"], name="filing_newest"),
            models.Index(fields=["valid_until"], condition=Q(state="standing"), name="filing_ending"),
        ]

    def __str__(self) -> str:
        return self.number


class FilingPaper(models.Model):
    """One paper handed in with a filing: a file, or without one seen on paper at the window. Never edited."""

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="papers")
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=300)
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["filing", "code"], name="one_paper_of_a_filing")]


class FilingCheck(models.Model):
    """One look at a filing afterwards (inventory 11.14): due within so many working days, with what it found."""

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="checks")
    bureau_id = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=CHECK_STATES, default=CheckState.DUE)
    due = models.DateField()
    due_provisional = models.BooleanField(default=False)
    finding = models.CharField(max_length=1000, blank=True, default="")
    checked_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    fix_by = models.DateField(null=True)
    fix_provisional = models.BooleanField(default=False)
    order = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")
    settlement = models.CharField(max_length=1000, blank=True, default="")
    settled_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["filing"], condition=Q(state__in=UNSETTLED), name="one_open_check_per_filing"
            )
        ]
        indexes = [
            models.Index(
                fields=["bureau_id", "due", "id"],
                condition=Q(state__in=UNSETTLED),
                name="filing_check_waiting",
            )
        ]
