"""The assurance application."""

from django.apps import AppConfig

from oneseal.foundation import pages
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import Role
from oneseal.kernel.text import N_


class AssuranceConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.assurance"
    label = "assurance"
    verbose_name = "身份核验"

    def ready(self) -> None:
        """Offer the pages of those who prove who they are and of the clerks who look."""
        citizens, clerks = frozenset({Role.CITIZEN}), frozenset({Role.CLERK})
        pages.offer(NavItem(N_("身份核验"), "assurance:mine", "account", citizens, "id", 14))
        pages.offer(NavItem(N_("身份核验"), "assurance:checks", "intake", clerks, "id", 9))
