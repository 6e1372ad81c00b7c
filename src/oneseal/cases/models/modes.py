"""Modes of the bureau that a case may be in: materials owed, commitments, and who broke theirs."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oneseal.cases.rules.commitment import LABELS as STANDINGS
from oneseal.cases.rules.commitment import Standing
from oneseal.cases.rules.tolerance import LABELS, Owing


class Tolerance(models.Model):
    """The materials that a case owes since it was accepted on a promise (TOL-1, TOL-2).

    `owed` lists {code, name}. `Case.owes` says whether it still stands in the way, so that acts need not ask here.
    """

    case = models.OneToOneField("cases.Case", models.CASCADE, related_name="tolerance")
    bureau_id = models.BigIntegerField()
    state = models.CharField(
        max_length=12, choices=[(key, _(name)) for key, name in LABELS.items()], default=Owing.PROMISED
    )
    owed = models.JSONField(default=list)
    promised_at = models.DateTimeField()
    promise = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")
    owed_by = models.DateField(null=True)
    provisional = models.BooleanField(default=False)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["owed_by"], condition=Q(state="owed"), name="tolerance_waiting")]

    @property
    def names(self) -> list[str]:
        """What is owed, by name."""
        return [each["name"] for each in self.owed]


class Dishonesty(models.Model):
    """One broken promise of one subject, found by blind index, until it is repaired (TOL-3, COM-3).

    Kept here until the bureau has a credit file of its own (CRD), which then takes these rows over.
    """

    class Origin(models.TextChoices):
        """What was broken."""

        COMMITMENT = "commitment", _("承诺不实")
        OTHER = "other", _("其他机关认定的失信")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau_id = models.BigIntegerField()
    identifier_index = models.CharField(max_length=64)
    applicant = models.ForeignKey("identity.Applicant", models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="+")
    origin = models.CharField(max_length=12, choices=Origin)
    fact = models.CharField(max_length=500)
    source = models.CharField(max_length=200, blank=True, default="")
    found_on = models.DateField()
    recorded_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    repaired_on = models.DateField(null=True)
    repair = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        ordering = ["-found_on", "-id"]
        indexes = [
            models.Index(
                fields=["identifier_index"], condition=Q(repaired_on__isnull=True), name="dishonesty_standing"
            ),
            models.Index(fields=["bureau_id", "-found_on", "-id"], name="dishonesty_newest"),
        ]


class Commitment(models.Model):
    """A case decided on the applicant's commitment, and what its check after the decision found (COM-1…4).

    `replaced` lists the materials {code, name} that it stands in for. The columns from `post` on belong to the
    check; they are empty until the case was granted.
    """

    case = models.OneToOneField("cases.Case", models.CASCADE, related_name="commitment")
    bureau_id = models.BigIntegerField()
    kind = models.CharField(
        max_length=8, choices=[("proof", _("证明事项告知承诺")), ("licence", _("涉企经营许可告知承诺"))]
    )
    state = models.CharField(
        max_length=10, choices=[(key, _(name)) for key, name in STANDINGS.items()], default=Standing.GIVEN
    )
    replaced = models.JSONField(default=list, blank=True)
    letter = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField()
    post = models.ForeignKey("identity.Post", models.PROTECT, null=True, related_name="+")
    check_by = models.DateField(null=True)
    finding = models.CharField(max_length=1000, blank=True, default="")
    checked_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    fix_by = models.DateField(null=True)
    fix_provisional = models.BooleanField(default=False)
    order = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    settlement = models.CharField(max_length=1000, blank=True, default="")
    revocation = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(
                fields=["bureau_id", "check_by", "id"],
                condition=Q(state__in=["due", "faulty"]),
                name="commitment_waiting",
            )
        ]
