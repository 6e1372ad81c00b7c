"""What applicant and officers say to each other, and what officers note for colleagues."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ThreadMessage(models.Model):
    """One message of the thread that applicant and officers share."""

    class Side(models.TextChoices):
        """Who speaks."""

        APPLICANT = "applicant", _("申请人")
        OFFICER = "officer", _("工作人员")

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="messages")
    side = models.CharField(max_length=10, choices=Side)
    author_id = models.BigIntegerField()
    author_name = models.CharField(max_length=120)
    text = models.TextField()
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]


class InternalNote(models.Model):
    """A note for colleagues; the applicant never sees it."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="notes")
    staff = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
