"""The reformer's bench application."""

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext

from oneseal.foundation import pages
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oneseal.bundles.extensions import Link

CASE_READERS = frozenset({Role.COORDINATOR, Role.BUREAU_HEAD, Role.SUPERVISOR})
"""Who sees every case of the bureau, and may take their log out."""
READERS = CASE_READERS | {Role.ITEM_KEEPER}


class ReformConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.reform"
    label = "reform"
    verbose_name = "流程再造"

    def ready(self) -> None:
        """Offer the bench."""
        from oneseal.bundles.extensions import offer_theme_links

        pages.offer(NavItem(N_("流程再造"), "reform:bench", "catalogue", READERS, "git-merge", 70))
        offer_theme_links(_links)


def _links(actor: Actor, code: str) -> "Iterable[Link]":
    """From the composer to what the bench says of the same theme."""
    from oneseal.bundles.extensions import Link

    if actor.has(*READERS):
        yield Link(gettext("在流程再造里看"), f"{reverse('reform:bench')}?scope=theme%3A{code}", "git-merge")
