"""The seals application."""

from django.apps import AppConfig

from oneseal.foundation import pages
from oneseal.kernel.access import Role
from oneseal.kernel.text import N_


class SealsConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.seals"
    label = "seals"
    verbose_name = "电子印章"

    def ready(self) -> None:
        """Offer the register of seals and the check that there is one."""
        from oneseal.seals import checks  # noqa: F401

        keepers = frozenset({Role.ADMINISTRATOR, Role.BUREAU_HEAD})
        pages.offer(pages.NavItem(N_("电子印章"), "seals:seals", "system", keepers, "rubber-stamp", 35))
        administrators = frozenset({Role.ADMINISTRATOR})
        pages.offer(
            pages.NavItem(N_("证书管理"), "seals:certificates", "system", administrators, "certificate", 36)
        )
