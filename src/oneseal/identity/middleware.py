"""Puts the account and the actor on every request."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from oneseal.identity import services
from oneseal.identity.sessions import SessionStore
from oneseal.kernel.access import NOBODY

ENDED = "session_ended"


class ActorMiddleware:
    """Sets `request.user` and `request.actor` from the session, which is one statement for all three.

    A browser whose session is over is told why by a short-lived cookie that the sign-in page reads; an htmx
    request is sent to the sign-in page as a whole page instead of getting it as a fragment.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        session = request.session
        account = session.account if isinstance(session, SessionStore) else None
        request.user = account or AnonymousUser()
        request.actor = services.current_actor(account) if account else NOBODY  # type: ignore[attr-defined]
        response = self.get_response(request)
        if account is None and isinstance(session, SessionStore) and session.ended_because:
            response.set_cookie(ENDED, session.ended_because, max_age=300, httponly=True, samesite="Lax")
        if account is None and response.status_code == 302 and request.headers.get("HX-Request"):
            response["HX-Redirect"] = response["Location"]
            response.status_code = 200
        return response
