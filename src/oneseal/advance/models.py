"""Tables of what happens before an application: key projects, early services, pre-reviews on commitment."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oneseal.advance.rules.early import LIFE, OPEN, EarlyState
from oneseal.advance.rules.projects import INDUSTRIES, LEVELS
from oneseal.advance.rules.promises import PAPERS, REVIEWS, SUBJECTS, VERDICTS, Paper

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
    channel = models.CharField(
        max_length=10, choices=[("online", _("网上")), ("window", _("窗口")), ("client", _("其他系统"))]
    )
    made_by = models.BigIntegerField(default=0)
    """Account of who asked; a system sees what it asked for."""
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


class PreReview(models.Model):
    """One pre-review on commitment (inventory 5.7). `statements`: [{code, said}]; evidence lies among the files.

    `letter` is the owner's promise, `opinion` the sealed result (`notice`: what ended it without one).
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=30)
    project = models.ForeignKey(KeyProject, models.PROTECT, related_name="+")
    applicant = models.ForeignKey("identity.Applicant", models.PROTECT, related_name="+")
    applicant_name = models.CharField(max_length=120)
    state = models.CharField(
        max_length=10,
        choices=[(key, _(name)) for key, name in REVIEWS.labels.items()],
        default=REVIEWS.initial,
    )
    brief = models.TextField()
    statements = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    letter = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")
    opinion = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")
    notice = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=1000, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(state__in=["asked", "admitted", "issued"]),
                name="one_open_review_per_project",
            )
        ]
        indexes = [models.Index(fields=["bureau", "-asked_at", "-id"], name="review_newest")]

    def __str__(self) -> str:
        return self.number


class PreFile(models.Model):
    """One file of a pre-review: evidence of a statement, or something to be reviewed; `about` is its code."""

    review = models.ForeignKey(PreReview, models.PROTECT, related_name="files")
    about = models.CharField(max_length=20)
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]


class PreOpinion(models.Model):
    """What a section says of one subject, until when."""

    review = models.ForeignKey(PreReview, models.PROTECT, related_name="opinions")
    subject = models.CharField(max_length=20, choices=[(key, _(name)) for key, name in SUBJECTS.items()])
    section = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    due = models.DateField()
    due_provisional = models.BooleanField(default=False)
    verdict = models.CharField(
        max_length=10, blank=True, default="", choices=[(key, _(name)) for key, name in VERDICTS.items()]
    )
    text = models.TextField(blank=True, default="")
    staff = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+", db_index=False)
    given_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["review", "subject"], name="one_opinion_per_subject"),
        ]


class PromisedPaper(models.Model):
    """A formal paper that the owner promised to apply for by a day; `case` once they did."""

    review = models.ForeignKey(PreReview, models.PROTECT, related_name="papers")
    item = models.ForeignKey("catalog.Item", models.PROTECT, related_name="+")
    item_name = models.CharField(max_length=300)
    due = models.DateField()
    state = models.CharField(
        max_length=10, choices=[(key, _(name)) for key, name in PAPERS.items()], default=Paper.OWED
    )
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="+")
    order = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")
    order_by = models.DateField(null=True)
    order_provisional = models.BooleanField(default=False)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due", "id"]
        constraints = [models.UniqueConstraint(fields=["review", "item"], name="one_promise_per_item")]
        indexes = [models.Index(fields=["due"], condition=Q(state__in=["owed", "late"]), name="paper_owed")]
