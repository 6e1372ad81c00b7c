"""Tables of helplines: numbers, calls, tries to call back, spot checks."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oneseal.foundation.fields import EncryptedTextField
from oneseal.helplines.rules import life
from oneseal.helplines.rules.life import CallState

STATES = [(state, _(label)) for state, label in life.CALLS.labels.items()]
OUTCOMES = [(code.value, _(label)) for code, label in life.OUTCOMES.items()]


class Helpline(models.Model):
    """A consulting number: of a window, else of a whole section. `section` answers for it."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=40)
    section = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    window = models.ForeignKey("queueing.Window", models.PROTECT, null=True, related_name="+")
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ["window__number", "section__order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "number"], condition=Q(closed_on=None), name="one_line_per_number"
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def place(self) -> str:
        """Window or section, as lists name it."""
        if self.window is None:
            return self.section.name
        told = gettext("%(number)s 号窗口 %(name)s")
        return (told % {"number": self.window.number, "name": self.window.name}).strip()


class PhoneCall(models.Model):
    """One call to a number. `external`: the exchange's own id, empty for what was entered by hand.

    `counts`: it rang in office hours, so it is part of the rate. `due`: a missed call's last day for calling back.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    line = models.ForeignKey(Helpline, models.PROTECT, related_name="calls", db_index=False)
    state = models.CharField(max_length=8, choices=STATES)
    external = models.CharField(max_length=64, blank=True, default="")
    caller = EncryptedTextField()
    rang_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    counts = models.BooleanField()
    taker = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+", db_index=False)
    item = models.ForeignKey("catalog.Item", models.PROTECT, null=True, related_name="+", db_index=False)
    note = models.CharField(max_length=300, blank=True, default="")
    outcome = models.CharField(max_length=12, choices=OUTCOMES, blank=True, default="")
    inquiry = models.ForeignKey("inquiries.Inquiry", models.PROTECT, null=True, related_name="+")
    appointment = models.ForeignKey("queueing.Appointment", models.PROTECT, null=True, related_name="+")
    due = models.DateField(null=True)
    tries = models.SmallIntegerField(default=0)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-rang_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "external"], condition=~Q(external=""), name="one_call_per_exchange_id"
            ),
            models.CheckConstraint(
                condition=~Q(state=CallState.MISSED) | Q(due__isnull=False, answered_at=None),
                name="missed_call_has_a_due_day",
            ),
        ]
        indexes = [
            models.Index(fields=["bureau", "-rang_at", "-id"], name="call_newest"),
            models.Index(fields=["line", "rang_at"], name="call_of_line"),
            models.Index(
                fields=["bureau", "due"], condition=Q(state=CallState.MISSED), name="call_to_return"
            ),
        ]


class CallTry(models.Model):
    """One try to call somebody back."""

    call = models.ForeignKey(PhoneCall, models.PROTECT, related_name="attempts")
    by = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    reached = models.BooleanField()

    class Meta:
        ordering = ["id"]


class SpotCheck(models.Model):
    """A test call of those who watch: answered or not, after how long, right and polite or not (抽查)."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    line = models.ForeignKey(Helpline, models.PROTECT, related_name="checks")
    at = models.DateTimeField()
    by = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+", db_index=False)
    answered = models.BooleanField()
    seconds = models.SmallIntegerField(null=True)
    right = models.BooleanField()
    polite = models.BooleanField()
    note = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["bureau", "-at"], name="spot_check_newest")]

    @property
    def passed(self) -> bool:
        """Nothing was wrong."""
        return self.answered and self.right and self.polite
