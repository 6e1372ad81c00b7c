"""Names: what a new one collides with, who keeps which, the register."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from oneseal.foundation import clock
from oneseal.foundation.lists import Page, keyset_page
from oneseal.identity import selectors as identity
from oneseal.kernel.access import CASEWORK, Actor
from oneseal.kernel.errors import NotFound, RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import months_after
from oneseal.registration.models import EnterpriseName
from oneseal.registration.rules import names
from oneseal.registration.rules.life import HELD, NameState
from oneseal.registration.rules.names import BLOCKED_MONTHS, Parts, Taken

NEWEST = ("-reserved_at", "-id")
SIMILAR_SHOWN = 8
REMIND_DAYS = 7
"""Holders are told so many calendar days before the reservation ends."""
VIEWS = {
    "kept": N_("保留中"),
    "registered": N_("已登记"),
    "all": N_("全部"),
}


@dataclass(frozen=True)
class Looked:
    """What a name meets: refusals with reason and article, and names that are alike."""

    refusals: list[RuleViolation] = field(default_factory=list)
    similar: list[str] = field(default_factory=list)


def own_regions(bureau_id: int) -> list[str]:
    """How the division of the registering body may stand in a name: in full and without its ending."""
    code = identity.region_of_bureau(bureau_id)
    if not code:
        return []
    name = identity.region(code).name
    short = name.removesuffix("市").removesuffix("县").removesuffix("区")
    return [name, short] if len(short) >= 2 and short != name else [name]


def divisions(bureau_id: int, trade: str) -> set[str]:
    """The trade name itself, where it is the name of a county, city or province."""
    return {trade} if identity.is_division(trade) else set()


def look(bureau_id: int, parts: Parts, *, related: str = "") -> Looked:
    """Hold a name against the rules and the register. Three statements.

    `related`: a relation that a clerk has seen proof of, which lifts the ban on the same trade name (art. 17).
    """
    refusals = names.check(
        parts, own_regions=own_regions(bureau_id), regions=divisions(bureau_id, parts.trade)
    )
    if refusals:
        return Looked(refusals)
    taken = _taken(bureau_id, parts)
    hit = names.collision(parts, taken, clock.today())
    if hit is not None and related and all(each.full != parts.full for each in taken):
        hit = None
    return Looked([hit] if hit else [], names.similar(parts, taken)[:SIMILAR_SHOWN])


def _taken(bureau_id: int, parts: Parts) -> list[Taken]:
    """Names of the same trade that are kept, registered, or ended within the year."""
    since = months_after(clock.today(), -BLOCKED_MONTHS)
    rows = EnterpriseName.objects.filter(bureau=bureau_id)
    rows = rows.filter(
        Q(state=NameState.REGISTERED)
        | Q(state=NameState.RESERVED, until__gte=clock.today())
        | Q(state=NameState.ENDED, ended_on__gte=since)
    )
    if parts.sector:
        rows = rows.filter(Q(sector__in=[parts.sector, ""]) | Q(trade=parts.trade))
    found = rows.order_by("id").values_list("full", "trade", "sector", "state", "ended_on")
    return [
        Taken(full, trade, sector, ended if state == NameState.ENDED else None)
        for full, trade, sector, state, ended in found
    ]


def has_code(code: str) -> bool:
    """Whether somebody has this credit code already: a firm of the register, or an applicant who brought theirs."""
    known = EnterpriseName.objects.filter(uscc=code).exists()
    return known or identity.applicant_by_number(code) is not None


def visible_names(actor: Actor) -> QuerySet[EnterpriseName]:
    """The names that an actor may see with their holders: the bureau's, or those of whom they act for."""
    rows = EnterpriseName.objects.select_related("holder")
    if actor.is_staff:
        rows = rows.filter(bureau=actor.bureau_id)
        return rows if actor.has(*CASEWORK) else rows.none()
    return identity.applied_for(actor, rows, "holder")


def access_name(actor: Actor, name_id: int) -> EnterpriseName:
    """One name that the actor may see. Raises NotFound otherwise."""
    return _one(visible_names(actor).filter(pk=name_id))


def access_name_uid(actor: Actor, uid: UUID) -> EnterpriseName:
    """The same by its lasting id, for other systems."""
    return _one(visible_names(actor).filter(uid=uid))


def _one(rows: QuerySet[EnterpriseName]) -> EnterpriseName:
    found = rows.first()
    if found is None:
        raise NotFound("name_not_found", N_("没有找到这个名称，或者您无权查看。"))
    return found


def own_names(actor: Actor, asked: Mapping[str, str]) -> Page[EnterpriseName]:
    """What the citizen declared, newest first."""
    return keyset_page(visible_names(actor), NEWEST, asked)


def desk_names(actor: Actor, asked: Mapping[str, str]) -> Page[EnterpriseName]:
    """The register: kept names, registered ones, all; `q` narrows by words of the name."""
    rows = visible_names(actor)
    view = asked.get("view", "kept")
    if view == "kept":
        rows = rows.filter(state=NameState.RESERVED)
    elif view == "registered":
        rows = rows.filter(state=NameState.REGISTERED)
    if text := asked.get("q", "").strip()[:60]:
        rows = rows.filter(Q(full__contains=text) | Q(uscc=text))
    return keyset_page(rows, NEWEST, asked)


def held_name(bureau_id: int, full: str) -> EnterpriseName | None:
    """The row of a name that is kept or registered."""
    return EnterpriseName.objects.filter(bureau=bureau_id, full=full, state__in=HELD).first()


def is_kept(row: EnterpriseName) -> bool:
    """Whether a name is kept today, whether or not the nightly job has been there."""
    return row.state == NameState.RESERVED and row.until is not None and row.until >= clock.today()


def over(today: date) -> list[int]:
    """Kept names whose last day has passed."""
    rows = EnterpriseName.objects.filter(state=NameState.RESERVED, until__lt=today)
    return list(rows.order_by("id").values_list("pk", flat=True))


def running_out(today: date) -> list[int]:
    """Kept names that end in a week."""
    rows = EnterpriseName.objects.filter(state=NameState.RESERVED, until=today + timedelta(days=REMIND_DAYS))
    return list(rows.order_by("id").values_list("pk", flat=True))
