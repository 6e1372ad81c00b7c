"""The advance application."""

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

from oneseal.foundation import pages
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import CASEWORK, EVERYONE, Actor, Role
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from oneseal.cases.models import Case


class AdvanceConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.advance"
    label = "advance"
    verbose_name = "申请以前"

    def ready(self) -> None:
        """Offer the pages; show on a case what came before it; say which projects the green channel may name."""
        from oneseal.advance import selectors
        from oneseal.advance.selectors import reviews
        from oneseal.advance.services.reviews import PURPOSE
        from oneseal.cases import extensions
        from oneseal.cases.extensions import APPLICANT, STAFF, Panel
        from oneseal.documents.selectors import register_access, register_reader

        for item in _items():
            pages.offer(item)
        panels = (
            ("early", N_("提前服务"), "panel", _panel, "heart-handshake", 70, selectors.early_before),
            (
                "pre-review",
                N_("信用承诺预审"),
                "review_panel",
                _reviewed,
                "signature",
                71,
                reviews.promised_as,
            ),
        )
        for key, title, template, shown, icon, order, present in panels:
            for side in (STAFF, APPLICANT):
                page, audience = f"advance/{template}_{side}.html", frozenset({side})
                extensions.offer_panel(
                    Panel(f"{key}-{side}", title, page, shown, icon, order, audience, present)
                )
        extensions.name_projects_by(selectors.listed_name)
        register_reader("early", _may_open)
        register_reader("pre_review", _may_open_review)
        register_access(PURPOSE, reviews.may_read_pre_file)


def _items() -> list[NavItem]:
    """Entries of the navigation and the public lists."""
    desk, citizens = CASEWORK, frozenset({Role.CITIZEN})
    early, plan = "heart-handshake", "building-factory"
    hint = N_("列入年度计划的项目和享受的服务")
    return [
        NavItem(N_("提前服务"), "advance:mine", "account", citizens, early, 27),
        NavItem(N_("提前服务"), "advance:desk_early_list", "cases", desk, early, 57, _early),
        NavItem(N_("信用承诺预审"), "advance:reviews", "account", citizens, "signature", 28),
        NavItem(N_("信用承诺预审"), "advance:desk_reviews", "cases", desk, "signature", 59, _reviews),
        NavItem(N_("重点项目"), "advance:projects", "cases", desk, plan, 58),
        NavItem(N_("重点项目计划"), "advance:projects_public", "notice", EVERYONE, plan, 65, hint=hint),
    ]


def _early(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.advance import selectors

    return [selectors.early_to_see_to(actor)]


def _panel(actor: Actor, case: "Case") -> "Mapping[str, Any] | None":
    from oneseal.advance import selectors

    return selectors.case_panel(actor, case)


def _may_open(actor: Actor, service_id: int) -> bool:
    from oneseal.advance import selectors

    return selectors.visible_early(actor).filter(pk=service_id).exists()


def _reviews(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.advance.selectors import reviews

    return [reviews.reviews_waiting(actor)]


def _reviewed(actor: Actor, case: "Case") -> "Mapping[str, Any] | None":
    from oneseal.advance.selectors import reviews

    return reviews.review_panel(actor, case)


def _may_open_review(actor: Actor, review_id: int) -> bool:
    from oneseal.advance.selectors import reviews

    return reviews.visible_reviews(actor).filter(pk=review_id).exists()
