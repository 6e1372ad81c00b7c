"""Tables of the hall: slips of the window without veto."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oneseal.foundation.fields import EncryptedTextField
from oneseal.hall.rules.paths import LIFE, WAYS, SlipState

PATHS = [(path.value, _(way.label)) for path, way in WAYS.items()]
STATES = [(state, _(label)) for state, label in LIFE.labels.items()]


class WindowSlip(models.Model):
    """A numbered slip given instead of a refusal (inventory 3.10), followed to its end.

    `case` is the application that it is about; without one, somebody asked at the window. `section` brings it to its
    end. `content`: what the document says beside the matter. The number is the document's.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=60)
    path = models.CharField(max_length=10, choices=PATHS)
    state = models.CharField(max_length=10, choices=STATES, default=SlipState.OPEN)
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="+")
    item = models.ForeignKey("catalog.Item", models.PROTECT, null=True, related_name="+", db_index=False)
    visitor = EncryptedTextField()
    phone = EncryptedTextField()
    matter = models.TextField()
    content = models.JSONField(default=dict, blank=True)
    section = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    issued_by = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+", db_index=False)
    issued_at = models.DateTimeField()
    due = models.DateField()
    due_provisional = models.BooleanField(default=False)
    outcome = models.CharField(max_length=20, blank=True, default="")
    conclusion = models.TextField(blank=True, default="")
    settled_by = models.ForeignKey(
        "identity.Staff", models.PROTECT, null=True, related_name="+", db_index=False
    )
    settled_at = models.DateTimeField(null=True)
    document = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=SlipState.SETTLED, settled_at__isnull=False) & ~Q(outcome="")
                | (~Q(state=SlipState.SETTLED) & Q(settled_at__isnull=True, outcome="")),
                name="slip_settled_when_it_says_so",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(case__isnull=False) & ~Q(state=SlipState.SETTLED),
                name="one_open_slip_per_case",
            ),
        ]
        indexes = [
            models.Index(fields=["bureau", "-issued_at", "-id"], name="slip_newest"),
            models.Index(
                fields=["bureau", "due", "id"],
                condition=~Q(state=SlipState.SETTLED),
                name="slip_open_by_due",
            ),
        ]

    def __str__(self) -> str:
        return self.number
