"""Parcels: asked for, ordered from the courier, handed over by hand, called off (inventory 3.28).

The courier is never asked inside a transaction; the row is committed first, so that a lost answer is asked for again.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from oneseal.cases import extensions
from oneseal.cases import selectors as cases_read
from oneseal.cases import services as cases
from oneseal.cases.rules.states import Act
from oneseal.foundation import clock, fields
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.events import Event
from oneseal.kernel.text import N_
from oneseal.output import events, gateway, selectors
from oneseal.output.models import Destination, Parcel
from oneseal.output.rules import parcels
from oneseal.output.rules.parcels import Address, ParcelState, Way


def choose_delivery(actor: Actor, *, case_id: int, method: str, to: Mapping[str, str]) -> None:
    """The applicant says how the result is to come: fetched, by courier to an address, electronically.

    Raises Conflict once a parcel is under way.
    """
    with transaction.atomic():
        if Parcel.objects.filter(case=case_id, way=Way.OUT, state__in=parcels.UNDER_WAY).exists():
            raise Conflict("parcel_under_way", N_("结果已经交给快递，不能再改。请等快递签收，或者联系窗口。"))
        case = cases.choose_delivery(actor, case_id=case_id, method=method)
        if method == "courier":
            values = {"to": parcels.address(to).as_json(), "at": clock.now()}
            Destination.objects.filter(case=case).delete()
            Destination.objects.create(case=case, **values)


def _clerk(actor: Actor) -> None:
    if not actor.has(Role.CLERK):
        raise Forbidden("may_not_send", N_("快递由综合窗口寄送，请交给窗口。"))


def send_result(actor: Actor, *, case_id: int) -> Parcel:
    """Order a courier for a result that is to be sent; the live parcel again where there is one.

    Raises RuleViolation where the address is not usable or something stands against handing over (unpaid fees),
    Conflict where no courier is set or it does not answer: the parcel then stays asked for and is tried again.
    """
    _clerk(actor)
    gateway.courier.current()
    with transaction.atomic():
        case = cases_read.access_case(actor, case_id)
        row = _live(case_id, Way.OUT)
        if row is None:
            _check_to_send(case)
            row = _ask(actor, case, Way.OUT, selectors.destination(case), "")
    return order_parcel(actor, parcel_id=row.pk)


def _check_to_send(case: Any) -> None:
    if case.wanted_delivery != "courier" or case.state not in {"granted", "refused"}:
        raise Conflict("not_for_courier", N_("这个办件现在没有要快递的结果，请刷新页面看最新进展。"))
    extensions.check(Act.DELIVER, case)
    extensions.check(extensions.COUNTER, case)


def send_papers(actor: Actor, *, case_id: int, contents: str, to: Mapping[str, str]) -> Parcel:
    """The applicant sends papers to the bureau, which pays; the courier collects them at `to`."""
    gateway.courier.current()
    with transaction.atomic():
        case = cases_read.access_case(actor, case_id)
        if case.applicant_id not in actor.applicants:
            raise Forbidden("not_the_applicant", N_("只有申请人可以寄送材料。"))
        if case.state in selectors.NO_PAPERS:
            raise Conflict("no_papers_wanted", N_("这个办件已经办结，不再收材料。"))
        contents = contents.strip()[:500]
        if not contents:
            raise RuleViolation(
                "contents_missing", N_("请写明寄哪些材料、各几份，窗口拆件时照此核对。"), field="contents"
            )
        address = parcels.address(to)
        row = _live(case_id, Way.IN) or _ask(actor, case, Way.IN, address, contents)
    return order_parcel(actor, parcel_id=row.pk)


def _live(case_id: int, way: Way) -> Parcel | None:
    return Parcel.objects.filter(case=case_id, way=way, state__in=parcels.UNDER_WAY).first()


def _ask(actor: Actor, case: Any, way: Way, to: Address, contents: str, **values: Any) -> Parcel:
    number = f"{case.bureau_id}-{uuid.uuid4().hex[:20]}"
    try:
        with transaction.atomic():
            row = Parcel.objects.create(
                bureau_id=case.bureau_id,
                case_id=case.pk,
                way=way,
                number=number,
                to=to.as_json(),
                contents=contents,
                asked_at=clock.now(),
                asked_by_id=actor.staff_id or None,
                **values,
            )
    except IntegrityError as error:
        raise Conflict("parcel_asked_already", N_("刚刚已经有人下单，请刷新页面。")) from error
    tell(actor, row, events.ParcelAsked(number, way, case.number))
    return row


def tell(actor: Actor, row: Parcel, event: Event, *changes: Update, reason: str = "") -> None:
    """A journal entry about a parcel, in its bureau."""
    who = actor.of_bureau(row.bureau_id)
    record(who, Subject("parcel", row.pk), event, changes=changes, reason=reason)


def order_parcel(actor: Actor, *, parcel_id: int) -> Parcel:
    """Ask the courier for a waybill; the same number again is the same order. Raises Conflict where it is silent."""
    row = Parcel.objects.get(pk=parcel_id)
    if row.state != ParcelState.ASKED:
        return row
    asked = {
        "order_no": row.number,
        "way": row.way,
        "applicant": row.to,
        "bureau": identity.bureau_name(row.bureau_id),
        "pay_by": "bureau",
        "notify_url": f"{settings.PUBLIC_URL}{reverse('output:notify')}",
    }
    try:
        said = gateway.courier.current().call("waybill.create", asked)
        waybill, courier, fen = str(said["waybill_no"])[:40], str(said["courier"])[:40], int(said["fen"])
    except (gateway.Unreachable, KeyError, ValueError, TypeError) as error:
        raise Conflict(
            "courier_silent", N_("快递公司暂时没有回应。寄件已记下，系统几分钟后自动再下单。")
        ) from error
    with transaction.atomic():
        row = lock(Parcel, parcel_id)
        if row.state == ParcelState.ASKED:
            values = {
                "state": ParcelState.ORDERED,
                "waybill": waybill,
                "courier": courier,
                "postage": fen,
                "heard_at": clock.now(),
            }
            tell(actor, row, events.ParcelOrdered(row.number, waybill, fen), Update(Parcel, row.pk, values))
            if row.way == Way.OUT:
                cases.ready_result(actor, case_id=row.case_id, courier=courier, courier_number=waybill)
    row.refresh_from_db()
    return row


def send_by_hand(actor: Actor, *, case_id: int, courier: str, waybill: str) -> Parcel:
    """Note a parcel that was given to a courier over the counter: no adapter, news are typed by hand."""
    _clerk(actor)
    waybill = waybill.strip()[:40]
    if not waybill:
        raise RuleViolation("number_missing", N_("请填写快递单号。"), field="waybill")
    with transaction.atomic():
        case = cases_read.access_case(actor, case_id)
        _check_to_send(case)
        cases.ready_result(actor, case_id=case_id, courier=courier, courier_number=waybill)
        values = {
            "by_hand": True,
            "state": ParcelState.COLLECTED,
            "courier": courier.strip()[:40],
            "waybill": waybill,
            "collected_at": clock.now(),
        }
        return _ask(actor, case, Way.OUT, selectors.destination(case), "", **values)


def sign_by_hand(actor: Actor, *, parcel_id: int, recipient: str, at: datetime) -> Parcel:
    """Note from the courier's slip who signed for a parcel and when; that moment is the moment of delivery."""
    _clerk(actor)
    with transaction.atomic():
        row = lock(Parcel, parcel_id)
        selectors.access_parcel(actor, row.uid)
        if not row.by_hand or row.state not in parcels.UNDER_WAY:
            raise Conflict("not_by_hand", N_("这个邮件的签收由快递公司通知，或者已经结束，不用登记。"))
        if not recipient.strip():
            raise RuleViolation("recipient_missing", N_("请填写签收人姓名。"), field="recipient")
        if not row.asked_at <= at <= clock.now():
            raise RuleViolation(
                "signed_when", N_("签收时间应在寄出以后、现在以前，请核对签收记录。"), field="at"
            )
        sign(actor, row, recipient.strip()[:60], at, by="hand")
    return Parcel.objects.get(pk=parcel_id)


def sign(actor: Actor, row: Parcel, recipient: str, at: datetime, by: str, **proof: Any) -> None:
    """A parcel was signed for; where it bore a result, that is the delivery (LIC-14). Call it with the row locked."""
    closed = fields.sealed(Parcel, "signed_by", row.uid, recipient)
    values = {
        "state": ParcelState.SIGNED,
        "signed_by": closed,
        "ended_at": at,
        "heard_at": clock.now(),
        **proof,
    }
    event = events.ParcelSigned(row.waybill, row.way, at.isoformat(), str(proof.get("proof_digest", "")), by)
    tell(actor, row, event, Update(Parcel, row.pk, values))
    if row.way == Way.OUT:
        cases.deliver_by_courier(case_id=row.case_id, recipient=recipient, at=at)


def cancel_parcel(actor: Actor, *, parcel_id: int) -> Parcel:
    """Call a parcel off before the courier has it. For clerks, and for applicants those that they send themselves."""
    with transaction.atomic():
        row = lock(Parcel, parcel_id)
        selectors.access_parcel(actor, row.uid)
        if not actor.is_staff and row.way != Way.IN:
            raise Forbidden("may_not_cancel", N_("寄给您的结果由窗口安排，请联系窗口。"))
        if row.state not in (ParcelState.ASKED, ParcelState.ORDERED):
            raise Conflict("collected_already", N_("快递已经取件，不能取消。"))
    if row.state == ParcelState.ORDERED:
        _cancel_there(row)
    with transaction.atomic():
        row = lock(Parcel, parcel_id)
        if row.state not in (ParcelState.ASKED, ParcelState.ORDERED):
            raise Conflict("collected_already", N_("快递已经取件，不能取消。"))
        values = {"state": ParcelState.CANCELLED, "ended_at": clock.now(), "postage": 0}
        tell(actor, row, events.ParcelCancelled(row.number), Update(Parcel, row.pk, values))
    row.refresh_from_db()
    return row


def _cancel_there(row: Parcel) -> None:
    try:
        said = gateway.courier.current().call("waybill.cancel", {"order_no": row.number})
    except gateway.Unreachable as error:
        raise Conflict("courier_silent", N_("快递公司暂时没有回应，还没有取消，请过几分钟再试。")) from error
    if said.get("state") != "CANCELLED":
        raise Conflict("collected_already", N_("快递已经取件，不能取消。"))
