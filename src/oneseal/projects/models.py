"""Tables of projects: flows, the project with its stages and tasks, joint consultations, regional assessments, reports."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oneseal.projects.rules.asking import ASK_KINDS, RESULTS, SAID
from oneseal.projects.rules.assessments import ASSESSMENTS
from oneseal.projects.rules.states import (
    ASK,
    OPINION,
    PROJECT,
    STAGE,
    TASK,
    AskState,
    OpinionState,
    ProjectState,
    StageState,
    TaskState,
)
from oneseal.projects.rules.templates import INVESTORS, KINDS, MISSING, STAGES, Missing

PROJECT_STATES = [(state, _(label)) for state, label in PROJECT.labels.items()]
STAGE_STATES = [(state, _(label)) for state, label in STAGE.labels.items()]
TASK_STATES = [(state, _(label)) for state, label in TASK.labels.items()]
ASK_STATES = [(state, _(label)) for state, label in ASK.labels.items()]
OPINION_STATES = [(state, _(label)) for state, label in OPINION.labels.items()]
INVESTOR_CHOICES = [(key.value, _(name)) for key, name in INVESTORS.items()]
STAGE_CHOICES = [(number, _(name)) for number, name in STAGES.items()]
KIND_CHOICES = [(key.value, _(name)) for key, name in KINDS.items()]
MISSING_CHOICES = [(key.value, _(name)) for key, name in MISSING.items()]


class FlowTemplate(models.Model):
    """The flow of one kind of project in one bureau (PRJ-5); a change closes the row and opens the next.

    Where a bureau has none, the one in data/flows.json holds.
    """

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    investor = models.CharField(max_length=12, choices=INVESTOR_CHOICES)
    content = models.JSONField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "investor"], condition=Q(until__isnull=True), name="one_flow_per_kind"
            )
        ]


class Project(models.Model):
    """A construction project (inventory §6). `site` is GeoJSON in WGS 84 degrees; amounts in 分.

    `flow` is the flow that it was registered under: a later change of the template does not touch it.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=24)
    name = models.CharField(max_length=200)
    investor = models.CharField(max_length=12, choices=INVESTOR_CHOICES)
    owner = models.ForeignKey("identity.Applicant", models.PROTECT, related_name="+", db_index=False)
    owner_name = models.CharField(max_length=120)
    state = models.CharField(max_length=8, choices=PROJECT_STATES, default=ProjectState.RUNNING)
    address = models.CharField(max_length=200)
    industry = models.CharField(max_length=60, blank=True, default="")
    investment = models.BigIntegerField(default=0)
    land_area = models.IntegerField(default=0)
    """Square metres."""
    wished_start = models.DateField(null=True)
    site = models.JSONField(null=True)
    is_key = models.BooleanField(default=False)
    key_list = models.CharField(max_length=100, blank=True, default="")
    """The plan that lists it as a key project (11.4)."""
    manager = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+", db_index=False)
    flow = models.JSONField()
    registered_on = models.DateField()
    registered_at = models.DateTimeField()
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bureau", "code"], name="one_project_per_code")]
        indexes = [
            models.Index(fields=["bureau", "state", "-registered_on", "-id"], name="project_by_state"),
            models.Index(fields=["bureau", "-registered_on", "-id"], name="project_newest"),
            models.Index(fields=["owner", "-id"], name="project_of_owner"),
            models.Index(fields=["manager", "-id"], name="project_of_manager"),
            models.Index(fields=["bureau", "wished_start"], condition=Q(is_key=True), name="project_key"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Stage(models.Model):
    """One stage of a project: one lead, one acceptance date (`opened_on`), one cap in working days (PRJ-1, PRJ-3)."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="stages", db_index=False)
    number = models.SmallIntegerField(choices=STAGE_CHOICES)
    lead = models.ForeignKey("identity.Organisation", models.PROTECT, null=True, related_name="+")
    lead_name = models.CharField(max_length=120)
    days = models.SmallIntegerField()
    joint = models.ForeignKey("bundles.Joint", models.PROTECT, null=True, related_name="+")
    """The one application for the stage: one form, one set (PRJ-3)."""
    state = models.CharField(max_length=8, choices=STAGE_STATES, default=StageState.WAITING)
    opened_on = models.DateField(null=True)
    due = models.DateField(null=True)
    due_provisional = models.BooleanField(default=False)
    passed_on = models.DateField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="one_stage_per_number")]


class Assessment(models.Model):
    """A regional assessment: the projects inside its polygon reuse it while it is valid (5.14, PRJ-7)."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=[(key, _(name)) for key, name in ASSESSMENTS.items()])
    title = models.CharField(max_length=200)
    document = models.CharField(max_length=120)
    """Number of the reply that approved it."""
    area = models.JSONField()
    conditions = models.TextField(blank=True, default="")
    valid_from = models.DateField()
    valid_until = models.DateField()
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["-valid_until", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=models.F("valid_from")), name="assessment_ends_after_start"
            )
        ]
        indexes = [models.Index(fields=["bureau", "kind", "-valid_until"], name="assessment_by_kind")]


class Task(models.Model):
    """One task of a project, copied from its flow (6.8, 6.12, 6.13, 5.33).

    `unit` handles it inside the government (None where the flow names one that does not exist), `partner` outside.
    A task with a `case` follows it: its own days are then not used.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="tasks", db_index=False)
    stage = models.SmallIntegerField(choices=STAGE_CHOICES)
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=KIND_CHOICES)
    order = models.SmallIntegerField(default=0)
    unit = models.ForeignKey("identity.Organisation", models.PROTECT, null=True, related_name="+")
    unit_name = models.CharField(max_length=200)
    partner = models.CharField(max_length=200, blank=True, default="")
    provider = models.ForeignKey("bundles.Partner", models.PROTECT, null=True, related_name="+")
    """The company itself, where it is known: its people and its system then see the task (6.12)."""
    days = models.SmallIntegerField()
    after = ArrayField(models.CharField(max_length=40), default=list)
    item_code = models.CharField(max_length=40, blank=True, default="")
    asks = ArrayField(models.CharField(max_length=200), default=list)
    """Names of the units whose opinions a joint task asks."""
    assessment_kind = models.CharField(max_length=12, blank=True, default="")
    state = models.CharField(max_length=8, choices=TASK_STATES, default=TaskState.WAITING)
    started_on = models.DateField(null=True)
    finished_on = models.DateField(null=True)
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="+")
    assessment = models.ForeignKey(Assessment, models.PROTECT, null=True, related_name="uses")
    note = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "key"], name="one_task_per_key"),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(finished_on__isnull=False), name="done_tasks_have_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Connection(models.Model):
    """What a utility company answers about a task of its own: how, for how much (分), by which day (6.12)."""

    task = models.OneToOneField(Task, models.CASCADE, related_name="connection")
    plan = models.TextField()
    fee = models.BigIntegerField()
    ready_on = models.DateField()
    answered_on = models.DateField()
    answered_by = models.CharField(max_length=120)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(fee__gte=0), name="connection_fee_not_negative")]


class Ask(models.Model):
    """One request to several departments at once, answered once: drawings, evaluation, acceptance, a meeting (5.11–5.15).

    `missing` is what a reply that does not come means, as the flow said when it was asked. `round` counts how often
    the same task was asked: only what was changed may then be faulted.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="asks", db_index=False)
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="rounds")
    kind = models.CharField(max_length=12, choices=[(key, _(name)) for key, name in ASK_KINDS.items()])
    title = models.CharField(max_length=200)
    question = models.TextField()
    lead = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    round = models.SmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=ASK_STATES, default=AskState.OPEN)
    asked_at = models.DateTimeField()
    asked_on = models.DateField()
    asked_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    due = models.DateField()
    due_provisional = models.BooleanField(default=False)
    missing = models.CharField(max_length=10, choices=MISSING_CHOICES, default=Missing.ESCALATE)
    missing_basis = models.CharField(max_length=300, blank=True, default="")
    held_at = models.DateTimeField(null=True)
    place = models.CharField(max_length=200, blank=True, default="")
    result = models.CharField(
        max_length=8, choices=[(key, _(name)) for key, name in RESULTS.items()], blank=True, default=""
    )
    summary = models.TextField(blank=True, default="")
    closed_on = models.DateField(null=True)
    closed_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    paper = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["task"], condition=Q(state="open"), name="one_open_ask_per_task")
        ]
        indexes = [models.Index(fields=["project", "-asked_at", "-id"], name="ask_of_project")]


class EvaluationCost(models.Model):
    """What one evaluation of a joint one cost, alone and together, in 分 (5.13)."""

    ask = models.ForeignKey(Ask, models.CASCADE, related_name="costs", db_index=False)
    kind = models.CharField(max_length=12, choices=[(key, _(name)) for key, name in ASSESSMENTS.items()])
    alone = models.BigIntegerField()
    joint = models.BigIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["ask", "kind"], name="one_cost_per_evaluation")]


class Opinion(models.Model):
    """What one department says, by its own day. A reply that did not come stays on record in `missed_on`."""

    ask = models.ForeignKey(Ask, models.CASCADE, related_name="opinions", db_index=False)
    bureau_id = models.BigIntegerField()
    unit = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    unit_name = models.CharField(max_length=120)
    state = models.CharField(max_length=8, choices=OPINION_STATES, default=OpinionState.ASKED)
    due = models.DateField()
    due_provisional = models.BooleanField(default=False)
    said = models.CharField(
        max_length=10, choices=[(key, _(name)) for key, name in SAID.items()], blank=True, default=""
    )
    text = models.TextField(blank=True, default="")
    basis = models.CharField(max_length=300, blank=True, default="")
    given_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField(null=True)
    missed_on = models.DateField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["ask", "unit"], name="one_opinion_per_unit"),
            models.CheckConstraint(
                condition=~Q(state="given") | (~Q(said="") & Q(given_at__isnull=False)),
                name="given_opinions_say_something",
            ),
        ]
        indexes = [
            models.Index(
                fields=["bureau_id", "unit", "due", "id"],
                condition=Q(state__in=["asked", "missing"]),
                name="opinion_waiting",
            )
        ]


class Report(models.Model):
    """A ten-day or monthly report on the key projects, as a document (6.8, 6.9)."""

    class Kind(models.TextChoices):
        """How often."""

        TEN_DAYS = "ten_days", _("旬报")
        MONTH = "month", _("月报")

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=Kind)
    first = models.DateField()
    last = models.DateField()
    made_at = models.DateTimeField()
    figures = models.JSONField(default=dict)
    document = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-last", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["bureau", "kind", "first"], name="one_report_per_period")
        ]
