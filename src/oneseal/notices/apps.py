"""The notices application."""

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

from oneseal.foundation import pages
from oneseal.kernel.access import AT_DESK, Actor, Role
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from django.db.models import QuerySet


class NoticesConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.notices"
    label = "notices"
    verbose_name = "消息"

    def ready(self) -> None:
        """Offer the inbox in both shells, with the number of unread messages."""
        citizens = frozenset({Role.CITIZEN})
        for group, roles in (("account", citizens), ("work", AT_DESK)):
            pages.offer(
                pages.NavItem(N_("我的消息"), "notices:inbox", group, roles, "bell", 80, _unread, in_bar=True)
            )


def _unread(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.notices import selectors

    return [selectors.unread(actor)]
