"""Refusals as answers: problem+json (RFC 9457) for programs, a page or a fragment for people."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from oneseal.foundation import context
from oneseal.foundation.access import actor_of
from oneseal.foundation.display import said
from oneseal.foundation.pages import uncounted_links
from oneseal.foundation.ratelimit import TooMany
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation, Violations

Answer = TypeVar("Answer", bound=HttpResponse)

STATUS: tuple[tuple[type[Exception], int], ...] = (
    (NotFound, 404),
    (Forbidden, 403),
    (Conflict, 409),
    (TooMany, 429),
)


def status_of(error: RuleViolation | Violations) -> int:
    """The HTTP status of a refusal; 422 where no more special one fits."""
    return next((status for kind, status in STATUS if isinstance(error, kind)), 422)


def sentence(error: RuleViolation) -> str:
    """What is wrong and what to do, in the reader's language."""
    return said(error.message, error.params) if error.params else gettext(error.message)


def sentences(error: RuleViolation | Violations) -> list[str]:
    """Each refusal in words."""
    return [sentence(each) for each in error.items]


def as_problem(error: RuleViolation | Violations) -> dict[str, Any]:
    """The problem+json body."""
    first = error.items[0]
    body: dict[str, Any] = {
        "type": f"urn:oneseal:problem:{first.code}",
        "title": sentence(first),
        "status": status_of(error),
        "instance": context.door.get().request_id,
        "errors": [
            {"code": item.code, "field": item.field, "detail": sentence(item), "basis": item.basis}
            for item in error.items
        ],
    }
    return body


def problem_response(error: RuleViolation | Violations, *, status: int | None = None) -> JsonResponse:
    """A refusal as problem+json, with another status than the error's own where the door knows better."""
    body = as_problem(error)
    body["status"] = status or body["status"]
    response = JsonResponse(
        body,
        status=body["status"],
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )
    return _with_wait(response, error)


def for_scripts(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer a view's refusals as problem+json: what asks is a script of ours, not a reader."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except RuleViolation as refused:
            return problem_response(refused)

    return answered


def _with_wait(response: Answer, error: RuleViolation | Violations) -> Answer:
    """Say when to come back (RFC 9110, Retry-After)."""
    if isinstance(error, TooMany):
        response["Retry-After"] = str(error.retry_after)
    return response


def frame(request: HttpRequest, error: Exception | None = None) -> str:
    """The shell for a page of bad news: the one that its reader was in; the bare one where load is the news."""
    if isinstance(error, TooMany):
        return "base.html"
    at_desk = request.path.startswith("/desk/") and actor_of(request).at_desk
    return "desk.html" if at_desk else "public.html"


def answer(request: HttpRequest, error: RuleViolation | Violations) -> HttpResponse:
    """The answer that fits the door: JSON for the API, a fragment for htmx, else a page."""
    if context.door.get().name == "api":
        return problem_response(error)
    told = [{"text": sentence(item), "basis": item.basis, "field": item.field} for item in error.items]
    fragment = getattr(request, "htmx", False)
    template = "problem.html#message" if fragment else "problem.html"
    response = render(
        request,
        template,
        {
            "problems": told,
            "status": status_of(error),
            "request_id": context.door.get().request_id,
            "frame": frame(request, error),
            **uncounted_links(request),
        },
        status=status_of(error),
    )
    if fragment:
        response["HX-Retarget"] = "#messages"
        response["HX-Reswap"] = "innerHTML"
        response["HX-Reselect"] = "unset"
        response["HX-Push-Url"] = "false"
    return _with_wait(response, error)
