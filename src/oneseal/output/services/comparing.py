"""The courier's daily bill compared with our parcels, both ways; what differs waits for somebody to look."""

from datetime import date, datetime

from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Forbidden
from oneseal.kernel.text import N_
from oneseal.output import events, selectors
from oneseal.output.gateway import courier
from oneseal.output.models import CourierDay, CourierDifference, Parcel
from oneseal.output.rules.parcels import BILLED, ParcelState
from oneseal.output.services.hearing import query_parcel
from oneseal.seals import comparing
from oneseal.seals.rules.statements import Mismatch, Movement


def compare_day(*, bureau_id: int, day: date) -> CourierDay:
    """Compare one day's orders with the bill. May run again. Raises Unreachable, ValueError for half a bill."""
    return COMPARISON.compare(bureau_id, day)


def _ours(bureau_id: int, first: datetime, after: datetime) -> list[Movement]:
    rows = Parcel.objects.filter(
        bureau=bureau_id, by_hand=False, asked_at__gte=first, asked_at__lt=after
    ).exclude(state__in=[ParcelState.ASKED, ParcelState.CANCELLED])
    return [Movement(BILLED, each.number, each.waybill, each.postage) for each in rows]


def _ask(each: Mismatch) -> None:
    if Parcel.objects.filter(number=each.number).exists():
        query_parcel(number=each.number)


def _keep(bureau_id: int, day: date, each: Mismatch) -> None:
    comparing.keep_difference(CourierDifference, bureau_id, day, each)


COMPARISON = comparing.Comparison(
    courier, CourierDay, "courier_day", _ours, _ask, _keep, events.CourierCompared
)


def settle_difference(actor: Actor, *, difference_id: int, said: str) -> CourierDifference:
    """Say what became of a difference. For those at the counter."""
    if not actor.has(*selectors.SENDERS):
        raise Forbidden("senders_only", N_("只有窗口人员可以核实快递账单差异。"))
    return comparing.settle(
        actor,
        CourierDifference,
        difference_id=difference_id,
        said=said,
        subject="courier_difference",
        event=events.CourierDifferenceSettled,
    )
