"""The registration application."""

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

from oneseal.foundation import pages
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import CASEWORK, EVERYONE, Role
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from oneseal.kernel.access import Actor


class RegistrationConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.registration"
    label = "registration"
    verbose_name = "市场主体登记"

    def ready(self) -> None:
        """Offer the pages; let signers open what they signed; hold applications to signatures and publicity."""
        from oneseal.cases import extensions
        from oneseal.cases.rules.states import Act
        from oneseal.certificates.services import print_more_by
        from oneseal.documents.selectors import register_reader
        from oneseal.registration.extensions import check_submission, draft_links
        from oneseal.registration.selectors.signing import documents_visible
        from oneseal.registration.services.licensing import licence_lines

        print_more_by(licence_lines)
        register_reader("signing", documents_visible)
        extensions.object_to(Act.SUBMIT, check_submission)
        extensions.offer_draft_links(draft_links)
        citizens = frozenset({Role.CITIZEN})
        hint = N_("想好名字就能查重、保留")
        pages.offer(
            NavItem(
                N_("企业名称查重和申报"), "registration:check", "door", EVERYONE, "building", 30, hint=hint
            )
        )
        pages.offer(NavItem(N_("我的企业名称"), "registration:mine", "account", citizens, "building", 36))
        pages.offer(NavItem(N_("企业名称库"), "registration:desk", "cases", CASEWORK, "building", 56))
        pages.offer(
            NavItem(N_("等我签名"), "registration:signings", "account", citizens, "signature", 37, _to_sign)
        )
        pages.offer(NavItem(N_("简易注销"), "registration:ends", "account", citizens, "circle-x", 38))
        pages.offer(NavItem(N_("简易注销公示"), "registration:published", "notice", EVERYONE, "circle-x", 40))
        pages.offer(
            NavItem(N_("简易注销"), "registration:desk_ends", "cases", CASEWORK, "circle-x", 57, _objections)
        )


def _to_sign(actor: "Actor") -> "list[QuerySet[Any]]":
    from oneseal.registration.selectors import signing

    return [signing.to_sign(actor)]


def _objections(actor: "Actor") -> "list[QuerySet[Any]]":
    from oneseal.registration.selectors import ending

    return [ending.open_objections(actor)]
