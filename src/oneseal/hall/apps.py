"""The hall application."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

from oneseal.foundation import pages
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from oneseal.cases.extensions import Link
    from oneseal.cases.models import Case

HALL = frozenset({Role.CLERK, Role.SECTION_HEAD, Role.COORDINATOR, Role.SUPERVISOR, Role.BUREAU_HEAD})


class HallConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.hall"
    label = "hall"
    verbose_name = "大厅"

    def ready(self) -> None:
        """Offer the pages, and the paths without veto where an application is answered."""
        from oneseal.cases import extensions
        from oneseal.documents.selectors import register_reader

        pages.offer(NavItem(N_("指路、清单与研判"), "hall:slips", "intake", HALL, "map-pin", 5, _to_settle))
        extensions.offer_answers(_paths)
        register_reader("window_slip", _may_open_slip)


def _to_settle(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.hall import selectors

    return [selectors.slips_to_settle(actor)]


def _paths(actor: Actor, case: "Case") -> "Iterable[Link]":
    from oneseal.hall.selectors import paths_for

    return paths_for(actor, case)


def _may_open_slip(actor: Actor, slip_id: int) -> bool:
    from oneseal.hall import selectors

    return selectors.visible_slips(actor).filter(pk=slip_id).exists()
