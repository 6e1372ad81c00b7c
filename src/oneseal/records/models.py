"""The ledger of questions to other agencies. It has no column for an answer, on purpose."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oneseal.records.rules.kinds import KINDS, STATES, State

RECORDS = [(record, _(kind.name)) for record, kind in KINDS.items()]
STATE_CHOICES = [(state, _(label)) for state, label in STATES.items()]


class RecordQuery(models.Model):
    """Who asked when for which record of their own, having agreed to which terms, and how it ended."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    applicant = models.ForeignKey("identity.Applicant", models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=40, unique=True)
    record = models.CharField(max_length=10, choices=RECORDS)
    state = models.CharField(max_length=10, choices=STATE_CHOICES, default=State.ASKED)
    terms = models.CharField(max_length=10)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["applicant", "record"], condition=Q(state=State.ASKED), name="one_question_at_a_time"
            )
        ]
        indexes = [
            models.Index(fields=["applicant", "-asked_at", "-id"], name="record_query_own"),
            models.Index(fields=["bureau", "-asked_at", "-id"], name="record_query_newest"),
        ]

    def __str__(self) -> str:
        return self.number
