"""The filings application."""

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

from oneseal.foundation import pages
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import CASEWORK, Actor, Role
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from django.db.models import QuerySet


class FilingsConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.filings"
    label = "filings"
    verbose_name = "备案"

    def ready(self) -> None:
        """Offer the pages; let holders and colleagues open the documents."""
        from oneseal.documents.selectors import register_access, register_reader
        from oneseal.filings.selectors import PAPER, documents_visible, may_read_paper

        citizens = frozenset({Role.CITIZEN})
        pages.offer(NavItem(N_("我的备案"), "filings:mine", "account", citizens, "id-badge-2", 35))
        pages.offer(NavItem(N_("备案和核查"), "filings:desk", "cases", CASEWORK, "id-badge-2", 55, _waiting))
        register_reader("filing", documents_visible)
        register_access(PAPER, may_read_paper)


def _waiting(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.filings import selectors

    return [selectors.open_checks(actor)]
