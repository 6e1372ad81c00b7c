"""Request ids, one log line and one count per request, refusals turned into answers."""

import re
import time
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from csp.constants import SELF
from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from psycopg.errors import DeadlockDetected, LockNotAvailable

from oneseal.foundation import context, failures, metrics, problems, ratelimit
from oneseal.foundation.access import actor_of
from oneseal.kernel.errors import Conflict, RuleViolation, Violations
from oneseal.kernel.text import N_

SAFE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
NO_DEVICES = "camera=(), microphone=(), geolocation=()"
"""What every page says but those few that use a device and say so themselves."""
Next = Callable[[HttpRequest], HttpResponse]

log = structlog.get_logger("oneseal.request")


class RequestContextMiddleware:
    """Give each request an id (kept from a proxy's X-Request-ID where it is sane), say through which door it
    came, log and count it when it is answered."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if SAFE_ID.fullmatch(given) else uuid.uuid4().hex
        name = "api" if request.path.startswith("/api/") else "page"
        token = context.door.set(context.Door(name, request_id))
        counter, start = _StatementCounter(), time.perf_counter()
        try:
            with connection.execute_wrapper(counter):
                response = self.get_response(request)
            _tell(request, response, time.perf_counter() - start, counter.number)
        finally:
            context.door.reset(token)
        response["X-Request-ID"] = request_id
        response.headers.setdefault("Permissions-Policy", NO_DEVICES)
        return response


class _StatementCounter:
    """Counts SQL statements."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, execute: Callable[..., Any], *args: Any) -> Any:
        self.number += 1
        return execute(*args)


def _tell(request: HttpRequest, response: HttpResponse, seconds: float, statements: int) -> None:
    """The log line and the count. The address' query is left out: it may hold personal data."""
    match = request.resolver_match
    view = (match.view_name or match.route) if match else "none"
    metrics.observe(view, request.method or "", response.status_code, seconds)
    log.info(
        "request",
        method=request.method,
        path=request.path,
        view=view,
        status=response.status_code,
        ms=round(seconds * 1000, 1),
        sql=statements,
        account=actor_of(request).account_id,
    )


class ApiRateMiddleware:
    """An upper bound for every caller of the API, by token or address."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self.number, self.seconds = ratelimit.parse(settings.API_RATE)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/api/"):
            caller = request.headers.get("Authorization") or ratelimit.client_address(request)
            try:
                ratelimit.count(f"api:{caller}", self.number, self.seconds)
            except ratelimit.TooMany as error:
                return problems.problem_response(error)
        return self.get_response(request)


NUL = "%00"


def _has_nul(request: HttpRequest) -> bool:
    """Whether a form's values hold one. Uploads are checked by the file store."""
    typed = request.content_type == "application/x-www-form-urlencoded"
    return typed and request.method == "POST" and NUL.encode() in request.body


class ProblemMiddleware:
    """Turn a rule's refusal that no view caught, and a wrong method, into a page, a fragment or problem+json."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or NUL in request.META.get("QUERY_STRING", "") or _has_nul(request):
            raise BadRequest("NUL character, which no database column can hold")
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            return failures.method_not_allowed(request, response["Allow"])
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer refusals and lost races; anything else goes on to Django's error handling."""
        if isinstance(error, OperationalError) and isinstance(
            error.__cause__, LockNotAvailable | DeadlockDetected
        ):
            error = Conflict("busy", N_("这条记录正在被别人处理，请稍候刷新后再试。"))
        if isinstance(error, RuleViolation | Violations):
            return problems.answer(request, error)
        return None


class FrameMiddleware:
    """Let a page of ours show another one in a frame, and nobody else: the browser itself says who asks (Sec-Fetch).

    `request.framed` tells the shell to leave out what stands around the page already.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and allow the frame where it is ours."""
        said = request.headers
        framed = (said.get("Sec-Fetch-Dest"), said.get("Sec-Fetch-Site")) == ("iframe", "same-origin")
        request.framed = framed  # type: ignore[attr-defined]
        response = self.get_response(request)
        if framed:
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
            response._csp_replace = {"frame-ancestors": [SELF]}  # type: ignore[attr-defined]
        return response
