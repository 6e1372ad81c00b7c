"""Reads of self-service cabinets: what lies where since when, whose it is, what somebody has to look at."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, QuerySet
from django.urls import reverse

from oneseal.foundation import clock
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, NotFound
from oneseal.kernel.text import N_
from oneseal.output.models import Cabinet, Opening, Place, Stored
from oneseal.output.rules import boxes
from oneseal.output.rules.boxes import LIVE, WAITING, OpeningState, Trouble

if TYPE_CHECKING:
    from oneseal.cases.models import Case

WATCHERS = frozenset({Role.CLERK, Role.SECTION_HEAD, Role.COORDINATOR, Role.SUPERVISOR, Role.ADMINISTRATOR})
NEWEST = 20
UNDELIVERED = ("granted", "refused")
"""States in which there is a result that nobody has yet."""


def cabinet_url(row: Cabinet) -> str:
    """The desk's page of a cabinet."""
    return reverse("output:cabinet", args=[row.uid])


def visible_cabinets(actor: Actor) -> QuerySet[Cabinet]:
    """The bureau's cabinets in use, for those at the counter and those who watch."""
    rows = Cabinet.objects.filter(bureau=actor.bureau_id, retired_at__isnull=True)
    return rows if actor.has(*WATCHERS) else rows.none()


def access_cabinet(actor: Actor, uid: UUID) -> Cabinet:
    """One cabinet. Raises NotFound."""
    found = visible_cabinets(actor).filter(uid=uid).first()
    if found is None:
        raise NotFound("cabinet_not_found", N_("没有找到这个自助取件柜，或者已经停用。"))
    return found


def cabinets_in_use(bureau_id: int) -> list[Cabinet]:
    """A bureau's cabinets."""
    return list(Cabinet.objects.filter(bureau=bureau_id, retired_at__isnull=True).order_by("unit"))


def all_cabinets() -> list[Cabinet]:
    """Every bureau's cabinets in use."""
    return list(Cabinet.objects.filter(retired_at__isnull=True).order_by("id"))


def is_cabinet(bureau_id: int, unit: str) -> bool:
    """Whether a unit is or was a cabinet's."""
    return Cabinet.objects.filter(bureau=bureau_id, unit=unit).exists()


def check_loader(actor: Actor, bureau_id: int) -> None:
    """Only clerks of the bureau put in and take out. Raises Forbidden."""
    if not actor.has(Role.CLERK) or actor.bureau_id != bureau_id:
        raise Forbidden("may_not_load", N_("取件柜由综合窗口（出件岗）放入和取出。"))


def access_opening(actor: Actor, uid: UUID) -> Opening:
    """One opening of the bureau's cabinets. Raises NotFound."""
    rows = Opening.objects.select_related("place__cabinet", "case", "asked_by")
    found = rows.filter(uid=uid, place__cabinet__in=visible_cabinets(actor)).first()
    if found is None:
        raise NotFound("opening_not_found", N_("没有找到这次开门的记录，请刷新页面。"))
    return found


def free_boxes(cabinet: Cabinet) -> QuerySet[Place]:
    """Boxes that hold nothing, work, and are opened for nobody."""
    held = Stored.objects.filter(taken_at__isnull=True, place__cabinet=cabinet).values("place")
    live = Opening.objects.filter(state__in=LIVE, place__cabinet=cabinet).values("place")
    rows = cabinet.places.filter(retired_at__isnull=True, blocked_at__isnull=True)
    return rows.exclude(pk__in=held).exclude(pk__in=live)


def held_in(cabinet: Cabinet) -> QuerySet[Stored]:
    """What lies in a cabinet."""
    rows = Stored.objects.filter(place__cabinet=cabinet, taken_at__isnull=True)
    return rows.select_related("place", "case__item")


def candidates(cabinet: Cabinet, code: str, identifier: str) -> list[Stored]:
    """What somebody may have come for: what this code is for, else what belongs to whose document it is."""
    rows = held_in(cabinet).order_by("id")
    found = list(rows.filter(case__delivery__pickup_code=code)[:5]) if code else []
    person = identity.applicant_by_number(identifier) if not found else None
    if person is None:
        return found
    return list(rows.filter(Q(case__applicant=person.pk) | Q(case__agent=person.pk))[:5])


def object_to_counter(case: "Case") -> None:
    """Nothing is handed over at the counter that lies behind a door: it is taken out first (LIC-14: one delivery)."""
    held = Stored.objects.filter(case=case.pk, taken_at__isnull=True, place__cabinet__isnull=False)
    live = Opening.objects.filter(case=case.pk, state__in=LIVE)
    code = next(iter(held.values_list("place__code").union(live.values_list("place__code"))[:1]), None)
    if code:
        raise Conflict(
            "in_cabinet",
            N_(
                "结果在自助取件柜 %(code)s 里，或者正在放入、领取、待核实。请先在“自助取件柜”里取出或者核实。"
            ),
            params={"code": code[0]},
        )


@dataclass(frozen=True, slots=True)
class Inside:
    """A box of a cabinet as the delivery desk sees it."""

    place: Place
    stored: Stored | None
    opening: Opening | None
    trouble: Trouble | None
    overdue: bool
    days: int = 0

    @property
    def elsewhere(self) -> bool:
        """Whether what lies here is not to be fetched any more: delivered otherwise, ended, or to be sent."""
        case = self.stored.case if self.stored else None
        return case is not None and (case.wanted_delivery != "pickup" or case.state not in UNDELIVERED)

    @property
    def tone(self) -> str:
        """The colour of the box."""
        if (
            self.place.blocked_at
            or self.trouble
            or (self.opening and self.opening.state == OpeningState.DOUBT)
        ):
            return "trouble"
        if self.opening:
            return "open"
        if self.stored is None:
            return "free"
        return "long" if self.overdue or self.elsewhere else "full"


def inside(cabinet: Cabinet) -> list[list[Inside]]:
    """The rows of a cabinet with their boxes."""
    held = {each.place_id: each for each in held_in(cabinet)}
    live = Opening.objects.filter(place__cabinet=cabinet, state__in=LIVE).select_related("case")
    doors = {each.place_id: each for each in live}
    said = {code: Trouble(word) for code, word in cabinet.troubles}
    found: dict[int, list[Inside]] = {}
    for place in cabinet.places.filter(retired_at__isnull=True).order_by("row", "box"):
        stored = held.get(place.pk)
        late = bool(stored) and _is_overdue(cabinet, stored)
        days = (clock.now() - stored.placed_at).days if stored else 0
        row = Inside(place, stored, doors.get(place.pk), said.get(place.code), late, days)
        found.setdefault(place.row, []).append(row)
    return list(found.values())


def _is_overdue(cabinet: Cabinet, stored: Stored | None) -> bool:
    return stored is not None and boxes.is_overdue(stored.placed_at, cabinet.hold_days, clock.now())


def cabinets_of(actor: Actor) -> list[Cabinet]:
    """The cabinets with how many boxes they have, hold and need somebody to look at (`boxes`, `full`, `doubt`)."""
    rows = visible_cabinets(actor).annotate(
        boxes=Count("places", filter=Q(places__retired_at__isnull=True), distinct=True),
        full=Count("places__stored", filter=Q(places__stored__taken_at__isnull=True), distinct=True),
        doubt=Count("places__openings", filter=Q(places__openings__state=OpeningState.DOUBT), distinct=True),
    )
    return list(rows.order_by("unit"))


def to_take_out(actor: Actor) -> QuerySet[Stored]:
    """What lies in a cabinet too long, or is not to be fetched from it any more."""
    rows = Stored.objects.filter(place__cabinet__in=visible_cabinets(actor), taken_at__isnull=True)
    held_for = ExpressionWrapper(F("place__cabinet__hold_days") * timedelta(days=1), DurationField())
    rows = rows.annotate(until=F("placed_at") + held_for)
    elsewhere = ~Q(case__wanted_delivery="pickup") | ~Q(case__state__in=UNDELIVERED)
    return rows.filter(Q(until__lte=clock.now()) | elsewhere)


def doors_in_doubt(actor: Actor) -> QuerySet[Opening]:
    """Openings of which somebody has to see what became."""
    return Opening.objects.filter(place__cabinet__in=visible_cabinets(actor), state=OpeningState.DOUBT)


def opening_at(cabinet_id: int, uid: str) -> Opening | None:
    """An opening of one cabinet, for the device at which the visitor stands."""
    rows = Opening.objects.filter(place__cabinet=cabinet_id, uid=uid)
    return rows.select_related("place__cabinet", "case").first()


def openings_of(cabinet: Cabinet) -> list[Opening]:
    """The newest openings of a cabinet."""
    rows = Opening.objects.filter(place__cabinet=cabinet).select_related("place", "case", "asked_by")
    return list(rows.order_by("-id")[:NEWEST])


def waiting_doors(cabinet: Cabinet) -> list[Opening]:
    """Openings that have not ended, those in doubt included."""
    rows = Opening.objects.filter(place__cabinet=cabinet, state__in=LIVE)
    return list(rows.select_related("place__cabinet", "case", "asked_by").order_by("id"))


def late_doors(now: datetime) -> list[Opening]:
    """Openings that should have ended, and of which the controller has told nothing."""
    rows = Opening.objects.filter(state__in=WAITING, asked_at__lt=now - boxes.PATIENCE)
    return [
        each
        for each in rows.select_related("place").order_by("id")[:500]
        if boxes.is_late(each.state, each.asked_at, each.opened_at, now)
    ]
