"""The inquiries application."""

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

from oneseal.foundation import pages
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import STAFF, Actor, Role
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from django.db.models import QuerySet


class InquiriesConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.inquiries"
    label = "inquiries"
    verbose_name = "咨询"

    def ready(self) -> None:
        """Offer the pages in both shells; the desk's entry counts what the actor has to see to."""
        citizens = frozenset({Role.CITIZEN})
        pages.offer(NavItem(N_("我的咨询"), "inquiries:desk", "work", STAFF, "headset", 20, _to_see_to))
        pages.offer(NavItem(N_("我的咨询"), "inquiries:mine", "account", citizens, "messages", 30))


def _to_see_to(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.inquiries import selectors

    return [selectors.to_see_to(actor)]
