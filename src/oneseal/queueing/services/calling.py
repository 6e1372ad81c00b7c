"""What every act at a window shares: the hall's podium under lock, the next place, the news to the boards."""

import json

from django.db import connection

from oneseal.foundation import clock
from oneseal.foundation.db import lock, rows_where
from oneseal.foundation.journal import Insert, Update
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Forbidden
from oneseal.kernel.text import N_
from oneseal.queueing import selectors
from oneseal.queueing.models import Call, Podium, Seat, Window

CHANNEL = "oneseal_calls"
"""PostgreSQL tells those who listen here which hall has something new; what it is, they read from the table."""


def lock_podium(hall_id: int) -> Podium:
    """The hall's podium under lock, first in the transaction: calls get their places in the order of their commits."""
    rows = rows_where(Podium, "hall_id = %s FOR UPDATE", [hall_id])
    return rows[0] if rows else lock(Podium, Podium.objects.create(hall_id=hall_id).pk)


def announce(podium: Podium, window: Window, kind: str, number: str = "") -> list[Update | Insert]:
    """The changes by which the hall's boards learn of it, and word to those who listen, on commit."""
    podium.last += 1
    with connection.cursor() as cursor:
        told = json.dumps({"hall": podium.hall_id, "seq": podium.last})
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, told])
    values = {
        "hall_id": podium.hall_id,
        "seq": podium.last,
        "kind": kind,
        "window_id": window.pk,
        "number": number,
        "at": clock.now(),
    }
    return [Update(Podium, podium.pk, {"last": podium.last}), Insert(Call, values)]


def seated(actor: Actor, window_id: int) -> tuple[Window, Seat]:
    """The window at which the actor sits now. Raises Forbidden at any other."""
    seat = selectors.seat_of(actor.staff_id) if actor.staff_id else None
    if seat is None or seat.window_id != window_id:
        raise Forbidden("not_at_window", N_("您不在这个窗口。请先在工作台选择窗口并开窗。"))
    return seat.window, seat
