"""Tables of inquiries: what was asked, who is responsible, how it was handed over."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oneseal.foundation.fields import EncryptedTextField
from oneseal.inquiries.rules.states import LIFE, InquiryState

STATES = [(state, _(label)) for state, label in LIFE.labels.items()]


class Channel(models.TextChoices):
    """How the question came."""

    WINDOW = "window", _("窗口")
    PHONE = "phone", _("电话")
    ONLINE = "online", _("网上")


class Way(models.TextChoices):
    """How the answer reached the one who asked."""

    SPOT = "spot", _("当场答复")
    PHONE = "phone", _("电话答复")
    ONLINE = "online", _("网上答复")


class Inquiry(models.Model):
    """One question. `owner` is responsible until another accepts it; none only while it waits for `section`.

    `section` is the owner's section, or the one that it waits for. `first` is the first handler, kept for ever.
    `asker` is the account that asked online; `uid` the secret part of the page's address for the others.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=30)
    state = models.CharField(max_length=10, choices=STATES, default=InquiryState.WAITING)
    channel = models.CharField(max_length=10, choices=Channel)
    asker = models.ForeignKey("identity.Account", models.PROTECT, null=True, related_name="+", db_index=False)
    asker_name = EncryptedTextField()
    phone = EncryptedTextField()
    item = models.ForeignKey("catalog.Item", models.PROTECT, null=True, related_name="+", db_index=False)
    question = models.TextField()
    answer = models.TextField(blank=True, default="")
    way = models.CharField(max_length=10, choices=Way, blank=True, default="")
    received_at = models.DateTimeField()
    due = models.DateField()
    due_provisional = models.BooleanField(default=False)
    section = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", db_index=False)
    first = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+", db_index=False)
    owner = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+", db_index=False)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bureau", "number"], name="one_inquiry_per_number"),
            models.CheckConstraint(
                condition=Q(state=InquiryState.WAITING, owner__isnull=True)
                | (~Q(state=InquiryState.WAITING) & Q(owner__isnull=False, first__isnull=False)),
                name="inquiry_has_an_owner",
            ),
            models.CheckConstraint(
                condition=Q(state=InquiryState.ANSWERED, answered_at__isnull=False)
                | (~Q(state=InquiryState.ANSWERED) & Q(answered_at__isnull=True)),
                name="inquiry_answered_when_it_says_so",
            ),
        ]
        indexes = [
            models.Index(fields=["bureau", "-received_at", "-id"], name="inquiry_newest"),
            models.Index(
                fields=["bureau", "due", "id"], condition=~Q(state="answered"), name="inquiry_open_by_due"
            ),
            models.Index(fields=["owner", "due"], condition=~Q(state="answered"), name="inquiry_of_owner"),
            models.Index(
                fields=["section", "due"], condition=~Q(state="answered"), name="inquiry_of_section"
            ),
            models.Index(fields=["asker", "-id"], condition=Q(asker__isnull=False), name="inquiry_of_asker"),
        ]

    def __str__(self) -> str:
        return self.number


class HandOver(models.Model):
    """An offer of an inquiry to a colleague or a section, and what became of it. Never deleted."""

    class State(models.TextChoices):
        """What became of it."""

        PENDING = "pending", _("等待对方接受")
        ACCEPTED = "accepted", _("已接受")
        DECLINED = "declined", _("未接受")
        WITHDRAWN = "withdrawn", _("已撤回")

    inquiry = models.ForeignKey(Inquiry, models.PROTECT, related_name="handovers")
    by = models.ForeignKey("identity.Staff", models.PROTECT, related_name="+")
    to_staff = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    to_section = models.ForeignKey("identity.Organisation", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    offered_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("identity.Staff", models.PROTECT, null=True, related_name="+")
    said = models.CharField(max_length=300, blank=True, default="")
    """Why it was not accepted."""

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["inquiry"], condition=Q(state="pending"), name="one_open_offer_per_inquiry"
            ),
            models.CheckConstraint(
                condition=Q(to_staff__isnull=True, to_section__isnull=False)
                | Q(to_staff__isnull=False, to_section__isnull=True),
                name="offer_goes_to_one",
            ),
        ]
