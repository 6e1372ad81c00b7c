"""Every read of output: shelves, parcels, the courier's bill."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.urls import reverse

from oneseal.cases import selectors as cases
from oneseal.foundation import clock
from oneseal.foundation.lists import Page, keyset_page
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import NotFound, RuleViolation
from oneseal.kernel.text import N_
from oneseal.output.models import CourierDay, CourierDifference, Destination, Parcel, Place, Stored
from oneseal.output.rules import parcels
from oneseal.output.rules.parcels import Address, ParcelState, Way
from oneseal.output.selectors.cabinets import cabinets_in_use

if TYPE_CHECKING:
    from oneseal.cases.models import Case
    from oneseal.documents.models import StoredFile

KEEPERS = (Role.ADMINISTRATOR, Role.COORDINATOR, Role.SECTION_HEAD)
SENDERS = (Role.CLERK,)
READERS = frozenset({Role.CLERK, Role.SECTION_HEAD, Role.COORDINATOR, Role.SUPERVISOR, Role.ADMINISTRATOR})
PROOF = "delivery_proof"
NO_PAPERS = frozenset(
    {
        "draft",
        "closed",
        "withdrawn",
        "terminated",
        "not_accepted",
        "not_needed",
        "lapsed",
        "granted",
        "refused",
    }
)
"""States in which nobody needs the applicant's papers."""
LONG = 30
"""Days after which something on the shelf is called long unclaimed (L)."""


def case_url(case_id: int) -> str:
    """The applicant's page about how the result comes."""
    return reverse("output:delivery", args=[case_id])


def parcel_url(row: Parcel) -> str:
    """The desk's page of a parcel."""
    return reverse("output:parcel", args=[row.uid])


@dataclass(frozen=True, slots=True)
class Box:
    """A place with what lies in it, for how many days."""

    place: Place
    stored: Stored | None
    days: int = 0

    @property
    def tone(self) -> str:
        """The colour of the box."""
        return "free" if self.stored is None else "long" if self.days >= LONG else "full"


def shelf_places(bureau_id: int) -> QuerySet[Place]:
    """The places in use of the shelf, those of cabinets apart."""
    return Place.objects.filter(bureau=bureau_id, cabinet__isnull=True, retired_at__isnull=True)


def boxes(actor: Actor, unit: str) -> list[list[Box]]:
    """The rows of a unit with their boxes."""
    rows = shelf_places(actor.bureau_id).filter(unit=unit)
    held = {
        each.place_id: each
        for each in Stored.objects.filter(place__in=rows, taken_at__isnull=True).select_related("case")
    }
    found: dict[int, list[Box]] = {}
    for place in rows.order_by("row", "box"):
        stored = held.get(place.pk)
        days = (clock.now() - stored.placed_at).days if stored else 0
        found.setdefault(place.row, []).append(Box(place, stored, days))
    return list(found.values())


def units(actor: Actor) -> list[dict[str, Any]]:
    """The bureau's units with how many places they have and how many are filled."""
    held = Stored.objects.filter(place=OuterRef("pk"), taken_at__isnull=True)
    rows = shelf_places(actor.bureau_id)
    counted = rows.values("unit").annotate(places=Count("pk"), full=Count("pk", filter=Q(Exists(held))))
    return [dict(each) for each in counted.order_by("unit")]


def find_stored(actor: Actor, text: str) -> Stored | None:
    """What lies in a place, by its code, the case's number or the pick-up code: one statement, by index."""
    text = text.strip()
    rows = Stored.objects.filter(place__bureau=actor.bureau_id, taken_at__isnull=True)
    where = Q(place__code=text.upper()) | Q(case__number=text) | Q(case__delivery__pickup_code=text)
    return rows.filter(where).select_related("place", "case").first()


def unclaimed(actor: Actor) -> QuerySet[Stored]:
    """What has lain on the shelf for so long that somebody should be called."""
    since = clock.now() - timedelta(days=LONG)
    rows = Stored.objects.filter(
        place__bureau=actor.bureau_id, place__cabinet__isnull=True, taken_at__isnull=True
    )
    return rows.filter(placed_at__lt=since) if actor.has(*READERS) else rows.none()


def place_of(case_id: int) -> str:
    """The code of the place where a case's result lies; empty where it lies in none."""
    row = stored_of(case_id)
    return row.place.code if row else ""


def stored_of(case_id: int) -> Stored | None:
    """Where a case's result lies, on the shelf or in a cabinet."""
    rows = Stored.objects.filter(case=case_id, taken_at__isnull=True)
    return rows.select_related("place__cabinet").first()


def has_places(bureau_id: int) -> bool:
    """Whether the bureau set up a shelf."""
    return shelf_places(bureau_id).exists()


def destination(case: "Case") -> Address:
    """Where the result goes: what the applicant chose, else their registered address. Raises RuleViolation."""
    row = Destination.objects.filter(case=case).first()
    if row:
        return Address(**row.to)
    try:
        return parcels.address(registered(case))
    except RuleViolation as error:
        message = N_(
            "申请人登记的地址不能寄送（%(why)s）。请联系申请人在手机上填写收件地址，或者改为窗口领取。"
        )
        raise RuleViolation("address_unusable", message, params={"why": error.message}) from error


def registered(case: "Case") -> dict[str, str]:
    """Name, phone and address as the applicant is registered; what the form begins with."""
    who = case.applicant
    return {"name": who.legal_representative or who.name, "phone": who.phone or "", "place": who.address}


def chosen(case: "Case") -> dict[str, str]:
    """The address that the form begins with: chosen before, else the registered one."""
    row = Destination.objects.filter(case=case).first()
    return dict(row.to) if row else registered(case)


def visible_parcels(actor: Actor) -> QuerySet[Parcel]:
    """The bureau's for those at the counter and those who watch; applicants' own; those of a client's cases."""
    rows = Parcel.objects.select_related("case")
    if actor.is_staff:
        rows = rows.filter(bureau=actor.bureau_id)
        return rows if actor.has(*READERS) else rows.none()
    if actor.has(Role.CLIENT):
        return rows.filter(case__made_by=actor.account_id)
    return rows.filter(case__applicant__in=actor.applicants) if actor.applicants else rows.none()


def access_parcel(actor: Actor, uid: UUID) -> Parcel:
    """One parcel that the actor may see. Raises NotFound."""
    found = (
        visible_parcels(actor)
        .filter(uid=uid)
        .select_related("case", "proof", "asked_by", "opened_by")
        .first()
    )
    if found is None:
        raise NotFound("parcel_not_found", N_("没有找到这个邮件，或者您无权查看。"))
    return found


VIEWS: dict[str, tuple[str, Q]] = {
    "way": (N_("寄送中"), Q(way=Way.OUT, state__in=parcels.UNDER_WAY)),
    "back": (
        N_("退回待处理"),
        Q(way=Way.OUT, state=ParcelState.RETURNED, case__state__in=["granted", "refused"]),
    ),
    "in": (N_("寄来的材料"), Q(way=Way.IN) & ~Q(state=ParcelState.CANCELLED)),
    "done": (N_("已签收"), Q(way=Way.OUT, state=ParcelState.SIGNED)),
}


def parcel_list(actor: Actor, view: str, asked: Mapping[str, str]) -> Page[Parcel]:
    """One page of parcels, newest first; `q` is the beginning of a case's number or a waybill."""
    rows = visible_parcels(actor).filter(VIEWS[view][1])
    if text := asked.get("q", "").strip()[:40]:
        rows = rows.filter(Q(waybill=text) | Q(case__number__startswith=text))
    return keyset_page(rows, ("-id",), asked)


def waiting_parcels(actor: Actor) -> list[QuerySet[Any]]:
    """What somebody at the counter has to do: returned ones, papers to open, differences."""
    if not actor.has(*SENDERS):
        return []
    rows = visible_parcels(actor)
    return [rows.filter(VIEWS["back"][1]), unopened(actor), open_differences(actor)]


def unopened(actor: Actor) -> QuerySet[Parcel]:
    """Papers that came and were not counted yet."""
    return visible_parcels(actor).filter(way=Way.IN, state=ParcelState.SIGNED, opened_at__isnull=True)


def parcels_of(case_id: int) -> list[Parcel]:
    """A case's parcels with their traces, newest first."""
    return list(Parcel.objects.filter(case=case_id).prefetch_related("traces").order_by("-id"))


def silent(before: datetime) -> list[str]:
    """Parcels under way of which the courier has told nothing since."""
    rows = Parcel.objects.filter(state__in=parcels.UNDER_WAY, by_hand=False, asked_at__lt=before)
    rows = rows.filter(Q(heard_at__lt=before) | Q(heard_at__isnull=True)).exclude(state=ParcelState.ASKED)
    return list(rows.order_by("id").values_list("number", flat=True)[:500])


def unordered() -> list[int]:
    """Parcels for which the courier did not answer yet."""
    rows = Parcel.objects.filter(state=ParcelState.ASKED, by_hand=False).order_by("id")
    return list(rows.values_list("pk", flat=True)[:500])


def object_to_delivery(case: "Case") -> None:
    """No result is handed over at the counter while a courier has it (LIC-14: one delivery)."""
    rows = Parcel.objects.filter(case=case, way=Way.OUT, state__in=parcels.UNDER_WAY)
    if rows.exists():
        raise RuleViolation(
            "parcel_under_way",
            N_("结果在快递途中，以快递签收为送达。要改在窗口领取，请先取消快递或者等退回。"),
        )


@dataclass(frozen=True, slots=True)
class Postage:
    """What the bureau pays the courier for a month: parcels and 分."""

    parcels: int
    fen: int


def postage(actor: Actor, month: date) -> Postage:
    """The month's parcels ordered through the adapter, called-off ones apart."""
    first = datetime(month.year, month.month, 1, tzinfo=clock.LOCAL)
    after = datetime(month.year + month.month // 12, month.month % 12 + 1, 1, tzinfo=clock.LOCAL)
    rows = Parcel.objects.filter(bureau=actor.bureau_id, asked_at__gte=first, asked_at__lt=after)
    told = rows.exclude(state=ParcelState.CANCELLED).aggregate(parcels=Count("pk"), fen=Sum("postage"))
    return Postage(told["parcels"], told["fen"] or 0)


def open_differences(actor: Actor) -> QuerySet[CourierDifference]:
    """Differences with the courier's bill that nobody looked at."""
    rows = CourierDifference.objects.filter(bureau=actor.bureau_id, settled_at__isnull=True)
    return rows if actor.has(*READERS) else rows.none()


def differences_list(actor: Actor) -> list[CourierDifference]:
    """The newest differences, those to be looked at first."""
    rows = CourierDifference.objects.filter(bureau=actor.bureau_id).select_related("settled_by")
    return list(rows.order_by("-settled_at", "-day", "-id")[:50]) if actor.has(*READERS) else []


def last_compared(actor: Actor) -> CourierDay | None:
    """The newest day compared with the courier's bill."""
    return CourierDay.objects.filter(bureau=actor.bureau_id).order_by("-day").first()


def proof_readable(actor: Actor, file: "StoredFile") -> bool:
    """Whether the actor may open a proof of delivery."""
    return visible_parcels(actor).filter(proof=file.pk).exists()


def counter_panel(actor: Actor, case: "Case") -> dict[str, Any] | None:
    """What the delivery counter needs: where it lies, how it goes, what the courier told."""
    rows = parcels_of(case.pk)
    live = next((row for row in rows if row.way == Way.OUT and row.state in parcels.UNDER_WAY), None)
    back = next((row for row in rows if row.way == Way.OUT and row.state == ParcelState.RETURNED), None)
    stored = stored_of(case.pk)
    return {
        "case": case,
        "courier": case.wanted_delivery == "courier",
        "place": stored.place.code if stored else "",
        "cabinet": stored.place.cabinet if stored else None,
        "cabinets": [] if stored and stored.place.cabinet_id else cabinets_in_use(case.bureau_id),
        "has_places": has_places(case.bureau_id),
        "live": live,
        "back": back if live is None else None,
    }


def applicant_panel(actor: Actor, case: "Case") -> dict[str, Any] | None:
    """What the applicant sees of parcels on the case's page; None for drafts and cases without any choice left."""
    rows = parcels_of(case.pk)
    open_ = case.state not in NO_PAPERS
    undelivered = case.state in {"granted", "refused"} and case.wanted_delivery != "electronic"
    if not rows and not open_ and not undelivered:
        return None
    return {"case": case, "parcels": rows, "open": open_, "undelivered": undelivered}


def own_case(actor: Actor, case_id: int) -> "Case":
    """A case of the applicant's own. Raises NotFound."""
    case = cases.access_case(actor, case_id)
    if case.applicant_id not in actor.applicants:
        raise NotFound("case_not_found", N_("没有找到这个办件，或者您无权查看。"))
    return case


def case_by_number(actor: Actor, number: str) -> "Case":
    """A case that the actor may see, by its number. Raises NotFound."""
    found = cases.visible_cases(actor).filter(number=number.strip()).first()
    if found is None:
        raise NotFound(
            "case_not_found", N_("没有这个办件号，或者您无权查看。请核对后再输入。"), field="number"
        )
    return found


def codes_of(actor: Actor, unit: str) -> list[str]:
    """The codes of a unit's places, of the shelf or a cabinet. Raises NotFound where it has none."""
    rows = Place.objects.filter(bureau=actor.bureau_id, unit=unit, retired_at__isnull=True)
    found = list(rows.order_by("row", "box").values_list("code", flat=True))
    if not found:
        raise NotFound("unit_not_found", N_("没有这个出件柜，请刷新页面。"))
    return found
