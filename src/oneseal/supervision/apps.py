"""The supervision application."""

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

from oneseal.foundation import pages
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import EVERYONE, Actor, Role
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from oneseal.cases.models import Case


class SupervisionConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.supervision"
    label = "supervision"
    verbose_name = "审管互动"

    def ready(self) -> None:
        """Offer the pages of both sides, the public list, and the panel of the case."""
        from oneseal.cases.extensions import Panel, offer_panel
        from oneseal.supervision.selectors.access import READERS

        department, keeper = frozenset({Role.LIAISON}), frozenset({Role.ITEM_KEEPER})
        hint = N_("谁审批、谁监管，逐项写明")
        for item in (
            NavItem(
                N_("责任边界清单"), "supervision:public", "notice", EVERYONE, "shield-check", 60, hint=hint
            ),
            NavItem(N_("审批推送"), "supervision:pushes", "work", department, "inbox", 10, _pushes),
            NavItem(N_("监管反馈"), "supervision:findings", "work", department, "message", 20),
            NavItem(N_("推送监管部门"), "supervision:pushes", "insight", READERS, "send", 60, _pushes),
            NavItem(N_("监管反馈"), "supervision:findings", "cases", READERS, "message", 70, _findings),
            NavItem(N_("责任边界清单"), "supervision:duties", "catalogue", keeper, "shield-check", 60),
        ):
            pages.offer(item)
        template = "supervision/panel.html"
        offer_panel(Panel("supervision", N_("监管"), template, _panel, "send", 85, present=_pushed))


def _pushes(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.supervision import selectors

    return [selectors.pushes_to_see_to(actor)]


def _findings(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.supervision import selectors

    return [selectors.findings_to_see_to(actor)]


def _pushed(case: "Case") -> "QuerySet[Any]":
    from oneseal.supervision import selectors

    return selectors.pushes_of(case)


def _panel(actor: Actor, case: "Case") -> "dict[str, Any] | None":
    from oneseal.supervision import selectors

    rows = list(selectors.visible_pushes(actor).filter(case=case).order_by("-id")[:5])
    return {"pushes": rows} if rows else None
