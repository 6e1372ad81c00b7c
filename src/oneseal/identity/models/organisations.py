"""Organisations and posts (inventory 1.1–1.4)."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    """What an organisation is."""

    GOVERNMENT = "government", _("人民政府")
    BUREAU = "bureau", _("审批局")
    SECTION = "section", _("内设科室")
    CENTRE = "centre", _("下属中心")
    DEPARTMENT = "department", _("政府部门")
    TOWN_CENTRE = "town_centre", _("镇（街道）便民服务中心")
    VILLAGE_STATION = "village_station", _("村（社区）便民服务站")
    ENTERPRISE = "enterprise", _("企业")


class SectionType(models.TextChoices):
    """What a section of the bureau does (inventory 1.2)."""

    GENERAL = "general", _("综合科室")
    APPROVAL = "approval", _("审批业务科室")
    SURVEY = "survey", _("现场勘查科室")


class Organisation(models.Model):
    """A government, the bureau, its sections and centres, departments, towns, villages: one tree by `parent`.

    `bureau` is the approval bureau to whose system it belongs (a bureau's own id for itself); a department
    whose powers moved to the bureau says since when in `transferred_on` (inventory 1.4).
    """

    kind = models.CharField(max_length=20, choices=OrganisationKind)
    name = models.CharField(max_length=120)
    second_name = models.CharField(max_length=120, blank=True, default="")
    short_name = models.CharField(max_length=60, blank=True, default="")
    signing_name = models.CharField(max_length=120, blank=True, default="")
    uscc = models.CharField(max_length=18, blank=True, default="")
    code = models.CharField(max_length=40, blank=True, default="")
    section_type = models.CharField(max_length=20, choices=SectionType, blank=True, default="")
    region = models.ForeignKey("identity.Region", models.PROTECT, null=True, related_name="+")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    bureau = models.ForeignKey("self", models.PROTECT, null=True, related_name="members")
    transferred_on = models.DateField(null=True)
    phone = models.CharField(max_length=40, blank=True, default="")
    address = models.CharField(max_length=200, blank=True, default="")
    order = models.IntegerField(default=50)
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "kind", "code"],
                condition=~models.Q(code=""),
                name="one_organisation_per_code",
            ),
            models.UniqueConstraint(
                fields=["uscc"], condition=~models.Q(uscc=""), name="one_organisation_per_uscc"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def signature(self) -> str:
        """The name under documents: the signing name, else the first name (inventory 1.1)."""
        return self.signing_name or self.name

    def is_open(self, day: date) -> bool:
        """Whether it still exists on `day`."""
        return self.closed_on is None or day < self.closed_on


class Post(models.Model):
    """A place in a section that people hold for a time; it grants roles and says what may be done there.

    `item_codes` are the items that the post may handle (empty: every item of its section); `certified` posts
    need a valid 行政办事员 certificate (inventory 1.9), `stable` ones keep their holder for a year (1.7).
    """

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="posts")
    section = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="section_posts")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    roles = models.JSONField(default=list)
    authority = models.TextField(blank=True, default="")
    item_codes = models.JSONField(default=list, blank=True)
    window = models.CharField(max_length=40, blank=True, default="")
    displayed = models.BooleanField(default=False)
    certified = models.BooleanField(default=False)
    stable = models.BooleanField(default=False)
    outsourced = models.BooleanField(default=False)
    order = models.IntegerField(default=50)
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["bureau", "code"], name="one_post_per_code")]

    def __str__(self) -> str:
        return self.name
