"""Tables of market registration: names of firms, kept or registered."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oneseal.registration.rules.life import HELD, NAMES, NameState
from oneseal.registration.rules.names import KINDS

STATES = [(state, _(label)) for state, label in NAMES.labels.items()]


class EnterpriseName(models.Model):
    """One name of a firm in the bureau's register of names (REG-5): its parts, who holds it, until when.

    `holder` is who keeps it, later the founder; firms registered before the system have none. `related` says by what
    relation it may have the trade name of another firm (企业名称登记管理规定 art. 17). `case_id` is the registration.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    full = models.CharField(max_length=80)
    region = models.CharField(max_length=30)
    trade = models.CharField(max_length=20)
    industry = models.CharField(max_length=30, blank=True, default="")
    sector = models.CharField(max_length=31, blank=True, default="")
    form = models.CharField(max_length=20)
    kind = models.CharField(max_length=12, choices=[(kind, _(label)) for kind, label in KINDS.items()])
    state = models.CharField(max_length=10, choices=STATES, default=NameState.RESERVED)
    holder = models.ForeignKey("identity.Applicant", models.PROTECT, null=True, related_name="+")
    made_by = models.BigIntegerField(default=0)
    approval = models.BooleanField(default=False)
    """An approval comes before the registration, so it is kept for a year."""
    related = models.CharField(max_length=300, blank=True, default="")
    reserved_at = models.DateTimeField()
    until = models.DateField(null=True)
    case_id = models.BigIntegerField(default=0)
    uscc = models.CharField(max_length=18, blank=True, default="")
    registered_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "full"], condition=Q(state__in=HELD), name="one_holder_per_name"
            ),
            models.UniqueConstraint(
                fields=["bureau", "trade", "sector"],
                condition=Q(state__in=HELD, related=""),
                name="one_trade_name_per_trade",
            ),
            models.UniqueConstraint(fields=["uscc"], condition=~Q(uscc=""), name="one_name_per_uscc"),
        ]
        indexes = [
            models.Index(fields=["bureau", "-reserved_at", "-id"], name="name_newest"),
            models.Index(fields=["bureau", "sector"], name="name_by_sector"),
            models.Index(fields=["until"], condition=Q(state=NameState.RESERVED), name="name_running_out"),
        ]

    def __str__(self) -> str:
        return self.full
