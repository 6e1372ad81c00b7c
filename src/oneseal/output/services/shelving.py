"""Shelf places: set up, filled, freed. One place holds one case, one case lies in one place (inventory 3.9)."""

from datetime import datetime

from django.db import IntegrityError, transaction

from oneseal.cases import selectors as cases_read
from oneseal.cases import services as cases
from oneseal.foundation import clock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import SYSTEM, Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, NotFound
from oneseal.kernel.text import N_
from oneseal.output import events, selectors
from oneseal.output.models import Place, Stored
from oneseal.output.rules import shelves
from oneseal.output.selectors import cabinets


def check_keeper(actor: Actor) -> None:
    """Only those who set up shelves and cabinets. Raises Forbidden."""
    if not actor.has(*selectors.KEEPERS):
        raise Forbidden("may_not_set_up", N_("出件柜由系统管理员、统筹岗或科室负责人设置。"))


def set_up_unit(actor: Actor, *, unit: str, rows: int, boxes: int) -> int:
    """Give a unit its places, adding those that it does not have; tells how many are new."""
    check_keeper(actor)
    unit = unit.strip().upper()
    made = [
        Place(bureau_id=actor.bureau_id, unit=unit, row=row, box=box, code=code)
        for row, box, code in shelves.places(unit, rows, boxes)
    ]
    with transaction.atomic():
        if cabinets.is_cabinet(actor.bureau_id, unit):
            raise Conflict("unit_is_cabinet", N_("这个柜号是自助取件柜，请换一个。"), field="unit")
        back = Place.objects.filter(bureau=actor.bureau_id, code__in=[each.code for each in made])
        known = set(back.select_for_update().values_list("code", flat=True))
        back.update(retired_at=None)
        Place.objects.bulk_create([each for each in made if each.code not in known])
        record(actor, Subject("shelf", actor.bureau_id), events.UnitSetUp(unit, len(made)))
    return len(made) - len(known)


def retire_unit(actor: Actor, *, unit: str) -> None:
    """No longer use a unit of the shelf. Raises Conflict while something lies in it."""
    check_keeper(actor)
    with transaction.atomic():
        rows = selectors.shelf_places(actor.bureau_id).select_for_update().filter(unit=unit)
        ids = list(rows.values_list("pk", flat=True))
        if not ids:
            raise NotFound("unit_not_found", N_("没有这个出件柜，请刷新页面。"))
        if Stored.objects.filter(place__in=ids, taken_at__isnull=True).exists():
            raise Conflict("unit_in_use", N_("柜里还有没领走的结果，请先移到别的柜子再停用。"))
        Place.objects.filter(pk__in=ids).update(retired_at=clock.now())
        record(actor, Subject("shelf", actor.bureau_id), events.UnitRetired(unit))


def put_on_shelf(actor: Actor, *, case_id: int, code: str = "") -> Stored:
    """Put a result that somebody comes for into a place, the first free one where none is named; the applicant is told.

    Lies it elsewhere already, it is moved. Raises NotFound for no such place, Conflict for one that holds another case
    or where nothing is free.
    """
    with transaction.atomic():
        case = cases_read.access_case(actor, case_id)
        if case.wanted_delivery != "pickup":
            raise Conflict("not_for_pickup", N_("这个办件不是窗口领取，结果不用上柜。请先改送达方式。"))
        cabinets.object_to_counter(case)
        place = _free_place(actor, code.strip().upper())
        cases.ready_result(actor, case_id=case_id, shelf=place.code)
        take_off(case_id, "moved")
        try:
            row = Stored.objects.create(
                place=place, case_id=case_id, placed_at=clock.now(), placed_by_id=actor.staff_id
            )
        except IntegrityError as error:
            raise _taken(place.code) from error
        record(actor, Subject("shelf_place", place.pk), events.Shelved(place.code, case.number))
    return row


def _free_place(actor: Actor, code: str) -> Place:
    if not actor.has(Role.CLERK):
        raise Forbidden("may_not_shelve", N_("结果由综合窗口上柜，请交给窗口。"))
    rows = selectors.shelf_places(actor.bureau_id)
    if code:
        found = rows.select_for_update().filter(code=code).first()
        if found is None:
            raise NotFound(
                "place_not_found", N_("没有这个柜位，请核对格子上印的编号，例如 A-2-07。"), field="code"
            )
        if Stored.objects.filter(place=found, taken_at__isnull=True).exists():
            raise _taken(code)
        return found
    free = rows.exclude(pk__in=Stored.objects.filter(taken_at__isnull=True).values("place"))
    first = free.select_for_update(skip_locked=True).order_by("unit", "row", "box").first()
    if first is None:
        raise Conflict("shelf_full", N_("出件柜没有空位了。请先清理久未领取的，或者增设柜子。"))
    return first


def _taken(code: str) -> Conflict:
    return Conflict(
        "place_taken", N_("柜位 %(code)s 已经放了别的办件，请换一格。"), params={"code": code}, field="code"
    )


def release_place(*, case_id: int, why: str, before: datetime) -> bool:
    """Free the place of a case that was handed over or ended; whether there was one. May run again, and late: what was
    shelved after `before`, the moment of the news, stays; so does what lies in a cabinet, until its door was opened.
    """
    with transaction.atomic():
        return take_off(case_id, why, before)


def take_off(case_id: int, why: str, before: datetime | None = None) -> bool:
    """The place on the shelf of a case is free; whether it had one. Call it in the act's transaction."""
    rows = Stored.objects.filter(place__cabinet__isnull=True)
    rows = rows.select_for_update(of=("self",)).select_related("place", "case")
    rows = rows.filter(placed_at__lte=before) if before else rows
    row = rows.filter(case=case_id, taken_at__isnull=True).first()
    if row is None:
        return False
    if why == "moved":
        Stored.objects.filter(pk=row.pk).update(taken_at=clock.now(), why=why)
        return True
    who = SYSTEM.of_bureau(row.place.bureau_id)
    change = Update(Stored, row.pk, {"taken_at": clock.now(), "why": why})
    event = events.TakenOff(row.place.code, row.case.number, why)
    record(who, Subject("shelf_place", row.place_id), event, changes=[change])
    return True
