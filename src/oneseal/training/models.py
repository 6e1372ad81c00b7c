"""Tables of training: courses and sessions, examinations, rotation, skills, the bureau's own rules."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oneseal.training.rules.regulations import KINDS
from oneseal.training.rules.rotation import ROTATION, SESSION, Held, Turn
from oneseal.training.rules.skills import GROUNDS

GROUND_CHOICES = [(ground.value, _(label)) for ground, label in GROUNDS.items()]
TURNS = [(state, _(label)) for state, label in ROTATION.labels.items()]
SESSION_STATES = [(state, _(label)) for state, label in SESSION.labels.items()]
REGULATION_KINDS = [(kind, _(label)) for kind, label in KINDS.items()]


class Course(models.Model):
    """A course of the library (学习制度, inventory 1.11). `audience`: for whom, in words."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    audience = models.CharField(max_length=200, blank=True, default="")
    outline = models.TextField(blank=True, default="")
    hours = models.PositiveSmallIntegerField()
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ["title", "id"]
        constraints = [models.UniqueConstraint(fields=["bureau", "title"], name="one_course_per_title")]

    def __str__(self) -> str:
        return self.title


class Session(models.Model):
    """A course held at a time and place, with who was asked to come."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="sessions")
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=120)
    teacher = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=SESSION_STATES, default=Held.PLANNED)

    class Meta:
        ordering = ["-starts_at", "-id"]
        indexes = [models.Index(fields=["bureau", "-starts_at", "-id"], name="training_session_newest")]


class Attendance(models.Model):
    """Somebody asked to a session; whether they came, empty until it was held."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="attendances")
    staff = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    came = models.BooleanField(null=True)

    class Meta:
        ordering = ["staff__number", "id"]
        constraints = [models.UniqueConstraint(fields=["session", "staff"], name="asked_once_to_a_session")]


class Exam(models.Model):
    """An examination (业务考核). Whoever passes may serve its items and lines for `months` (empty: without end)."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=200)
    course = models.ForeignKey(Course, models.PROTECT, null=True, related_name="exams")
    held_on = models.DateField()
    full = models.PositiveSmallIntegerField(default=100)
    need = models.PositiveSmallIntegerField(default=60)
    months = models.PositiveSmallIntegerField(null=True)
    lines = models.JSONField(default=list, blank=True)
    items = models.ManyToManyField("catalog.Item", related_name="+")

    class Meta:
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["bureau", "-held_on", "-id"], name="exam_newest")]

    def __str__(self) -> str:
        return self.title


class ExamResult(models.Model):
    """What somebody reached, and who entered it."""

    exam = models.ForeignKey(Exam, models.PROTECT, related_name="results")
    staff = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()
    passed = models.BooleanField()
    entered_by = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["-score", "staff__number", "id"]
        constraints = [models.UniqueConstraint(fields=["exam", "staff"], name="one_result_per_exam")]


class Rotation(models.Model):
    """Somebody learns another section's work there, with a mentor, from a day to a day (轮岗)."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    staff = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    section = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    mentor = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField()
    lines = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=10, choices=TURNS, default=Turn.RUNNING)
    outcome = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        ordering = ["-from_on", "-id"]
        indexes = [models.Index(fields=["bureau", "-from_on", "-id"], name="rotation_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["staff"], condition=Q(state=Turn.RUNNING), name="one_running_rotation"
            )
        ]


class Skill(models.Model):
    """Somebody can serve an item, or a whole line of business, from a day to a day, on a ground (1.10). Never deleted."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    staff = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    item = models.ForeignKey("catalog.Item", models.PROTECT, null=True, related_name="+")
    line = models.CharField(max_length=40, blank=True, default="")
    since = models.DateField()
    until = models.DateField(null=True)
    ground = models.CharField(max_length=12, choices=GROUND_CHOICES)
    proof = models.CharField(max_length=200)
    exam = models.ForeignKey(Exam, models.PROTECT, null=True, related_name="skills")
    rotation = models.ForeignKey(Rotation, models.PROTECT, null=True, related_name="skills")
    revoked_on = models.DateField(null=True)
    revoked_because = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(item=None) & ~Q(line="") | Q(item__isnull=False, line=""),
                name="skill_is_for_an_item_or_a_line",
            )
        ]
        indexes = [models.Index(fields=["bureau", "staff"], name="skill_by_staff")]


class SkillNeed(models.Model):
    """From a day on an item, or a line, is served only by those with a proven skill; the bureau decides it."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    item = models.ForeignKey("catalog.Item", models.PROTECT, null=True, related_name="+")
    line = models.CharField(max_length=40, blank=True, default="")
    from_on = models.DateField()
    to_on = models.DateField(null=True)

    class Meta:
        ordering = ["line", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(item=None) & ~Q(line="") | Q(item__isnull=False, line=""),
                name="need_is_for_an_item_or_a_line",
            ),
            models.UniqueConstraint(
                fields=["bureau", "item", "line"],
                condition=Q(to_on=None),
                name="one_open_need",
                nulls_distinct=False,
            ),
        ]


class Regulation(models.Model):
    """One of the bureau's own rules (制度汇编, inventory 1.12)."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=REGULATION_KINDS)
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ["kind", "title", "id"]
        constraints = [models.UniqueConstraint(fields=["bureau", "title"], name="one_regulation_per_title")]

    def __str__(self) -> str:
        return self.title


class RegulationVersion(models.Model):
    """A version of a rule, in force from a day. Its text never changes, nor its signed `file`, where there is one."""

    regulation = models.ForeignKey(Regulation, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, related_name="+")
    paper = models.CharField(max_length=120, blank=True, default="")
    effective_on = models.DateField()
    published_by = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["regulation", "number"], name="one_regulation_version")
        ]


class ReadConfirmation(models.Model):
    """Somebody confirmed that they read a version."""

    version = models.ForeignKey(RegulationVersion, models.PROTECT, related_name="confirmations")
    staff = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "staff"], name="read_once")]
