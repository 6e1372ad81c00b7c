"""How a case ends: decision, delivery, evaluation."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oneseal.cases.models.case import Method
from oneseal.cases.rules.evaluation import STAGES, Stage
from oneseal.foundation.fields import EncryptedTextField


class Decision(models.Model):
    """准予 or 不予, with the criteria that were picked and, for a refusal, reasons, grounds and remedies (LIC-15)."""

    class State(models.TextChoices):
        """Whether it holds."""

        PROPOSED = "proposed", _("待签发")
        EFFECTIVE = "effective", _("已生效")
        VOID = "void", _("已退回")

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    criteria = models.JSONField(default=list, blank=True)
    content = models.TextField(blank=True, default="")
    reasons = models.JSONField(default=list, blank=True)
    basis = models.JSONField(default=list, blank=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    proposed_by = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    signed_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    document = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=~Q(state="void"), name="one_decision_per_case")
        ]


class Delivery(models.Model):
    """Handing over the result: by when (LIC-14), where it lies, who took it. The recipient's papers are encrypted."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.OneToOneField("cases.Case", models.CASCADE, related_name="delivery")
    method = models.CharField(max_length=12, choices=Method)
    due = models.DateField()
    due_provisional = models.BooleanField(default=False)
    pickup_code = models.CharField(max_length=12, blank=True, default="")
    wrong_codes = models.SmallIntegerField(default=0)
    shelf = models.CharField(max_length=40, blank=True, default="")
    courier = models.CharField(max_length=40, blank=True, default="")
    courier_number = models.CharField(max_length=40, blank=True, default="")
    ready_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    delivered_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    recipient = EncryptedTextField()
    recipient_identifier = EncryptedTextField()
    receipt = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["due"], condition=Q(delivered_at__isnull=True), name="delivery_waiting")
        ]


CASE, VISIT = "case", "visit"
"""What an evaluation is about."""


class Evaluation(models.Model):
    """One evaluation of one stage of a case or a visit (一次一评, 一事一评, EVA-2). `default` ones nobody gave (EVA-5).

    Who evaluated is kept encrypted and never shown to those evaluated (EVA-5). A visit has no case, or the one that
    was taken in then; it says itself what was judged (`title`), where (`place`, `window`), whose work (`judged`: staff
    ids). `voided`: found not to be the visitor's own word; counted apart.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    subject_kind = models.CharField(max_length=12, default=CASE)
    subject_id = models.BigIntegerField()
    case = models.ForeignKey("cases.Case", models.CASCADE, null=True, related_name="evaluations")
    stage = models.CharField(max_length=10, choices=list(STAGES.items()), default=Stage.HANDLING)
    bureau_id = models.BigIntegerField()
    section_id = models.BigIntegerField()
    item_id = models.BigIntegerField(null=True)
    title = models.CharField(max_length=200, blank=True, default="")
    place = models.CharField(max_length=120, blank=True, default="")
    window = models.CharField(max_length=40, blank=True, default="")
    judged = models.JSONField(default=list, blank=True)
    applicant = models.ForeignKey("identity.Applicant", models.PROTECT, null=True, related_name="+")
    contact = EncryptedTextField(null=True)
    voided = models.BooleanField(default=False)
    channel = models.CharField(max_length=10)
    level = models.SmallIntegerField()
    default = models.BooleanField(default=False)
    scores = models.JSONField(default=dict, blank=True)
    tags = models.JSONField(default=list, blank=True)
    comment = models.TextField(blank=True, default="")
    evaluator = EncryptedTextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=5), name="evaluation_has_five_levels"
            ),
            models.UniqueConstraint(fields=["case", "stage"], name="one_evaluation_per_stage"),
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "stage"], name="one_evaluation_per_subject"
            ),
        ]
        indexes = [models.Index(fields=["bureau_id", "at"], name="evaluation_by_time")]

    @property
    def name(self) -> str:
        """What was judged, in words."""
        return self.case.item_name if self.case else self.title

    @property
    def number(self) -> str:
        """The number of the case, or which window at the visit."""
        return self.case.number if self.case else self.window

    @property
    def where(self) -> str:
        """Which section, or which place of the hall."""
        return self.place or (self.case.section.name if self.case else "")


class Rectification(models.Model):
    """What follows a negative evaluation (EVA-4): contact, finding, remedy; each with its last day and who did it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    evaluation = models.OneToOneField(Evaluation, models.CASCADE, related_name="rectification")
    case = models.ForeignKey("cases.Case", models.CASCADE, null=True, related_name="rectifications")
    bureau_id = models.BigIntegerField()
    contact_by = models.DateField()
    rectify_by = models.DateField()
    provisional = models.BooleanField(default=False)
    contacted_at = models.DateTimeField(null=True)
    contacted_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    contact_note = EncryptedTextField(default="")
    founded = models.BooleanField(null=True)
    rectified_at = models.DateTimeField(null=True)
    rectified_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    remedy = models.TextField(blank=True, default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["bureau_id", "rectify_by"],
                condition=Q(rectified_at__isnull=True),
                name="rectification_waiting",
            )
        ]
