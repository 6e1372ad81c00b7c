"""What the cabinet's controller tells of a door: by call-back, as an answer or asked for; believed by its signature alone.

Only a box that is empty behind a door that is shut again is a delivery; everything less waits for the delivery desk.
"""

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import transaction

from oneseal.cases import services as cases
from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import SYSTEM, Actor
from oneseal.kernel.errors import Conflict, NotFound, RuleViolation
from oneseal.kernel.hashing import canonical
from oneseal.kernel.text import N_
from oneseal.notices.services import notify_staff
from oneseal.output import events
from oneseal.output.gateway import Unreachable, cabinet
from oneseal.output.models import Opening, Place, Stored
from oneseal.output.rules import boxes
from oneseal.output.rules.boxes import FOUND, PURPOSES, STATES, OpeningState, Purpose
from oneseal.output.selectors import cabinets
from oneseal.output.services.shelving import take_off
from oneseal.seals.callbacks import Ear

ASK_AGAIN = timedelta(seconds=5)
"""A page that waits for a door asks the controller itself where no call-back came for so long."""
SILENCE = N_("柜子一直没有报告结果")


def take_word(said: Mapping[str, Any], *, by: str) -> bool:
    """What the controller says of an order; whether it was news.

    Raises NotFound for a number that we never gave, ValueError and KeyError for a word that cannot be.
    """
    found = Opening.objects.filter(number=str(said["order_no"])).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound("opening_not_found", N_("没有这次开门的记录。"))
    with transaction.atomic():
        row = lock(Opening, found)
        word = boxes.told(said, row.asked_at, clock.now())
        target = boxes.next_state(row.state, row.purpose, word)
        if target is None:
            Opening.objects.filter(pk=row.pk).update(heard_at=clock.now())
            return False
        kept = {name: said.get(name) for name in ("order_no", "state", "opened_at", "closed_at", "occupied")}
        values: dict[str, Any] = {
            "opened_at": word.opened_at,
            "closed_at": word.closed_at,
            "record": kept,
            "record_digest": hashlib.sha256(canonical(kept)).hexdigest(),
        }
        _settle(SYSTEM, row, target, values, by=by, why=str(said.get("reason", ""))[:100])
    return True


def _settle(
    actor: Actor, row: Opening, target: OpeningState, values: dict[str, Any], *, by: str, why: str = ""
) -> None:
    """The opening is now in this state, with what follows from it; under its lock."""
    place = Place.objects.select_related("cabinet").get(pk=row.place_id)
    at = values.get("closed_at") or row.closed_at or clock.now()
    if target == OpeningState.DONE:
        try:
            with transaction.atomic():
                DONE[Purpose(row.purpose)](row, place, at)
        except RuleViolation as error:
            target, why = OpeningState.DOUBT, str(error)
    values |= {"state": target, "heard_at": clock.now(), "why": (why or row.why)[:300]}
    if target not in boxes.LIVE:
        values["ended_at"] = at
    event = events.DoorMoved(
        place.code,
        row.number,
        row.case.number,
        row.purpose,
        PURPOSES[Purpose(row.purpose)],
        target,
        STATES[target],
        why,
        by,
        str(values.get("record_digest", "")),
    )
    change = Update(Opening, row.pk, values, expect={"state": row.state})
    record(actor.of_bureau(row.bureau_id), Subject("shelf_place", place.pk), event, changes=[change])
    if target == OpeningState.JAMMED:
        _block(place, STATES[target])
    if target in (OpeningState.JAMMED, OpeningState.DOUBT, OpeningState.MISSING):
        _tell_clerk(row, place, target)


def _filled(row: Opening, place: Place, at: Any) -> None:
    """It lies in the box: the applicant is told, unless it is to go another way by now."""
    if row.case.wanted_delivery == "pickup" and row.case.state in cabinets.UNDELIVERED:
        name = place.cabinet.name if place.cabinet else ""
        cases.ready_result(SYSTEM, case_id=row.case_id, shelf=f"{name} {place.code}"[:40])
    take_off(row.case_id, "moved")
    Stored.objects.create(place=place, case_id=row.case_id, placed_at=at, placed_by_id=row.asked_by_id)
    who = SYSTEM.of_bureau(row.bureau_id)
    record(who, Subject("shelf_place", place.pk), events.Shelved(place.code, row.case.number))


def _collected(row: Opening, place: Place, at: Any) -> None:
    """Out of the box and with who was identified: that is the delivery, at the moment the door was shut (LIC-14).

    Raises Conflict where the case is not to be fetched any more: somebody has to look.
    """
    _emptied(row, place, "delivered")
    closed = cases.deliver_from_cabinet(
        case_id=row.case_id,
        recipient=row.recipient,
        identifier=row.identifier,
        relation=row.relation,
        at=at,
        cabinet=place.cabinet.name if place.cabinet else place.code,
    )
    if not closed:
        raise Conflict(
            "not_to_be_fetched", N_("格子空了，但这个办件已经改了送达方式或者办结，不能记为领取。")
        )


def _taken_out(row: Opening, place: Place, at: Any) -> None:
    """With the clerk again: the applicant reads that it is at the window now."""
    _emptied(row, place, "taken_out")
    if row.case.wanted_delivery == "pickup" and row.case.state in cabinets.UNDELIVERED:
        cases.ready_result(SYSTEM, case_id=row.case_id)


DONE = {Purpose.LOAD: _filled, Purpose.COLLECT: _collected, Purpose.TAKE_OUT: _taken_out}


def _emptied(row: Opening, place: Place, why: str) -> None:
    """Nothing lies in the box any more."""
    held = Stored.objects.filter(place=place, case=row.case_id, taken_at__isnull=True).first()
    if held is None:
        raise Conflict("box_empty", N_("登记里这一格没有这个办件的结果。"))
    change = Update(Stored, held.pk, {"taken_at": clock.now(), "why": why}, expect={"taken_at": None})
    event = events.TakenOff(place.code, row.case.number, why)
    who = SYSTEM.of_bureau(row.bureau_id)
    record(who, Subject("shelf_place", place.pk), event, changes=[change])


def _block(place: Place, why: str) -> None:
    change = Update(Place, place.pk, {"blocked_at": clock.now(), "blocked_why": why[:100]})
    who = SYSTEM.of_bureau(place.bureau_id)
    record(who, Subject("shelf_place", place.pk), events.BoxBlocked(place.code, why), changes=[change])


def _tell_clerk(row: Opening, place: Place, state: OpeningState) -> None:
    """Who opened it, or put the result in, hears that somebody has to look."""
    held = Stored.objects.filter(place=place, taken_at__isnull=True).first()
    staff = row.asked_by_id or (held.placed_by_id if held else None)
    if staff and place.cabinet:
        notify_staff(
            SYSTEM.of_bureau(row.bureau_id),
            bureau_id=row.bureau_id,
            staff_ids=[staff],
            template="cabinet_doubt",
            data={"place": place.code, "case_number": row.case.number, "state": STATES[state]},
            occasion=f"{row.pk}:{state}",
            link=cabinets.cabinet_url(place.cabinet),
        )


def query_door(*, number: str) -> str:
    """Ask the controller what became of an opening; its word. Raises Unreachable."""
    said = cabinet.current().call("box.query", {"order_no": number})
    if said.get("state") in set(boxes.Door):
        take_word(said, by="query")
    return str(said.get("state", ""))


def follow_door(row: Opening) -> Opening:
    """The opening as it is now, for a page that waits for it; asked for where no call-back came."""
    if row.state in boxes.WAITING and clock.now() - (row.heard_at or row.asked_at) > ASK_AGAIN:
        _ask_and_doubt(row)
    row.refresh_from_db()
    return row


def sweep_doors() -> int:
    """Ask for every opening that should have ended; without an end it is in doubt. Tells how many are."""
    return sum(_ask_and_doubt(row) for row in cabinets.late_doors(clock.now()))


def _ask_and_doubt(row: Opening) -> bool:
    """Ask once; an opening that is late and of which nothing final is told becomes a doubt. Whether it is one now."""
    try:
        said = query_door(number=row.number)
    except (Unreachable, RuleViolation, KeyError, ValueError, TypeError):
        said = ""
    with transaction.atomic():
        row = lock(Opening, row.pk)
        if not boxes.is_late(row.state, row.asked_at, row.opened_at, clock.now()):
            return row.state == OpeningState.DOUBT
        never = said == "NONE" and row.state == OpeningState.ASKED
        target = OpeningState.VOID if never else OpeningState.DOUBT
        _settle(SYSTEM, row, target, {}, by="silence", why=SILENCE)
    return not never


def settle_door(actor: Actor, *, opening_id: int, found: str, said: str) -> Opening:
    """Say what was found in a box whose opening is in doubt: it lies there, was taken by the right person, is missing.

    Raises RuleViolation where how it was verified is not said, Conflict where nothing is in doubt.
    """
    said = said.strip()[:300]
    with transaction.atomic():
        row = lock(Opening, opening_id)
        cabinets.check_loader(actor, row.bureau_id)
        if row.state != OpeningState.DOUBT:
            raise Conflict("not_in_doubt", N_("这一格没有待核实的情况，请刷新页面。"))
        target = boxes.settled(row.purpose, found, said)
        place = Place.objects.get(pk=row.place_id)
        event = events.DoorSettled(place.code, row.number, row.case.number, found, FOUND[boxes.Found(found)])
        record(actor, Subject("shelf_place", place.pk), event, reason=said)
        if target == OpeningState.MISSING and row.purpose != Purpose.LOAD:
            _emptied(row, place, "missing")
        _settle(actor, row, target, {}, by="desk", why=said)
        row.refresh_from_db()
        if row.state == OpeningState.DOUBT:
            raise Conflict("still_in_doubt", row.why)
    return row


def _owner(number: str) -> tuple[Subject, int] | None:
    """The box of an order."""
    row = Opening.objects.filter(number=number).first()
    return (Subject("shelf_place", row.place_id), row.bureau_id) if row else None


EAR = Ear(
    cabinet,
    partial(take_word, by="callback"),
    _owner,
    events.ForgedDoorNews,
    voice="取件柜通知",
    stranger="cabinet",
)
take_door_news = EAR.take
