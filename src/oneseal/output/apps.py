"""The output application."""

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

from oneseal.foundation import pages
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import Actor
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from oneseal.cases.models import Case


class OutputConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.output"
    label = "output"
    verbose_name = "统一出件"

    def ready(self) -> None:
        """Offer pages, the panels, the proof's reader, and the objection of a parcel under way."""
        from oneseal.cases import extensions
        from oneseal.cases.rules.states import Act
        from oneseal.documents.selectors import register_access
        from oneseal.output import selectors
        from oneseal.output.selectors import cabinets

        pages.offer(
            NavItem(N_("出件柜"), "output:shelf", "intake", selectors.READERS, "archive", 4, _unclaimed)
        )
        pages.offer(NavItem(N_("快递"), "output:parcels", "intake", selectors.READERS, "send", 5, _parcels))
        watchers = cabinets.WATCHERS
        pages.offer(
            NavItem(N_("自助取件柜"), "output:cabinets", "intake", watchers, "layout-grid", 4, _doors)
        )
        register_access(selectors.PROOF, selectors.proof_readable)
        extensions.object_to(Act.DELIVER, selectors.object_to_delivery)
        extensions.object_to(extensions.COUNTER, cabinets.object_to_counter)
        audience = frozenset({extensions.DELIVERY})
        template = "output/desk/panel.html"
        extensions.offer_panel(
            extensions.Panel("output", N_("上柜或者交寄"), template, _counter, "package", 10, audience)
        )
        audience = frozenset({extensions.APPLICANT})
        template = "output/panel.html"
        extensions.offer_panel(
            extensions.Panel("output-applicant", N_("领取和寄送"), template, _applicant, "send", 20, audience)
        )


def _unclaimed(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.output import selectors

    return [selectors.unclaimed(actor)]


def _doors(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.output.selectors import cabinets

    return [cabinets.to_take_out(actor), cabinets.doors_in_doubt(actor)]


def _parcels(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.output import selectors

    return selectors.waiting_parcels(actor)


def _counter(actor: Actor, case: "Case") -> "Mapping[str, Any] | None":
    from oneseal.output import selectors

    return selectors.counter_panel(actor, case)


def _applicant(actor: Actor, case: "Case") -> "Mapping[str, Any] | None":
    from oneseal.output import selectors

    return selectors.applicant_panel(actor, case)
