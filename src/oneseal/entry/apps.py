"""The entry application."""

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

from oneseal.entry.rules.ledger import WATCHERS
from oneseal.foundation import pages
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import Actor
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from django.db.models import QuerySet


class EntryConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.entry"
    label = "entry"
    verbose_name = "进驻台账"

    def ready(self) -> None:
        """Offer the page; say who may open circulars and minutes."""
        from oneseal.documents.selectors import register_reader

        pages.offer(
            NavItem(N_("进驻台账"), "entry:board", "insight", WATCHERS, "building-bank", 66, _waiting)
        )
        register_reader("breach", _may_open)


def _waiting(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.entry import selectors

    return [selectors.breaches_waiting(actor)]


def _may_open(actor: Actor, breach_id: int) -> bool:
    from oneseal.entry import selectors

    return selectors.may_open_paper(actor, breach_id)
