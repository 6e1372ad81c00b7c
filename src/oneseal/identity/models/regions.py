"""The five-level region tree (inventory 4.6)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RegionLevel(models.IntegerChoices):
    """省、市、县、乡、村, numbered from the top."""

    PROVINCE = 1, _("省级")
    CITY = 2, _("市级")
    COUNTY = 3, _("县级")
    TOWN = 4, _("乡级")
    VILLAGE = 5, _("村级")


class Region(models.Model):
    """One division by its 12-digit statistical code (2 province, 2 city, 2 county, 3 town, 3 village)."""

    code = models.CharField(max_length=12, primary_key=True)
    name = models.CharField(max_length=60)
    full_name = models.CharField(max_length=200)
    level = models.SmallIntegerField(choices=RegionLevel)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    vintage = models.CharField(max_length=20)
    demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=models.Q(code__regex=r"^\d{12}$"), name="region_code_12_digits")
        ]

    def __str__(self) -> str:
        return self.full_name
