"""Tables of agents and assistance: centres with members and powers, orders with tasks, trainings, visits, liaisons."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oneseal.agents.rules.life import CENTRES, OPEN, ORDERS, POWERS, VISITS, OrderState, VisitState

CENTRE_KINDS = [(code, _(label)) for code, label in CENTRES.items()]
POWER_CHOICES = [(code, _(label)) for code, label in POWERS.items()]
ORDER_STATES = [(state, _(label)) for state, label in ORDERS.labels.items()]
VISIT_STATES = [(state, _(label)) for state, label in VISITS.labels.items()]


class AgentCentre(models.Model):
    """A squad, or the agent centre of a town or park (inventory 7.1–7.3, 7.5). `area` says whom it serves."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=CENTRE_KINDS)
    name = models.CharField(max_length=120)
    unit = models.ForeignKey("identity.Organisation", models.PROTECT, null=True, related_name="+")
    area = models.CharField(max_length=200, blank=True, default="")
    phone = models.CharField(max_length=40, blank=True, default="")
    address = models.CharField(max_length=200, blank=True, default="")
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ["kind", "id"]
        constraints = [models.UniqueConstraint(fields=["bureau", "name"], name="one_agent_centre_per_name")]

    def __str__(self) -> str:
        return self.name


class AgentMember(models.Model):
    """Somebody who works for a centre: a registered person, who acts with their own account."""

    centre = models.ForeignKey(AgentCentre, models.PROTECT, related_name="members")
    person = models.ForeignKey("identity.Applicant", models.PROTECT, related_name="+")
    staff = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    leader = models.BooleanField(default=False)
    from_on = models.DateField()
    to_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "person"], condition=Q(to_on=None), name="one_open_membership"
            )
        ]


class CentrePower(models.Model):
    """How far an item goes at a centre: the power list (inventory 7.3), with the paper that gave it."""

    centre = models.ForeignKey(AgentCentre, models.PROTECT, related_name="powers")
    item = models.ForeignKey("catalog.Item", models.PROTECT, related_name="+")
    power = models.CharField(max_length=10, choices=POWER_CHOICES)
    paper = models.CharField(max_length=200, blank=True, default="")
    from_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "item"], name="one_power_per_item")]


class AgentOrder(models.Model):
    """Somebody asks an agent to do it for them (帮办代办). `agent` acts within `authorisation`, and no longer than it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=40)
    applicant = models.ForeignKey("identity.Applicant", models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    theme = models.SlugField(max_length=60, blank=True, default="", db_index=False)
    """The theme that is asked for as a whole; empty where items are. `joint` is its one application (bundles)."""
    theme_title = models.CharField(max_length=120, blank=True, default="")
    joint = models.BigIntegerField(null=True)
    made_by = models.BigIntegerField(default=0)
    """Account that asked; negative: another system's client."""
    wish = models.CharField(max_length=2000, blank=True, default="")
    place = models.CharField(max_length=200, blank=True, default="")
    project = models.CharField(max_length=200, blank=True, default="")
    wanted_by = models.DateField(null=True)
    centre = models.ForeignKey(AgentCentre, models.PROTECT, null=True, related_name="orders")
    agent = models.ForeignKey(AgentMember, models.PROTECT, null=True, related_name="orders")
    authorisation = models.ForeignKey("identity.Authorisation", models.PROTECT, null=True, related_name="+")
    letter = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")
    """The authorisation on paper, with the term that holds now."""
    state = models.CharField(max_length=10, choices=ORDER_STATES, default=OrderState.ASKED)
    asked_at = models.DateTimeField()
    assigned_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    handed_back = models.IntegerField(default=0)
    outcome = models.CharField(max_length=1000, blank=True, default="")
    level = models.IntegerField(null=True)
    comment = models.CharField(max_length=1000, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bureau", "number"], name="one_order_per_number")]
        indexes = [
            models.Index(fields=["bureau", "-asked_at", "-id"], name="agent_order_newest"),
            models.Index(fields=["bureau", "state"], condition=Q(state__in=OPEN), name="agent_order_open"),
            models.Index(fields=["made_by", "-id"], condition=Q(made_by__lt=0), name="agent_order_of_client"),
        ]

    def __str__(self) -> str:
        return self.number


class OrderItem(models.Model):
    """An item that the order is about, and the case that the agent began for it."""

    order = models.ForeignKey(AgentOrder, models.PROTECT, related_name="items")
    item = models.ForeignKey("catalog.Item", models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["order", "item"], name="one_item_per_order")]


class OrderTask(models.Model):
    """One thing on the agent's list. `note`: why it need not be done, or how it was."""

    order = models.ForeignKey(AgentOrder, models.PROTECT, related_name="tasks")
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=400)
    code = models.CharField(max_length=60, blank=True, default="")
    done_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        ordering = ["id"]


class Training(models.Model):
    """A training of agents (inventory 7.2), with who came and passed."""

    centre = models.ForeignKey(AgentCentre, models.PROTECT, related_name="trainings")
    title = models.CharField(max_length=200)
    held_on = models.DateField()
    hours = models.IntegerField()
    teacher = models.CharField(max_length=120, blank=True, default="")
    passed = models.ManyToManyField(AgentMember, related_name="trainings")

    class Meta:
        ordering = ["-held_on", "-id"]


class Visit(models.Model):
    """A visit to whom cannot or should not come (现场办、上门服务): the demand, the plan, what came of it.

    `town` is where, `staff` the colleague in charge of it (the town's liaison, a project's manager), `project` the
    code of the construction project that it is about.
    """

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    town = models.ForeignKey("identity.Organisation", models.PROTECT, null=True, related_name="+")
    staff = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    project = models.CharField(max_length=24, blank=True, default="")
    centre = models.ForeignKey(AgentCentre, models.PROTECT, null=True, related_name="visits")
    who = models.CharField(max_length=120)
    phone = models.CharField(max_length=40, blank=True, default="")
    place = models.CharField(max_length=200)
    demand = models.CharField(max_length=1000)
    state = models.CharField(max_length=10, choices=VISIT_STATES, default=VisitState.WANTED)
    wanted_at = models.DateTimeField()
    planned_for = models.DateTimeField(null=True)
    visitors = models.CharField(max_length=200, blank=True, default="")
    finding = models.CharField(max_length=1000, blank=True, default="")
    follow_by = models.DateField(null=True)
    result = models.CharField(max_length=1000, blank=True, default="")
    order = models.ForeignKey(AgentOrder, models.PROTECT, null=True, related_name="visits")

    class Meta:
        indexes = [
            models.Index(fields=["bureau", "-wanted_at", "-id"], name="agent_visit_newest"),
            models.Index(
                fields=["bureau", "project"], condition=~Q(project=""), name="agent_visit_of_project"
            ),
        ]


class Liaison(models.Model):
    """Which colleague is there for which town (分片挂钩联系, inventory 7.8)."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    staff = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    town = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField(null=True)

    class Meta:
        ordering = ["town__order", "town__id", "-from_on"]
        constraints = [
            models.UniqueConstraint(fields=["town"], condition=Q(to_on=None), name="one_liaison_per_town")
        ]
