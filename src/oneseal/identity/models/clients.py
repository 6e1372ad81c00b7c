"""Other systems that call the API."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext

from oneseal.identity.rules.scopes import SCOPES


class ApiClient(models.Model):
    """A system with a token of its own. The database keeps only the token's hash."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    purpose = models.CharField(max_length=200, blank=True, default="")
    scopes = models.JSONField(default=list)
    token_hash = models.CharField(max_length=64, unique=True)
    token_hint = models.CharField(max_length=8)
    is_active = models.BooleanField(default=True)
    expires_on = models.DateField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bureau", "name"], name="one_client_per_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def scope_labels(self) -> list[str]:
        """What the token may do, in words."""
        return [gettext(SCOPES[scope]) for scope in self.scopes]
