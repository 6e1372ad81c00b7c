"""What is asked of a superior about people (inventory 1.7), and what a person keeps for themselves (1.20)."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from oneseal.foundation.fields import EncryptedTextField


class ReplacementState(models.TextChoices):
    """How a request to replace somebody at a window stands."""

    PENDING = "pending", _("待批准")
    APPROVED = "approved", _("已批准")
    REFUSED = "refused", _("未批准")
    USED = "used", _("已调换")


class Replacement(models.Model):
    """A request to take somebody from a window before the year is over; the centre approves or refuses it (1.7)."""

    holding = models.ForeignKey("identity.PostHolding", models.PROTECT, related_name="replacements")
    last_on = models.DateField()
    reason = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=ReplacementState, default=ReplacementState.PENDING)
    asked_by = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["holding"],
                condition=models.Q(state__in=["pending", "approved"]),
                name="one_open_replacement_per_holding",
            )
        ]


class Credential(models.Model):
    """Somebody's sign-in to another system (a provincial platform …). Only its owner ever sees login and secret."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    staff = models.ForeignKey("identity.Staff", models.PROTECT, related_name="credentials")
    system = models.CharField(max_length=80)
    address = models.CharField(max_length=200, blank=True, default="")
    login = EncryptedTextField()
    secret = EncryptedTextField()
    rotate_on = models.DateField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["system", "id"]
        constraints = [models.UniqueConstraint(fields=["staff", "system"], name="one_credential_per_system")]
