"""Tables of paper: deliveries of numbered blanks, each blank, the machines, prints, destructions."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from oneseal.certificates.rules.blanks import BLANKS, JOBS, OPEN, BlankState, JobState


class BlankLot(models.Model):
    """A delivery of blanks of one kind, by their printed numbers from first to last."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    type = models.ForeignKey("certificates.CertificateType", models.PROTECT, related_name="+")
    series = models.CharField(max_length=10)
    first = models.CharField(max_length=12)
    last = models.CharField(max_length=12)
    size = models.PositiveIntegerField()
    source = models.CharField(max_length=120)
    received_by = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+", db_index=False)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["bureau", "-id"], name="lots_newest")]


class BlankPrinter(models.Model):
    """A machine that prints certificates: by hand at the desk, or by the registered device that was put to it."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=60)
    place = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["bureau", "name"], name="one_printer_per_name")]

    def __str__(self) -> str:
        return self.name


class BlankDestruction(models.Model):
    """Spoiled blanks destroyed: listed by one, done and signed for together with another."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    size = models.PositiveIntegerField()
    proposed_by = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+", db_index=False)
    proposed_at = models.DateTimeField()
    witnessed_by = models.ForeignKey(
        "identity.Staff", models.PROTECT, null=True, related_name="+", db_index=False
    )
    witnessed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(witnessed_by__isnull=True) | ~Q(witnessed_by=F("proposed_by")),
                name="destruction_takes_two",
            )
        ]


class Blank(models.Model):
    """One numbered blank; `code` is what is printed on it, unique in the whole installation."""

    lot = models.ForeignKey(BlankLot, models.PROTECT, related_name="blanks", db_index=False)
    type = models.ForeignKey("certificates.CertificateType", models.PROTECT, related_name="+", db_index=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    number = models.BigIntegerField()
    code = models.CharField(max_length=24, unique=True)
    state = models.CharField(
        max_length=10,
        choices=[(state, _(label)) for state, label in BLANKS.labels.items()],
        default=BlankState.STOCK,
    )
    printer = models.ForeignKey(
        BlankPrinter, models.PROTECT, null=True, related_name="blanks", db_index=False
    )
    why = models.CharField(max_length=200, blank=True, default="")
    destruction = models.ForeignKey(BlankDestruction, models.PROTECT, null=True, related_name="blanks")

    class Meta:
        ordering = ["lot", "number"]
        indexes = [
            models.Index(fields=["bureau", "type", "state", "lot", "number"], name="blanks_by_state"),
            models.Index(
                fields=["printer", "type", "lot", "number"],
                condition=Q(state=BlankState.PRINTER),
                name="blanks_at_printer",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class PrintJob(models.Model):
    """One print of one version of a certificate on exactly one blank.

    `replaces` is the earlier print that this one makes void; `reason` says why it is printed again.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    certificate = models.ForeignKey("certificates.Certificate", models.PROTECT, related_name="prints")
    printer = models.ForeignKey(BlankPrinter, models.PROTECT, related_name="jobs", db_index=False)
    blank = models.ForeignKey(Blank, models.PROTECT, null=True, related_name="jobs", db_index=False)
    state = models.CharField(
        max_length=10,
        choices=[(state, _(label)) for state, label in JOBS.labels.items()],
        default=JobState.WAITING,
    )
    reason = models.CharField(max_length=200, blank=True, default="")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)
    asked_by = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"], condition=Q(state__in=sorted(OPEN)), name="one_open_print"
            ),
            models.UniqueConstraint(
                fields=["certificate"],
                condition=Q(state=JobState.DONE, voided_at__isnull=True),
                name="one_standing_print",
            ),
            models.UniqueConstraint(
                fields=["blank"],
                condition=Q(state__in=[JobState.TAKEN, JobState.DONE]),
                name="one_print_per_blank",
            ),
        ]
        indexes = [
            models.Index(fields=["printer", "id"], condition=Q(state__in=sorted(OPEN)), name="prints_to_do")
        ]
