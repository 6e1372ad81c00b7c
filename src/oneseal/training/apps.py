"""The training application."""

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

from oneseal.foundation import pages
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import STAFF, Actor
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from django.db.models import QuerySet


class TrainingConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.training"
    label = "training"
    verbose_name = "培训与技能"

    def ready(self) -> None:
        """Offer the pages; say who may open the signed file of a rule."""
        from oneseal.documents.selectors import register_access
        from oneseal.training import selectors

        pages.offer(NavItem(N_("培训与技能"), "training:mine", "people", STAFF, "school", 58, _unread))
        register_access(selectors.SIGNED, _may_read)


def _may_read(actor: Actor, file: Any) -> bool:
    from oneseal.training import selectors

    return selectors.may_read_file(actor, file.pk)


def _unread(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.training import selectors

    return [selectors.unread(actor)]
