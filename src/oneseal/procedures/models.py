"""Tables of special procedures: a proceeding beside a case, who takes part, the pool of experts, quotas."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oneseal.foundation.fields import EncryptedTextField
from oneseal.procedures.rules import duties, examinations, quotas
from oneseal.procedures.rules.states import DONE, LABELS, TITLES


class Proceeding(models.Model):
    """One special procedure of one case; `kind` says which, `state` where it stands (rules/states.py).

    `due` is the day until which somebody else has to do something: ask for the hearing, state their view, send the
    opinion up. `procedure` names the reason for which the clock stands still (kernel.clocks.Suspension), empty where
    it runs on. `question` is why it is held, `text` what it found (minutes, conclusion), `result` what follows.
    `seed` and `field` tell how the panel was drawn.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+", db_index=False)
    step = models.ForeignKey("cases.CaseStep", models.SET_NULL, null=True, related_name="+", db_index=False)
    kind = models.CharField(max_length=20, choices=[(kind.value, _(name)) for kind, name in TITLES.items()])
    level = models.CharField(
        max_length=10, blank=True, default="", choices=[(k, _(v)) for k, v in duties.LEVELS.items()]
    )
    state = models.CharField(max_length=10, choices=[(key, _(label)) for key, label in LABELS.items()])
    procedure = models.CharField(max_length=20, blank=True, default="")
    question = models.TextField()
    place = models.CharField(max_length=200, blank=True, default="")
    held_at = models.DateTimeField(null=True)
    public = models.BooleanField(default=True)
    asked_on = models.DateField(null=True)
    due = models.DateField(null=True)
    due_provisional = models.BooleanField(default=False)
    institution = models.CharField(max_length=200, blank=True, default="")
    field = models.CharField(max_length=60, blank=True, default="")
    seed = models.CharField(max_length=40, blank=True, default="")
    text = EncryptedTextField(default="")
    result = models.CharField(max_length=10, blank=True, default="")
    paper = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, related_name="+")
    opened_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=sorted(DONE), closed_at__isnull=False)
                | (~Q(state__in=sorted(DONE)) & Q(closed_at__isnull=True)),
                name="proceeding_closed_when_it_says_so",
            ),
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=~Q(state__in=sorted(DONE)),
                name="one_open_proceeding_of_a_kind",
            ),
        ]
        indexes = [
            models.Index(fields=["case", "id"], name="proceeding_of_case"),
            models.Index(
                fields=["bureau", "id"], condition=Q(closed_at__isnull=True), name="proceeding_open"
            ),
            models.Index(
                fields=["held_at"], condition=Q(kind="hearing", state="convened"), name="hearing_announced"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class Expert(models.Model):
    """A person of the pool of experts; drawn only while `valid_until` has not passed."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    field = models.CharField(max_length=60)
    unit = models.CharField(max_length=200)
    title = models.CharField(max_length=60, blank=True, default="")
    phone = EncryptedTextField(default="")
    valid_until = models.DateField()

    class Meta:
        ordering = ["field", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["bureau", "name", "unit"], name="one_expert_of_a_unit")
        ]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """Who takes part in a proceeding. The words and names of people from outside are encrypted.

    `uid` is the secret part of the address under which somebody told of a hearing answers. `signed_at`: they signed
    their opinion, statement or the minutes; `reason` why they would not, were recused or cannot come.
    """

    class Role(models.TextChoices):
        """In what capacity."""

        TOLD = "told", _("被告知人")
        THIRD_PARTY = "third_party", _("利害关系人")
        PRESIDER = "presider", _("主持人")
        RECORDER = "recorder", _("记录人")
        PARTICIPANT = "participant", _("参加人")
        EXPERT = "expert", _("专家")
        INSPECTOR = "inspector", _("检验人员")
        CHAIR = "chair", _("召集人")
        INVITED = "invited", _("受邀人")

    class State(models.TextChoices):
        """Where their part stands."""

        NAMED = "named", _("未答复")
        ASKED = "asked", _("要求听证")
        WAIVED = "waived", _("放弃")
        COMING = "coming", _("参加")
        AWAY = "away", _("不能参加")
        CHALLENGED = "challenged", _("被申请回避")
        RECUSED = "recused", _("已回避")
        SIGNED = "signed", _("已签名")
        REFUSED = "refused", _("拒绝签名")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    proceeding = models.ForeignKey(Proceeding, models.CASCADE, related_name="members")
    role = models.CharField(max_length=12, choices=Role)
    staff = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    expert = models.ForeignKey(Expert, models.PROTECT, null=True, related_name="+")
    applicant = models.ForeignKey("identity.Applicant", models.PROTECT, null=True, related_name="+")
    name = EncryptedTextField(default="")
    note = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=10, choices=State, default=State.NAMED)
    verdict = models.CharField(max_length=10, blank=True, default="")
    text = EncryptedTextField(default="")
    reason = models.CharField(max_length=300, blank=True, default="")
    signed_at = models.DateTimeField(null=True)
    paper = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["proceeding", "expert"], condition=Q(expert__isnull=False), name="expert_drawn_once"
            )
        ]


class Quota(models.Model):
    """How many licences of an item there are in a stretch of days, and in which way they go (LIC-17, LIC-25)."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    item = models.ForeignKey("catalog.Item", models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    first = models.DateField()
    last = models.DateField()
    places = models.IntegerField()
    way = models.CharField(max_length=10, choices=[(k, _(v)) for k, v in quotas.WAYS.items()])
    pass_mark = models.IntegerField(default=0)

    class Meta:
        ordering = ["-first", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(places__gte=1), name="quota_has_places"),
            models.CheckConstraint(
                condition=Q(last__gte=models.F("first")), name="quota_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class QuotaCorrection(models.Model):
    """One corrected publication of a quota: what it said before, what it says, and why. Never edited.

    `before` and `after` are `{"places", "last", "pass_mark"}`; the quota itself holds what applies.
    """

    quota = models.ForeignKey(Quota, models.CASCADE, related_name="corrections")
    before = models.JSONField()
    after = models.JSONField()
    reason = models.CharField(max_length=500)
    made_by = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]


class Entry(models.Model):
    """A case in a quota that goes by score, tender or auction: its mark in hundredths, or the award on record."""

    quota = models.ForeignKey(Quota, models.CASCADE, related_name="entries")
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    points = models.IntegerField(default=0)
    awarded = models.BooleanField(default=False)
    reference = models.CharField(max_length=200, blank=True, default="")
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["quota", "case"], name="one_entry_per_case")]


class Examination(models.Model):
    """The examination by which a quota's places go: what was announced, when and where (licence law art. 54).

    `seed` is that of the draw of the candidates' numbers. One for each quota.
    """

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    quota = models.OneToOneField(Quota, models.PROTECT, related_name="+")
    subject = models.CharField(max_length=200)
    requirements = models.TextField()
    held_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    state = models.CharField(
        max_length=10,
        choices=[(key, _(label)) for key, label in examinations.LIFE.labels.items()],
        default=examinations.ExamState.ANNOUNCED,
    )
    seed = models.CharField(max_length=40, blank=True, default="")
    announced_by = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    announced_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.subject

    @property
    def pass_text(self) -> str:
        """The pass mark as written."""
        return quotas.mark_text(self.quota.pass_mark)


class Candidate(models.Model):
    """Who sits an examination under which drawn number, with the mark in hundredths or as absent."""

    examination = models.ForeignKey(Examination, models.CASCADE, related_name="candidates")
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    number = models.IntegerField()
    points = models.IntegerField(null=True)
    absent = models.BooleanField(default=False)
    marked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["examination", "number"], name="one_candidate_of_a_number"),
            models.UniqueConstraint(fields=["examination", "case"], name="one_number_of_a_candidate"),
            models.CheckConstraint(
                condition=Q(absent=False) | Q(points__isnull=True), name="absent_without_mark"
            ),
        ]
