"""The hall application."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

from oneseal.cases import extensions
from oneseal.cases.extensions import APPLICANT, Link, Panel
from oneseal.cases.rules.sentences import Sentence
from oneseal.foundation import pages
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from oneseal.cases.models import Case

HANDLERS = frozenset(
    {
        Role.CLERK,
        Role.REVIEWER,
        Role.SECTION_HEAD,
        Role.COORDINATOR,
        Role.SUPERVISOR,
        Role.BUREAU_HEAD,
    }
)
MEETERS = frozenset({Role.REVIEWER, Role.SECTION_HEAD, Role.BUREAU_HEAD, Role.SUPERVISOR})


def _handovers(actor: Actor, case: "Case") -> Mapping[str, Any] | None:
    from oneseal.hall import selectors

    return selectors.handover_panel(actor, case)


def _met(actor: Actor, case: "Case") -> Mapping[str, Any] | None:
    from oneseal.hall import selectors

    return selectors.meeting_panel(actor, case)


PANELS = (
    Panel("handovers", N_("材料交接"), "hall/handover_panel.html", _handovers, "files", 60),
    Panel("meetings", N_("会见申请人"), "hall/meeting_panel.html", _met, "users", 61),
    Panel("appointment", N_("面谈"), "hall/appointment.html", _met, "calendar", 20, frozenset({APPLICANT})),
)


class HallConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.hall"
    label = "hall"
    verbose_name = "大厅"

    def ready(self) -> None:
        """Offer the pages, and the paths without veto where an application is answered."""
        from oneseal.documents.selectors import register_reader
        from oneseal.hall import events

        pages.offer(
            NavItem(N_("指路、清单与研判"), "hall:slips", "intake", HANDLERS, "map-pin", 5, _to_settle)
        )
        pages.offer(NavItem(N_("材料交接"), "hall:handovers", "work", HANDLERS, "files", 60, _to_receive))
        pages.offer(NavItem(N_("会见申请人"), "hall:meetings", "cases", MEETERS, "users", 70, _meetings))
        extensions.offer_answers(_paths)
        extensions.offer_links(_links)
        extensions.offer_slip_lines(_slip_lines)
        for panel in PANELS:
            extensions.offer_panel(panel)
        extensions.tell_on_page(
            {kind.kind: Sentence(kind.says, public=False) for kind in events.TOLD_ON_CASE}
        )
        register_reader("window_slip", _may_open_slip)


def _to_settle(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.hall import selectors

    return [selectors.slips_to_settle(actor)]


def _to_receive(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.hall import selectors

    return [selectors.to_receive(actor)]


def _meetings(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.hall import selectors

    return [selectors.meetings_waiting(actor)]


def _links(actor: Actor, case: "Case") -> Iterable[Link]:
    from oneseal.hall import selectors

    return selectors.links(actor, case)


def _slip_lines(case: "Case") -> "list[dict[str, str]]":
    from oneseal.hall import selectors

    return selectors.slip_lines(case)


def _paths(actor: Actor, case: "Case") -> Iterable[Link]:
    from oneseal.hall.selectors import paths_for

    return paths_for(actor, case)


def _may_open_slip(actor: Actor, slip_id: int) -> bool:
    from oneseal.hall import selectors

    return selectors.visible_slips(actor).filter(pk=slip_id).exists()
