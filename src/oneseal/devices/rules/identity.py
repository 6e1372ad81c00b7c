"""Whether what a browser shows is the identity of a device, an older one that somebody copied, or one that is void.

A device's key is renewed every few minutes by its heartbeat. The new one counts from the moment it is first shown;
whoever shows the one before it afterwards holds a copy, or is the device whose copy was renewed: it cannot be told
which, so the device is locked (inventory 3.15; 等保 2.0: identity of equipment).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

RENEW_AFTER: Final = timedelta(minutes=5)
"""How old a key may be before the heartbeat brings a new one."""
AGAIN_AFTER: Final = timedelta(seconds=20)
"""A new key whose answer got lost is made again after this time."""
GRACE: Final = timedelta(seconds=10)
"""A request may have been under way with the key before while the new one was first shown."""
PAIR_WITHIN: Final = timedelta(minutes=15)
"""How long a code of pairing counts."""
CODE_DIGITS: Final = 8


class Verdict(StrEnum):
    """What a shown key is."""

    CURRENT = "current"
    RENEWED = "renewed"
    LATE = "late"
    VOID = "void"
    COPIED = "copied"


@dataclass(frozen=True, slots=True)
class Shown:
    """A key whose signature is right: of which pairing, which number, its digest."""

    generation: int
    counter: int
    digest: str


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of a device's keys: the one that counts since `since`, the next one made at `next_at`."""

    generation: int
    counter: int
    digest: str
    since: datetime | None
    next_digest: str = ""
    next_at: datetime | None = None


def judge(held: Held, shown: Shown, now: datetime) -> Verdict:
    """What to think of a shown key. Only keys with a right signature come here, so a number is never invented."""
    if shown.generation != held.generation or not held.digest:
        return Verdict.VOID
    if shown.counter == held.counter and shown.digest == held.digest:
        return Verdict.CURRENT
    if shown.counter == held.counter + 1 and held.next_digest and shown.digest == held.next_digest:
        return Verdict.RENEWED
    just_before = shown.counter == held.counter - 1
    if just_before and held.since is not None and now - held.since <= GRACE:
        return Verdict.LATE
    return Verdict.COPIED


def is_due(held: Held, now: datetime) -> bool:
    """Whether the heartbeat is to bring a new key."""
    old = held.since is None or now - held.since >= RENEW_AFTER
    return old and (held.next_at is None or now - held.next_at >= AGAIN_AFTER)
