"""The records application."""

from django.apps import AppConfig

from oneseal.foundation import pages
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import Role
from oneseal.kernel.text import N_


class RecordsConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.records"
    label = "records"
    verbose_name = "个人记录查询"

    def ready(self) -> None:
        """Offer the pages."""
        from oneseal.records.selectors import WATCHERS

        citizens = frozenset({Role.CITIZEN})
        pages.offer(NavItem(N_("查医保社保公积金"), "records:mine", "account", citizens, "search", 42))
        pages.offer(
            NavItem(N_("个人记录查询台账"), "records:ledger", "insight", WATCHERS, "shield-check", 88)
        )
