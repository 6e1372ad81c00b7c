"""How an applicant is shown to whom: the one place that pages, lists, search, export, papers and the API ask (5.3).

`Case.applicant_name` holds a neutral word while a case is masked. `named` puts the name back for those who may know
it; `party` and `veil_of` answer for one case. Papers and messages to the applicant take `Case.party_name`.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext

from oneseal.cases.models import Case
from oneseal.cases.rules.masking import HIDDEN, MASKED, NO_VEIL, Veil, judges, not_for_judges, words_of
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor

if TYPE_CHECKING:
    from oneseal.identity.models import Applicant


def knows_applicant(actor: Actor, case: Case) -> bool:
    """Whether the actor may learn whose the case is."""
    return not (case.masked and judges(actor))


def check_knows(actor: Actor, case: Case) -> None:
    """Raise Forbidden where the actor may not learn whose the case is."""
    if not knows_applicant(actor, case):
        raise not_for_judges()


def named(actor: Actor, cases: Iterable[Case]) -> None:
    """Put into rows just read the name that this actor may read; one statement where any is masked, else none."""
    hidden = [case for case in cases if case.masked]
    if not hidden:
        return
    if judges(actor):
        for case in hidden:
            case.applicant_name = gettext(MASKED)
        return
    names = identity.applicant_names({case.applicant_id for case in hidden})
    for case in hidden:
        case.applicant_name = names[case.applicant_id]


def party(actor: Actor, case: Case, *, agent: bool = False) -> identity.Masked | None:
    """The applicant (or agent) as this actor may see them; None where there is no agent to be seen."""
    person = case.agent if agent else case.applicant
    if person is None:
        return None
    shown = identity.masked(person)
    if knows_applicant(actor, case):
        return shown
    blank = {"id_kind_label": "", "number": "", "phone": "", "legal_representative": "", "address": ""}
    return (
        None if agent else replace(shown, id=0, name=gettext(MASKED), id_kind="", assurance_label="", **blank)
    )


def veil_of(actor: Actor, case: Case) -> Veil:
    """What hides the applicant of a case from an actor in everything else that is told about it."""
    if knows_applicant(actor, case):
        return NO_VEIL
    sides = [each for each in (case.applicant, case.agent) if each is not None]
    return Veil(words_of(*(word for each in sides for word in _said(each))), gettext(MASKED), gettext(HIDDEN))


def _said(side: "Applicant") -> list[str]:
    return [side.name, side.number, side.phone or "", side.legal_representative, side.address]


def unmasked_for(actor: Actor, prefix: str = "") -> Q:
    """The condition for what may only be found by those who may know the applicant; `prefix` leads to the case."""
    return Q(**{f"{prefix}masked": False}) if judges(actor) else Q()
