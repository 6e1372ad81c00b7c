"""The reformer's bench application."""

from django.apps import AppConfig

from oneseal.foundation import pages
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import Role
from oneseal.kernel.text import N_

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
        pages.offer(NavItem(N_("流程再造"), "reform:bench", "catalogue", READERS, "git-merge", 70))
