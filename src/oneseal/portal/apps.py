"""The portal application."""

from django.apps import AppConfig

from oneseal.foundation import pages
from oneseal.kernel.access import EVERYONE, STAFF
from oneseal.kernel.text import N_


class PortalConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.portal"
    label = "portal"
    verbose_name = "门户"

    def ready(self) -> None:
        """Offer the first entries of both shells."""
        pages.offer(pages.NavItem(N_("首页"), "portal:home", "door", EVERYONE, "home", 0))
        pages.offer(pages.NavItem(N_("我的工作"), "portal:desk", "work", STAFF, "briefcase", 0))
