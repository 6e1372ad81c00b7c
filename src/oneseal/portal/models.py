"""The portal's one table: which rates are published."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from oneseal.kernel.rates import Rounding
from oneseal.portal.rules import rates


class PublishedRate(models.Model):
    """One rate as it is defined and shown to everybody (2.18). Its value is counted when it is shown."""

    name = models.CharField(max_length=40, unique=True)
    numerator = models.SlugField(max_length=30)
    """Key of rules.rates.COUNTS."""
    denominator = models.SlugField(max_length=30)
    """Key of rules.rates.COUNTS or DAYS."""
    period = models.SlugField(max_length=20, choices=[(key, _(word)) for key, word in rates.PERIODS.items()])
    rounding = models.SlugField(max_length=10, default=Rounding.ROUND)
    places = models.PositiveSmallIntegerField(default=2)
    on_home = models.BooleanField(default=True)
    order = models.PositiveSmallIntegerField(default=50)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name
