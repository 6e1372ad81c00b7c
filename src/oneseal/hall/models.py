"""Tables of the hall: slips of the window without veto, papers on their way, meetings with applicants, solo approval."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oneseal.foundation.fields import EncryptedTextField
from oneseal.hall.rules import handing, meetings, solo
from oneseal.hall.rules.paths import LIFE, WAYS, SlipState

PATHS = [(path.value, _(way.label)) for path, way in WAYS.items()]
STATES = [(state, _(label)) for state, label in LIFE.labels.items()]


class WindowSlip(models.Model):
    """A numbered slip given instead of a refusal (inventory 3.10), followed to its end.

    `case` is the application that it is about; without one, somebody asked at the window. `section` brings it to its
    end. `content`: what the document says beside the matter. The number is the document's.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=60)
    path = models.CharField(max_length=10, choices=PATHS)
    state = models.CharField(max_length=10, choices=STATES, default=SlipState.OPEN)
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="+")
    item = models.ForeignKey("catalog.Item", models.PROTECT, null=True, related_name="+", db_index=False)
    visitor = EncryptedTextField()
    phone = EncryptedTextField()
    matter = models.TextField()
    content = models.JSONField(default=dict, blank=True)
    section = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    issued_by = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+", db_index=False)
    issued_at = models.DateTimeField()
    due = models.DateField()
    due_provisional = models.BooleanField(default=False)
    outcome = models.CharField(max_length=20, blank=True, default="")
    conclusion = models.TextField(blank=True, default="")
    settled_by = models.ForeignKey(
        "identity.Staff", models.PROTECT, null=True, related_name="+", db_index=False
    )
    settled_at = models.DateTimeField(null=True)
    document = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=SlipState.SETTLED, settled_at__isnull=False) & ~Q(outcome="")
                | (~Q(state=SlipState.SETTLED) & Q(settled_at__isnull=True, outcome="")),
                name="slip_settled_when_it_says_so",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(case__isnull=False) & ~Q(state=SlipState.SETTLED),
                name="one_open_slip_per_case",
            ),
        ]
        indexes = [
            models.Index(fields=["bureau", "-issued_at", "-id"], name="slip_newest"),
            models.Index(
                fields=["bureau", "due", "id"],
                condition=~Q(state=SlipState.SETTLED),
                name="slip_open_by_due",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Handover(models.Model):
    """Papers of a case handed from one section to another, signed for by both sides (inventory 3.6–3.8).

    `lines` lists {what, copies}. The sheet (`document`) is issued when the receiver signs; `note` says why papers
    went back.
    """

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10,
        choices=[(state, _(label)) for state, label in handing.LIFE.labels.items()],
        default=handing.Hand.ON_WAY,
    )
    lines = models.JSONField(default=list)
    from_section = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="+", db_index=False
    )
    to_section = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    giver = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+", db_index=False)
    given_at = models.DateTimeField()
    due = models.DateField()
    due_provisional = models.BooleanField(default=False)
    receiver = models.ForeignKey(
        "identity.Staff", models.PROTECT, null=True, related_name="+", db_index=False
    )
    received_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True, default="")
    document = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(state=handing.Hand.ON_WAY), name="one_handover_on_its_way"
            ),
            models.CheckConstraint(
                condition=Q(state=handing.Hand.ON_WAY, received_at=None)
                | (~Q(state=handing.Hand.ON_WAY) & Q(received_at__isnull=False, receiver__isnull=False)),
                name="handover_signed_when_it_says_so",
            ),
        ]
        indexes = [
            models.Index(fields=["bureau", "-given_at", "-id"], name="handover_newest"),
            models.Index(
                fields=["bureau", "due", "id"],
                condition=Q(state=handing.Hand.ON_WAY),
                name="handover_on_its_way",
            ),
        ]

    @property
    def copies(self) -> int:
        """How many papers there are altogether."""
        return sum(int(line["copies"]) for line in self.lines)


class Meeting(models.Model):
    """A meeting of examiners with an applicant, approved beforehand by a head; or a contact that was not (3.24).

    `staff` meets, `second` is the other officer present. `record` are the minutes, of an unfiled contact what was
    found and how. `settled_by` approved, declined or recorded it.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, choices=[(state, _(label)) for state, label in meetings.LABELS.items()]
    )
    staff = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+", db_index=False)
    second = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+", db_index=False)
    visitors = EncryptedTextField()
    reason = models.CharField(max_length=500, blank=True, default="")
    room = models.CharField(max_length=100, blank=True, default="")
    starts_at = models.DateTimeField()
    asked_at = models.DateTimeField()
    settled_by = models.ForeignKey(
        "identity.Staff", models.PROTECT, null=True, related_name="+", db_index=False
    )
    settled_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True, default="")
    record = models.TextField(blank=True, default="")
    recorded_at = models.DateTimeField(null=True)
    document = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["bureau", "-starts_at", "-id"], name="meeting_newest"),
            models.Index(
                fields=["bureau", "starts_at", "id"],
                condition=Q(state__in=["asked", "approved"]),
                name="meeting_open",
            ),
        ]


class SoloApprover(models.Model):
    """Somebody appointed to take in and decide alone, for a term (独任审批员, SOLO-2).

    For every item on the solo list whose section is theirs.
    """

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    staff = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+", db_index=False)
    certificate = models.CharField(max_length=60)
    from_on = models.DateField()
    to_on = models.DateField()
    appointed_by = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+", db_index=False)
    appointed_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_because = models.CharField(max_length=300, blank=True, default="")
    document = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-from_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(to_on__gt=models.F("from_on")), name="solo_term_ends")
        ]
        indexes = [models.Index(fields=["bureau", "staff", "to_on"], name="solo_by_staff")]


class SoloOverrun(models.Model):
    """A solo case that was not decided within its business minutes (SOLO-5), noticed once."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    case = models.OneToOneField("cases.Case", models.CASCADE, related_name="+")
    minutes = models.IntegerField()
    limit = models.IntegerField()
    noticed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["bureau", "-noticed_at"], name="solo_overrun_newest")]


class SoloAudit(models.Model):
    """A solo decision drawn for the check afterwards (SOLO-4); `seed` lets anybody repeat the month's draw."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="+")
    month = models.DateField()
    seed = models.CharField(max_length=40)
    state = models.CharField(
        max_length=10, choices=[(s, _(label)) for s, label in solo.LIFE.labels.items()], default="due"
    )
    finding = models.TextField(blank=True, default="")
    auditor = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+", db_index=False)
    audited_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["bureau", "-month", "id"], name="solo_audit_newest")]
