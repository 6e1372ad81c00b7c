"""The helplines application."""

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

from oneseal.foundation import pages
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import CASEWORK, Actor, Role
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from django.db.models import QuerySet


class HelplinesConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.helplines"
    label = "helplines"
    verbose_name = "窗口咨询电话"

    def ready(self) -> None:
        """Offer the pages; tell the hall's page the numbers of its windows."""
        from oneseal.queueing.extensions import offer_numbers

        seeing = CASEWORK | {Role.ADMINISTRATOR}
        pages.offer(NavItem(N_("咨询电话"), "helplines:calls", "intake", seeing, "phone", 5, _to_return))
        offer_numbers(_numbers)


def _to_return(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.helplines import selectors

    return [selectors.to_return(actor)]


def _numbers(hall_id: int) -> dict[int, str]:
    from oneseal.helplines import selectors

    return selectors.numbers_of_windows(hall_id)
