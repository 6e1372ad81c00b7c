"""The certificate authority: every certificate that this installation made or was given, and its revocation lists."""

import uuid

from django.db import models
from django.db.models.functions import Now

from oneseal.seals.models.registry import Seal, SealKey


class Certificate(models.Model):
    """One X.509 certificate. `der` is the certificate itself; the other columns are read from it for lists.

    Own ones were made here. Outside ones were imported: roots and issuing authorities to trust, certificates
    for seals and time stamps with the key that belongs to them.
    """

    class Usage(models.TextChoices):
        """What it is for."""

        ROOT = "root", "根证书"
        ISSUING = "issuing", "签发证书"
        SEAL = "seal", "签章证书"
        MAKER = "maker", "制章者证书"
        TIMESTAMP = "timestamp", "时间戳证书"

    class Origin(models.TextChoices):
        """Who issued it."""

        OWN = "own", "本系统自建"
        OUTSIDE = "outside", "外部机构签发"

    class Reason(models.TextChoices):
        """Why it was revoked (RFC 5280, 5.3.1)."""

        KEY_COMPROMISE = "key_compromise", "密钥泄露或疑似泄露"
        AFFILIATION_CHANGED = "affiliation_changed", "单位名称或隶属关系变更"
        SUPERSEDED = "superseded", "已换发新证书"
        CESSATION = "cessation_of_operation", "印章停用"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    usage = models.CharField(max_length=10, choices=Usage.choices)
    algorithm = models.CharField(max_length=10, choices=SealKey.Algorithm.choices)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    bureau = models.ForeignKey("identity.Organisation", on_delete=models.PROTECT, null=True, related_name="+")
    issuer = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="issued")
    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, null=True, related_name="certificates")
    key = models.ForeignKey(SealKey, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    serial = models.CharField(max_length=40)
    der = models.BinaryField()
    sha256 = models.CharField(max_length=64, unique=True)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_reason = models.CharField(max_length=30, choices=Reason.choices, blank=True, default="")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["usage", "algorithm"],
                condition=models.Q(origin="own", revoked_at__isnull=True) & ~models.Q(usage="seal"),
                name="one_own_authority_per_family",
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_at__isnull=True, revoked_reason="")
                | (models.Q(revoked_at__isnull=False) & ~models.Q(revoked_reason="")),
                name="revoked_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["usage", "algorithm", "-valid_from"], name="certificate_by_usage")]


class RevocationList(models.Model):
    """One list of an issuer (CRL), published under a public address; the newest number counts."""

    issuer = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="lists")
    number = models.BigIntegerField()
    der = models.BinaryField()
    this_update = models.DateTimeField()
    next_update = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "number"], name="one_list_per_issuer_and_number")
        ]
