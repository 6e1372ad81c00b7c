"""Request ids, and refusals turned into answers."""

import re
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from oneseal.foundation import context, problems
from oneseal.kernel.errors import RuleViolation, Violations

SAFE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


class RequestContextMiddleware:
    """Give each request an id (kept from a proxy's X-Request-ID where it is sane) and say through which door it came."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if SAFE_ID.fullmatch(given) else uuid.uuid4().hex
        name = "api" if request.path.startswith("/api/") else "page"
        token = context.door.set(context.Door(name, request_id))
        try:
            response = self.get_response(request)
        finally:
            context.door.reset(token)
        response["X-Request-ID"] = request_id
        return response


class ProblemMiddleware:
    """Turn a rule's refusal that no view caught into a page, a fragment or problem+json."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer refusals; anything else goes on to Django's error handling."""
        if isinstance(error, RuleViolation | Violations):
            return problems.answer(request, error)
        return None
