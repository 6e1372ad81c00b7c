"""How often one may: counted in PostgreSQL (an unlogged table), so that all processes count together."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponseBase

from oneseal.foundation import clock
from oneseal.foundation.access import actor_of
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
By = str | Callable[[HttpRequest], str]

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
HIT = """
INSERT INTO foundation_ratelimit AS r (key, slot, hits) VALUES (%s, %s, 1)
ON CONFLICT (key) DO UPDATE SET
    hits = CASE WHEN r.slot = EXCLUDED.slot THEN r.hits + 1 ELSE 1 END, slot = EXCLUDED.slot
RETURNING hits
"""
FORGET = "DELETE FROM foundation_ratelimit WHERE key LIKE %s AND slot < %s"


class TooMany(RuleViolation):
    """Asked too often; `retry_after` is the number of seconds to wait."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(
            "too_many_requests",
            N_("操作过于频繁，请 %(seconds)s 秒后再试。已填写的内容不会丢失。"),
            params={"seconds": retry_after},
        )
        self.retry_after = retry_after


def limit(rate: str, *, by: By = "ip", methods: tuple[str, ...] = ()) -> Callable[[View], View]:
    """Refuse a view with 429 after `rate` requests: "20/m" by address, account, or what a function says.

    `methods` limits only these (a sign-in page is shown freely, but posts are counted).
    """
    number, seconds = parse(rate)

    def decorate(view: View) -> View:
        name = f"{view.__module__}.{view.__name__}"

        @wraps(view)
        def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not methods or request.method in methods:
                count(f"{name}:{who(request, by)}", number, seconds)
            return view(request, *args, **kwargs)

        return cast(View, limited)

    return decorate


def count(what: str, number: int, seconds: int) -> None:
    """Count one use of `what`. Raises TooMany when it was used more than `number` times in the present slot."""
    if not settings.RATE_LIMITS:
        return
    now = clock.now().timestamp()
    slot = int(now // seconds)
    with connection.cursor() as cursor:
        cursor.execute(HIT, [f"{seconds}:{hashlib.sha256(what.encode()).hexdigest()[:40]}", slot])
        if cursor.fetchone()[0] > number:
            raise TooMany(int((slot + 1) * seconds - now) + 1)


def forget() -> None:
    """Remove counters of slots that are over."""
    with connection.cursor() as cursor:
        for seconds in UNITS.values():
            cursor.execute(FORGET, [f"{seconds}:%", int(clock.now().timestamp() // seconds)])


def parse(rate: str) -> tuple[int, int]:
    """`20/m` is (20, 60)."""
    number, unit = rate.split("/")
    return int(number), UNITS[unit]


def who(request: HttpRequest, by: By) -> str:
    """Whose use it is: `ip`, `account` (the address where nobody is signed in), or a function's answer."""
    if callable(by):
        return by(request)
    if by == "account" and (account := actor_of(request).account_id):
        return f"account:{account}"
    return f"ip:{client_address(request)}"


def client_address(request: HttpRequest) -> str:
    """The caller's address; behind ONESEAL_PROXIES trusted proxies, the one they saw."""
    address = str(request.META.get("REMOTE_ADDR") or "")
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    trusted = settings.TRUSTED_PROXIES
    return hops[-trusted] if trusted and len(hops) >= trusted else address
