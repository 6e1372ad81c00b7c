"""Tables of bundles: themes and their versions, joint applications with their cases, orders to partners."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from oneseal.bundles.rules.states import (
    JOINTS,
    MEMBERS,
    ORDERS,
    VERSIONS,
    JointState,
    MemberState,
    OrderState,
    VersionState,
)
from oneseal.foundation.fields import EncryptedJSONField


class Theme(models.Model):
    """One thing that somebody wants to get done 一件事, a package 套餐, or a stage of a project (5.20, 2.29, PRJ-2)."""

    class Kind(models.TextChoices):
        THEME = "theme", _("一件事")
        PACKAGE = "package", _("审批服务套餐")
        STAGE = "stage", _("工程建设项目阶段")

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    code = models.SlugField(max_length=60)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.THEME)
    title = models.CharField(max_length=120)
    current = models.ForeignKey("ThemeVersion", models.PROTECT, null=True, related_name="+")
    """The published version; null: not published yet, or taken offline."""
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["title"]
        constraints = [models.UniqueConstraint(fields=["bureau", "code"], name="one_theme_per_code")]

    def __str__(self) -> str:
        return self.title


class ThemeVersion(models.Model):
    """One version of a theme. Once published the database refuses to change what it says (as CAT-13).

    `content` is a ThemeContent; `pinned` the item versions on which it was checked and its figures computed: an item
    that has changed since is shown to the keeper, and applications always use the versions in force.
    """

    theme = models.ForeignKey(Theme, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(
        max_length=10,
        choices=[(s, _(label)) for s, label in VERSIONS.labels.items()],
        default=VersionState.DRAFT,
    )
    content = models.JSONField()
    pinned = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    author_id = models.BigIntegerField(default=0)
    author_name = models.CharField(max_length=120, blank=True, default="")
    changed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    published_by_id = models.BigIntegerField(null=True)
    published_by_name = models.CharField(max_length=120, blank=True, default="")
    flow_svg = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["theme_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["theme", "number"], name="one_theme_version_per_number"),
            models.UniqueConstraint(fields=["theme"], condition=Q(state="draft"), name="one_draft_per_theme"),
        ]


class Partner(models.Model):
    """An organisation that does a step of a theme without licensing anything: engraver, bank, tax office (5.21, 5.26).

    Its people see its orders as liaisons of `organisation`, its own system as `client`.
    """

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    work = models.CharField(max_length=120)
    phone = models.CharField(max_length=40, blank=True, default="")
    address = models.CharField(max_length=200, blank=True, default="")
    organisation = models.ForeignKey("identity.Organisation", models.PROTECT, null=True, related_name="+")
    client = models.OneToOneField("identity.ApiClient", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["bureau", "code"], name="one_partner_per_code")]

    def __str__(self) -> str:
        return self.name


class Joint(models.Model):
    """One joint application: one form, one set, one slip, one place to follow (ONE-1).

    `data` holds the one form, encrypted; `waits` who waits for whom, fixed when it was handed in; `promised_due` the
    last day of the promise for the whole (ONE-2), each case keeping its own clock.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=30, blank=True, default="")
    version = models.ForeignKey(ThemeVersion, models.PROTECT, related_name="joints")
    title = models.CharField(max_length=120)
    lead = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField(
        max_length=10, choices=[("online", _("网上")), ("window", _("窗口")), ("client", _("其他系统"))]
    )
    applicant = models.ForeignKey("identity.Applicant", models.PROTECT, related_name="+", db_index=False)
    applicant_name = models.CharField(max_length=120)
    agent = models.ForeignKey(
        "identity.Applicant", models.PROTECT, null=True, related_name="+", db_index=False
    )
    """Who handed it in for the applicant, and has to be authorised still when a later item begins; null: nobody."""
    made_by = models.BigIntegerField(default=0)
    state = models.CharField(
        max_length=10, choices=[(s, _(label)) for s, label in JOINTS.labels.items()], default=JointState.DRAFT
    )
    answers = models.JSONField(default=dict)
    data = EncryptedJSONField(default=dict)
    yields = EncryptedJSONField(default=dict)
    """What results brought for later items: datum → value, such as the new firm's credit code."""
    waits = models.JSONField(default=dict)
    promise_days = models.IntegerField(default=0)
    promised_due = models.DateField(null=True)
    due_provisional = models.BooleanField(default=False)
    slip = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "number"], condition=~Q(number=""), name="one_joint_per_number"
            )
        ]
        indexes = [
            models.Index(fields=["bureau", "state", "-id"], name="joint_by_state"),
            models.Index(fields=["applicant", "-id"], name="joint_of_applicant"),
            models.Index(fields=["made_by", "-id"], condition=Q(made_by__lt=0), name="joint_of_client"),
        ]

    def __str__(self) -> str:
        return self.number or self.title


class JointCase(models.Model):
    """One item of a joint application, and the case that handles it once it has begun."""

    joint = models.ForeignKey(Joint, models.PROTECT, related_name="members")
    code = models.CharField(max_length=60)
    item = models.ForeignKey("catalog.Item", models.PROTECT, related_name="+", db_index=False)
    version = models.ForeignKey("catalog.ItemVersion", models.PROTECT, related_name="+", db_index=False)
    """On which the one form was filled in; the case is bound to the version of the day on which it begins (CAT-13)."""
    name = models.CharField(max_length=300)
    place = models.IntegerField(default=0)
    case = models.OneToOneField("cases.Case", models.PROTECT, null=True, related_name="+")
    state = models.CharField(
        max_length=10,
        choices=[(s, _(label)) for s, label in MEMBERS.labels.items()],
        default=MemberState.WAITING,
    )
    answers = models.JSONField(default=dict)
    reason = models.CharField(max_length=300, blank=True, default="")
    lacking = models.JSONField(default=list)
    """What the new version asks for, or that somebody has to be authorised: [[kind, code, name]]."""
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["joint_id", "place"]
        constraints = [models.UniqueConstraint(fields=["joint", "code"], name="one_member_per_item")]


class JointMaterial(models.Model):
    """One material of the one set; it goes to every case that needs it."""

    joint = models.ForeignKey(Joint, models.PROTECT, related_name="materials")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=300)
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, related_name="+")
    paper_copies = models.IntegerField(default=0)
    source = models.CharField(max_length=12, default="applicant")
    added_at = models.DateTimeField()
    replaced = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]


class JointGap(models.Model):
    """Something that one section found missing; all open ones go into the one correction notice (ONE-3)."""

    member = models.ForeignKey(JointCase, models.PROTECT, related_name="gaps")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=300)
    problem = models.CharField(max_length=300)
    advice = models.CharField(max_length=300, blank=True, default="")
    noted_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    noted_at = models.DateTimeField()
    notice = models.ForeignKey("JointNotice", models.PROTECT, null=True, related_name="gaps")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "code"], condition=Q(notice__isnull=True), name="one_open_gap_per_material"
            )
        ]


class JointNotice(models.Model):
    """One notice about the whole: what is to be corrected, or what cannot go on and why."""

    joint = models.ForeignKey(Joint, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=10, choices=[("correct", _("补正告知")), ("stop", _("停办告知"))])
    document = models.ForeignKey("documents.IssuedDocument", models.PROTECT, related_name="+")
    correct_by = models.DateField(null=True)
    sent_at = models.DateTimeField()
    supplied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]


class JointNews(models.Model):
    """What became of one item, kept until it is told together with what became of the others.

    `entry` is the journal's entry about the case, `data` what a message of the case's own would have said.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    joint = models.ForeignKey(Joint, models.PROTECT, related_name="news", db_index=False)
    member = models.ForeignKey(JointCase, models.PROTECT, related_name="+", db_index=False)
    entry = models.BigIntegerField(unique=True)
    template = models.CharField(max_length=40)
    data = EncryptedJSONField(default=dict)
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["joint_id", "id"]
        indexes = [models.Index(fields=["joint", "at"], condition=Q(told_at=None), name="news_to_tell")]


class PartnerOrder(models.Model):
    """One order to a partner: what to do, until when, what came of it (5.21, 5.26)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    joint = models.ForeignKey(Joint, models.PROTECT, related_name="orders")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="orders", db_index=False)
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    contents = models.JSONField(default=list)
    state = models.CharField(
        max_length=10,
        choices=[(s, _(label)) for s, label in ORDERS.labels.items()],
        default=OrderState.WAITING,
    )
    days = models.IntegerField(default=1)
    due = models.DateField(null=True)
    due_provisional = models.BooleanField(default=False)
    sent_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    taken_by = models.CharField(max_length=120, blank=True, default="")
    settled_at = models.DateTimeField(null=True)
    reference = models.CharField(max_length=120, blank=True, default="")
    """What the partner gives back: the number of its filing, account or register."""
    note = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        ordering = ["joint_id", "id"]
        constraints = [models.UniqueConstraint(fields=["joint", "key"], name="one_order_per_errand")]
        indexes = [models.Index(fields=["partner", "state", "due", "id"], name="order_of_partner")]
