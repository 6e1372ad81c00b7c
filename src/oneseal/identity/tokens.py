"""The API's door: a bearer token and the scope that an operation needs."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from oneseal.identity import selectors
from oneseal.identity.rules.scopes import SCOPES
from oneseal.identity.services.clients import token_hash
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Forbidden
from oneseal.kernel.text import N_


class Scope(HttpBearer):
    """Lets a client with a live token and this scope in; sets `request.actor`.

    No or a wrong token: 401. A token without the scope: 403.
    """

    def __init__(self, scope: str) -> None:
        if scope not in SCOPES:
            raise ValueError(f"unknown scope {scope}")
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The client as an actor, or None."""
        actor = selectors.client_by_token_hash(token_hash(token))
        if actor is None:
            return None
        if self.scope not in actor.scopes:
            raise Forbidden(
                "scope_missing",
                N_("该令牌没有“%(scope)s”权限，请联系审批局管理员。"),
                params={"scope": self.scope},
            )
        request.actor = actor  # type: ignore[attr-defined]
        return actor
