"""Tables of devices: the registry with identities and state, forms filled at a station, confirmations on a second screen."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oneseal.devices.rules import health, identity, kinds
from oneseal.devices.rules.kinds import DeviceKind, DeviceState
from oneseal.devices.rules.screens import ANSWERS, HELP_STATES, AnswerState, HelpState
from oneseal.foundation.fields import EncryptedJSONField, EncryptedTextField


class Device(models.Model):
    """A machine of the bureau: what for, where, whether its identity counts, how it is.

    The key itself is nowhere but in the device's browser: `key_digest` is the one that counts since `key_since`,
    `next_digest` the one that its heartbeat brought last. `generation` grows with every pairing, `counter` with every
    new key. `cabinet`: the one beside it, whose boxes it opens. `blank_printer`: whose certificates it prints.
    `copied`: locked because its identity was used from two places.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=[(key, _(label)) for key, label in kinds.KINDS.items()])
    name = models.CharField(max_length=60)
    hall = models.ForeignKey("queueing.Hall", models.PROTECT, null=True, related_name="+")
    zone = models.ForeignKey("queueing.Zone", models.PROTECT, null=True, related_name="+", db_index=False)
    window = models.ForeignKey("queueing.Window", models.PROTECT, null=True, related_name="+")
    cabinet = models.ForeignKey("output.Cabinet", models.PROTECT, null=True, related_name="+", db_index=False)
    blank_printer = models.ForeignKey(
        "certificates.BlankPrinter", models.PROTECT, null=True, related_name="+", db_index=False
    )
    site = models.CharField(max_length=120, blank=True, default="")
    maker = models.CharField(max_length=60, blank=True, default="")
    state = models.CharField(
        max_length=8,
        choices=[(key, _(label)) for key, label in kinds.STATES.labels.items()],
        default=DeviceState.NEW,
    )
    why = models.CharField(max_length=200, blank=True, default="")
    copied = models.BooleanField(default=False)
    code_digest = models.CharField(max_length=64, blank=True, default="")
    code_until = models.DateTimeField(null=True)
    generation = models.IntegerField(default=0)
    counter = models.IntegerField(default=0)
    key_digest = models.CharField(max_length=64, blank=True, default="")
    key_since = models.DateTimeField(null=True)
    next_digest = models.CharField(max_length=64, blank=True, default="")
    next_at = models.DateTimeField(null=True)
    paired_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    address = models.CharField(max_length=45, blank=True, default="")
    version = models.CharField(max_length=80, blank=True, default="")
    printer = models.CharField(
        max_length=8,
        blank=True,
        default="",
        choices=[(key, _(label)) for key, label in health.PRINTERS.items()],
    )
    paper = models.IntegerField(null=True)
    clock_seconds = models.IntegerField(null=True)
    network_ms = models.IntegerField(null=True)
    troubles = models.JSONField(default=list)

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["bureau", "state", "name"], name="device_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "name"], condition=~Q(state=DeviceState.RETIRED), name="one_device_per_name"
            ),
            models.UniqueConstraint(
                fields=["window"],
                condition=Q(kind=DeviceKind.TABLET) & ~Q(state=DeviceState.RETIRED),
                name="one_tablet_at_a_window",
            ),
            models.UniqueConstraint(
                fields=["blank_printer"],
                condition=~Q(state=DeviceState.RETIRED),
                name="one_device_per_blank_printer",
            ),
            models.UniqueConstraint(
                fields=["code_digest"], condition=~Q(code_digest=""), name="one_device_per_code"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def held(self) -> identity.Held:
        """What is known of its keys."""
        return identity.Held(
            self.generation, self.counter, self.key_digest, self.key_since, self.next_digest, self.next_at
        )

    @property
    def clock_behind(self) -> int:
        """Seconds by which its clock is behind the server's."""
        return -(self.clock_seconds or 0)


class Sheet(models.Model):
    """A form that a visitor filled in at a station, until the window takes it over by its code, or its days are over."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    device = models.ForeignKey(Device, models.PROTECT, related_name="sheets")
    item = models.ForeignKey("catalog.Item", models.PROTECT, related_name="+", db_index=False)
    code_digest = models.CharField(max_length=64, unique=True)
    data = EncryptedJSONField()
    complete = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    until = models.DateTimeField(db_index=True)
    taken_at = models.DateTimeField(null=True)
    case = models.ForeignKey("cases.Case", models.SET_NULL, null=True, related_name="+", db_index=False)


class Confirmation(models.Model):
    """What a window showed on the second screen, what was entered or a slip, and the answer (3.16).

    `digest` is of what was shown; `signature` the drawing, `name` what was typed instead, `said` what is wrong.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    device = models.ForeignKey(Device, models.PROTECT, related_name="confirmations", db_index=False)
    case = models.ForeignKey("cases.Case", models.CASCADE, null=True, related_name="+")
    slip = models.ForeignKey("hall.WindowSlip", models.PROTECT, null=True, related_name="+")
    staff = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(
        max_length=10,
        choices=[(key, _(label)) for key, label in ANSWERS.labels.items()],
        default=AnswerState.ASKED,
    )
    data = EncryptedJSONField()
    digest = models.CharField(max_length=64)
    name = EncryptedTextField(default="")
    said = EncryptedTextField(default="")
    signature = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["device"], condition=Q(state=AnswerState.ASKED), name="one_question_on_a_screen"
            ),
            models.CheckConstraint(
                condition=Q(case=None) ^ Q(slip=None), name="a_question_is_about_a_case_or_a_slip"
            ),
        ]

    @property
    def subject(self) -> tuple[str, int]:
        """Kind and id of what is asked about, as the journal names it."""
        return ("case", self.case_id) if self.case_id else ("window_slip", self.slip_id or 0)


class Help(models.Model):
    """A visitor at a lonely device called, and somebody of the bureau answers in a browser (3.17)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    device = models.ForeignKey(Device, models.PROTECT, related_name="calls", db_index=False)
    state = models.CharField(
        max_length=8,
        choices=[(key, _(label)) for key, label in HELP_STATES.labels.items()],
        default=HelpState.CALLING,
    )
    called_at = models.DateTimeField()
    staff = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+", db_index=False)
    taken_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["bureau", "state", "called_at"], name="help_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["device"], condition=~Q(state=HelpState.ENDED), name="one_call_from_a_device"
            )
        ]


class HelpLine(models.Model):
    """One thing said in a call."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    help = models.ForeignKey(Help, models.CASCADE, related_name="lines")
    by_staff = models.BooleanField()
    text = EncryptedTextField()
    at = models.DateTimeField()
