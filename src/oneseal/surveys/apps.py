"""The surveys application."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from django.apps import AppConfig

from oneseal.cases import extensions
from oneseal.cases.extensions import APPLICANT, Link, Panel
from oneseal.cases.rules.sentences import Sentence
from oneseal.foundation import pages
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import EXAMINING, Actor
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from oneseal.cases.models import Case

PURPOSE = "survey"


class _File(Protocol):
    pk: int


class SurveysConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.surveys"
    label = "surveys"
    verbose_name = "踏勘"

    def ready(self) -> None:
        """Offer panels and links to cases, pages to the desk, readers to documents, words to the journal."""
        from oneseal.documents.selectors import register_access, register_reader
        from oneseal.surveys import events
        from oneseal.surveys.selectors import may_read_record

        extensions.offer_panel(_panel("surveys-staff", "surveys/panel_staff.html", extensions.STAFF))
        extensions.offer_panel(_panel("surveys", "surveys/panel.html", APPLICANT))
        extensions.offer_links(_links)
        told = (events.Asked, events.Dropped, events.Surveyed, events.SurveyLate)
        extensions.tell_on_page({each.kind: Sentence(each.says, reason=False) for each in told})
        register_reader("survey", may_read_record)
        register_access(PURPOSE, _may_read)
        pages.offer(NavItem(N_("踏勘"), "surveys:board", "work", EXAMINING, "map-pin", 16, _waiting))


def _panel(key: str, template: str, audience: str) -> Panel:
    return Panel(key, N_("踏勘"), template, _shown, "map-pin", 35, frozenset({audience}), _asked_for)


def _asked_for(case: "Case") -> "QuerySet[Any]":
    from oneseal.surveys import selectors

    return selectors.asked_for(case)


def _shown(actor: Actor, case: "Case") -> Mapping[str, Any] | None:
    from oneseal.surveys import selectors

    found = selectors.of_case(actor, case)
    return {"rows": found} if found else None


def _links(actor: Actor, case: "Case") -> Iterable[Link]:
    from oneseal.surveys import selectors

    return selectors.links(actor, case)


def _waiting(actor: Actor) -> "Sequence[QuerySet[Any]]":
    from oneseal.surveys import selectors

    return [selectors.to_sign(actor)]


def _may_read(actor: Actor, file: _File) -> bool:
    from oneseal.surveys import selectors

    return selectors.may_read_evidence(actor, file.pk)
