"""The queueing application."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

from oneseal.foundation import pages, telling
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import EVERYONE, Actor, Role
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from django.db.models import QuerySet

SERVERS = frozenset({Role.CLERK, Role.REVIEWER})
GUIDES = frozenset({Role.CLERK, Role.COORDINATOR})
KEEPERS = frozenset({Role.ADMINISTRATOR, Role.COORDINATOR})
WATCHERS = KEEPERS | {Role.CLERK, Role.SECTION_HEAD, Role.BUREAU_HEAD, Role.SUPERVISOR}


class QueueingConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.queueing"
    label = "queueing"
    verbose_name = "大厅排队"

    def ready(self) -> None:
        """Offer the pages and the sentence of a number; say who may open a hall's logo elsewhere than on the hall's own pages."""
        from oneseal.documents.selectors import register_access

        register_access("hall_logo", lambda actor, _file: actor.has(*KEEPERS))
        telling.offer(_told)
        citizens = frozenset({Role.CITIZEN})
        hint = N_("大厅何时开放、现在多少人在等，手机取号、预约")
        for item in (
            NavItem(N_("大厅与取号"), "queueing:halls", "notice", EVERYONE, "building-bank", 4, hint=hint),
            NavItem(
                N_("预约与取号"), "queueing:appointments", "account", citizens, "calendar", 30, _to_answer
            ),
            NavItem(N_("窗口工作台"), "queueing:workbench", "intake", SERVERS, "device-desktop", 1),
            NavItem(N_("大厅现场"), "queueing:overview", "intake", WATCHERS, "building-bank", 2),
            NavItem(N_("引导取号"), "queueing:guide", "intake", GUIDES, "ticket", 3),
            NavItem(N_("预约到场"), "queueing:desk_appointments", "intake", WATCHERS, "calendar", 4),
            NavItem(N_("大厅设置"), "queueing:setup", "system", KEEPERS, "settings", 30),
        ):
            pages.offer(item)


def _told(kind: str, data: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """A number to which no minutes were told."""
    if kind == "queueing.ticket_issued" and data.get("estimate", 0) is None:
        return N_("取号 %(number)s，当时没有窗口可以办理"), {}
    return "", {}


def _to_answer(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.queueing import selectors

    return [selectors.to_answer(actor)]
