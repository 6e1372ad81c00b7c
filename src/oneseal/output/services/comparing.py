"""The courier's daily bill compared with our parcels, both ways; what differs waits for somebody to look."""

from datetime import date, datetime, time, timedelta

from django.db import transaction

from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.output import events, gateway, selectors
from oneseal.output.models import CourierDay, CourierDifference, Parcel
from oneseal.output.rules.parcels import Line, Mismatch, ParcelState, differences
from oneseal.output.services.hearing import query_parcel


def compare_day(*, bureau_id: int, day: date) -> CourierDay:
    """Compare one day's orders; what differs is asked for first, so that only real differences are left.

    May run again: differences are listed once. Raises Unreachable, ValueError for a bill that is not whole.
    """
    said = gateway.current().call("statement", {"day": day.isoformat()})
    lines = [Line(str(each["order_no"]), str(each["waybill_no"]), int(each["fen"])) for each in said["lines"]]
    if [said["count"], said["fen"]] != [len(lines), sum(each.fen for each in lines)]:
        raise ValueError("the total of the bill is not that of its lines")
    theirs = [each for each in lines if each.number.partition("-")[0] == str(bureau_id)]
    for each in differences(_ours(bureau_id, day), theirs):
        if Parcel.objects.filter(number=each.number).exists():
            query_parcel(number=each.number)
    found = differences(_ours(bureau_id, day), theirs)
    fen = sum(each.fen for each in theirs)
    values = {"compared_at": clock.now(), "parcels": len(theirs), "fen": fen}
    with transaction.atomic():
        row, _ = CourierDay.objects.update_or_create(bureau_id=bureau_id, day=day, defaults=values)
        for each in found:
            _list(bureau_id, day, each)
        event = events.CourierCompared(day.isoformat(), len(theirs), fen, len(found))
        record(selectors.system_of(bureau_id), Subject("courier_day", row.pk), event)
    return row


def _ours(bureau_id: int, day: date) -> list[Line]:
    first = datetime.combine(day, time(), clock.LOCAL)
    rows = Parcel.objects.filter(
        bureau=bureau_id, by_hand=False, asked_at__gte=first, asked_at__lt=first + timedelta(days=1)
    ).exclude(state__in=[ParcelState.ASKED, ParcelState.CANCELLED])
    return [Line(each.number, each.waybill, each.postage) for each in rows]


def _list(bureau_id: int, day: date, each: Mismatch) -> None:
    CourierDifference.objects.get_or_create(
        bureau_id=bureau_id,
        day=day,
        number=each.number[:64],
        defaults={"waybill": each.waybill[:40], "ours": each.ours, "theirs": each.theirs},
    )


def settle_difference(actor: Actor, *, difference_id: int, said: str) -> CourierDifference:
    """Say what became of a difference. For those at the counter."""
    if not actor.has(*selectors.SENDERS):
        raise Forbidden("senders_only", N_("只有窗口人员可以核实快递账单差异。"))
    said = said.strip()[:300]
    if not said:
        raise RuleViolation("finding_missing", N_("请写明核实的结果，例如已与快递公司核对。"), field="said")
    with transaction.atomic():
        row = lock(CourierDifference, difference_id)
        if row.bureau_id != actor.bureau_id or row.settled_at is not None:
            raise Conflict("settled_already", N_("这条差异已经核实过。请刷新页面。"))
        values = {"settled_at": clock.now(), "settled_by_id": actor.staff_id, "said": said}
        change = Update(CourierDifference, row.pk, values, expect={"settled_at": None})
        event = events.CourierDifferenceSettled(row.number)
        record(actor, Subject("courier_day", row.pk), event, changes=[change], reason=said)
    return row
