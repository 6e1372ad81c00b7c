"""Calls by video between browsers: who is in one, and what their browsers tell one another to find each other.

Pictures and voices go from browser to browser; only the introductions pass here, and are removed when the call is
closed. A call is a room with a name of its owner's choice ("survey:…", "help:…"). Who may come in, what is journaled
and what counts as having been there is the owner's business: call `enter`, `say`, `hear`, `close` after its own checks.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet

from oneseal.foundation import clock
from oneseal.foundation.models import CallPeer, CallSignal
from oneseal.kernel.errors import NotFound, RuleViolation
from oneseal.kernel.text import N_

QUIET: Final = timedelta(seconds=20)
"""Whoever was not heard of for so long has left."""
LONGEST: Final = 60_000
"""Characters of a signal: an offer with all its candidates is some thousands."""
MOST: Final = 200
"""Signals of one browser in a call: two set up a line; whoever needs a hundred lines reloads the page."""
KEPT: Final = timedelta(hours=12)
"""Rooms that nobody closed are removed after this time."""
CAMERA: Final = "camera=(self), microphone=(self), display-capture=(self), geolocation=()"
"""The header Permissions-Policy of a page with a call."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A browser that is in the call now. `host`: of the bureau."""

    peer: UUID
    name: str
    host: bool


@dataclass(frozen=True, slots=True)
class Signal:
    """A message to one's browser."""

    id: int
    sender: UUID
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer to a browser that asked."""

    there: list[Peer]
    signals: list[Signal]

    def as_json(self) -> dict[str, Any]:
        """As the script of a call's page reads it."""
        return {
            "peers": [{"peer": str(each.peer), "name": each.name, "host": each.host} for each in self.there],
            "signals": [
                {"id": each.id, "from": str(each.sender), "body": each.body} for each in self.signals
            ],
        }


def enter(room: str, *, who: str, name: str, host: bool) -> UUID:
    """A place in the call; whoever comes in anew (another tab, a page opened again) gives up the one before."""
    with transaction.atomic():
        CallPeer.objects.filter(room=room, who=who).delete()
        row = CallPeer.objects.create(
            room=room, who=who, peer=uuid4(), name=name[:120], host=host, seen_at=clock.now()
        )
    return row.peer


def say(room: str, *, who: str, peer: UUID, to: UUID, body: dict[str, Any]) -> None:
    """Pass a message to another browser in the same call. Raises NotFound, RuleViolation for too long or too many."""
    with transaction.atomic():
        # Held, so that the messages of one browser are counted one after the other.
        row = _own(CallPeer.objects.select_for_update(no_key=True), room, who, peer)
        receiver = CallPeer.objects.filter(room=room, peer=to).first()
        if receiver is None:
            raise NotFound("no_peer", N_("对方已经离开视频。"))
        if len(json.dumps(body)) > LONGEST or row.said.count() >= MOST:
            raise RuleViolation("too_many_signals", N_("视频连接的消息过多或过长，请刷新页面重新进入。"))
        CallSignal.objects.create(sender=row, receiver=receiver, body=body)


def hear(room: str, *, who: str, peer: UUID, after: int) -> Heard:
    """Who else is in the call now, and what was sent since the signal `after`; to ask is to be there."""
    row = _own(CallPeer.objects.all(), room, who, peer)
    now = clock.now()
    CallPeer.objects.filter(pk=row.pk).update(seen_at=now)
    others = CallPeer.objects.filter(room=room, seen_at__gte=now - QUIET).exclude(pk=row.pk).order_by("id")
    signals = row.heard.filter(pk__gt=after).select_related("sender").order_by("id")[:100]
    return Heard(
        [Peer(each.peer, each.name, each.host) for each in others],
        [Signal(each.pk, each.sender.peer, each.body) for each in signals],
    )


def close(room: str) -> None:
    """The call is over: nobody is in it any more, and what browsers told one another is gone."""
    CallPeer.objects.filter(room=room).delete()


def alive(rooms: Iterable[str]) -> set[str]:
    """Those of the rooms in which somebody is now."""
    since = clock.now() - QUIET
    return set(
        CallPeer.objects.filter(room__in=list(rooms), seen_at__gte=since).values_list("room", flat=True)
    )


def forget() -> None:
    """Remove what is left of calls that nobody closed."""
    CallPeer.objects.filter(seen_at__lt=clock.now() - KEPT).delete()


def message_of(sent: bytes) -> tuple[UUID, UUID, dict[str, Any]]:
    """Sender, receiver and body of a message as a page's script sends it. Raises RuleViolation."""
    try:
        data = json.loads(sent)
        return UUID(data["peer"]), UUID(data["to"]), dict(data["body"])
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _strange() from error


def asked_of(query: Any) -> tuple[UUID, int]:
    """Who asks and after which signal, from a page's address. Raises RuleViolation."""
    after = query.get("after", "0")
    try:
        return UUID(query.get("peer", "")), int(after) if after.isdecimal() and len(after) < 19 else 0
    except ValueError as error:
        raise _strange() from error


def _strange() -> RuleViolation:
    return RuleViolation("call_unreadable", N_("视频连接的消息无法读取，请刷新页面重新进入。"))


def _own(rows: QuerySet[CallPeer], room: str, who: str, peer: UUID) -> CallPeer:
    row = rows.filter(room=room, who=who, peer=peer).first()
    if row is None:
        raise NotFound("no_call", N_("没有找到这次视频，请刷新页面重新进入。"))
    return row
