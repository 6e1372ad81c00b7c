"""Accounts, their sessions and past passwords (inventory 1.20: one person, one account)."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class AccountKind(models.TextChoices):
    """Whom an account belongs to."""

    STAFF = "staff", _("工作人员")
    CITIZEN = "citizen", _("办事群众")


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by login name."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """The account with this login name, upper or lower case alike."""
        return self.get(login=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """What signs in. Belongs to one member of staff or one citizen; both ties are for life.

    `actor_version` grows with every change of what the account may do; `actor_cache` is the actor worked out
    for one version and one day. `locked_until` ends by itself, `locked_because` only by an administrator.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    login = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=10, choices=AccountKind)
    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, null=True, related_name="+")
    staff = models.OneToOneField("identity.Staff", models.PROTECT, null=True, related_name="account")
    applicant = models.OneToOneField("identity.Applicant", models.PROTECT, null=True, related_name="account")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    password_changed_at = models.DateTimeField(null=True)
    failures = models.IntegerField(default=0)
    locked_until = models.DateTimeField(null=True)
    locked_because = models.CharField(max_length=200, blank=True, default="")
    actor_version = models.IntegerField(default=1)
    actor_cache = models.JSONField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind=AccountKind.STAFF, staff__isnull=False, applicant__isnull=True)
                | models.Q(kind=AccountKind.CITIZEN, staff__isnull=True),
                name="account_belongs_to_one_person",
            )
        ]

    def __str__(self) -> str:
        return self.login

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Login names are kept in lower case."""
        self.login = self.login.strip().lower()
        super().save(*args, **kwargs)

    @property
    def is_staff_account(self) -> bool:
        """Whether it belongs to a member of staff, who needs a second factor."""
        return self.kind == AccountKind.STAFF


class PastPassword(models.Model):
    """A password used before, so that it is not used again."""

    account = models.ForeignKey("identity.Account", models.CASCADE, related_name="past_passwords")
    password = models.CharField(max_length=128)
    replaced_at = models.DateTimeField()


class SessionEnd(models.TextChoices):
    """Why a session ended; told to whoever comes back with its cookie."""

    SIGNED_OUT = "signed_out", _("已退出")
    REPLACED = "replaced", _("在别处登录")
    IDLE = "idle", _("长时间未操作")
    TOO_OLD = "too_old", _("登录时间过长")
    REVOKED = "revoked", _("被管理员结束")
    PASSWORD = "password", _("密码已修改")


class Session(models.Model):
    """A browser's session. The database keeps only the hash of the cookie: a copy of it opens nothing."""

    key_hash = models.CharField(max_length=64, unique=True)
    account = models.ForeignKey("identity.Account", models.CASCADE, null=True, related_name="sessions")
    data = models.TextField(blank=True, default="")
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=20, choices=SessionEnd, blank=True, default="")
    address = models.CharField(max_length=45, blank=True, default="")
    agent = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"],
                condition=models.Q(ended_at__isnull=True, account__isnull=False),
                name="one_live_session_per_account",
            )
        ]
        indexes = [models.Index(fields=["seen_at"], name="session_by_age")]


class PasswordReset(models.Model):
    """Somebody asked for a code to set a new password. `account` is empty where nobody was found: the asker
    must not learn it, so such a row answers like any other (services.resets)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey("identity.Account", models.CASCADE, null=True, related_name="+")
    code_hash = models.CharField(max_length=64)
    tries = models.IntegerField(default=0)
    asked_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["asked_at"], name="reset_by_age")]
