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
    changed = models.BooleanField(default=False)
    """Something happened to the case after the package was made; a supplement is due."""
    appraised_on = models.DateField(null=True)
    to_destroy = models.BooleanField(default=False)
    """Appraised as worth nothing more; it is only listed, a person destroys it (archives law art. 21)."""

    class Meta:
        indexes = [
            models.Index(fields=["bureau", "-closed_on", "-id"], name="package_newest"),
            models.Index(fields=["bureau", "transfer_due", "id"], name="package_by_transfer"),
            models.Index(fields=["id"], condition=Q(file__isnull=True), name="package_to_make"),
            models.Index(fields=["id"], condition=Q(changed=True), name="package_to_supplement"),
            models.Index(fields=["bureau", "kept_until", "id"], name="package_by_keeping"),
        ]

    def __str__(self) -> str:
        return self.number


class Supplement(models.Model):
    """What happened after a package was made, as a package of its own that follows the one before. Never changed."""

    package = models.ForeignKey(Package, models.PROTECT, related_name="supplements", db_index=False)
    place = models.PositiveSmallIntegerField()
    """1 for the first."""
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+")
    files = models.IntegerField()
    signed = models.BooleanField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["package", "place"], name="supplements_in_order"),
        ]
        ordering = ["place"]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The package's number with its own."""
        return f"{self.package.number}·补{self.place}"
