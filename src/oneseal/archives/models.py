"""Tables of archives."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oneseal.archives.rules.keeping import RETENTION

RETENTIONS = [(key, _(label)) for key, label in RETENTION.items()]


class Package(models.Model):
    """The archive of one closed case. `file` is empty until it is made. Never deleted."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="+")
    number = models.CharField(max_length=60, unique=True)
    title = models.CharField(max_length=450)
    retention = models.CharField(max_length=10, choices=RETENTIONS)
    closed_on = models.DateField()
    kept_until = models.DateField(null=True)
    transfer_due = models.DateField()
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, related_name="+")
    files = models.IntegerField(default=0)
    signed = models.BooleanField(default=False)
    made_at = models.DateTimeField(null=True)
    transferred_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["bureau", "-closed_on", "-id"], name="package_newest"),
            models.Index(fields=["bureau", "transfer_due", "id"], name="package_by_transfer"),
            models.Index(fields=["id"], condition=Q(file__isnull=True), name="package_to_make"),
        ]

    def __str__(self) -> str:
        return self.number
