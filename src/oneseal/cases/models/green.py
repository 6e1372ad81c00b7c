"""The green channel's list."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oneseal.cases.rules.green import KINDS


class GreenEntry(models.Model):
    """Whose applications go first, why, by what document and until when (inventory 3.29).

    `Case.green_until` repeats the term on their open cases, so that acts and lists need not ask here.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau_id = models.BigIntegerField()
    kind = models.CharField(max_length=12, choices=[(key, _(name)) for key, name in KINDS.items()])
    applicant = models.ForeignKey("identity.Applicant", models.PROTECT, related_name="+")
    project = models.CharField(max_length=200, blank=True, default="")
    ground = models.CharField(max_length=300)
    source = models.CharField(max_length=200)
    from_on = models.DateField()
    until = models.DateField()
    listed_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    listed_at = models.DateTimeField()
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["-from_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["bureau_id", "applicant"],
                condition=Q(ended_on__isnull=True),
                name="one_green_entry_each",
            )
        ]
        indexes = [models.Index(fields=["bureau_id", "-from_on", "-id"], name="green_newest")]
