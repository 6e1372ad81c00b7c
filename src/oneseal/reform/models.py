"""Where the time of ended cases went, kept so that any period of any set of items is one sum."""

from django.db import models


class Spent(models.Model):
    """The open minutes of one case, by with whom it was (rules.spending). Derived from its journal, never typed."""

    case = models.OneToOneField("cases.Case", models.CASCADE, primary_key=True, related_name="+")
    bureau_id = models.BigIntegerField()
    item = models.ForeignKey("catalog.Item", models.CASCADE, related_name="+", db_index=False)
    ended_on = models.DateField()
    waiting = models.IntegerField()
    working = models.IntegerField()
    applicant = models.IntegerField()
    excluded = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["bureau_id", "item", "ended_on"],
                include=["waiting", "working", "applicant", "excluded"],
                name="spent_by_item",
            )
        ]


class StepSpent(models.Model):
    """The open minutes in which one step of one case waited and was worked on."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    bureau_id = models.BigIntegerField()
    item = models.ForeignKey("catalog.Item", models.CASCADE, related_name="+", db_index=False)
    ended_on = models.DateField()
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=100)
    waiting = models.IntegerField()
    working = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="one_sum_per_step")]
        indexes = [
            models.Index(
                fields=["bureau_id", "item", "ended_on"],
                include=["key", "name", "waiting", "working"],
                name="step_spent_by_item",
            )
        ]
