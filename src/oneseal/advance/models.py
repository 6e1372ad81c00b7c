"""Tables of what happens before an application: key projects, early services, pre-reviews on commitment."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oneseal.advance.rules.early import LIFE, OPEN, EarlyState
from oneseal.advance.rules.projects import INDUSTRIES, LEVELS

EARLY_STATES = [(state, _(label)) for state, label in LIFE.labels.items()]


class KeyProject(models.Model):
    """One project on the annual plan of key projects (inventory 11.4). `removed_on`: taken off the plan."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    year = models.IntegerField()
    level = models.CharField(max_length=10, choices=[(key, _(name)) for key, name in LEVELS.items()])
    code = models.CharField(max_length=30)
    name = models.CharField(max_length=200)
    owner = models.CharField(max_length=120)
    owner_code = models.CharField(max_length=18)
    industry = models.CharField(max_length=10, choices=[(key, _(name)) for key, name in INDUSTRIES.items()])
    approved_by = models.CharField(max_length=200)
    listed_at = models.DateTimeField()
    removed_on = models.DateField(null=True)
    removed_for = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "year", "code"],
                condition=Q(removed_on__isnull=True),
                name="one_project_per_code_and_year",
            )
        ]
        indexes = [
            models.Index(fields=["bureau", "-year", "-id"], name="key_project_newest"),
            models.Index(fields=["owner_code"], name="key_project_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.code}）"


class EarlyService(models.Model):
    """One early service (inventory 5.18): asked for, taken by somebody, notes, the list, the application that followed.

    `prepared`: [{code, name, required, note}] of the item's own materials in the situation `answers`; `due`: the last
    day to get in touch.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=30)
    item = models.ForeignKey("catalog.Item", models.PROTECT, related_name="+", db_index=False)
    item_name = models.CharField(max_length=300)
    project = models.ForeignKey(KeyProject, models.PROTECT, null=True, related_name="+", db_index=False)
    applicant = models.ForeignKey("identity.Applicant", models.PROTECT, related_name="+")
    applicant_name = models.CharField(max_length=120)
    channel = models.CharField(max_length=10, choices=[("online", _("网上")), ("window", _("窗口"))])
    state = models.CharField(max_length=10, choices=EARLY_STATES, default=EarlyState.WAITING)
    matter = models.TextField()
    section = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    staff = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    due = models.DateField()
    due_provisional = models.BooleanField(default=False)
    taken_at = models.DateTimeField(null=True)
    answers = models.JSONField(default=dict)
    prepared = models.JSONField(default=list)
    advice = models.TextField(blank=True, default="")
    listed_at = models.DateTimeField(null=True)
    document = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["applicant", "item"], condition=Q(state__in=OPEN), name="one_open_service_per_item"
            )
        ]
        indexes = [
            models.Index(fields=["bureau", "-asked_at", "-id"], name="early_newest"),
            models.Index(
                fields=["section", "due", "id"], condition=Q(state__in=OPEN), name="early_open_by_due"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class EarlyNote(models.Model):
    """One thing said in an early service, by the colleague (`staff`) or the applicant's side."""

    service = models.ForeignKey(EarlyService, models.PROTECT, related_name="notes")
    staff = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+", db_index=False)
    author = models.CharField(max_length=120)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
