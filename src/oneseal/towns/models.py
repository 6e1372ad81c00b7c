"""Tables of towns and villages: lists of each level, what is done where, facts, points handed over."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oneseal.towns.rules.standards import HOWS, LEVELS, POINTS

LEVEL_CHOICES = [(code, _(label)) for code, label in LEVELS.items()]
HOW_CHOICES = [(code, _(label)) for code, label in HOWS.items()]
POINT_CHOICES = [(code, _(point.label)) for code, point in POINTS.items()]


class LevelItem(models.Model):
    """An item of the standard list of a level, and how far it goes there (inventory 7.5)."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    level = models.CharField(max_length=8, choices=LEVEL_CHOICES)
    item = models.ForeignKey("catalog.Item", models.PROTECT, related_name="+")
    how = models.CharField(max_length=8, choices=HOW_CHOICES)
    note = models.CharField(max_length=200, blank=True, default="")
    """What is particular here; the rest is in the item's own guide."""
    from_on = models.DateField()

    class Meta:
        ordering = ["level", "item__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["bureau", "level", "item"], name="one_item_of_a_level")
        ]


class UnitItem(models.Model):
    """An item that a town's or village's counter does (进驻事项), both days included."""

    unit = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    item = models.ForeignKey("catalog.Item", models.PROTECT, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "item"], condition=Q(to_on=None), name="one_open_item_of_a_unit"
            )
        ]


class Fact(models.Model):
    """What was found about a unit at a point of rules/standards.py. The latest holds; none is changed."""

    unit = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    point = models.CharField(max_length=12, choices=POINT_CHOICES)
    holds = models.BooleanField()
    since = models.DateField(null=True)
    note = models.CharField(max_length=500, blank=True, default="")
    paper = models.CharField(max_length=200, blank=True, default="")
    found_by = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    found_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["unit", "point", "-id"], name="town_fact_latest")]


class PointsTransfer(models.Model):
    """Points of the towns' agent centres in a period, handed over for the towns' general evaluation (7.2).

    `rows`: for each town its name, points of 100, and the figures that they are made of.
    """

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    first = models.DateField()
    last = models.DateField()
    to_unit = models.CharField(max_length=120)
    rows = models.JSONField()
    document = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-last", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["bureau", "first", "last"], name="one_transfer_of_a_period")
        ]
