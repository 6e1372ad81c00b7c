"""Tables of assurance: what made the bureau sure who acts. Of faces and fingers nothing but the result is kept."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from oneseal.assurance.rules.faces import OUTCOMES, Outcome
from oneseal.assurance.rules.levels import LEVELS, WAYS


class Check(models.Model):
    """One proof of who somebody is (身份核验): whose, how, when, by whom, until when it counts.

    `party` is for whom they came: themselves, or the applicant whose agent they are. `bureau` is the one at whose
    counter or machine they stood, empty where they were signed in. `account_id` and `session_id` name the sign-in
    (identity.Session) or the other system (below 0) to which alone it belongs. `serial` is the service's number.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("identity.Applicant", models.PROTECT, related_name="+", db_index=False)
    party = models.ForeignKey("identity.Applicant", models.PROTECT, related_name="+", db_index=False)
    bureau = models.ForeignKey(
        "identity.Organisation", models.PROTECT, null=True, related_name="+", db_index=False
    )
    way = models.CharField(max_length=12, choices=[(way, _(label)) for way, label in WAYS.items()])
    level = models.PositiveSmallIntegerField(choices=[(level, _(label)) for level, label in LEVELS.items()])
    at = models.DateTimeField()
    until = models.DateTimeField()
    account_id = models.BigIntegerField(default=0)
    session_id = models.BigIntegerField(default=0)
    staff = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+", db_index=False)
    confirmed_by = models.ForeignKey(
        "identity.Staff", models.PROTECT, null=True, related_name="+", db_index=False
    )
    confirmed_at = models.DateTimeField(null=True)
    device = models.CharField(max_length=80, blank=True, default="")
    serial = models.CharField(max_length=80, blank=True, default="")
    band = models.CharField(max_length=10, blank=True, default="")

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("staff")),
                name="check_confirmed_by_another",
            )
        ]
        indexes = [
            models.Index(fields=["person", "-at"], name="check_of_person"),
            models.Index(fields=["party", "-at"], name="check_for_party"),
        ]


class Comparison(models.Model):
    """One face that was compared with the authority's picture: when, with what result. The picture is nowhere.

    `consented_at` and `terms` are the separate consent before it (PIPL art. 29); each comparison asks anew.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("identity.Applicant", models.PROTECT, related_name="+", db_index=False)
    account_id = models.BigIntegerField()
    consented_at = models.DateTimeField()
    terms = models.CharField(max_length=10)
    asked_at = models.DateTimeField()
    outcome = models.CharField(
        max_length=8,
        choices=[(each, _(label)) for each, label in OUTCOMES.items()],
        default=Outcome.ASKED,
    )
    band = models.CharField(max_length=1, blank=True, default="")
    serial = models.CharField(max_length=80, blank=True, default="")
    service = models.CharField(max_length=80, blank=True, default="")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(fields=["person", "-asked_at"], name="comparison_of_person")]
