"""A door of a cabinet opened: for a clerk who puts in or takes out, for the recipient at a device (LIC-14).

The controller is never asked inside a transaction; the row is committed first, so that a lost answer is asked for again
and a box is opened once. An order says until when it may be carried out: no door opens after its visitor has gone.
"""

import uuid
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from oneseal.cases import extensions
from oneseal.cases import selectors as cases_read
from oneseal.cases import services as cases
from oneseal.cases.rules.states import Act
from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, record
from oneseal.identity import selectors as identity
from oneseal.kernel.access import SYSTEM, Actor
from oneseal.kernel.errors import Conflict, NotFound, RuleViolation
from oneseal.kernel.text import N_
from oneseal.output import events, gateway
from oneseal.output.models import Cabinet, Opening, Place, Stored
from oneseal.output.rules import boxes
from oneseal.output.rules.boxes import PURPOSES, OpeningState, Purpose
from oneseal.output.selectors import cabinets
from oneseal.output.services.sensing import take_word

BY_KEY = N_("这一格停用，用钥匙打开")
NO_ANSWER = N_("取件柜没有回应，门没有打开。请稍后再试，或者问工作人员。")


def load_box(actor: Actor, *, cabinet_id: int, case_id: int, code: str = "") -> Opening:
    """Open a free box for a clerk who puts a result in; it lies there once the machine says so, and the applicant is told.

    Raises Conflict where it is not to be fetched, lies in a cabinet already, or nothing is free; NotFound for no such box.
    """
    gateway.cabinet.current()
    with transaction.atomic():
        cabinet = lock(Cabinet, cabinet_id)
        cabinets.check_loader(actor, cabinet.bureau_id)
        case = cases_read.access_case(actor, case_id)
        if case.wanted_delivery != "pickup" or case.state not in cabinets.UNDELIVERED:
            raise Conflict(
                "not_for_pickup",
                N_("这个办件没有等人来领的结果，不能放进取件柜。请核对办件号和送达方式。"),
                field="case",
            )
        extensions.check(Act.DELIVER, case)
        cabinets.object_to_counter(case)
        place = _free_box(cabinet, code.strip().upper())
        row = _ask(actor, place, case, Purpose.LOAD)
    return order_door(row)


def _free_box(cabinet: Cabinet, code: str) -> Place:
    rows = cabinets.free_boxes(cabinet)
    place = rows.filter(code=code).first() if code else rows.order_by("row", "box").first()
    if place is None and code:
        raise Conflict(
            "box_taken", N_("%(code)s 不是这个柜子的空格，请换一格。"), params={"code": code}, field="code"
        )
    if place is None:
        raise Conflict("cabinet_full", N_("这个取件柜没有空格了。请先取出超期没领的，或者放到出件柜。"))
    return place


def take_out(actor: Actor, *, place_id: int) -> Opening:
    """Open a box for a clerk who takes out what nobody fetched, or what is to go another way now.

    A box that is out of use is opened with the key: nothing is asked of the controller, the clerk says what was found.
    """
    with transaction.atomic():
        place = lock(Place, place_id)
        cabinets.check_loader(actor, place.bureau_id)
        stored = _held(place.pk)
        if stored is None:
            raise NotFound("box_empty", N_("这一格没有放东西，请刷新页面。"))
        if place.blocked_at is not None:
            return _ask(actor, place, stored.case, Purpose.TAKE_OUT, state=OpeningState.DOUBT, why=BY_KEY)
        gateway.cabinet.current()
        row = _ask(actor, place, stored.case, Purpose.TAKE_OUT)
    return order_door(row)


def _held(place_id: int) -> Stored | None:
    rows = Stored.objects.filter(place=place_id, taken_at__isnull=True)
    return rows.select_related("case").first()


def collect(actor: Actor, *, cabinet: Cabinet, pickup_code: str, identifier: str, device: str) -> Opening:
    """Open the box for who proves to be the recipient, by code and document; emptied and shut, it is delivered.

    `actor` is who signed in at the device, else the system; `device` names the machine at which they stand. Wrong tries
    count for the case; after five only the counter helps. Raises NotFound where code and document lead to nothing in this cabinet, Conflict where the controller is silent.
    """
    gateway.cabinet.current()
    stored, who = _recognise(actor, cabinet, pickup_code.strip(), identifier.strip())
    with transaction.atomic():
        place = lock(Place, stored.place_id)
        held = _held(place.pk)
        if held is None or held.pk != stored.pk:
            raise NotFound("nothing_stored", N_("这一格里已经没有您的结果了，请问窗口。"))
        extensions.check(Act.DELIVER, held.case)
        values = {
            "device": device[:60],
            "recipient": who.name,
            "identifier": identifier.strip(),
            "relation": who.relation,
        }
        row = _ask(SYSTEM, place, held.case, Purpose.COLLECT, **values)
    return order_door(row)


def _recognise(actor: Actor, cabinet: Cabinet, code: str, identifier: str) -> tuple[Stored, cases.Collector]:
    refused: RuleViolation | None = None
    for stored in cabinets.candidates(cabinet, code, identifier):
        try:
            return stored, cases.identify_collector(
                actor, case_id=stored.case_id, pickup_code=code, identifier=identifier
            )
        except RuleViolation as error:
            refused = error
    if refused is not None and refused.code in {"collect_locked", "assurance_too_low"}:
        raise refused
    raise NotFound(
        "nothing_stored",
        N_("没有查到。请核对短信里的六位取件码和领取人的证件号码；输错五次以后只能到窗口领取。"),
        field="code",
    )


def _ask(actor: Actor, place: Place, case: Any, purpose: Purpose, **values: str) -> Opening:
    if place.blocked_at is not None and "state" not in values:
        raise Conflict("box_blocked", N_("这一格暂停使用，请到出件窗口，由工作人员取给您。"))
    try:
        with transaction.atomic():
            row = Opening.objects.create(
                bureau_id=place.bureau_id,
                place=place,
                case_id=case.pk,
                purpose=purpose,
                number=f"{place.bureau_id}-{uuid.uuid4().hex[:20]}",
                asked_at=clock.now(),
                asked_by_id=actor.staff_id or None,
                **values,
            )
    except IntegrityError as error:
        raise Conflict(
            "box_busy", N_("这一格刚刚有人打开，或者有情况等工作人员核实。请稍候，或者问窗口。")
        ) from error
    collector = ""
    if row.identifier:
        collector = identity.mask_person(row.recipient, "resident_id", row.identifier)
    event = events.DoorAsked(
        place.code, row.number, case.number, purpose, PURPOSES[purpose], row.device, collector
    )
    record(actor.of_bureau(row.bureau_id), Subject("shelf_place", place.pk), event)
    return row


def order_door(row: Opening) -> Opening:
    """Tell the controller to open the door. Raises Conflict where it does not answer: what it did is asked for later."""
    asked = {
        "order_no": row.number,
        "cabinet_no": row.place.cabinet.machine if row.place.cabinet else "",
        "box": row.place.code,
        "purpose": row.purpose,
        "until": (row.asked_at + boxes.ANSWER_WITHIN).isoformat(),
        "open_seconds": int(boxes.EMPTY_WITHIN.total_seconds()),
        "notify_url": f"{settings.PUBLIC_URL}{reverse('output:door_notify')}",
    }
    try:
        said = gateway.cabinet.current().call("box.open", asked)
        if said["order_no"] != row.number:
            raise ValueError("an answer to another order")
        take_word(said, by="answer")
    except (gateway.Unreachable, KeyError, ValueError, TypeError) as error:
        raise Conflict("cabinet_silent", NO_ANSWER) from error
    row.refresh_from_db()
    if row.state in (OpeningState.JAMMED, OpeningState.VOID):
        raise Conflict("door_shut", N_("柜门没有打开，结果还在柜里。请到出件窗口，由工作人员取给您。"))
    return row
