"""The guides' application."""

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

from oneseal.foundation import pages
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from django.db.models import QuerySet

WATCHERS = frozenset(
    {
        Role.CLERK,
        Role.SECTION_HEAD,
        Role.BUREAU_HEAD,
        Role.COORDINATOR,
        Role.SUPERVISOR,
        Role.ADMINISTRATOR,
    }
)


class GuidesConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.guides"
    label = "guides"
    verbose_name = "引导员"

    def ready(self) -> None:
        """Offer the pages; show who guides on the hall's page."""
        from oneseal.queueing.extensions import offer_hall_people

        pages.offer(NavItem(N_("引导服务"), "guides:tasks", "intake", WATCHERS, "map-pin", 5, _waiting))
        offer_hall_people(_people)


def _waiting(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.guides import selectors

    return [selectors.tasks_waiting(actor)]


def _people(hall_id: int) -> list[Any]:
    from oneseal.guides import selectors

    return selectors.on_duty(hall_id)
