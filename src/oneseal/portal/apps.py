"""The portal application."""

from django.apps import AppConfig

from oneseal.foundation import pages
from oneseal.kernel.access import EVERYONE, STAFF, Role
from oneseal.kernel.text import N_


class PortalConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.portal"
    label = "portal"
    verbose_name = "门户"

    def ready(self) -> None:
        """Offer the first entries of both shells."""
        doors = (
            (N_("首页"), "portal:home", "home", ""),
            (N_("个人办事"), "portal:person", "user", N_("证件、社保、生育、住房")),
            (N_("法人办事"), "portal:organisation", "building", N_("开办、许可、变更、注销")),
            (N_("一件事"), "portal:themes", "stack-2", N_("几个事项一次办")),
        )
        for order, (label, url_name, icon, hint) in enumerate(doors):
            pages.offer(pages.NavItem(label, url_name, "door", EVERYONE, icon, order, hint=hint))
        pages.offer(pages.NavItem(N_("我的工作"), "portal:desk", "work", STAFF, "briefcase", 0))
        keepers = frozenset({Role.ADMINISTRATOR})
        pages.offer(pages.NavItem(N_("工作日历"), "portal:calendar", "system", keepers, "calendar-event", 20))
