"""Steps: one row each, with what a work list shows copied in, so that a list is one indexed query."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oneseal.cases.rules.states import STEP_LABELS, StepState

STATES = [(state.value, _(label)) for state, label in STEP_LABELS.items()]


class CaseStep(models.Model):
    """One step of one case.

    `after` are keys of the steps it waits for; `any_of` names the group in which one pass is enough (或签);
    `origin` says whether the item planned it or a colleague added it, for step `parent`. `bureau_id`,
    `section_id`, `item_name`, `case_number` are copies of the case's, so that lists and counts read no case. `round` counts how often it was begun anew.
    """

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="steps", db_index=False)
    bureau_id = models.BigIntegerField()
    section_id = models.BigIntegerField()
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)
    order = models.IntegerField(default=0)
    post = models.ForeignKey("identity.Post", models.PROTECT, null=True, related_name="+", db_index=False)
    holder = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+", db_index=False)
    state = models.CharField(max_length=10, choices=STATES, default=StepState.WAITING)
    after = ArrayField(models.CharField(max_length=60), default=list)
    any_of = models.CharField(max_length=60, blank=True, default="")
    origin = models.CharField(max_length=10, default="plan")
    parent = models.CharField(max_length=60, blank=True, default="")
    asked = models.CharField(max_length=300, blank=True, default="")
    days = models.IntegerField(default=1)
    due = models.DateField(null=True)
    due_provisional = models.BooleanField(default=False)
    opened_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    round = models.IntegerField(default=1)
    item_name = models.CharField(max_length=300)
    case_number = models.CharField(max_length=30)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "key"], name="one_step_per_key"),
            models.CheckConstraint(
                condition=~Q(state="taken") | Q(holder__isnull=False), name="taken_steps_have_a_holder"
            ),
        ]
        indexes = [
            models.Index(
                fields=["bureau_id", "post", "due", "id"], condition=Q(state="open"), name="step_open_of_post"
            ),
            models.Index(
                fields=["bureau_id", "post", "kind"],
                condition=Q(state="open", kind__in=["sign_off", "decision"]),
                name="step_open_to_sign",
            ),
            models.Index(
                fields=["bureau_id", "holder", "due", "id"], condition=Q(state="taken"), name="step_in_hand"
            ),
            models.Index(
                fields=["bureau_id", "due", "id"],
                include=["post", "state", "due_provisional"],
                condition=Q(state__in=["open", "taken"]),
                name="step_live_by_due",
            ),
            models.Index(
                fields=["bureau_id", "section_id", "due", "id"],
                include=["post", "holder", "state", "origin", "due_provisional"],
                condition=Q(state__in=["open", "taken"]),
                name="step_live_of_section",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_number} {self.name}"


class StepAction(models.Model):
    """What somebody did at a step, with their opinion and the review points ticked. Shown on the circulation slip."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="actions")
    step = models.ForeignKey(CaseStep, models.CASCADE, related_name="actions", db_index=False)
    round = models.IntegerField(default=1)
    verb = models.CharField(max_length=20)
    staff = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+", db_index=False)
    staff_name = models.CharField(max_length=60)
    opinion = models.TextField(blank=True, default="")
    points = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
