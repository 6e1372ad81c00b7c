"""The registry: keys, seals, what was sealed with them."""

import uuid

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from oneseal.foundation import telling
from oneseal.foundation.fields import EncryptedTextField


class SealKey(models.Model):
    """A signing key: kept here encrypted, or in a hardware module of which this row knows the place.

    `private` is hexadecimal (SM2: 32 bytes; others: PKCS #8 DER); `public` for SM2 x ‖ y (64 bytes), for
    others SubjectPublicKeyInfo DER.
    """

    class Algorithm(models.TextChoices):
        """What the key signs with."""

        SM2 = "sm2", "SM2 / SM3"
        ECDSA = "ecdsa", "ECDSA P-256 / SHA-256"
        RSA = "rsa", "RSA 3072 / SHA-256"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", on_delete=models.PROTECT, null=True, related_name="+")
    algorithm = models.CharField(max_length=10, choices=Algorithm.choices)
    public = models.BinaryField()
    private = EncryptedTextField(null=True)
    token = models.CharField(max_length=64, blank=True, default="")
    token_label = models.CharField(max_length=64, blank=True, default="")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(private__isnull=True) ^ models.Q(token_label=""),
                name="key_is_here_or_in_a_module",
            ),
        ]


class Seal(models.Model):
    """One seal of a bureau: what the police registered, its picture, its key, and since when it holds.

    `data` is the SESeal of GB/T 38540-2020, signed by the seal's maker; `certificate` the X.509 certificate of
    the seal's SM2 key (DER).
    """

    class Kind(models.TextChoices):
        """What the seal is for."""

        APPROVAL = "approval", _("行政审批专用章")
        OFFICIAL = "official", _("单位公章")
        DELIVERY = "delivery", _("收件专用章")

    class State(models.TextChoices):
        """Whether it may be used. A retired seal is never used again; what it sealed stays sealed."""

        ACTIVE = "active", _("启用")
        RETIRED = "retired", _("已停用")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    name = models.CharField(max_length=120)
    code = models.CharField(max_length=13, unique=True)
    picture = models.TextField()
    stamp = models.BinaryField()
    key = models.ForeignKey(SealKey, on_delete=models.PROTECT, related_name="+")
    certificate = models.BinaryField()
    data = models.BinaryField()
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACTIVE)
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    retired_reason = models.TextField(blank=True, default="")
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bureau"],
                condition=models.Q(kind="approval", state="active"),
                name="one_active_approval_seal",
            ),
            models.CheckConstraint(
                condition=models.Q(state="active") ^ models.Q(retired_at__isnull=False),
                name="retired_since_a_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_from__lt=models.F("valid_until")), name="seal_dates_in_order"
            ),
        ]


class SealUse(models.Model):
    """One use of a seal: on which bytes, about what, by whom, when. Never changed."""

    class Form(models.TextChoices):
        """The file's form."""

        PDF = "pdf", "PDF"
        OFD = "ofd", "OFD"
        DATA = "data", _("数据")

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="uses")
    form = models.CharField(max_length=5, choices=Form.choices)
    about_kind = models.CharField(max_length=40)
    about_id = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    sm3 = models.CharField(max_length=64)
    actor_id = models.BigIntegerField()
    actor_name = models.CharField(max_length=120)
    reason = models.CharField(max_length=200, blank=True, default="")
    used_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["seal", "-id"], name="seal_uses_newest_first"),
            models.Index(fields=["about_kind", "about_id"], name="seal_use_by_subject"),
            models.Index(fields=["sha256"], name="seal_use_by_sha256"),
            models.Index(fields=["sm3"], name="seal_use_by_sm3"),
        ]

    @property
    def about(self) -> str:
        """What it was put on, in words."""
        return f"{telling.subject(self.about_kind)} {self.about_id}"
