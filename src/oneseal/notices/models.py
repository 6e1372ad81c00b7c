"""Tables of notices: messages and how people want to get them."""

import uuid

from django.db import models
from django.db.models.functions import Now

from oneseal.foundation.fields import EncryptedJSONField, EncryptedTextField


class Message(models.Model):
    """One message to one recipient through one channel.

    `dedupe_key` names the occasion; one occasion gives one message per channel, however often it is told.
    """

    class Channel(models.TextChoices):
        """The way it takes."""

        IN_APP = "in_app", "站内消息"
        SMS = "sms", "短信"
        EMAIL = "email", "电子邮件"

    class State(models.TextChoices):
        """How far it got. In-app messages are delivered when written."""

        WAITING = "waiting", "待发送"
        SENT = "sent", "已发送"
        DELIVERED = "delivered", "已送达"
        FAILED = "failed", "发送失败"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bureau = models.ForeignKey("identity.Organisation", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey("identity.Account", on_delete=models.CASCADE, null=True, related_name="+")
    applicant = models.ForeignKey("identity.Applicant", on_delete=models.CASCADE, null=True, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    template = models.CharField(max_length=40)
    data = EncryptedJSONField()
    address = EncryptedTextField()
    link = models.CharField(max_length=300, blank=True, default="")
    about_kind = models.CharField(max_length=40, blank=True, default="")
    about_id = models.BigIntegerField(default=0)
    dedupe_key = models.CharField(max_length=160)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.IntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True, default="")
    provider_id = models.CharField(max_length=80, blank=True, default="")
    created_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dedupe_key", "channel"], name="one_message_per_occasion"),
        ]
        indexes = [
            models.Index(
                fields=["account", "-id"], condition=models.Q(channel="in_app"), name="inbox_of_account"
            ),
            models.Index(
                fields=["applicant", "-id"], condition=models.Q(channel="in_app"), name="inbox_of_applicant"
            ),
            models.Index(fields=["about_kind", "about_id"], name="message_by_subject"),
            models.Index(
                fields=["provider_id"], condition=~models.Q(provider_id=""), name="message_by_provider"
            ),
        ]


class Preference(models.Model):
    """Through which channels, beside the inbox, an account wants its messages. Without a row: all."""

    account = models.OneToOneField("identity.Account", on_delete=models.CASCADE, related_name="+")
    sms = models.BooleanField(default=True)
    email = models.BooleanField(default=True)
