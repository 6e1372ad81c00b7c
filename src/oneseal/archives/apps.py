"""The archives application."""

from typing import Any

from django.apps import AppConfig

from oneseal.foundation import pages
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.text import N_

ARCHIVISTS = frozenset({Role.ADMINISTRATOR, Role.COORDINATOR})


class ArchivesConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.archives"
    label = "archives"
    verbose_name = "业务档案"

    def ready(self) -> None:
        """Offer the archivist's page and the panel of the case."""
        from oneseal.cases.extensions import Panel, offer_panel

        pages.offer(NavItem(N_("业务档案"), "archives:list", "cases", ARCHIVISTS, "archive", 60))
        offer_panel(Panel("archive", N_("归档"), "archives/panel.html", _panel, "archive", 90))


def _panel(actor: Actor, case: Any) -> dict[str, Any] | None:
    from oneseal.archives import selectors

    found = selectors.of_case(case.pk)
    return {"package": found, "opens": actor.has(*ARCHIVISTS)} if found else None
