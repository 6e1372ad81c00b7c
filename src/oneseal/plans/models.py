"""Tables of plan layers: layers, their versions, the features of a version, the sites that were checked."""

import uuid

from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from oneseal.plans.rules.layers import KINDS, TESTS, VERSIONS, VersionState

KIND_CHOICES = [(code, _(label)) for code, label in KINDS.items()]
TEST_CHOICES = [(code, _(label)) for code, label in TESTS.items()]
STATES = [(state, _(label)) for state, label in VERSIONS.labels.items()]


class PlanLayer(models.Model):
    """One plan as a map layer (多规合一): whose it is and what it asks of a site."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=KIND_CHOICES)
    test = models.CharField(max_length=10, choices=TEST_CHOICES)
    department = models.CharField(max_length=120)
    contact = models.CharField(max_length=120, blank=True, default="")
    tolerance_m2 = models.FloatField(default=1.0)
    public = models.BooleanField(default=False)
    place = models.IntegerField(default=0)
    note = models.CharField(max_length=500, blank=True, default="")
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place", "id"]
        constraints = [models.UniqueConstraint(fields=["bureau", "code"], name="one_layer_per_code")]

    def __str__(self) -> str:
        return self.name


class LayerVersion(models.Model):
    """One import of a layer. Features are kept in degrees of CGCS2000, whatever the file was drawn in.

    `crs_name`: what the file was drawn in; `crs_declared`: the importer said so, not the file; `exact`: the same
    datum. `problems` lists what was wrong, feature by feature; `problem_counts` how much of each.
    """

    layer = models.ForeignKey(PlanLayer, models.PROTECT, related_name="versions")
    number = models.IntegerField()
    state = models.CharField(max_length=10, choices=STATES, default=VersionState.DRAFT)
    label = models.CharField(max_length=120)
    approval = models.CharField(max_length=200, blank=True, default="")
    map_licence = models.CharField(max_length=60, blank=True, default="")
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    source = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+")
    format = models.CharField(max_length=12)
    name_column = models.CharField(max_length=60, blank=True, default="")
    category_column = models.CharField(max_length=60, blank=True, default="")
    crs_name = models.CharField(max_length=200)
    crs_code = models.CharField(max_length=40, blank=True, default="")
    crs_declared = models.BooleanField(default=False)
    exact = models.BooleanField(default=True)
    features_count = models.IntegerField(default=0)
    area_m2 = models.FloatField(default=0)
    west = models.FloatField(default=0)
    south = models.FloatField(default=0)
    east = models.FloatField(default=0)
    north = models.FloatField(default=0)
    repaired = models.BooleanField(default=False)
    problems = models.JSONField(default=list)
    problem_counts = models.JSONField(default=dict)
    imported_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    imported_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["layer", "number"], name="layer_version_number"),
            models.UniqueConstraint(
                fields=["layer"], condition=Q(state="current"), name="one_current_version_per_layer"
            ),
        ]

    def __str__(self) -> str:
        return self.label


def _corner(x: str, y: str) -> Func:
    return Func(F(x), F(y), function="point")


class PlanFeature(models.Model):
    """One polygon of a version as WKB, with the box around it in an indexed column. `live`: its version is in force."""

    version = models.ForeignKey(LayerVersion, models.CASCADE, related_name="features")
    place = models.IntegerField()
    name = models.CharField(max_length=200, blank=True, default="")
    category = models.CharField(max_length=200, blank=True, default="")
    values = models.JSONField(default=dict)
    shape = models.BinaryField()
    area_m2 = models.FloatField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    live = models.BooleanField(default=False)

    class Meta:
        indexes = [
            GistIndex(
                Func(_corner("west", "south"), _corner("east", "north"), function="box"),
                condition=Q(live=True),
                name="plan_feature_live_box",
            )
        ]


class SiteCheck(models.Model):
    """A site that was held against every layer, with what came out. `result` is the selectors' answer as JSON."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=200)
    purpose = models.CharField(max_length=200, blank=True, default="")
    site = models.JSONField()
    area_m2 = models.FloatField()
    given_as = models.CharField(max_length=200, blank=True, default="")
    result = models.JSONField()
    conflicts_count = models.IntegerField(default=0)
    checked_at = models.DateTimeField()
    checked_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    applicant = models.ForeignKey("identity.Applicant", models.PROTECT, null=True, related_name="+")
    document = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["bureau", "-checked_at", "-id"], name="site_check_newest")]

    def __str__(self) -> str:
        return self.name
