"""Plans of a day, as they were computed and as they were adopted."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from oneseal.staffing.rules.life import PLANS, PlanState

STATES = [(state, _(label)) for state, label in PLANS.labels.items()]


class DayPlan(models.Model):
    """A question to the planner and its answer.

    `goal`: minutes that nine of ten wait at most. `percent`: visitors against the usual day. `learnt`: the recorded days
    that the usual one was learnt from. `needs`: for each group of windows its windows and the wait by hour. `duties`:
    who stands at which window at which hours. `shut`: windows that stay shut, by group and hour.
    """

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    hall = models.ForeignKey("queueing.Hall", models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    goal = models.SmallIntegerField()
    percent = models.SmallIntegerField(default=100)
    learnt = models.JSONField()
    state = models.CharField(max_length=10, choices=STATES, default=PlanState.WORKING)
    needs = models.JSONField(default=list)
    duties = models.JSONField(default=list)
    shut = models.JSONField(default=list)
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["bureau", "-day", "-id"], name="plan_of_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["hall", "day"], condition=models.Q(state="adopted"), name="one_adopted_plan_per_day"
            )
        ]
