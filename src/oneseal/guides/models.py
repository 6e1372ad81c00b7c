"""Tables of the guides: shifts and tasks."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oneseal.foundation.display import in_words
from oneseal.guides.rules.life import KINDS, RUNNING, TASKS, TaskState

KIND_CHOICES = [(kind.value, _(label)) for kind, label in KINDS.items()]
STATES = [(state, _(label)) for state, label in TASKS.labels.items()]


class GuideShift(models.Model):
    """Who guides in a hall from when till when, in one zone or all over; `begun_at`, `ended_at`: the guide's own word."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    hall = models.ForeignKey("queueing.Hall", models.PROTECT, related_name="+", db_index=False)
    zone = models.ForeignKey("queueing.Zone", models.PROTECT, null=True, related_name="+", db_index=False)
    staff = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    day = models.DateField()
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["starts", "id"]
        indexes = [models.Index(fields=["bureau", "day"], name="guide_shift_of_day")]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="guide_shift_ends_after_start")
        ]


class Task(models.Model):
    """Something a guide is asked to do. `key`: what it is about (a device's call), with one open task at a time.

    `text` is what a colleague wrote; a device says it by a `phrase` of ours, which each reader has in their language.
    """

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    hall = models.ForeignKey("queueing.Hall", models.PROTECT, related_name="+", db_index=False)
    zone = models.ForeignKey("queueing.Zone", models.PROTECT, null=True, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=KIND_CHOICES)
    text = models.CharField(max_length=300, blank=True, default="")
    phrase = models.JSONField(default=dict)
    key = models.CharField(max_length=80, blank=True, default="")
    state = models.CharField(max_length=8, choices=STATES, default=TaskState.OPEN)
    raised_by = models.CharField(max_length=120)
    raised_at = models.DateTimeField()
    staff = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["-raised_at", "-id"]
        indexes = [models.Index(fields=["hall", "state", "-raised_at"], name="task_of_hall")]
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=~Q(key="") & Q(state__in=sorted(RUNNING)),
                name="one_open_task_for_a_thing",
            )
        ]

    def __str__(self) -> str:
        return str(in_words(self.phrase or self.text))

    @property
    def result(self) -> str:
        """What became of it: as somebody wrote it, or our words in the reader's language."""
        return gettext(self.outcome) if self.outcome else ""
