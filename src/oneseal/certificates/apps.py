"""The certificates application."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.db.models import QuerySet

from oneseal.foundation import pages
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import CASEWORK, Actor, Role
from oneseal.kernel.text import N_


class CertificatesConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.certificates"
    label = "certificates"
    verbose_name = "电子证照"

    def ready(self) -> None:
        """Offer the pages; tell documents who reads the files and how certificates are verified."""
        from oneseal.certificates import selectors
        from oneseal.certificates.selectors import blanks
        from oneseal.documents.selectors import register_access, register_reader, register_verifier

        citizens = frozenset({Role.CITIZEN})
        pages.offer(NavItem(N_("我的证照"), "certificates:wallet", "account", citizens, "id", 15))
        pages.offer(NavItem(N_("电子证照"), "certificates:desk", "cases", CASEWORK, "certificate", 5, _count))
        pages.offer(
            NavItem(
                N_("证照类型"), "certificates:types", "catalogue", selectors.TYPE_KEEPERS, "certificate", 28
            )
        )
        pages.offer(
            NavItem(
                N_("空白证和打证"), "certificates:blanks", "cases", blanks.AT_BLANKS, "printer", 6, _prints
            )
        )
        register_access("certificate", selectors.may_read_file)
        register_reader("licence", selectors.may_open)
        register_verifier(selectors.find_issued)


def _count(actor: Actor) -> Sequence[QuerySet[Any]]:
    """Acts that wait for the head of the bureau."""
    from oneseal.certificates import selectors

    return [selectors.open_acts(actor)] if actor.has(Role.BUREAU_HEAD) else []


def _prints(actor: Actor) -> Sequence[QuerySet[Any]]:
    """Prints that wait for somebody at the machine."""
    from oneseal.certificates.rules.blanks import OPEN
    from oneseal.certificates.selectors import blanks

    return [blanks.visible_prints(actor).filter(state__in=OPEN)] if actor.has(*blanks.PRINTERS) else []
