"""The identity application."""

from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest


class IdentityConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.identity"
    label = "identity"
    verbose_name = "人员与组织"

    def ready(self) -> None:
        """Whatever door somebody signs in through, it is one session, journaled."""
        from django.contrib.auth.signals import user_logged_in

        user_logged_in.connect(_on_sign_in, dispatch_uid="identity.sign_in")


def _on_sign_in(sender: object, request: HttpRequest, user: Any, **_kwargs: object) -> None:
    from oneseal.identity import services

    services.begin_session(
        user.pk,
        request.session,  # type: ignore[arg-type]
        address=request.META.get("REMOTE_ADDR", ""),
        agent=request.META.get("HTTP_USER_AGENT", ""),
    )
