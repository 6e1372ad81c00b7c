"""The publicity application."""

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

from oneseal.foundation import pages
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import EVERYONE, Actor
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from django.db.models import QuerySet


class PublicityConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.publicity"
    label = "publicity"
    verbose_name = "信息公示"

    def ready(self) -> None:
        """Offer the public page, the desk's list and the panel of the case."""
        from oneseal.cases.extensions import Panel, offer_panel
        from oneseal.publicity.selectors import KEEPERS

        hint = N_("本局作出的行政许可决定")
        pages.offer(
            NavItem(N_("许可公示"), "publicity:list", "notice", EVERYONE, "speakerphone", 40, hint=hint)
        )
        pages.offer(
            NavItem(N_("许可公示"), "publicity:desk", "insight", KEEPERS, "speakerphone", 40, _to_see_to)
        )
        offer_panel(Panel("publicity", N_("公示"), "publicity/panel.html", _panel, "speakerphone", 80))


def _to_see_to(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.publicity import selectors

    return [selectors.to_see_to(actor)]


def _panel(actor: Actor, case: Any) -> dict[str, Any] | None:
    from oneseal.publicity import selectors

    found = selectors.of_case(case.pk)
    return {"publication": found, "opens": actor.has(*selectors.KEEPERS)} if found else None
