"""Tables of certificates: their types, the certificates, what was done to them, bans, copies marked for one use."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oneseal.certificates.rules import bans
from oneseal.certificates.rules.grounds import MONEY, Money
from oneseal.certificates.rules.states import LIFE, VERBS, State
from oneseal.foundation.fields import EncryptedJSONField, EncryptedTextField

STATES = [(state, _(label)) for state, label in LIFE.labels.items()]


class CertificateType(models.Model):
    """One kind of certificate (证照类型): whose it is, its code, what is printed on it.

    `owner` is the unified social credit code of the body that defines the type; with `number` it makes the type
    code of 21 characters (ECERT-2). `fields` lists what is printed: `{"key", "label"}`, the key naming a datum of
    the application's form. Items name the type by its `code` in their result.
    """

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    owner = models.CharField(max_length=18)
    number = models.CharField(max_length=3)
    mark = models.CharField(max_length=6)
    fields = models.JSONField(default=list, blank=True)
    merges = models.JSONField(default=list, blank=True)
    """Names of the old certificates whose place it takes (一照一码); not empty: it is a business licence."""
    public_safety = models.BooleanField(default=False)
    active = models.BooleanField(default=True)
    draft = models.JSONField(null=True)
    """What is to be printed from the next publication on: `name`, `fields`, `public_safety`; None: nothing waits."""
    drafted_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    edition = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["bureau", "code"], name="one_type_per_code"),
            models.UniqueConstraint(fields=["bureau", "owner", "number"], name="one_type_per_number"),
            models.UniqueConstraint(fields=["bureau", "mark"], name="one_type_per_mark"),
        ]

    def __str__(self) -> str:
        return self.name


class Certificate(models.Model):
    """One version of one certificate (电子证照). Never edited: a change makes the next version (ECERT-4).

    `serial` is shared by all versions, `number` by all versions too; `identifier` is this version's alone.
    `ended` tells for good how the licence ended, also after its formal cancelling (LIC-20). `case_id` and `issuer`
    say whose decision it rests on: the issuer is the deciding organisation (inventory 11.20).
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    type = models.ForeignKey(CertificateType, models.PROTECT, related_name="certificates", db_index=False)
    item = models.ForeignKey("catalog.Item", models.PROTECT, related_name="+", db_index=False)
    case_id = models.BigIntegerField(default=0)
    identifier = models.CharField(max_length=120, unique=True)
    number = models.CharField(max_length=40)
    serial = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=120)
    state = models.CharField(max_length=12, choices=STATES, default=State.VALID)
    ended = models.CharField(max_length=12, choices=STATES, blank=True, default="")
    ended_on = models.DateField(null=True)
    state_on = models.DateField()
    """Since when it is in its state."""
    holder = models.ForeignKey("identity.Applicant", models.PROTECT, related_name="+", db_index=False)
    holder_name = models.CharField(max_length=120)
    holder_kind = models.CharField(max_length=20)
    issuer = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    issuer_name = models.CharField(max_length=120)
    issuer_code = models.CharField(max_length=18)
    content = EncryptedJSONField()
    """What is printed: a list of `{"label", "text"}`; `holder_number` and `holder_kind` of the one who holds it."""
    permits = models.TextField(blank=True, default="")
    issued_on = models.DateField()
    issued_at = models.DateTimeField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    verify_code = models.CharField(max_length=32, unique=True)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="superseded_by")
    deemed = models.BooleanField(default=False)
    """Renewed by silence (LIC-18)."""
    renewal_case = models.BigIntegerField(null=True)
    """The case that asks for its renewal, as long as it is undecided; the certificate then does not simply expire."""
    renewal_on = models.DateField(null=True)
    renewal_held = models.BooleanField(default=False)
    """Silence would have renewed it, but the calendar was provisional: people were told to decide."""
    reminded_on = models.DateField(null=True)
    handed_over_on = models.DateField(null=True)
    pdf = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, related_name="+")
    ofd = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "number", "version"], name="one_certificate_per_number"
            ),
            models.UniqueConstraint(
                fields=["bureau", "number"],
                condition=Q(state__in=[State.VALID, State.SUSPENDED]),
                name="one_standing_version",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=models.F("valid_from")),
                name="certificate_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.VALID, State.SUSPENDED], ended="", ended_on__isnull=True)
                | (~Q(state__in=[State.VALID, State.SUSPENDED]) & ~Q(ended="") & Q(ended_on__isnull=False)),
                name="certificate_says_how_it_ended",
            ),
        ]
        indexes = [
            models.Index(fields=["bureau", "-issued_at", "-id"], name="certificate_newest"),
            models.Index(fields=["bureau", "state", "-issued_at", "-id"], name="certificate_by_state"),
            models.Index(fields=["holder", "-id"], name="certificate_of_holder"),
            models.Index(fields=["case_id"], name="certificate_of_case"),
            models.Index(fields=["bureau", "holder_name"], name="certificate_by_name"),
            models.Index(
                fields=["bureau", "valid_until", "id"],
                condition=Q(state__in=[State.VALID, State.SUSPENDED], valid_until__isnull=False),
                name="certificate_by_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"

    @property
    def stands(self) -> bool:
        """Whether the licence still exists (valid or suspended)."""
        return self.state in {State.VALID, State.SUSPENDED}


class CertificateAct(models.Model):
    """One act of the bureau on a certificate: proposed by one colleague, approved by a head (LIC-20).

    `compensation` says how what is owed is settled; `document` is the decision that the holder gets.
    """

    class Status(models.TextChoices):
        """Where the proposal stands."""

        PROPOSED = "proposed", _("待局领导批准")
        APPROVED = "approved", _("已批准")
        REJECTED = "rejected", _("未批准")

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="acts")
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    verb = models.CharField(max_length=10, choices=[(verb, _(label)) for verb, label in VERBS.items()])
    ground = models.CharField(max_length=30)
    basis = models.CharField(max_length=200)
    facts = models.TextField()
    money = models.CharField(
        max_length=15, choices=[(each, _(label)) for each, label in MONEY.items()], default=Money.NONE
    )
    compensation = models.TextField(blank=True, default="")
    until = models.DateField(null=True)
    """Last day of a suspension."""
    status = models.CharField(max_length=10, choices=Status, default=Status.PROPOSED)
    proposed_by = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    settled_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    said = models.TextField(blank=True, default="")
    document = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"], condition=Q(status="proposed"), name="one_open_act_per_certificate"
            ),
            models.CheckConstraint(
                condition=Q(settled_by__isnull=True) | ~Q(settled_by=models.F("proposed_by")),
                name="act_takes_two_people",
            ),
        ]
        indexes = [
            models.Index(fields=["bureau", "id"], condition=Q(status="proposed"), name="acts_to_settle"),
        ]


class Ban(models.Model):
    """Somebody may not apply for an item until a day (LIC-21). Never deleted: it ends by itself."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    applicant = models.ForeignKey("identity.Applicant", models.PROTECT, related_name="+", db_index=False)
    applicant_name = models.CharField(max_length=120)
    item = models.ForeignKey("catalog.Item", models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=20, choices=[(kind, _(label)) for kind, label in bans.LABELS.items()])
    since = models.DateField()
    until = models.DateField()
    facts = models.TextField()
    certificate = models.ForeignKey(Certificate, models.PROTECT, null=True, related_name="bans")
    made_by = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-until", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=models.F("since")), name="ban_ends_after_it_begins")
        ]
        indexes = [
            models.Index(fields=["applicant", "item", "until"], name="ban_of_applicant"),
            models.Index(fields=["bureau", "-until", "-id"], name="bans_of_bureau"),
        ]


class Presentation(models.Model):
    """A certificate shown at a counter by a code for some minutes, once (亮证): it identifies its holder.

    `agent` is the name of who showed it; `taken_by` the clerk who looked at it.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="presentations")
    code = models.CharField(max_length=8)
    shown_by = models.BigIntegerField()
    agent = EncryptedTextField()
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    taken_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["code", "until"], condition=Q(taken_at=None), name="presentation_by_code")
        ]


class AnnotatedCopy(models.Model):
    """A copy marked for one use by one recipient until one day (加注件, ECERT-5). Verification says so."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="copies")
    recipient = EncryptedTextField()
    purpose = EncryptedTextField()
    valid_until = models.DateField()
    verify_code = models.CharField(max_length=32, unique=True)
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, related_name="+")
    made_by = models.BigIntegerField()
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
