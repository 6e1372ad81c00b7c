"""The legal clock as intervals (CAL-9), and the one extension that may be granted (LIC-10, LIC-11)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oneseal.cases.rules.deadlines import PROCEDURES


class ClockInterval(models.Model):
    """A stretch of days in which the decision period stood still; between them it ran (CAL-9).

    Both days belong to the stretch. Only the eight procedures of licence law art. 45 may suspend (LIC-13), and
    only with the notice that told the applicant.
    """

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="intervals")
    reason = models.CharField(
        max_length=20, choices=[(key.value, _(name)) for key, name in PROCEDURES.items()]
    )
    explanation = models.TextField(blank=True, default="")
    first = models.DateField()
    last = models.DateField(null=True)
    expected_days = models.IntegerField(default=0)
    notice = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")
    started_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["first", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(last__isnull=True), name="one_open_interval_per_case"
            ),
            models.CheckConstraint(
                condition=Q(last__isnull=True) | Q(last__gte=models.F("first")),
                name="intervals_end_after_they_start",
            ),
        ]


class Extension(models.Model):
    """A request for more time and what the head said."""

    class Authority(models.TextChoices):
        """Who may grant it."""

        BUREAU = "bureau", _("本机关负责人（最多十个工作日）")
        GOVERNMENT = "government", _("本级人民政府负责人（最多十五个工作日）")

    class State(models.TextChoices):
        """What became of it."""

        PENDING = "pending", _("待批准")
        APPROVED = "approved", _("已批准")
        DECLINED = "declined", _("未批准")

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="extensions")
    authority = models.CharField(max_length=12, choices=Authority)
    days = models.IntegerField()
    reason = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    requested_by = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    decided_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    approval_document = models.CharField(max_length=120, blank=True, default="")
    comment = models.TextField(blank=True, default="")
    notice = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=~Q(state="declined"), name="one_extension_per_case"
            ),
        ]
