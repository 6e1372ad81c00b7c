"""The hall application."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

from oneseal.cases import extensions
from oneseal.cases.extensions import APPLICANT, Link, Panel
from oneseal.cases.rules.sentences import Sentence
from oneseal.cases.rules.states import Act
from oneseal.foundation import pages
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import CASEWORK, EVERYONE, EXAMINING, Actor, Role
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from oneseal.cases.models import Case

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

SOLO_HINT = N_("哪些事项由一人当场审批，由谁审批")
ALONE = {
    Act.REFUSE: N_("独任审批员不能作出不予许可的决定，请先转入普通程序，由其他同事审查决定。"),
    Act.EXTEND: N_("独任审批的办件不能延期，请先转入普通程序。"),
    Act.SUSPEND: N_("独任审批的办件不能暂停计时，需要特别程序的请先转入普通程序。"),
}
"""What one person may not do alone (SOLO-3)."""


def _not_alone(text: str) -> Callable[["Case"], None]:
    def objection(case: "Case") -> None:
        from oneseal.hall.rules.solo import refusal

        if case.solo == "on":
            raise refusal(text)

    return objection


def _overran(case: "Case") -> None:
    """Where the minutes throw a case out, nobody decides it late in the minutes before the job comes by."""
    from django.conf import settings

    from oneseal.hall.rules.solo import is_over, refusal, throws_out
    from oneseal.hall.selectors import minutes_running

    strict = case.solo == "on" and throws_out(settings.SOLO_OVERRUN)
    if strict and is_over(minutes_running(case), settings.SOLO_MINUTES):
        raise refusal(N_("独任审批的时间已过，请转入普通程序办理。"))


def _credit_hit(case: "Case") -> None:
    """Asks the database only for a case that one person has in hand."""
    from oneseal.cases.selectors import is_dishonest
    from oneseal.hall.rules.solo import refusal

    if case.solo == "on" and is_dishonest(case):
        raise refusal(N_("申请人有未修复的失信记录，不能再独任审批，请先转入普通程序。"))


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
            NavItem(N_("指路、清单与研判"), "hall:slips", "intake", CASEWORK, "map-pin", 5, _to_settle)
        )
        pages.offer(NavItem(N_("材料交接"), "hall:handovers", "work", CASEWORK, "files", 60, _to_receive))
        pages.offer(NavItem(N_("会见申请人"), "hall:meetings", "cases", MEETERS, "users", 70, _meetings))
        pages.offer(NavItem(N_("独任审批"), "hall:solo", "cases", EXAMINING, "user-check", 71, _audits))
        pages.offer(
            NavItem(
                N_("独任审批公示"), "hall:solo_public", "notice", EVERYONE, "user-check", 45, hint=SOLO_HINT
            )
        )
        extensions.offer_answers(_paths)
        extensions.object_to(Act.GRANT, _credit_hit)
        extensions.object_to(Act.GRANT, _overran)
        for act, text in ALONE.items():
            extensions.object_to(act, _not_alone(text))
        extensions.offer_links(_links)
        extensions.offer_slip_lines(_slip_lines)
        for panel in PANELS:
            extensions.offer_panel(panel)
        extensions.tell_on_page(
            {kind.kind: Sentence(kind.says, public=False) for kind in events.TOLD_ON_CASE}
        )
        register_reader("window_slip", _may_open_slip)
        register_reader("solo_approver", lambda actor, _: actor.has(*EXAMINING))


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


def _audits(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.hall import selectors

    return [selectors.audits_waiting(actor)]


def _slip_lines(case: "Case") -> "list[dict[str, str]]":
    from oneseal.hall import selectors

    return selectors.slip_lines(case)


def _paths(actor: Actor, case: "Case") -> Iterable[Link]:
    from oneseal.hall.selectors import paths_for, solo_answer

    return [*solo_answer(actor, case), *paths_for(actor, case)]


def _may_open_slip(actor: Actor, slip_id: int) -> bool:
    from oneseal.hall import selectors

    return selectors.visible_slips(actor).filter(pk=slip_id).exists()
