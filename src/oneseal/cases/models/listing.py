"""How somebody likes their lists: filters kept by name, columns, rows on a page."""

from django.db import models


class SavedFilter(models.Model):
    """A filter of one list that one person has kept under a name."""

    staff = models.ForeignKey("identity.Staff", models.CASCADE, related_name="+")
    listing = models.CharField(max_length=20)
    name = models.CharField(max_length=40)
    asked = models.JSONField(default=dict)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["staff", "listing", "name"], name="one_filter_per_name")
        ]


class ListLayout(models.Model):
    """The columns and the number of rows that one person has chosen for one list."""

    staff = models.ForeignKey("identity.Staff", models.CASCADE, related_name="+")
    listing = models.CharField(max_length=20)
    columns = models.JSONField(default=list)
    size = models.SmallIntegerField(default=25)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["staff", "listing"], name="one_layout_per_list")]
