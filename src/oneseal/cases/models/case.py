"""The case itself: slim, because every act loads it, and indexed by bureau first."""

import uuid

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from oneseal.cases.rules.holding import trips_saved
from oneseal.cases.rules.masking import MASKED
from oneseal.cases.rules.states import LABELS, CaseState
from oneseal.foundation import clock

STATES = [(state.value, _(label)) for state, label in LABELS.items()]


COUNTED_BY = ["section", "state", "channel"]
"""Kept in the indexes too: who sees which case is decided by them, so counting a month reads no rows."""


class Channel(models.TextChoices):
    """How the application came."""

    ONLINE = "online", _("网上")
    WINDOW = "window", _("窗口")
    TOWN = "town", _("镇村代办")
    COURIER = "courier", _("邮寄")
    CLIENT = "client", _("其他系统")


class Method(models.TextChoices):
    """How a result is handed over (inventory 3.9)."""

    PICKUP = "pickup", _("窗口领取")
    COURIER = "courier", _("快递送达")
    ELECTRONIC = "electronic", _("电子送达")


class Outcome(models.TextChoices):
    """How it was decided."""

    NONE = "", _("尚无决定")
    GRANTED = "granted", _("准予")
    REFUSED = "refused", _("不予许可")


class Case(models.Model):
    """One application for one item, from draft to archive.

    `received_at` is the first arrival, `completed_at` the arrival of the newest full set (LIC-5), `accepted_at` the
    start of the decision period. Limits are copied from the item version (CAT-13), so that due dates can be
    recomputed for all cases at once. Due columns are caches of `rules.deadlines`; `recompute_due` renews them.
    `section` handles the item; `answer_by` is the last day for telling gaps (LIC-2).
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=30, blank=True, default="")
    state = models.CharField(max_length=20, choices=STATES, default=CaseState.DRAFT)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True, default=Outcome.NONE)
    item = models.ForeignKey("catalog.Item", models.PROTECT, related_name="+", db_index=False)
    item_version = models.ForeignKey("catalog.ItemVersion", models.PROTECT, related_name="+")
    item_name = models.CharField(max_length=300)
    section = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.ONLINE)
    applicant = models.ForeignKey("identity.Applicant", models.PROTECT, related_name="+", db_index=False)
    applicant_name = models.CharField(max_length=120)
    agent = models.ForeignKey(
        "identity.Applicant", models.PROTECT, null=True, related_name="+", db_index=False
    )
    made_by = models.BigIntegerField(default=0)
    """The account that began it; below 0 an API client (identity.selectors.client_by_token_hash)."""
    answers = models.JSONField(default=dict, blank=True)
    variant = models.CharField(max_length=40, blank=True, default="")
    """Code of the handling variant applied for (catalog.rules.content.Variant); empty where the item has none."""
    handling_code = models.CharField(max_length=120, blank=True, default="")
    """业务办理项编码, 33 characters, as it was when the application was begun (CAT-4)."""
    certificate = models.ForeignKey(
        "certificates.Certificate", models.PROTECT, null=True, related_name="+", db_index=False
    )
    """The certificate that the application is about: to be changed, renewed, replaced, cancelled."""
    submission = models.IntegerField(default=1)
    wanted_delivery = models.CharField(max_length=12, choices=Method, default=Method.PICKUP)
    created_at = models.DateTimeField(db_default=Now())
    received_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    answer_by = models.DateField(null=True)
    answer_provisional = models.BooleanField(default=False)
    accepted_at = models.DateTimeField(null=True)
    deemed = models.BooleanField(default=False)
    acceptance_number = models.CharField(max_length=60, blank=True, default="")
    statutory_limit = models.IntegerField(default=0)
    promised_limit = models.IntegerField(default=0)
    statutory_unit = models.CharField(max_length=15, default="working_days")
    promised_unit = models.CharField(max_length=15, default="working_days")
    extension = models.IntegerField(default=0)
    committed = models.CharField(max_length=8, blank=True, default="")
    """The kind of commitment on which it is handled (Commitment.kind); empty for the ordinary way."""
    owes = models.BooleanField(default=False)
    """Accepted, or to be accepted, without all materials, on a promise (Tolerance)."""
    has_procedures = models.BooleanField(default=False)
    """A context above has opened a special procedure on it, so that acts on all others need not ask for any."""
    spared = models.PositiveSmallIntegerField(default=0)
    """How many of the listed materials the applicant did not have to bring (rules.holding.spared)."""
    green_until = models.DateField(null=True)
    """Goes first until this day (GreenEntry); the law's limits are the same."""
    solo = models.CharField(max_length=4, blank=True, default="")
    """`on` while one certified person handles all of it (独任审批), `left` where it went back to the normal flow."""
    masked = models.BooleanField(default=False)
    """Who judges it does not learn whose it is; `applicant_name` then holds rules.masking.MASKED (受审分离)."""
    statutory_due = models.DateField(null=True)
    promised_due = models.DateField(null=True)
    due_provisional = models.BooleanField(default=False)
    decided_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    acceptor = models.ForeignKey(
        "identity.Staff", models.PROTECT, null=True, related_name="+", db_index=False
    )
    decider = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+", db_index=False)
    last_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "number"], condition=~Q(number=""), name="one_case_per_number"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True)
                | Q(statutory_due__isnull=False, promised_due__isnull=False),
                name="accepted_cases_have_due_dates",
            ),
            models.CheckConstraint(
                condition=Q(masked=False) | Q(applicant_name=MASKED), name="masked_cases_bear_no_name"
            ),
        ]
        indexes = [
            models.Index(
                fields=["bureau", "state", "-received_at", "-id"],
                include=["section", "channel", "statutory_due", "due_provisional"],
                name="case_by_state",
            ),
            models.Index(fields=["bureau", "-received_at", "-id"], include=COUNTED_BY, name="case_newest"),
            models.Index(fields=["applicant", "-id"], name="case_of_applicant"),
            models.Index(fields=["agent", "-id"], condition=Q(agent__isnull=False), name="case_of_agent"),
            models.Index(
                fields=["bureau", "section", "state", "answer_by", "id"],
                condition=Q(state__in=["submitted", "corrected"]),
                name="case_intake",
            ),
            models.Index(
                fields=["bureau", "statutory_due", "id"],
                condition=Q(state__in=["accepted", "in_review", "suspended"]),
                name="case_running_due",
            ),
            models.Index(fields=["made_by", "-id"], condition=Q(made_by__lt=0), name="case_of_client"),
            models.Index(fields=["bureau", "item", "-id"], name="case_of_item"),
            models.Index(
                fields=["accepted_at", "id"],
                condition=Q(solo="on", state__in=["accepted", "in_review", "suspended"]),
                name="case_solo_in_hand",
            ),
            models.Index(
                fields=["bureau", "closed_at", "id"],
                include=COUNTED_BY,
                condition=Q(closed_at__isnull=False),
                name="case_closed",
            ),
            models.Index(
                fields=["bureau", "accepted_at", "id"],
                include=COUNTED_BY,
                condition=Q(accepted_at__isnull=False),
                name="case_accepted",
            ),
            models.Index(
                fields=["bureau", "decided_at", "id"],
                include=[*COUNTED_BY, "statutory_due"],
                condition=Q(decided_at__isnull=False),
                name="case_decided",
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(self.uid)

    @property
    def party_name(self) -> str:
        """The applicant's name for papers and messages to them; pages show `applicant_name` (selectors.masking)."""
        return self.applicant.name if self.masked else self.applicant_name

    @property
    def is_green(self) -> bool:
        """Whether it goes first today."""
        return self.green_until is not None and self.green_until >= clock.today()

    @property
    def is_deadline_running(self) -> bool:
        """Whether a decision is owed."""
        return self.state in {CaseState.ACCEPTED, CaseState.IN_REVIEW, CaseState.SUSPENDED}

    @property
    def trips_saved(self) -> int:
        """Visits to the hall that it spares its applicant."""
        return trips_saved(self.channel, self.wanted_delivery)


class CaseSearch(models.Model):
    """Words and blind indexes by which a case is found; nothing readable about the person."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="search")
    bureau_id = models.BigIntegerField()
    document = SearchVectorField()
    identifier_index = models.CharField(max_length=64, blank=True, default="")
    phone_index = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        indexes = [
            GinIndex(fields=["document"], name="case_search_document"),
            models.Index(
                fields=["bureau_id", "identifier_index", "-case"],
                condition=~Q(identifier_index=""),
                name="case_by_identifier",
            ),
            models.Index(
                fields=["bureau_id", "phone_index", "-case"],
                condition=~Q(phone_index=""),
                name="case_by_phone",
            ),
        ]
