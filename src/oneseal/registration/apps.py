"""The registration application."""

from typing import TYPE_CHECKING

from django.apps import AppConfig

from oneseal.foundation import pages
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import CASEWORK, EVERYONE, Role
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    pass


class RegistrationConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.registration"
    label = "registration"
    verbose_name = "市场主体登记"

    def ready(self) -> None:
        """Offer the pages."""
        citizens = frozenset({Role.CITIZEN})
        hint = N_("想好名字就能查重、保留")
        pages.offer(
            NavItem(
                N_("企业名称查重和申报"), "registration:check", "door", EVERYONE, "building", 30, hint=hint
            )
        )
        pages.offer(NavItem(N_("我的企业名称"), "registration:mine", "account", citizens, "building", 36))
        pages.offer(NavItem(N_("企业名称库"), "registration:desk", "cases", CASEWORK, "building", 56))
