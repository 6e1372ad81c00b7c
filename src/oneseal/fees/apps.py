"""The fees application."""

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

from oneseal.foundation import pages
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from oneseal.cases.models import Case


class FeesConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.fees"
    label = "fees"
    verbose_name = "收费"

    def ready(self) -> None:
        """Offer pages, the panel on the case, and the objections that payment owed raises."""
        from oneseal.cases import extensions
        from oneseal.cases.rules.states import Act
        from oneseal.catalog.rules.content import FeeDue
        from oneseal.documents.selectors import register_reader
        from oneseal.fees import selectors

        pages.offer(NavItem(N_("收费"), "fees:desk", "intake", selectors.READERS, "cash", 20, _waiting))
        citizens = frozenset({Role.CITIZEN})
        pages.offer(NavItem(N_("我的缴费单"), "fees:mine", "account", citizens, "receipt", 25))
        register_reader("bill", selectors.may_open_bill)
        for audience in (extensions.STAFF, extensions.APPLICANT):
            template = f"fees/panel_{audience}.html"
            extensions.offer_panel(
                extensions.Panel(
                    f"fees-{audience}", N_("收费"), template, _panel, "cash", 30, frozenset({audience})
                )
            )
        extensions.object_to(Act.ACCEPT, selectors.object_to(FeeDue.ACCEPTANCE))
        extensions.object_to(extensions.DECIDE, selectors.object_to(FeeDue.DECISION))
        extensions.object_to(Act.DELIVER, selectors.object_to(FeeDue.DELIVERY))


def _waiting(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.fees import selectors

    return [selectors.refunds_to_decide(actor), selectors.visible_differences(actor).filter(settled_at=None)]


def _panel(actor: Actor, case: "Case") -> "Mapping[str, Any] | None":
    from oneseal.fees import selectors

    return selectors.panel(actor, case)
