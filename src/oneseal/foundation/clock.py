"""The only place that reads the time, so that tests and the simulator can set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

LOCAL = ZoneInfo("Asia/Shanghai")
_fixed: ContextVar[datetime | None] = ContextVar("fixed_time", default=None)


def now() -> datetime:
    """The moment of the act, aware, in UTC."""
    return _fixed.get() or timezone.now()


def today() -> date:
    """The day of the act where the bureau is (UTC+8)."""
    return now().astimezone(LOCAL).date()


def midnight(day: date) -> datetime:
    """The first moment of a day where the bureau is."""
    return datetime.combine(day, time.min, LOCAL)


def span(first: date, last: date) -> tuple[datetime, datetime]:
    """The first moment of one day and the last of another where the bureau is, both within (SQL's BETWEEN)."""
    return midnight(first), datetime.combine(last, time.max, LOCAL)


def wall(moment: datetime) -> datetime:
    """A moment as the clock on the bureau's wall shows it: local time without zone."""
    return moment.astimezone(LOCAL).replace(tzinfo=None)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let everything inside happen at `moment` (an aware datetime)."""
    token = _fixed.set(moment)
    try:
        yield
    finally:
        _fixed.reset(token)
