"""Puts the account and the actor on every request."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from oneseal.identity import services
from oneseal.identity.sessions import SessionStore
from oneseal.kernel.access import NOBODY


class ActorMiddleware:
    """Sets `request.user` and `request.actor` from the session, which is one statement for all three."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        session = request.session
        account = session.account if isinstance(session, SessionStore) else None
        request.user = account or AnonymousUser()
        request.actor = services.current_actor(account) if account else NOBODY  # type: ignore[attr-defined]
        return self.get_response(request)
