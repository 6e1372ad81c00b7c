"""The bundles application."""

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

from oneseal.foundation import pages
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import CASEWORK, Actor, Role
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet


class BundlesConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.bundles"
    label = "bundles"
    verbose_name = "一件事"

    def ready(self) -> None:
        """Offer the pages; let people open the documents; keep correction in one notice; name the whole on its cases."""
        from oneseal.bundles.selectors import documents_visible
        from oneseal.bundles.services.correcting import object_to_single_notice
        from oneseal.bundles.services.telling import tellers
        from oneseal.cases.extensions import APPLICANT, STAFF, Panel, object_to, offer_panel, tell_together
        from oneseal.cases.rules.states import Act
        from oneseal.documents.selectors import register_reader

        citizens = frozenset({Role.CITIZEN})
        pages.offer(NavItem(N_("我的一件事"), "bundles:mine", "account", citizens, "stack-2", 12))
        pages.offer(NavItem(N_("一件事申请"), "bundles:desk", "cases", CASEWORK, "stack-2", 45))
        keepers = frozenset({Role.ITEM_KEEPER})
        pages.offer(NavItem(N_("一件事编制"), "bundles:themes", "catalogue", keepers, "stack-2", 40))
        pages.offer(NavItem(N_("合作单位"), "bundles:partners", "catalogue", keepers, "building", 41))
        partners = frozenset({Role.LIAISON, Role.CLERK, Role.COORDINATOR, Role.SUPERVISOR})
        pages.offer(
            NavItem(N_("合作单位订单"), "bundles:orders", "cases", partners, "list-check", 46, _orders)
        )
        register_reader("joint", documents_visible)
        object_to(Act.REQUEST_CORRECTION, object_to_single_notice)
        tell_together(tellers)
        offer_panel(
            Panel(
                "bundles",
                N_("一件事"),
                "bundles/panel.html",
                _panel,
                "stack-2",
                10,
                frozenset({STAFF, APPLICANT}),
                _membership,
            )
        )


def _orders(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.bundles import selectors

    return [selectors.open_orders(actor)]


def _membership(case: Any) -> "QuerySet[Any]":
    from oneseal.bundles import selectors

    return selectors.membership(case)


def _panel(actor: Actor, case: Any) -> "Mapping[str, Any] | None":
    from oneseal.bundles import selectors

    row = selectors.member_of_case(case.pk)
    return None if row is None else {"row": row, "joint": row.joint}
