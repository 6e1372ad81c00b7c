"""Who may open a page: declared on the view, checked before it runs, enumerated by the access matrix."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import urlencode

from oneseal.kernel.access import EVERYONE, NOBODY, STAFF, Actor, Role
from oneseal.kernel.errors import Forbidden
from oneseal.kernel.text import N_

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def actor_of(request: HttpRequest) -> Actor:
    """The actor that identity's middleware put on the request; nobody where it did not run."""
    return cast(Actor, getattr(request, "actor", NOBODY))


def machine_of(request: HttpRequest) -> str:
    """The kind of public machine that this browser is ("tablet", "corner"), by its key; empty for somebody's own."""
    return str(getattr(request, "machine", ""))


def to_sign_in(request: HttpRequest) -> HttpResponseRedirect:
    """Send somebody to sign in and back to the page asked for.

    Django's own helper lives beside the account tables, which no apps.py may import.
    """
    return HttpResponseRedirect(
        f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.get_full_path()})}"
    )


def allow(*roles: Role) -> Callable[[View], View]:
    """Let only these roles open the view. Nobody is sent to sign in; somebody else gets a 403.

    Says who may come in at all; which objects they see is asked of the context's selectors.
    """
    permitted = frozenset(roles)

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor = actor_of(request)
            if actor.has(*permitted):
                return view(request, *args, **kwargs)
            if not actor.account_id:
                return to_sign_in(request)
            raise Forbidden(
                "role_missing", N_("您的岗位没有打开此页面的权限。如工作需要，请联系本单位管理员。")
            )

        guarded.allowed_roles = permitted  # type: ignore[attr-defined]
        return cast(View, guarded)

    return decorate


def allow_everyone(view: View) -> View:
    """A public view, declared as such."""
    return allow(*EVERYONE)(view)


def allow_staff(view: View) -> View:
    """A view for everybody who works in the bureau."""
    return allow(*STAFF)(view)
