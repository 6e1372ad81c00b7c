"""Tables of the catalogue: what exists in law, what the bureau does, and each version of how it does it."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from oneseal.catalog.rules.content import ItemType
from oneseal.catalog.rules.proofs import WAYS, Way

TYPES = [
    (ItemType.LICENCE, _("行政许可")),
    (ItemType.PENALTY, _("行政处罚")),
    (ItemType.COERCION, _("行政强制")),
    (ItemType.LEVY, _("行政征收")),
    (ItemType.PAYMENT, _("行政给付")),
    (ItemType.INSPECTION, _("行政检查")),
    (ItemType.CONFIRMATION, _("行政确认")),
    (ItemType.REWARD, _("行政奖励")),
    (ItemType.ADJUDICATION, _("行政裁决")),
    (ItemType.OTHER, _("其他行政权力")),
    (ItemType.PUBLIC_SERVICE, _("公共服务")),
]

PROOF_WAYS = [(way, _(label)) for way, label in WAYS.items()]


class BasicItem(models.Model):
    """One entry of the basic catalogue (基本目录, CAT-1): what exists, from law, without saying who does it."""

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=300)
    type = models.CharField(max_length=2, choices=TYPES)
    level = models.CharField(max_length=1)
    """Who keeps this entry: 1 national, 2 provincial (CAT-7)."""
    template = models.JSONField(null=True, blank=True)
    """The upper level's content, against which the five unifications are compared (2.4); null: none given."""

    class Meta:
        ordering = ["code"]


class Item(models.Model):
    """One entry of the implementation list (实施清单): an item that this bureau handles."""

    class Status(models.TextChoices):
        ACTIVE = "active", _("在用")
        SUSPENDED = "suspended", _("暂停")
        CANCELLED = "cancelled", _("取消")

    bureau = models.ForeignKey("identity.Organisation", on_delete=models.PROTECT, related_name="+")
    basic = models.ForeignKey(
        BasicItem, null=True, blank=True, on_delete=models.PROTECT, related_name="items"
    )
    code = models.SlugField(max_length=60)
    """Short name in addresses and files, unique in the bureau."""
    name = models.CharField(max_length=300)
    type = models.CharField(max_length=2, choices=TYPES)
    business_line = models.CharField(max_length=40)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ACTIVE)
    current_version = models.ForeignKey(
        "ItemVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="current_of"
    )
    department = models.CharField(max_length=120, blank=True, default="")
    """The department that held the power before it was centralised (1.4)."""
    raw_code = models.CharField(max_length=200, blank=True, default="")
    """The code exactly as another system gave it, however dirty (CAT-9)."""
    parsed_code = models.JSONField(default=dict, blank=True)
    source = models.CharField(max_length=200, blank=True, default="")
    local_codes = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["bureau", "code"], name="one_item_per_code"),
            models.UniqueConstraint(
                fields=["bureau", "raw_code"], condition=~Q(raw_code=""), name="one_item_per_raw_code"
            ),
        ]
        indexes = [models.Index(fields=["bureau", "status", "name"], name="items_of_bureau")]


class ItemVersion(models.Model):
    """One version of an item. Once published its content never changes: the database refuses it (CAT-13)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("草稿")
        REVIEW = "review", _("待审核")
        PUBLISHED = "published", _("已发布")
        SUPERSEDED = "superseded", _("已被新版本替代")
        WITHDRAWN = "withdrawn", _("已撤下")

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    content = models.JSONField()
    """An ItemContent; drafts may still have gaps, but always have its shape."""
    digest = models.CharField(max_length=64)
    """SHA-256 of the canonical content."""
    effective_from = models.DateField(null=True, blank=True)
    effective_to = models.DateField(null=True, blank=True)
    """First day on which it no longer applies."""
    author_id = models.BigIntegerField(default=0)
    author_name = models.CharField(max_length=120, blank=True, default="")
    submitted_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by_id = models.BigIntegerField(null=True, blank=True)
    published_by_name = models.CharField(max_length=120, blank=True, default="")
    flow_svg = models.TextField(blank=True, default="")
    note = models.CharField(max_length=300, blank=True, default="")
    changed_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["item_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="one_version_per_number"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(state__in=["draft", "review"]), name="one_draft_per_item"
            ),
            models.CheckConstraint(
                name="published_versions_have_a_day",
                condition=Q(state__in=["draft", "review"])
                | Q(effective_from__isnull=False, published_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["item", "effective_from"], name="versions_by_day")]


class ItemSearch(models.Model):
    """What the search reads: one row for each item that the public can find."""

    item = models.OneToOneField(Item, primary_key=True, on_delete=models.CASCADE, related_name="search")
    bureau = models.ForeignKey("identity.Organisation", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=300)
    folded = models.CharField(max_length=400)
    type = models.CharField(max_length=2)
    for_person = models.BooleanField(default=False)
    for_organisation = models.BooleanField(default=False)
    online = models.BooleanField(default=False)
    appliable = models.BooleanField(default=True)
    business_line = models.CharField(max_length=40)
    department = models.CharField(max_length=120, blank=True, default="")
    themes = ArrayField(models.CharField(max_length=80), default=list)
    popularity = models.IntegerField(default=0)
    """Applications accepted so far; a subscriber counts them."""
    document = SearchVectorField()

    class Meta:
        indexes = [
            GinIndex(fields=["document"], name="item_search_document", fastupdate=False),
            models.Index(fields=["bureau", "-popularity"], name="item_search_popular"),
        ]


class ChangeLedger(models.Model):
    """One change of who holds a power: cancel, delegate, transfer, take over (1.4, 2.6, 2.20, 2.21)."""

    class Kind(models.TextChoices):
        CANCEL = "cancel", _("取消")
        SUSPEND = "suspend", _("暂停")
        RESUME = "resume", _("恢复")
        DELEGATE = "delegate", _("委托或下放")
        TRANSFER = "transfer", _("划入")
        TAKE_OVER = "take_over", _("承接")

    class Scope(models.TextChoices):
        RECEIVE = "receive", _("收件")
        REVIEW = "review", _("审查")
        DECIDE = "decide", _("决定")

    bureau = models.ForeignKey("identity.Organisation", on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    from_unit = models.CharField(max_length=120, blank=True, default="")
    to_unit = models.CharField(max_length=120, blank=True, default="")
    scope = models.CharField(max_length=10, choices=Scope.choices, blank=True, default="")
    batch = models.CharField(max_length=80, blank=True, default="")
    basis = models.CharField(max_length=300)
    effective_on = models.DateField()
    deadline = models.DateField(null=True, blank=True)
    """Day by which the receiving unit must have taken the power over."""
    taken_over_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    """Last day of a delegation; empty: until further notice."""
    letter = models.ForeignKey(
        "catalog.Delegation", on_delete=models.PROTECT, null=True, blank=True, related_name="lines"
    )
    """The letter of delegation on which it rests, where there is one."""
    note = models.CharField(max_length=300, blank=True, default="")
    recorded_at = models.DateTimeField(db_default=Now())
    recorded_by = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        ordering = ["-effective_on", "-id"]
        indexes = [models.Index(fields=["bureau", "kind", "effective_on"], name="ledger_by_kind")]


class Delegation(models.Model):
    """A letter of delegation 行政许可委托书: who may do what in the bureau's name, how long, on what ground (2.21).

    `to_unit` is the agency that is entrusted, `counter` the unit whose people act for it, as `Actor.outside` names it.
    Once approved it stands in the ledger, one line an item, and is public.
    """

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = "draft", _("待批准")
        RETURNED = "returned", _("已退回")
        APPROVED = "approved", _("已批准")
        ENDED = "ended", _("已撤回")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", on_delete=models.PROTECT, related_name="+")
    to_unit = models.CharField(max_length=120)
    to_kind = models.CharField(max_length=12)
    counter = models.CharField(max_length=120)
    scope = models.CharField(max_length=10, choices=ChangeLedger.Scope.choices)
    items = models.ManyToManyField(Item, related_name="+")
    ground = models.CharField(max_length=300)
    from_on = models.DateField()
    to_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    drafted_by = models.ForeignKey("identity.Staff", on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    approved_by = models.ForeignKey("identity.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    approved_on = models.DateField(null=True)
    document = models.ForeignKey(
        "documents.IssuedDocument", on_delete=models.PROTECT, null=True, related_name="+"
    )
    reason = models.CharField(max_length=300, blank=True, default="")
    """Why it was returned or withdrawn."""
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="delegation_ends_after", condition=Q(to_on__gt=models.F("from_on"))),
            models.CheckConstraint(
                name="approved_delegation_has_its_letter",
                condition=~Q(state__in=["approved", "ended"]) | Q(document__isnull=False),
            ),
        ]


class FieldDefinition(models.Model):
    """One datum of the field dictionary: the same datum has one name in every item's form (2.24)."""

    name = models.SlugField(max_length=60, unique=True)
    label = models.CharField(max_length=80)
    format = models.CharField(max_length=20, blank=True, default="")
    personal = models.BooleanField(default=False)
    why = models.CharField(max_length=200, blank=True, default="")
    retired_on = models.DateField(null=True, blank=True)
    """From this day on no form may begin to ask for it; what asks for it already goes on."""

    class Meta:
        ordering = ["name"]


class Proof(models.Model):
    """One proof of the bureau's list 证明事项清单 (2.23): on what ground, from whom, and what takes its place."""

    bureau = models.ForeignKey(
        "identity.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    name = models.CharField(max_length=200)
    basis = models.CharField(max_length=300, blank=True, default="")
    issuer = models.CharField(max_length=120, blank=True, default="")
    way = models.CharField(max_length=12, choices=PROOF_WAYS, default=Way.KEPT)
    source = models.CharField(max_length=120, blank=True, default="")
    """Where it is checked instead, for what is checked."""
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["bureau", "name"], name="one_proof_per_name")]


class PublishedList(models.Model):
    """One version of one of the six lists as it was made public (2.7). It never changes: the database refuses it."""

    bureau = models.ForeignKey("identity.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.SlugField(max_length=20)
    """Key of rules.lists.SIX."""
    number = models.PositiveIntegerField()
    lines = models.JSONField()
    basic_codes = ArrayField(models.CharField(max_length=12), default=list)
    """For the list of powers: the basic codes that stand on it."""
    digest = models.CharField(max_length=64)
    published_on = models.DateField()
    published_at = models.DateTimeField()
    published_by_name = models.CharField(max_length=120)
    note = models.CharField(max_length=300, blank=True, default="")
    binding_from = models.DateField(null=True, blank=True)
    """For the list of powers: from this day what is not on it may not be published or applied for; null: not yet."""

    class Meta:
        ordering = ["kind", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["bureau", "kind", "number"], name="one_list_per_number")
        ]


class LookBack(models.Model):
    """One look back at a power that was delegated, handed down or taken over 回头看 (2.20)."""

    entry = models.ForeignKey(ChangeLedger, on_delete=models.PROTECT, related_name="look_backs")
    checked_on = models.DateField()
    checked_by = models.CharField(max_length=120)
    finding = models.CharField(max_length=500)
    in_order = models.BooleanField()
    rectify_by = models.DateField(null=True, blank=True)
    rectified_on = models.DateField(null=True, blank=True)
    rectified_by = models.CharField(max_length=120, blank=True, default="")
    rectification = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        ordering = ["-checked_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="findings_have_a_day",
                condition=Q(in_order=True) | Q(rectify_by__isnull=False),
            )
        ]
