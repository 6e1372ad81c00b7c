"""The plans application."""

from typing import TYPE_CHECKING

from django.apps import AppConfig

from oneseal.foundation import pages
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import DESKWORK, Actor, Role
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from oneseal.documents.models import StoredFile


class PlansConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.plans"
    label = "plans"
    verbose_name = "规划图层"

    def ready(self) -> None:
        """Offer the pages; let colleagues open the reports, and the keepers the files that were imported."""
        from oneseal.documents.selectors import register_access, register_reader
        from oneseal.plans.selectors import documents_visible

        pages.offer(NavItem(N_("规划图层"), "plans:layers", "cases", DESKWORK, "map", 62))
        citizens = frozenset({Role.CITIZEN})
        pages.offer(NavItem(N_("我的地块"), "plans:mine", "account", citizens, "map-pin", 38))
        register_reader("site_check", documents_visible)
        register_access("plan_source", _may_read)


def _may_read(actor: Actor, file: "StoredFile") -> bool:
    return actor.has(Role.ITEM_KEEPER, Role.COORDINATOR) and file.bureau_id == actor.bureau_id
