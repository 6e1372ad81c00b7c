"""Tables of market registration: names of firms, documents signed by everybody, simplified deregistrations."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oneseal.foundation.fields import EncryptedJSONField, EncryptedTextField
from oneseal.registration.rules.deregistration import ENDS, OPEN, EndState
from oneseal.registration.rules.life import HELD, NAMES, NameState
from oneseal.registration.rules.names import KINDS
from oneseal.registration.rules.signing import SIGNER_LABELS, SIGNINGS, SignerState, SigningState

STATES = [(state, _(label)) for state, label in NAMES.labels.items()]
SIGNING_STATES = [(state, _(label)) for state, label in SIGNINGS.labels.items()]
SIGNER_STATES = [(state, _(label)) for state, label in SIGNER_LABELS.items()]
END_STATES = [(state, _(label)) for state, label in ENDS.labels.items()]
RELATIONS = [("creditor", _("债权人")), ("department", _("有关部门")), ("other", _("其他利害关系人"))]


class EnterpriseName(models.Model):
    """One name of a firm in the bureau's register of names (REG-5): its parts, who holds it, until when.

    `holder` is who keeps it, later the founder; firms registered before the system have none. `related` says by what
    relation it may have the trade name of another firm (企业名称登记管理规定 art. 17). `case_id` is the registration.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    full = models.CharField(max_length=80)
    region = models.CharField(max_length=30)
    trade = models.CharField(max_length=20)
    industry = models.CharField(max_length=30, blank=True, default="")
    sector = models.CharField(max_length=31, blank=True, default="")
    form = models.CharField(max_length=20)
    kind = models.CharField(max_length=12, choices=[(kind, _(label)) for kind, label in KINDS.items()])
    state = models.CharField(max_length=10, choices=STATES, default=NameState.RESERVED)
    holder = models.ForeignKey("identity.Applicant", models.PROTECT, null=True, related_name="+")
    made_by = models.BigIntegerField(default=0)
    approval = models.BooleanField(default=False)
    """An approval comes before the registration, so it is kept for a year."""
    related = models.CharField(max_length=300, blank=True, default="")
    reserved_at = models.DateTimeField()
    until = models.DateField(null=True)
    case_id = models.BigIntegerField(default=0)
    uscc = models.CharField(max_length=18, blank=True, default="")
    registered_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "full"], condition=Q(state__in=HELD), name="one_holder_per_name"
            ),
            models.UniqueConstraint(
                fields=["bureau", "trade", "sector"],
                condition=Q(state__in=HELD, related=""),
                name="one_trade_name_per_trade",
            ),
            models.UniqueConstraint(fields=["uscc"], condition=~Q(uscc=""), name="one_name_per_uscc"),
        ]
        indexes = [
            models.Index(fields=["bureau", "-reserved_at", "-id"], name="name_newest"),
            models.Index(fields=["bureau", "sector"], name="name_by_sector"),
            models.Index(fields=["until"], condition=Q(state=NameState.RESERVED), name="name_running_out"),
        ]

    def __str__(self) -> str:
        return self.full


class CreditCode(models.Model):
    """A unified social credit code that was given out with a licence: once, whoever gave it."""

    code = models.CharField(max_length=18, unique=True)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    case_id = models.BigIntegerField()
    given_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.code


class Signing(models.Model):
    """Documents that everybody signs with their own sign-in (全程电子化登记).

    About a draft (`case`), which is handed in when all have signed, or about a simplified deregistration, which is
    published then. `papers` are `[{"key", "title", "paragraphs"}]`, encrypted; `digest` is what signatures are bound to.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    title = models.CharField(max_length=200)
    applicant = models.ForeignKey("identity.Applicant", models.PROTECT, related_name="+")
    made_by = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=SIGNING_STATES, default=SigningState.COLLECTING)
    papers = EncryptedJSONField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True, default="")
    document = models.ForeignKey("documents.IssuedDocument", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id"],
                condition=Q(state__in=[SigningState.COLLECTING, SigningState.COMPLETE]),
                name="one_standing_signing",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Signer(models.Model):
    """Somebody who is asked to sign, found by the number of their identity document; `digest` is what they signed."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    signing = models.ForeignKey(Signing, models.PROTECT, related_name="signers")
    name = EncryptedTextField()
    number_index = models.CharField(max_length=64)
    capacity = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=SIGNER_STATES, default=SignerState.ASKED)
    account_id = models.BigIntegerField(default=0)
    said_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True, default="")
    reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["signing", "number_index"], name="asked_once_to_sign"),
            models.CheckConstraint(
                condition=~Q(state=SignerState.SIGNED) | (~Q(digest="") & ~Q(account_id=0)),
                name="signature_says_who_signed_what",
            ),
        ]
        indexes = [models.Index(fields=["number_index"], name="signings_of_person")]


class Deregistration(models.Model):
    """The short way to the end of a firm (简易注销, REG-4): signed by the investors, published, applied for.

    `certificate_id` is the business licence; `until` the last day of publicity or of the departments' answer, `apply_by`
    the last for applying. `name` is public during publicity.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    holder = models.ForeignKey("identity.Applicant", models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    number = models.CharField(max_length=40)
    individual = models.BooleanField(default=False)
    certificate_id = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=END_STATES, default=EndState.SIGNING)
    made_by = models.BigIntegerField()
    made_at = models.DateTimeField()
    started_on = models.DateField(null=True)
    until = models.DateField(null=True)
    apply_by = models.DateField(null=True)
    provisional = models.BooleanField(default=False)
    case_id = models.BigIntegerField(default=0)
    ended_on = models.DateField(null=True)
    reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["certificate_id"], condition=Q(state__in=OPEN), name="one_open_deregistration"
            )
        ]
        indexes = [
            models.Index(fields=["bureau", "-made_at", "-id"], name="ends_newest"),
            models.Index(fields=["apply_by"], condition=Q(state=EndState.WAITING), name="ends_lapsing"),
        ]

    def __str__(self) -> str:
        return self.name


class Objection(models.Model):
    """Somebody concerned objects to a deregistration: a creditor, a department. Settled by the registering section."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    deregistration = models.ForeignKey(Deregistration, models.PROTECT, related_name="objections")
    relation = models.CharField(max_length=10, choices=RELATIONS)
    name = EncryptedTextField()
    phone = EncryptedTextField()
    facts = models.TextField()
    made_at = models.DateTimeField()
    upheld = models.BooleanField(null=True)
    settlement = models.CharField(max_length=500, blank=True, default="")
    settled_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
