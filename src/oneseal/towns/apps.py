"""The towns application."""

from django.apps import AppConfig

from oneseal.foundation import pages
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import EVERYONE
from oneseal.kernel.text import N_


class TownsConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.towns"
    label = "towns"
    verbose_name = "镇村便民服务"

    def ready(self) -> None:
        """Offer the pages; let all-round windows take in what they forward; let colleagues open transfers."""
        from oneseal.cases import extensions
        from oneseal.documents.selectors import register_reader
        from oneseal.towns import selectors

        hint = N_("家门口能办什么")
        pages.offer(NavItem(N_("镇村便民服务"), "towns:public", "notice", EVERYONE, "map-pin", 61, hint=hint))
        pages.offer(NavItem(N_("镇村便民服务"), "towns:desk", "insight", selectors.READERS, "map-pin", 47))
        extensions.let_forward(selectors.may_forward)
        register_reader("agent_points", selectors.may_open_transfer)
