"""The special procedures application."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from django.apps import AppConfig

from oneseal.cases import extensions
from oneseal.cases.extensions import APPLICANT, Link, Panel
from oneseal.cases.rules.sentences import Sentence
from oneseal.cases.rules.states import Act
from oneseal.foundation import pages
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import EVERYONE, STAFF, Actor, Role
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from oneseal.cases.models import Case

HIDDEN = frozenset(
    {
        "procedures.joint_review_asked",
        "procedures.joint_review_convened",
        "procedures.joint_review_closed",
        "procedures.invitation_answered",
    }
)
"""Entries that are for colleagues alone."""


class _File(Protocol):
    pk: int


class ProceduresConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.procedures"
    label = "procedures"
    verbose_name = "特别程序"

    def ready(self) -> None:
        """Offer panels, acts and objections to cases, pages to both shells, words to the journal."""
        from oneseal.documents.selectors import register_access
        from oneseal.procedures import events, selectors
        from oneseal.procedures.services.loading import PURPOSE

        extensions.offer_panel(_panel("procedures-staff", "procedures/desk/panel.html", extensions.STAFF))
        extensions.offer_panel(_panel("procedures", "procedures/panel.html", APPLICANT))
        for audience in (extensions.STAFF, APPLICANT):
            extensions.offer_panel(_exam_panel(audience))
        extensions.offer_links(_links)
        extensions.offer_grounds(selectors.grounds)
        extensions.object_to(Act.GRANT, selectors.check_grant)
        extensions.object_to(Act.REFUSE, selectors.check_refusal)
        extensions.object_to(Act.RESUME, selectors.check_resume)
        extensions.object_to(Act.REQUEST_CORRECTION, selectors.check_correction)
        extensions.tell_on_page(
            {
                kind.kind: Sentence(kind.says, public=kind.kind not in HIDDEN, reason=False)
                for kind in _below(events.ProceedingEvent)
            }
        )
        register_access(PURPOSE, _may_read)
        _offer_pages()


def _below(base: Any) -> list[Any]:
    return [each for each in base.__subclasses__() if getattr(each, "kind", "")]


def _panel(key: str, template: str, audience: str) -> Panel:
    return Panel(key, N_("特别程序"), template, _shown, "scale", 40, frozenset({audience}))


def _exam_panel(audience: str) -> Panel:
    from oneseal.procedures.selectors import exam_panel

    key, template = f"examination-{audience}", "procedures/exam_panel.html"
    return Panel(key, N_("考试"), template, exam_panel, "certificate", 41, frozenset({audience}))


def _shown(actor: Actor, case: "Case") -> Mapping[str, Any] | None:
    from oneseal.procedures import selectors

    found = selectors.all_of(actor, case.pk)
    return {"found": found} if found else None


def _links(actor: Actor, case: "Case") -> Iterable[Link]:
    from django.urls import reverse
    from django.utils.translation import gettext

    from oneseal.procedures import selectors

    known = selectors.STARTS
    return [
        Link(gettext(known[key].title), reverse("procedures:start", args=[case.pk, key]), known[key].icon)
        for key in selectors.starts_for(actor, case)
    ]


def _may_read(actor: Actor, file: _File) -> bool:
    from oneseal.procedures import selectors

    return selectors.visible_proceedings(actor).filter(file=file.pk).exists()


def _offer_pages() -> None:
    keepers = frozenset({Role.SECTION_HEAD, Role.COORDINATOR, Role.ITEM_KEEPER})
    setters = frozenset({Role.SECTION_HEAD, Role.BUREAU_HEAD, Role.ITEM_KEEPER})
    coming, places = N_("可以旁听的听证会"), N_("名额、排队和成绩排名")
    for entry in (
        NavItem(N_("特别程序"), "procedures:desk", "work", STAFF, "scale", 15, _count),
        NavItem(N_("评审专家库"), "procedures:experts", "catalogue", keepers, "school", 60),
        NavItem(N_("限额许可"), "procedures:desk_quotas", "catalogue", setters, "ticket", 61),
        NavItem(N_("听证公告"), "procedures:hearings", "notice", EVERYONE, "speakerphone", 30, hint=coming),
        NavItem(N_("限额许可"), "procedures:quotas", "notice", EVERYONE, "ticket", 31, hint=places),
    ):
        pages.offer(entry)


def _count(actor: Actor) -> "Sequence[QuerySet[Any, Any]]":
    from oneseal.procedures import selectors

    return [selectors.work(actor, "mine")]
