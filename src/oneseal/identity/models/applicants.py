"""Who applies: persons and organisations, and who may act for them."""

import uuid

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from oneseal.foundation.fields import EncryptedTextField


class ApplicantKind(models.TextChoices):
    """自然人 or 法人 and other organisations."""

    PERSON = "person", _("自然人")
    ORGANISATION = "organisation", _("法人或其他组织")


class IdentifierKind(models.TextChoices):
    """By which document an applicant is known."""

    RESIDENT_ID = "resident_id", _("居民身份证")
    RESIDENCE_PERMIT = "residence_permit", _("港澳台居民居住证")
    FOREIGNER_PERMIT = "foreigner_permit", _("外国人永久居留身份证")
    PASSPORT = "passport", _("护照")
    USCC = "uscc", _("统一社会信用代码")


class Assurance(models.TextChoices):
    """How sure the bureau is that the applicant is who they say."""

    DECLARED = "declared", _("本人填报")
    SEEN = "seen", _("窗口核验")
    PROVIDER = "provider", _("统一身份认证")


class Applicant(models.Model):
    """A person or organisation that applies. One row for one identifier.

    Number and phone are encrypted; the index columns find them (foundation.crypto.blind_index with the
    purposes `id_number` and `phone`). Both stay empty only in rows made by tests and benchmarks.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=ApplicantKind)
    name = models.CharField(max_length=120)
    id_kind = models.CharField(max_length=20, choices=IdentifierKind)
    number = EncryptedTextField()
    number_index = models.CharField(max_length=64, blank=True, default="")
    phone = EncryptedTextField()
    phone_index = models.CharField(max_length=64, blank=True, default="")
    legal_representative = models.CharField(max_length=60, blank=True, default="")
    region = models.ForeignKey("identity.Region", models.PROTECT, null=True, related_name="+")
    address = models.CharField(max_length=200, blank=True, default="")
    assurance = models.CharField(max_length=20, choices=Assurance, default=Assurance.DECLARED)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number_index"], condition=~models.Q(number_index=""), name="one_applicant_per_number"
            )
        ]
        indexes = [
            models.Index(fields=["name"], name="applicant_by_name", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["phone_index"], name="applicant_by_phone"),
        ]

    def __str__(self) -> str:
        return self.name


class AuthorisationKind(models.TextChoices):
    """On what ground somebody acts for another."""

    LEGAL_REPRESENTATIVE = "legal_representative", _("法定代表人（负责人）")
    AGENT = "agent", _("委托代理")


class Authorisation(models.Model):
    """`agent` may act for `principal` from a day to a day (both included), for all items or some.

    Not yet in force while `confirmed_at` is empty: a claim that a clerk must check against the papers.
    """

    principal = models.ForeignKey("identity.Applicant", models.PROTECT, related_name="given")
    agent = models.ForeignKey("identity.Applicant", models.PROTECT, related_name="received")
    kind = models.CharField(max_length=30, choices=AuthorisationKind)
    item_codes = models.JSONField(default=list, blank=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_because = models.CharField(max_length=200, blank=True, default="")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-from_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(principal=models.F("agent")), name="nobody_is_their_own_agent"
            ),
            models.CheckConstraint(
                condition=models.Q(to_on__isnull=True) | models.Q(to_on__gte=models.F("from_on")),
                name="authorisation_ends_after_it_starts",
            ),
        ]
