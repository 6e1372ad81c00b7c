"""The agents application."""

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

from oneseal.foundation import pages
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import DESKWORK, EVERYONE, Actor, Role
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from django.db.models import QuerySet


class AgentsConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.agents"
    label = "agents"
    verbose_name = "帮办代办"

    def ready(self) -> None:
        """Offer the pages."""
        from oneseal.agents.selectors import may_read_letter
        from oneseal.documents.selectors import register_reader

        register_reader("agent_order", may_read_letter)
        citizens = frozenset({Role.CITIZEN})
        pages.offer(NavItem(N_("我的代办"), "agents:mine", "account", citizens, "heart-handshake", 36))
        pages.offer(NavItem(N_("代办机构"), "agents:public", "notice", EVERYONE, "heart-handshake", 60))
        pages.offer(
            NavItem(N_("帮办代办"), "agents:desk", "intake", DESKWORK, "heart-handshake", 70, _waiting)
        )


def _waiting(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.agents import selectors

    return [selectors.waiting(actor)] if actor.has(*selectors.DISPATCHERS) else []
