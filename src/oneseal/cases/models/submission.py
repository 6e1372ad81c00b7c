"""What the applicant handed in, version by version, and what they were asked to correct."""

import uuid

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from oneseal.foundation.fields import EncryptedJSONField


class CaseForm(models.Model):
    """The form of one submission. Encrypted whole: it holds identifiers, phones, addresses."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="forms")
    submission = models.IntegerField(default=1)
    data = EncryptedJSONField()
    declared_at = models.DateTimeField(null=True)
    saved_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "submission"], name="one_form_per_submission")]


class Source(models.TextChoices):
    """Where a material came from."""

    APPLICANT = "applicant", _("申请人上传")
    REUSED = "reused", _("使用以前提交的")
    SHARED = "shared", _("数据共享获取")
    WINDOW = "window", _("窗口收取")
    ISSUED = "issued", _("本局颁发的证照")


BROUGHT = frozenset({Source.APPLICANT, Source.WINDOW})
"""What the applicant handed in themselves."""


class Verdict(models.TextChoices):
    """What the clerk ticked."""

    UNCHECKED = "", _("未核对")
    FIT = "fit", _("符合")
    GAP = "gap", _("需补正")


class CaseMaterial(models.Model):
    """One file or paper of one material. A later submission that replaces it sets `replaced`.

    `valid_until` is the last day on which it serves further applications; None: not known. `certificate` is the
    bureau's own one that stands for it.
    """

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="materials")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    submission = models.IntegerField(default=1)
    source = models.CharField(max_length=10, choices=Source, default=Source.APPLICANT)
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, related_name="+")
    paper_copies = models.IntegerField(default=0)
    note = models.CharField(max_length=300, blank=True, default="")
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True, default=Verdict.UNCHECKED)
    verdict_note = models.CharField(max_length=300, blank=True, default="")
    replaced = models.BooleanField(default=False)
    added_at = models.DateTimeField(db_default=Now())
    valid_until = models.DateField(null=True)
    certificate = models.ForeignKey(
        "certificates.Certificate", models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["id"]


class Correction(models.Model):
    """The once-only notice for one submission (LIC-4): every gap, and until when."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="corrections")
    submission = models.IntegerField()
    gaps = models.JSONField()
    days = models.IntegerField()
    correct_by = models.DateField()
    correct_provisional = models.BooleanField(default=False)
    asked_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    notice = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")
    supplied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "submission"], name="one_notice_per_submission")
        ]
        indexes = [
            models.Index(
                fields=["correct_by"],
                condition=models.Q(supplied_at__isnull=True),
                name="correction_waiting",
            )
        ]
