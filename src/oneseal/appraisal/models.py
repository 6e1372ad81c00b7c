"""Tables of appraisal: schemes, marks, scores, appeals, bulletins; conduct and removal; patrols; amenities."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oneseal.appraisal.rules.circulation import WAYS, Way
from oneseal.appraisal.rules.conduct import REMOVAL, SEVERITIES, SOURCES, VIOLATION, Case, Off
from oneseal.appraisal.rules.patrols import AMENITY_KINDS, FINDING, THINGS, TICKET, Found, Thing, Ticket
from oneseal.appraisal.rules.scoring import MARKS, Mark

MARK_CHOICES = [(mark.value, _(label)) for mark, label in MARKS.items()]
SEVERITY_CHOICES = [(each.value, _(label)) for each, label in SEVERITIES.items()]
SOURCE_CHOICES = [(code, _(label)) for code, label in SOURCES.items()]
VIOLATION_STATES = [(state, _(label)) for state, label in VIOLATION.labels.items()]
REMOVAL_STATES = [(state, _(label)) for state, label in REMOVAL.labels.items()]
FINDING_STATES = [(state, _(label)) for state, label in FINDING.labels.items()]
AMENITY_CHOICES = [(code, _(label)) for code, label in AMENITY_KINDS.items()]
THING_STATES = [(state.value, _(label)) for state, label in THINGS.items()]
TICKET_STATES = [(state, _(label)) for state, label in TICKET.labels.items()]
WAY_STATES = [(state, _(label)) for state, label in WAYS.labels.items()]
APPEAL_STATES = [("open", _("待答复")), ("upheld", _("申诉成立")), ("rejected", _("维持原结果"))]


class ScoreScheme(models.Model):
    """A version of the local weights, in force from a day; `cc` are those to whom the bulletin is copied."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    effective_on = models.DateField()
    content = models.JSONField()
    cc = models.JSONField(default=list, blank=True)
    made_by = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["bureau", "number"], name="one_scheme_per_number"),
            models.UniqueConstraint(fields=["bureau", "effective_on"], name="one_scheme_per_day"),
        ]


class DailyMark(models.Model):
    """What the centre marked of somebody's day (双重管理). A later mark replaces it; the journal keeps both.

    `proposed`: what the recorded seats said then, empty where they said nothing.
    """

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    staff = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    day = models.DateField()
    mark = models.CharField(max_length=10, choices=MARK_CHOICES, default=Mark.PRESENT)
    proposed = models.CharField(max_length=10, choices=MARK_CHOICES, blank=True, default="")
    note = models.CharField(max_length=200, blank=True, default="")
    by = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["staff", "day"], name="one_mark_per_day")]
        indexes = [models.Index(fields=["bureau", "day"], name="mark_by_day")]


class DailyScore(models.Model):
    """Somebody's score of a day in tenths of a point, with its parts and the scheme it was reckoned by."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    staff = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    day = models.DateField()
    scheme = models.ForeignKey(ScoreScheme, models.PROTECT, null=True, related_name="+")
    score = models.SmallIntegerField()
    parts = models.JSONField()
    published_at = models.DateTimeField()
    corrected = models.BooleanField(default=False)

    class Meta:
        ordering = ["-day", "-score", "id"]
        constraints = [
            models.UniqueConstraint(fields=["staff", "day"], name="one_score_per_day"),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=1000), name="score_within_a_hundred"),
        ]
        indexes = [models.Index(fields=["bureau", "day"], name="score_by_day")]


class Conduct(models.Model):
    """An entry of the code of conduct (行为规范), with severity and points taken off."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    severity = models.CharField(max_length=10, choices=SEVERITY_CHOICES)
    points = models.PositiveSmallIntegerField()
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["bureau", "code"], name="one_conduct_per_code")]

    def __str__(self) -> str:
        return self.title


class Violation(models.Model):
    """A violation recorded by one person and verified, or dismissed, by another."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    staff = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    conduct = models.ForeignKey(Conduct, models.PROTECT, related_name="violations")
    happened_on = models.DateField()
    source = models.CharField(max_length=12, choices=SOURCE_CHOICES)
    facts = models.TextField()
    state = models.CharField(max_length=10, choices=VIOLATION_STATES, default=Case.RECORDED)
    recorded_by = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    verified_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    verified_at = models.DateTimeField(null=True)
    verdict = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["-recorded_at", "-id"]
        indexes = [
            models.Index(fields=["bureau", "-recorded_at", "-id"], name="violation_newest"),
            models.Index(fields=["staff", "happened_on"], name="violation_of_day"),
        ]


class Removal(models.Model):
    """Somebody taken off the post once a violation was verified (一次查实下岗); its posts, and the retro-trace."""

    violation = models.OneToOneField(Violation, models.PROTECT, related_name="removal")
    posts = models.JSONField(default=list)
    last_on = models.DateField()
    state = models.CharField(max_length=10, choices=REMOVAL_STATES, default=Off.OFF_POST)
    referred_to = models.CharField(max_length=120, blank=True, default="")
    outcome = models.TextField(blank=True, default="")
    closed_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)


class Trace(models.Model):
    """Whose duty was looked into after a removal (责任倒查), and what was found."""

    removal = models.ForeignKey(Removal, models.PROTECT, related_name="traces")
    staff = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    duty = models.CharField(max_length=200)
    result = models.TextField(blank=True, default="")
    by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["removal", "staff"], name="traced_once")]


class Appeal(models.Model):
    """The person's appeal against a day's score or a verified violation; answered by somebody else."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    staff = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    score = models.OneToOneField(DailyScore, models.PROTECT, null=True, related_name="appeal")
    violation = models.OneToOneField(Violation, models.PROTECT, null=True, related_name="appeal")
    reason = models.TextField()
    state = models.CharField(max_length=10, choices=APPEAL_STATES, default="open")
    asked_at = models.DateTimeField()
    answer_by = models.DateField()
    answer = models.TextField(blank=True, default="")
    answered_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(score=None, violation__isnull=False) | Q(score__isnull=False, violation=None),
                name="appeal_is_against_one_thing",
            )
        ]
        indexes = [models.Index(fields=["bureau", "-asked_at", "-id"], name="appraisal_appeal_newest")]


class Bulletin(models.Model):
    """The month's bulletin (一月一评比一通报): the ranking as it stood, to whom it went, the document."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    month = models.DateField()
    rows = models.JSONField()
    units = models.JSONField()
    cc = models.JSONField()
    document = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")
    issued_by = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()

    class Meta:
        ordering = ["-month"]
        constraints = [models.UniqueConstraint(fields=["bureau", "month"], name="one_bulletin_per_month")]


class Delivery(models.Model):
    """A bulletin's copy for one unit: whom of it was told, who signed for it; or how it went there by hand.

    `unit` None: copied to somebody who is no unit of this system. `told`: staff ids. `taken_by`: who signed, or took
    the paper; `how`: the way by hand, with a receipt's number.
    """

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    bulletin = models.ForeignKey(Bulletin, models.PROTECT, related_name="deliveries")
    unit = models.ForeignKey("identity.Organisation", models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)
    copied = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=WAY_STATES, default=Way.SENT)
    told = models.JSONField(default=list)
    sent_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    taken_by = models.CharField(max_length=120, blank=True, default="")
    signed_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    handed_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    how = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering = ["copied", "id"]
        constraints = [models.UniqueConstraint(fields=["bulletin", "name"], name="one_copy_per_unit")]
        indexes = [models.Index(fields=["bureau", "state"], name="copy_by_state")]

    def __str__(self) -> str:
        return self.name


class Zone(models.Model):
    """A part of the hall for which one leader answers (分片包干)."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    leader = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    from_on = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["bureau", "name"], name="one_patrol_zone_per_name")]

    def __str__(self) -> str:
        return self.name


class Patrol(models.Model):
    """A round of the hall."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    zone = models.ForeignKey(Zone, models.PROTECT, related_name="patrols")
    by = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    note = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["bureau", "-at", "-id"], name="patrol_newest")]


class Finding(models.Model):
    """Something a patrol found: who puts it right, until when; checked by who found it."""

    patrol = models.ForeignKey(Patrol, models.PROTECT, related_name="findings")
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    text = models.CharField(max_length=500)
    photo = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, related_name="+")
    responsible = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    rectify_by = models.DateField()
    state = models.CharField(max_length=10, choices=FINDING_STATES, default=Found.OPEN)
    remedy = models.CharField(max_length=500, blank=True, default="")
    mended_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    check_note = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["rectify_by", "id"]
        indexes = [
            models.Index(
                fields=["bureau", "rectify_by", "id"], condition=~Q(state=Found.CLOSED), name="finding_open"
            )
        ]


class Amenity(models.Model):
    """Something in the hall for people's convenience (便民设施), and whether it works."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=AMENITY_CHOICES)
    name = models.CharField(max_length=80)
    place = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=THING_STATES, default=Thing.WORKING)
    note = models.CharField(max_length=200, blank=True, default="")
    gone_on = models.DateField(null=True)

    class Meta:
        ordering = ["kind", "place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["bureau", "name", "place"], name="one_amenity_per_place")
        ]

    def __str__(self) -> str:
        return self.name


class AmenityTicket(models.Model):
    """Somebody says that an amenity does not work; nobody needs to say who they are."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    amenity = models.ForeignKey(Amenity, models.PROTECT, related_name="tickets")
    text = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=TICKET_STATES, default=Ticket.OPEN)
    at = models.DateTimeField()
    outcome = models.CharField(max_length=300, blank=True, default="")
    settled_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["bureau", "-at", "-id"], name="amenity_ticket_newest")]
