"""The planner's application."""

from django.apps import AppConfig

from oneseal.foundation import pages
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import Role
from oneseal.kernel.text import N_

READERS = frozenset({Role.COORDINATOR, Role.BUREAU_HEAD, Role.SUPERVISOR, Role.ADMINISTRATOR})
"""Who asks where people stand and why; keepers of the hall among them plan."""


class StaffingConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.staffing"
    label = "staffing"
    verbose_name = "窗口排班"

    def ready(self) -> None:
        """Offer the planner."""
        pages.offer(NavItem(N_("窗口排班"), "staffing:planner", "insight", READERS, "users", 74))
