"""Tables of the entry ledger: units, their items, what they report, what was handled outside the hall."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oneseal.entry.rules.breaches import BREACH, MEASURES, SOURCES, Stage
from oneseal.entry.rules.ledger import STANDINGS, Standing
from oneseal.entry.rules.lists import FOUND

STATES = [(each, _(STANDINGS[each])) for each in (Standing.PLANNED, Standing.ENTERED, Standing.EXCEPTED)]
STAGES = [(stage, _(label)) for stage, label in BREACH.labels.items()]
SOURCE_CHOICES = [(each, _(label)) for each, label in SOURCES.items()]
FOUND_CHOICES = [(each, _(label)) for each, label in FOUND.items()]
MEASURE_CHOICES = [(each, _(label)) for each, label in MEASURES.items()]


class EntryUnit(models.Model):
    """A unit that belongs into the hall (3.2), and its two concentrations (3.3).

    `section`: the one section in which its powers are; `section_on` since when, `section_paper` by which document.
    `moved_on`: since when that section works in the hall.
    """

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    batch = models.CharField(max_length=60, blank=True, default="")
    section = models.CharField(max_length=80, blank=True, default="")
    section_on = models.DateField(null=True)
    section_paper = models.CharField(max_length=120, blank=True, default="")
    moved_on = models.DateField(null=True)
    head = models.CharField(max_length=60, blank=True, default="")
    left_on = models.DateField(null=True)

    class Meta:
        ordering = ["unit__order", "id"]
        constraints = [models.UniqueConstraint(fields=["bureau", "unit"], name="one_entry_per_unit")]

    def __str__(self) -> str:
        return self.unit.name


class EntryItem(models.Model):
    """An item of a unit: in the hall at a window, still outside, or outside with the government's consent.

    `accepts`, `decides`, `seals`: what is done at the window itself. `paper`, `consent_on`, `until`, `why`: the
    consent to stay outside.
    """

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    unit = models.ForeignKey(EntryUnit, models.PROTECT, related_name="items", db_index=False)
    name = models.CharField(max_length=300)
    item = models.ForeignKey("catalog.Item", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=STATES, default=Standing.PLANNED)
    hall = models.ForeignKey("queueing.Hall", models.PROTECT, null=True, related_name="+", db_index=False)
    window = models.ForeignKey("queueing.Window", models.PROTECT, null=True, related_name="+", db_index=False)
    entered_on = models.DateField(null=True)
    accepts = models.BooleanField(default=False)
    decides = models.BooleanField(default=False)
    seals = models.BooleanField(default=False)
    paper = models.CharField(max_length=120, blank=True, default="")
    consent_on = models.DateField(null=True)
    until = models.DateField(null=True)
    why = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["unit", "name"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="one_entry_per_item_name"),
            models.UniqueConstraint(
                fields=["bureau", "item"], condition=Q(item__isnull=False), name="one_entry_per_item"
            ),
            models.CheckConstraint(
                condition=~Q(state=Standing.EXCEPTED)
                | (~Q(paper="") & Q(consent_on__isnull=False, until__isnull=False)),
                name="exception_has_consent",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UnitReturn(models.Model):
    """How many applications a unit says it took in for an item in a month, beside how many we know of."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    item = models.ForeignKey(EntryItem, models.PROTECT, related_name="returns", db_index=False)
    month = models.DateField()
    reported = models.PositiveIntegerField()
    ours = models.PositiveIntegerField()
    source = models.CharField(max_length=120)
    by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-month", "-id"]
        constraints = [models.UniqueConstraint(fields=["item", "month"], name="one_return_per_month")]
        indexes = [models.Index(fields=["bureau", "-month", "-id"], name="entry_return_newest")]


class UnitList(models.Model):
    """A unit's own list of what it handled in a period, compared with our cases when it came in."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(EntryUnit, models.PROTECT, related_name="lists", db_index=False)
    first = models.DateField()
    last = models.DateField()
    source = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    total = models.PositiveIntegerField()
    unknown = models.PositiveIntegerField()
    by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.UniqueConstraint(fields=["unit", "digest"], name="one_list_per_content")]
        indexes = [models.Index(fields=["bureau", "-at", "-id"], name="unit_list_newest")]


class ListLine(models.Model):
    """One line of a list and what it is to us; `ours` the number under which we know it. Names no person."""

    list = models.ForeignKey(UnitList, models.CASCADE, related_name="lines", db_index=False)
    row = models.PositiveIntegerField()
    number = models.CharField(max_length=60)
    item = models.ForeignKey(EntryItem, models.PROTECT, related_name="+", db_index=False)
    accepted_on = models.DateField()
    decided_on = models.DateField(null=True)
    result = models.CharField(max_length=60, blank=True, default="")
    found = models.CharField(max_length=10, choices=FOUND_CHOICES)
    ours = models.CharField(max_length=60, blank=True, default="")
    breach = models.ForeignKey("entry.Breach", models.PROTECT, null=True, related_name="lines")

    class Meta:
        ordering = ["row"]
        constraints = [models.UniqueConstraint(fields=["list", "row"], name="one_line_per_row")]


class Breach(models.Model):
    """Applications that a unit handled outside the hall: the lead, what was found, what followed.

    `result`: number of the certificate or decision that was found. `nth`: which confirmed breach of the unit it is.
    """

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(EntryUnit, models.PROTECT, related_name="breaches")
    item = models.ForeignKey(EntryItem, models.PROTECT, null=True, related_name="+", db_index=False)
    figures = models.OneToOneField(UnitReturn, models.PROTECT, null=True, related_name="breach")
    source = models.CharField(max_length=10, choices=SOURCE_CHOICES)
    result = models.CharField(max_length=120, blank=True, default="")
    number = models.PositiveIntegerField(default=1)
    facts = models.CharField(max_length=500)
    found_on = models.DateField()
    stage = models.CharField(max_length=10, choices=STAGES, default=Stage.LEAD)
    by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    verdict = models.CharField(max_length=500, blank=True, default="")
    judged_by = models.ForeignKey(
        "identity.Staff", models.PROTECT, null=True, related_name="+", db_index=False
    )
    judged_at = models.DateTimeField(null=True)
    nth = models.PositiveSmallIntegerField(null=True)
    measure = models.CharField(max_length=10, choices=MEASURE_CHOICES, blank=True, default="")
    talked_to = models.CharField(max_length=60, blank=True, default="")
    mend_by = models.DateField(null=True)
    document = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")
    remedy = models.CharField(max_length=500, blank=True, default="")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["bureau", "-at", "-id"], name="breach_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "nth"], condition=Q(nth__isnull=False), name="one_breach_per_count"
            )
        ]
