"""Tables of feedback: visits that may be judged, where judgements came from, signs, surveys, the ledger of what is mended."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oneseal.feedback.rules.asking import WAYS
from oneseal.feedback.rules.ledger import ISSUE_STATES, SOURCES, IssueState
from oneseal.feedback.rules.surveys import KINDS, STATES, SurveyState
from oneseal.foundation.fields import EncryptedJSONField, EncryptedTextField


class Invitation(models.Model):
    """A visit that may be judged once, by whoever has its code (EVA-2). One for each subject, such as a served ticket.

    `judged`: staff ids whose work it was. `case`: the application that was taken in then and shares the evaluation.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12)
    subject_id = models.BigIntegerField()
    section_id = models.BigIntegerField()
    title = models.CharField(max_length=200)
    place = models.CharField(max_length=120)
    window = models.CharField(max_length=40)
    judged = models.JSONField(default=list)
    case = models.ForeignKey("cases.Case", models.SET_NULL, null=True, related_name="+", db_index=False)
    applicant = models.ForeignKey("identity.Applicant", models.PROTECT, null=True, related_name="+")
    contact = EncryptedTextField(default="")
    code = models.CharField(max_length=12, unique=True)
    ended_at = models.DateTimeField()
    evaluated_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_id"], name="one_invitation_per_subject")
        ]
        indexes = [models.Index(fields=["bureau", "window", "-ended_at"], name="invitation_at_window")]

    def __str__(self) -> str:
        return f"{self.title} {self.window}"

    @property
    def at_window(self) -> str:
        """Which window of which hall: numbers repeat from hall to hall."""
        return f"{self.place} {self.window}"


class Origin(models.Model):
    """Whence an evaluation came; device and address only as blind marks (EVA-5: the evaluator stays hidden)."""

    evaluation = models.OneToOneField("cases.Evaluation", models.CASCADE, related_name="origin")
    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="origins")
    bureau_id = models.BigIntegerField()
    window = models.CharField(max_length=40)
    level = models.SmallIntegerField()
    way = models.CharField(max_length=8, choices=[(key, _(label)) for key, label in WAYS.items()])
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    device = models.CharField(max_length=64, blank=True, default="")
    address = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["bureau_id", "-at"], name="origin_newest")]


class Relayed(models.Model):
    """An evaluation that a platform (省好差评平台) sent: its number there, once; when it was given there."""

    bureau_id = models.BigIntegerField()
    client_id = models.BigIntegerField()
    number = models.CharField(max_length=64)
    evaluation = models.OneToOneField("cases.Evaluation", models.CASCADE, related_name="relayed")
    given_at = models.DateTimeField()
    arrived_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client_id", "number"], name="relayed_once_by_platform")
        ]


class StaffDevice(models.Model):
    """A browser in which a member of staff was signed in when an evaluation page was open."""

    mark = models.CharField(max_length=64, unique=True)
    staff = models.ForeignKey("identity.Staff", models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()


class Suspicion(models.Model):
    """Signs that an evaluation is not the visitor's own word, and what somebody found (EVA-5)."""

    evaluation = models.OneToOneField("cases.Evaluation", models.CASCADE, related_name="suspicion")
    bureau_id = models.BigIntegerField()
    signs = models.JSONField(default=list)
    found_at = models.DateTimeField()
    upheld = models.BooleanField(null=True)
    decided_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["bureau_id", "-found_at"], condition=Q(decided_at__isnull=True), name="suspicion_open"
            )
        ]


class Survey(models.Model):
    """Questions to people: a third party's survey, the half-yearly review, an opinion form (10.7, 10.9, 10.12).

    `form` is a JSON Schema as the catalogue's forms are. `units`: the sections that each answer judges (half-yearly
    review). `uid` is the anonymous link.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=[(key, _(label)) for key, label in KINDS.items()])
    state = models.CharField(
        max_length=8, choices=[(key, _(label)) for key, label in STATES.items()], default=SurveyState.DRAFT
    )
    title = models.CharField(max_length=120)
    purpose = models.CharField(max_length=500, blank=True, default="")
    surveyor = models.CharField(max_length=120, blank=True, default="")
    first = models.DateField()
    last = models.DateField()
    form = models.JSONField(default=dict)
    units = models.JSONField(default=list, blank=True)
    made_at = models.DateTimeField()
    closes_on = models.DateField(null=True)
    circular = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["bureau", "-made_at"], name="survey_newest")]

    def __str__(self) -> str:
        return self.title


class Answer(models.Model):
    """One answer; encrypted, because people write what they like. `unit` and `level` are what is counted."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="answers")
    row = models.IntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    level = models.SmallIntegerField(null=True)
    data = EncryptedJSONField()
    device = models.CharField(max_length=64, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "device"], condition=~Q(device=""), name="one_answer_per_device"
            ),
            models.UniqueConstraint(fields=["survey", "row"], name="one_answer_per_row"),
        ]
        indexes = [models.Index(fields=["survey", "unit_id"], name="answer_by_unit")]


class Issue(models.Model):
    """Something to be mended, whoever found it: surveys, opinions, inspections, ourselves (整改台账, 10.11)."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    source = models.CharField(max_length=12, choices=[(key, _(label)) for key, label in SOURCES.items()])
    survey = models.ForeignKey(Survey, models.PROTECT, null=True, related_name="issues")
    text = models.CharField(max_length=500)
    owner = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(
        max_length=10,
        choices=[(key, _(label)) for key, label in ISSUE_STATES.labels.items()],
        default=IssueState.OPEN,
    )
    due = models.DateField()
    found_at = models.DateTimeField()
    evidence = models.CharField(max_length=1000, blank=True, default="")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["bureau", "state", "due", "id"], name="issue_by_due")]


class IssueFile(models.Model):
    """A file that shows how an issue was mended: a photograph, a new guide, minutes."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="files")
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["issue", "file"], name="one_evidence_file_per_issue")]
