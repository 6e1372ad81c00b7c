"""Tables of supervision: who answers for what, what was pushed to whom, what came back."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oneseal.foundation.fields import EncryptedTextField
from oneseal.supervision.rules.findings import MATTERS, MEASURES
from oneseal.supervision.rules.kinds import LABELS
from oneseal.supervision.rules.states import FINDING, PUSH, FindingState, PushState

KINDS = [(kind.value, _(label)) for kind, label in LABELS.items()]
PUSH_STATES = [(state, _(label)) for state, label in PUSH.labels.items()]
FINDING_STATES = [(state, _(label)) for state, label in FINDING.labels.items()]


class Duty(models.Model):
    """The boundary between approver and supervisor for one item (inventory 11.15); public while `until` is empty.

    A change closes the row and opens the next, so that what was public on a day stays known. Never deleted.
    """

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    item = models.ForeignKey("catalog.Item", models.PROTECT, related_name="+", db_index=False)
    item_name = models.CharField(max_length=300)
    department = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    approver = models.TextField()
    supervisor = models.TextField()
    since = models.DateField()
    until = models.DateField(null=True)
    """First day on which it no longer is what holds."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(until__isnull=True), name="one_duty_per_item"
            ),
        ]
        indexes = [
            models.Index(fields=["bureau", "item_name", "id"], condition=Q(until=None), name="duty_by_name")
        ]


class Partner(models.Model):
    """A supervising department as a partner: the bureau's liaison for it, and the system by which it fetches."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    department = models.OneToOneField("identity.Organisation", models.PROTECT, related_name="+")
    liaison = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    client = models.OneToOneField("identity.ApiClient", models.PROTECT, null=True, related_name="+")


class Push(models.Model):
    """One decision sent to the department that supervises it.

    `entry` is the line of the journal that it follows, so that no decision is pushed twice. `receiver` and
    `claimer` are the names under which the department signed; its people are there by name in both offices.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    department = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    certificate = models.ForeignKey("certificates.Certificate", models.PROTECT, null=True, related_name="+")
    entry = models.BigIntegerField()
    kind = models.CharField(max_length=10, choices=KINDS)
    item_name = models.CharField(max_length=300)
    number = models.CharField(max_length=60)
    """Of the decision, else of the certificate or case."""
    said = models.CharField(max_length=300, blank=True, default="")
    """What happened to the certificate, in the words of the law."""
    decided_on = models.DateField()
    pushed_at = models.DateTimeField()
    due = models.DateField()
    due_provisional = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=PUSH_STATES, default=PushState.SENT)
    receiver = models.CharField(max_length=60, blank=True, default="")
    received_at = models.DateTimeField(null=True)
    received_on = models.DateField(null=True)
    claimer = models.CharField(max_length=60, blank=True, default="")
    claimed_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True, default="")
    """Why it was sent back."""
    escalated_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry"], name="one_push_per_decision"),
            models.CheckConstraint(
                condition=~Q(state__in=[PushState.RECEIVED, PushState.CLAIMED])
                | (Q(received_at__isnull=False) & ~Q(receiver="")),
                name="push_received_by_name",
            ),
        ]
        indexes = [
            models.Index(fields=["bureau", "-pushed_at", "-id"], name="push_newest"),
            models.Index(fields=["department", "-pushed_at", "-id"], name="push_of_department"),
            models.Index(
                fields=["bureau", "department", "due", "id"],
                condition=Q(state__in=["sent", "returned"]),
                name="push_waiting",
            ),
            models.Index(fields=["number"], name="push_number", opclasses=["varchar_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return self.number


class Finding(models.Model):
    """What a department's supervision found, and what the bureau's section did about it (SUP-A)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    department = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    push = models.ForeignKey(Push, models.PROTECT, related_name="findings")
    section = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    matter = models.CharField(
        max_length=10, choices=[(each.value, _(text)) for each, text in MATTERS.items()]
    )
    text = EncryptedTextField()
    number = models.CharField(max_length=60, blank=True, default="")
    """Of the department's paper."""
    reporter = models.CharField(max_length=60)
    reported_at = models.DateTimeField()
    due = models.DateField()
    due_provisional = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=FINDING_STATES, default=FindingState.OPEN)
    owner = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+", db_index=False)
    accepted_at = models.DateTimeField(null=True)
    measure = models.CharField(
        max_length=10,
        choices=[(each.value, _(text)) for each, text in MEASURES.items()],
        blank=True,
        default="",
    )
    answer = EncryptedTextField(default="")
    answered_at = models.DateTimeField(null=True)
    answered_on = models.DateField(null=True)
    escalated_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=FindingState.ANSWERED, answered_at__isnull=False) & ~Q(measure="")
                | ~Q(state=FindingState.ANSWERED) & Q(answered_at__isnull=True),
                name="finding_answered_when_it_says_so",
            ),
        ]
        indexes = [
            models.Index(fields=["bureau", "-reported_at", "-id"], name="finding_newest"),
            models.Index(
                fields=["section", "due", "id"], condition=~Q(state="answered"), name="finding_of_section"
            ),
            models.Index(fields=["department", "-reported_at", "-id"], name="finding_of_department"),
        ]
