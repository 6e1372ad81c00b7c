"""Session, lock-out and password rules of protection level 3 (GB/T 22239-2019, 8.1.4.1–8.1.4.2; docs/security.md)."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Policy:
    """The limits for one kind of account."""

    idle: timedelta
    """Without a press for so long, the session ends (8.1.4.1 b)."""
    lifetime: timedelta
    """However busy, sign in again after this."""
    failures: int
    """Wrong passwords or codes in a row until the account is locked (8.1.4.1 b)."""
    locked_for: timedelta
    password_length: int
    password_classes: int
    """Of small letters, capitals, digits, other signs: how many must occur (8.1.4.1 a)."""
    password_age: timedelta | None
    """After which a new password is asked for (8.1.4.1 a)."""
    passwords_remembered: int
    second_factor: bool
    """Two kinds of proof, one of them cryptographic (8.1.4.1 d)."""


STAFF = Policy(
    idle=timedelta(minutes=30),
    lifetime=timedelta(hours=12),
    failures=5,
    locked_for=timedelta(minutes=30),
    password_length=10,
    password_classes=3,
    password_age=timedelta(days=90),
    passwords_remembered=5,
    second_factor=True,
)
CITIZEN = Policy(
    idle=timedelta(minutes=30),
    lifetime=timedelta(hours=12),
    failures=5,
    locked_for=timedelta(minutes=15),
    password_length=8,
    password_classes=2,
    password_age=None,
    passwords_remembered=3,
    second_factor=False,
)


def policy(is_staff: bool) -> Policy:
    """The limits for a staff account or a citizen's."""
    return STAFF if is_staff else CITIZEN


def session_over(limits: Policy, started_at: datetime, seen_at: datetime, now: datetime) -> str:
    """Why a session may not go on (`too_old`, `idle`), or nothing (GB/T 22239-2019 8.1.4.1 b)."""
    if now - started_at >= limits.lifetime:
        return "too_old"
    if now - seen_at >= limits.idle:
        return "idle"
    return ""


def locked(limits: Policy, failures: int, now: datetime) -> datetime | None:
    """Until when the account is locked after so many failures in a row; None: it is not (8.1.4.1 b)."""
    return now + limits.locked_for if failures >= limits.failures else None


def password_expired(limits: Policy, changed_at: datetime | None, now: datetime) -> bool:
    """Whether the password must be renewed: too old, or never chosen by its owner (8.1.4.1 a)."""
    if limits.password_age is None:
        return False
    return changed_at is None or now - changed_at >= limits.password_age
