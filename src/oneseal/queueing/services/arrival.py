"""The code that hangs in the hall: who knows it is there (inventory 3.14: arrival check of remote tickets)."""

from datetime import timedelta

from django.utils.crypto import constant_time_compare, salted_hmac

from oneseal.foundation import clock
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.queueing import selectors

MINUTES = 15
DIGITS = 6


def hall_code(hall_id: int, *, back: int = 0) -> str:
    """Six digits that change every quarter of an hour; `back` 1: those before."""
    place = int(clock.now().timestamp()) // (MINUTES * 60) - back
    digest = salted_hmac("oneseal.queueing.arrival", f"{hall_id}:{place}", algorithm="sha256").digest()
    return f"{int.from_bytes(digest[:8]) % 10**DIGITS:0{DIGITS}d}"


def code_until() -> timedelta:
    """How long the code of now still hangs there."""
    period = MINUTES * 60
    return timedelta(seconds=period - int(clock.now().timestamp()) % period)


def check_here(actor: Actor, hall_id: int, code: str) -> None:
    """The guide sees them; anybody else shows the code of now or the one before. Raises RuleViolation at `code`."""
    if actor.is_staff and actor.has(*selectors.GUIDES):
        return
    given = code.strip()
    if not any(constant_time_compare(given, hall_code(hall_id, back=back)) for back in (0, 1)):
        text = N_("签到码不对。请看大厅屏幕上现在的六位签到码，或者请引导员帮忙。")
        raise RuleViolation("wrong_code", text, field="code")
