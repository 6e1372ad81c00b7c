"""Applicants and authorisations: who may see whom, look-up, masking."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from oneseal.foundation import clock, crypto
from oneseal.identity.models import Applicant, Authorisation
from oneseal.identity.rules import applicants as rules
from oneseal.identity.selectors.actors import live_authorisations
from oneseal.kernel import identifiers
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import NotFound, RuleViolation
from oneseal.kernel.text import N_

NUMBER, PHONE = "id_number", "phone"
DESK = (Role.CLERK, Role.REVIEWER, Role.SECTION_HEAD, Role.BUREAU_HEAD, Role.COORDINATOR)
FOUND_AT_MOST = 20
M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Masked:
    """An applicant as it is shown: personal numbers with their middle hidden."""

    id: int
    kind: str
    kind_label: str
    name: str
    id_kind: str
    id_kind_label: str
    number: str
    phone: str
    legal_representative: str
    address: str
    assurance_label: str


def applied_for(actor: Actor, rows: QuerySet[M], column: str = "applicant") -> QuerySet[M]:
    """What somebody outside the bureau may see of rows with `bureau`, `made_by` and the applicant in `column`.

    Citizens: their own and those of whom they act for; another system: those that it handed in.
    """
    if actor.has(Role.CLIENT):
        return rows.filter(bureau=actor.bureau_id, made_by=actor.account_id)
    return rows.filter(**{f"{column}__in": actor.applicants}) if actor.applicants else rows.none()


def visible_applicants(actor: Actor) -> QuerySet[Applicant]:
    """Applicants that the actor may see: desk staff every one, a citizen those they act for."""
    if actor.has(*DESK):
        return Applicant.objects.all()
    return Applicant.objects.filter(pk__in=actor.applicants)


def access_applicant(actor: Actor, applicant_id: int) -> Applicant:
    """One applicant. Raises NotFound where there is none or the actor may not see it."""
    found = visible_applicants(actor).filter(pk=applicant_id).first()
    if found is None:
        raise NotFound("not_found", N_("没有找到这位申请人，或者您无权查看。"))
    return found


def find_applicants(actor: Actor, text: str) -> list[Applicant]:
    """Applicants by whole number, whole phone or beginning of the name; at most 20, by name.

    Numbers may be typed with blanks or in full width. Fewer than two characters find nobody.
    """
    plain = identifiers.tidy(text)
    if len(plain) < 2:
        return []
    asked = Q(name__startswith=rules.tidy_name(text))
    if any(sign.isdigit() for sign in plain):
        asked |= Q(number_index=crypto.blind_index(plain, NUMBER))
        with suppress(RuleViolation):  # not a phone number: a name or another number, asked for already
            asked |= Q(phone_index=crypto.blind_index(identifiers.parse_phone(text), PHONE))
    return list(visible_applicants(actor).filter(asked).order_by("name", "id")[:FOUND_AT_MOST])


def applicant_by_number(number: str) -> Applicant | None:
    """The applicant with an identifier, for services: whoever asks must not show it to those who may not see it."""
    index = crypto.blind_index(identifiers.tidy(number), NUMBER)
    return Applicant.objects.filter(number_index=index).first()


def collector(number: str, applicant_id: int, agent_id: int | None, item_code: str) -> Applicant | None:
    """The person with this identity document, where they may fetch what is the applicant's: the applicant
    themselves, the agent in the matter, or somebody authorised today for the item. None for everybody else.

    A credit code is no identity document: for an organisation comes its representative or agent.
    """
    found = applicant_by_number(number)
    if found is None or found.kind != "person":
        return None
    if found.pk in {applicant_id, agent_id}:
        return found
    scopes = live_authorisations(clock.today()).filter(principal=applicant_id, agent=found.pk)
    allowed = any(not codes or item_code in codes for codes in scopes.values_list("item_codes", flat=True))
    return found if allowed else None


def applicant_names(ids: set[int]) -> dict[int, str]:
    """Names by id, for contexts that have checked that they may be shown."""
    return dict(Applicant.objects.filter(pk__in=ids).values_list("pk", "name"))


def mask_person(name: str, id_kind: str, number: str) -> str:
    """A person as they may be named to colleagues: `张*（110***********1234）`."""
    return f"{identifiers.mask_name(name)}（{rules.mask_number(id_kind, number)}）"


def masked(applicant: Applicant) -> Masked:
    """What may be shown of an applicant to whoever may see it."""
    return Masked(
        id=applicant.pk,
        kind=applicant.kind,
        kind_label=str(applicant.get_kind_display()),
        name=applicant.name,
        id_kind=applicant.id_kind,
        id_kind_label=str(applicant.get_id_kind_display()),
        number=rules.mask_number(applicant.id_kind, applicant.number),
        phone=identifiers.mask_number(applicant.phone),
        legal_representative=applicant.legal_representative,
        address=applicant.address,
        assurance_label=str(applicant.get_assurance_display()),
    )


def principals(actor: Actor, item_code: str = "", today: date | None = None) -> list[Applicant]:
    """For whom a citizen may apply (in an item): themselves first, then those they are authorised by."""
    rows = live_authorisations(today or clock.today()).filter(agent=actor.applicant_id)
    allowed = {
        row.principal_id for row in rows if not row.item_codes or not item_code or item_code in row.item_codes
    }
    return _self_first(actor, Applicant.objects.filter(pk__in=allowed | {actor.applicant_id}))


def _self_first(actor: Actor, found: QuerySet[Applicant]) -> list[Applicant]:
    return sorted(found, key=lambda each: (each.pk != actor.applicant_id, each.name))


def visible_authorisations(actor: Actor) -> QuerySet[Authorisation]:
    """Authorisations that the actor may see: desk staff every one, a citizen those that they gave or got."""
    rows = Authorisation.objects.select_related("principal", "agent")
    if actor.has(*DESK):
        return rows
    own = Q(agent=actor.applicant_id) | Q(principal__in=actor.applicants)
    return rows.filter(own) if actor.applicant_id else rows.none()


def access_authorisation(actor: Actor, authorisation_id: int) -> Authorisation:
    """One authorisation. Raises NotFound where there is none or the actor may not see it."""
    found = visible_authorisations(actor).filter(pk=authorisation_id).first()
    if found is None:
        raise NotFound("not_found", N_("没有找到这份授权，或者您无权查看。"))
    return found


def spoken_for(actor: Actor) -> QuerySet[Applicant]:
    """In whose name a citizen signs and gives authorisations: their own, and as legal representative."""
    rows = live_authorisations(clock.today()).filter(agent=actor.applicant_id, kind="legal_representative")
    own = Q(pk=actor.applicant_id) | Q(pk__in=rows.values("principal"))
    return Applicant.objects.filter(own, pk__in=actor.applicants | {actor.applicant_id})


def own_names(actor: Actor) -> list[Applicant]:
    """Those as a list to choose from, themselves first."""
    return _self_first(actor, spoken_for(actor))


def may_authorise_for(actor: Actor, principal_id: int) -> bool:
    """Whether a citizen may give authorisations in a principal's name."""
    return bool(principal_id) and spoken_for(actor).filter(pk=principal_id).exists()


@dataclass(frozen=True, slots=True)
class AuthorisationLine:
    """An authorisation as a citizen sees it. `state`: live, waiting (for a clerk), later, over, revoked."""

    id: int
    principal: str
    agent: str
    legal: bool
    mine: bool
    from_on: date
    to_on: date | None
    item_codes: list[str]
    state: str


def state_of(row: Authorisation, today: date) -> str:
    """Where an authorisation stands on a day; first and last day are in force."""
    if row.revoked_at:
        return "revoked"
    if row.confirmed_at is None:
        return "waiting"
    if today < row.from_on:
        return "later"
    return "over" if row.to_on is not None and row.to_on < today else "live"


def authorisation_lines(actor: Actor) -> list[AuthorisationLine]:
    """The authorisations that a citizen gave and got, newest first."""
    return _lines(visible_authorisations(actor), actor.applicant_id)


def authorisations_of(actor: Actor, applicant_id: int) -> list[AuthorisationLine]:
    """The authorisations that an applicant gave and got, for a clerk; newest first."""
    own = Q(agent=applicant_id) | Q(principal=applicant_id)
    return _lines(visible_authorisations(actor).filter(own), applicant_id)


def _lines(rows: QuerySet[Authorisation], mine: int) -> list[AuthorisationLine]:
    today = clock.today()
    return [
        AuthorisationLine(
            id=row.pk,
            principal=row.principal.name,
            agent=row.agent.name,
            legal=row.kind == "legal_representative",
            mine=row.agent_id == mine,
            from_on=row.from_on,
            to_on=row.to_on,
            item_codes=list(row.item_codes),
            state=state_of(row, today),
        )
        for row in rows[:200]
    ]


def open_claims() -> list[Authorisation]:
    """Claims to represent an organisation that wait for a clerk, oldest first."""
    rows = Authorisation.objects.filter(confirmed_at=None, revoked_at=None)
    return list(rows.select_related("principal", "agent").order_by("created_at", "id")[:200])
