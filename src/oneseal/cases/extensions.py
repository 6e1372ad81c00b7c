"""What contexts above add to a case: panels and acts on its pages, and objections to what is done with it.

They sit above `cases` (.importlinter), so `cases` cannot call them by name: they offer themselves from AppConfig.ready().
What they write about a case into its journal they may also have told on its page (`tell_on_page`), and they may name
papers on which a decision has to rest (`offer_grounds`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oneseal.cases.rules.sentences import Sentence
from oneseal.cases.rules.states import Act
from oneseal.foundation.lists import counts
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from oneseal.cases.models import Case

STAFF, APPLICANT, DELIVERY, CHECK, BENCH = "staff", "applicant", "delivery", "check", "bench"
COUNTER = "counter"
"""Handing over at the counter, as against Act.DELIVER, in whatever way."""
DECIDE = "decide"
"""Proposing a decision, as against Act.GRANT and Act.REFUSE, when it takes effect."""


@dataclass(frozen=True)
class Panel:
    """A card on the case page.

    `title` is marked with N_, `icon` a name of the sprite, `template` the body's template; `context` reads in a fixed
    number of statements what the template shows as `panel`, or tells None where the case has nothing of the kind.
    `audience` is STAFF, APPLICANT or both, DELIVERY for the page of the delivery counter, CHECK for the window's check
    before it is handed in, or BENCH for a draft on the workbench; the applicant's pages and staff's share no template
    by themselves.
    """

    key: str
    title: str
    template: str
    context: Callable[[Actor, "Case"], Mapping[str, Any] | None]
    icon: str = "file-text"
    order: int = 50
    audience: frozenset[str] = frozenset({STAFF})
    present: "Callable[[Case], QuerySet[Any]] | None" = None
    """The rows without which it has nothing to show; all panels' are looked for in one statement. None: `context` is
    always asked."""


@dataclass(frozen=True)
class Link:
    """An act of the page's menu; leads to a page of the context that offers it. `label` is translated already.

    `primary` makes it the page's one act where cases has none itself; `hint` is then the sentence above it.
    """

    label: str
    url: str
    icon: str = "check"
    danger: bool = False
    hint: str = ""
    primary: bool = False


Links = Callable[[Actor, "Case"], Iterable[Link]]
Objection = Callable[["Case"], None]
Grounds = Callable[["Case"], Iterable[str]]
Teller = Callable[[int, str, Mapping[str, str]], bool]
Tellers = Callable[[Iterable[int]], Mapping[int, Teller]]
SlipLines = Callable[["Case"], Iterable[Mapping[str, str]]]

_panels: list[Panel] = []
_drafts: list[Links] = []
_links: list[Links] = []
_answers: list[Links] = []
_objections: dict[str, list[Objection]] = {}
_grounds: list[Grounds] = []
_slip_lines: list[SlipLines] = []
_tellers: list[Tellers] = []
_sentences: dict[str, Sentence] = {}
_projects: list[Callable[[int, str, str], str]] = []


_follow_ups: list[Callable[[str, int], str]] = []


def lead_follow_ups_by(link: Callable[[str, int], str]) -> None:
    """Let the context that keeps visits say where one is evaluated again: `link(kind, id)`, empty for others."""
    _follow_ups[:] = [link]


def follow_up_link(kind: str, subject_id: int) -> str:
    """Where a subject is evaluated again; empty where it is the case's own page."""
    return next((found for link in _follow_ups if (found := link(kind, subject_id))), "")


def offer_panel(panel: Panel) -> None:
    """Show a panel on the case page."""
    _panels.append(panel)


def offer_links(links: Links) -> None:
    """Put acts into the menu of the staff's case page; `links` tells those that this actor may do now."""
    _links.append(links)


def offer_draft_links(links: Links) -> None:
    """Put paths beside handing in where the applicant reads a draft once more, such as having everybody sign it."""
    _drafts.append(links)


def draft_links_of(actor: Actor, case: "Case") -> list[Link]:
    """What contexts above offer the applicant beside handing in."""
    return [link for links in _drafts for link in links(actor, case)]


def offer_answers(links: Links) -> None:
    """Put paths beside the lawful answers where staff answer an application."""
    _answers.append(links)


def object_to(act: Act | str, objection: Objection) -> None:
    """Let a context above refuse an act on a case (an Act, COUNTER or DECIDE): `objection` raises RuleViolation with its basis.

    It runs in the act's transaction with the case locked and may ask the database, so keep it to one statement.
    """
    _objections.setdefault(str(act), []).append(objection)


def check(act: Act | str, case: "Case") -> None:
    """Raise the first objection to an act."""
    for objection in _objections.get(str(act), ()):
        objection(case)


Forwarder = Callable[[Actor], bool]
_forwarders: list[Forwarder] = []


def let_forward(forwarder: Forwarder) -> None:
    """Let a context above say who takes in any item to forward it, whatever was delegated to their unit (7.7)."""
    _forwarders.append(forwarder)


def may_forward(actor: Actor) -> bool:
    """Whether the actor works at a counter that takes in any item and forwards it; it accepts none by that."""
    return bool(actor.outside) and any(forwarder(actor) for forwarder in _forwarders)


def hinders(act: Act | str, case: "Case") -> bool:
    """Whether a context above would refuse an act, so that pages need not offer it."""
    try:
        check(act, case)
    except RuleViolation:
        return True
    return False


def panels_of(actor: Actor, case: "Case", audience: str) -> list[tuple[Panel, Mapping[str, Any]]]:
    """The panels that have something to show, in order, with what they show."""
    offered = sorted((each for each in _panels if audience in each.audience), key=lambda each: each.order)
    looked_for = {panel.key: [panel.present(case)] for panel in offered if panel.present}
    absent = {key for key, found in counts(looked_for, cap=0).items() if not found} if looked_for else set()
    shown = ((panel, panel.context(actor, case)) for panel in offered if panel.key not in absent)
    return [(panel, context) for panel, context in shown if context is not None]


def links_of(actor: Actor, case: "Case") -> list[Link]:
    """The acts that contexts above offer to this actor on this case."""
    return [link for links in _links for link in links(actor, case)]


def answers_of(actor: Actor, case: "Case") -> list[Link]:
    """The paths that contexts above offer to this actor beside the lawful answers."""
    return [link for links in _answers for link in links(actor, case)]


def offer_grounds(grounds: Grounds) -> None:
    """Name papers on which every decision of a case must rest, such as the minutes of its hearing (LIC-16)."""
    _grounds.append(grounds)


def grounds_of(case: "Case") -> list[str]:
    """What contexts above add to the basis of a decision."""
    return [text for grounds in _grounds for text in grounds(case)]


def offer_slip_lines(lines: SlipLines) -> None:
    """Put stations on the circulation slip, such as papers handed from section to section (inventory 3.8)."""
    _slip_lines.append(lines)


def slip_lines_of(case: "Case") -> list[Mapping[str, str]]:
    """What contexts above add to the circulation slip: `name`, `handler`, `opinion`, `on` (day and hour)."""
    return [line for lines in _slip_lines for line in lines(case)]


def tell_together(tellers: Tellers) -> None:
    """Let a context above tell the applicant itself of cases that are part of a whole.

    `tellers(case ids)` names the teller of each such case; `teller(entry's id, template, data)` answers whether it has
    taken the message over, else the case's own is sent. It runs in the transaction that passes the news on.
    """
    _tellers.append(tellers)


def tellers_of(case_ids: Iterable[int]) -> dict[int, Teller]:
    """Who tells the applicant instead, by case."""
    ids = list(case_ids)
    return {case_id: teller for tellers in _tellers for case_id, teller in tellers(ids).items()}


def tell_on_page(sentences: Mapping[str, Sentence]) -> None:
    """Sentences for the history on the case page, by kind of entry."""
    _sentences.update(sentences)


def sentence_of(kind: str) -> Sentence | None:
    """The sentence that a context above offered for a kind."""
    return _sentences.get(kind)


def name_projects_by(finder: Callable[[int, str, str], str]) -> None:
    """Let the context that keeps the list of key projects say which ones there are.

    `finder(bureau_id, owner's number, code or name)` tells how the list calls the project, empty where it is not there.
    """
    _projects[:] = [finder]


def listed_project(bureau_id: int, number: str, text: str) -> str:
    """A project of the list with this owner, by its code or name. Raises RuleViolation for one that is not there."""
    found = next((name for finder in _projects if (name := finder(bureau_id, number, text))), "")
    if not found:
        message = N_("重点项目计划里没有这个建设单位的这个项目。请先由统筹岗列入年度计划，再列入绿色通道。")
        raise RuleViolation("project_not_listed", message, field="project")
    return found
