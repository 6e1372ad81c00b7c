"""Staff, the posts they hold and held, their movements, certificates and photographs (inventory 1.6–1.9)."""

import uuid

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from oneseal.foundation.fields import EncryptedTextField


class Employment(models.TextChoices):
    """Kind of employment (编制); the last one is hired from a contractor and may decide nothing (11.16)."""

    CIVIL_SERVANT = "civil_servant", _("行政编制（公务员）")
    STATUTORY = "statutory", _("事业编制")
    CONTRACT = "contract", _("合同制")
    OUTSOURCED = "outsourced", _("政府购买服务")


class Staff(models.Model):
    """A person who works in the bureau, whoever employs them.

    `id_index` is the blind index of the identity number, in the same way as an applicant's: it finds the
    applications that are their own, from which they keep out (回避).
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="staff")
    number = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    home_unit = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    section = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="section_staff")
    employment = models.CharField(max_length=20, choices=Employment)
    phone = models.CharField(max_length=40, blank=True, default="")
    id_number = EncryptedTextField(null=True)
    id_index = models.CharField(max_length=64, blank=True, default="", editable=False)
    joined_on = models.DateField()
    retires_on = models.DateField(null=True)
    left_on = models.DateField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["bureau", "number"], name="one_staff_per_number")]
        indexes = [
            models.Index(fields=["bureau", "name"], name="staff_by_name"),
            models.Index(fields=["id_index"], condition=~models.Q(id_index=""), name="staff_by_identity"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_contractor(self) -> bool:
        """Hired through a contractor: no decision authority (inventory 11.16)."""
        return self.employment == Employment.OUTSOURCED


class StaffPhoto(models.Model):
    """The photograph on the post display, re-encoded as a small JPEG (inventory 1.15)."""

    staff = models.OneToOneField("identity.Staff", models.CASCADE, related_name="photo")
    image = models.BinaryField()
    sha256 = models.CharField(max_length=64)


class MovementKind(models.TextChoices):
    """How somebody came or went."""

    TRANSFER = "transfer", _("划转")
    SECONDMENT = "secondment", _("借用")
    RETURN = "return", _("返回原单位")
    LEAVE = "leave", _("离开")


class Movement(models.Model):
    """A transfer or secondment, with the document that ordered it (inventory 1.6)."""

    staff = models.ForeignKey("identity.Staff", models.PROTECT, related_name="movements")
    kind = models.CharField(max_length=20, choices=MovementKind)
    from_unit = models.ForeignKey("identity.Organisation", models.PROTECT, null=True, related_name="+")
    to_unit = models.ForeignKey("identity.Organisation", models.PROTECT, null=True, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    document = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        ordering = ["starts_on", "id"]


class StaffLeave(models.Model):
    """Days on which somebody is not at work (holiday, illness, training), both included. Never deleted.

    `deputy` does the work of their posts meanwhile (职务代理).
    """

    staff = models.ForeignKey("identity.Staff", models.PROTECT, related_name="leaves")
    deputy = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="deputising")
    note = models.CharField(max_length=100, blank=True, default="")
    first_on = models.DateField()
    last_on = models.DateField()
    cancelled_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-first_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_on__gte=models.F("first_on")), name="leave_ends_after_it_starts"
            )
        ]
        indexes = [
            models.Index(
                fields=["last_on", "first_on"],
                condition=models.Q(cancelled_at__isnull=True),
                name="leave_by_day",
            )
        ]


class PostHolding(models.Model):
    """Who holds a post from which day to which (both included; no end: still). Never deleted."""

    post = models.ForeignKey("identity.Post", models.PROTECT, related_name="holdings")
    staff = models.ForeignKey("identity.Staff", models.PROTECT, related_name="holdings")
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    ended_early_because = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-from_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "staff"],
                condition=models.Q(to_on__isnull=True),
                name="one_open_holding",
            ),
            models.CheckConstraint(
                condition=models.Q(to_on__isnull=True) | models.Q(to_on__gte=models.F("from_on")),
                name="holding_ends_after_it_starts",
            ),
        ]


class CertificateLevel(models.IntegerChoices):
    """Levels of the 行政办事员（政务服务综合窗口办事员）occupation."""

    FOUR = 4, _("四级／中级工")
    THREE = 3, _("三级／高级工")
    TWO = 2, _("二级／技师")
    ONE = 1, _("一级／高级技师")


class StaffCertificate(models.Model):
    """A certificate that lets its holder work at a window (持证上岗, inventory 1.9)."""

    staff = models.ForeignKey("identity.Staff", models.PROTECT, related_name="certificates")
    name = models.CharField(max_length=60)
    number = models.CharField(max_length=60, unique=True)
    level = models.SmallIntegerField(choices=CertificateLevel)
    issuer = models.CharField(max_length=120)
    issued_on = models.DateField()
    expires_on = models.DateField(null=True)
    revoked_on = models.DateField(null=True)

    class Meta:
        ordering = ["-issued_on", "-id"]


class AppraisalGrade(models.TextChoices):
    """Results of a yearly appraisal."""

    EXCELLENT = "excellent", _("优秀")
    COMPETENT = "competent", _("称职（合格）")
    BASIC = "basic", _("基本称职（基本合格）")
    INCOMPETENT = "incompetent", _("不称职（不合格）")


class QuotaGroup(models.TextChoices):
    """Whose share of excellent results somebody counts in (inventory 1.8)."""

    CENTRE = "centre", _("中心单列")
    HOME = "home", _("本局")


class StaffAppraisal(models.Model):
    """The result of somebody's appraisal for a year, by whom, and in whose share it counts (inventory 1.8)."""

    staff = models.ForeignKey("identity.Staff", models.PROTECT, related_name="appraisals")
    year = models.SmallIntegerField()
    grade = models.CharField(max_length=12, choices=AppraisalGrade)
    group = models.CharField(max_length=10, choices=QuotaGroup)
    remark = models.CharField(max_length=300, blank=True, default="")
    by = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-year", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["staff", "year"], name="one_appraisal_per_year"),
        ]
        indexes = [models.Index(fields=["year", "group", "grade"], name="appraisal_by_group")]
