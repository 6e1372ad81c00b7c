"""For the systems of partners: fetch their orders, take them on, say what came of them (5.21, 5.26)."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema
from ninja.decorators import decorate_view

from oneseal.bundles import selectors, services
from oneseal.bundles.models import PartnerOrder
from oneseal.bundles.selectors.partners import SCOPE
from oneseal.foundation.access import actor_of
from oneseal.foundation.api import PageIn, PageOut
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.lists import keyset_page
from oneseal.identity.tokens import Scope

router = Router(tags=["合作单位"], auth=Scope(SCOPE))


class OrderFilter(PageIn, extra="forbid"):
    """Which orders are listed. `after`: the page before's `next`."""

    view: Literal["open", "all"] = "open"


class OrderOut(Schema):
    """One order. `due`: the last day; `reference`: the number that the partner gave back."""

    uid: UUID
    name: str
    contents: list[str]
    number: str
    applicant: str
    state: str
    due: date | None
    due_provisional: bool
    sent_at: datetime | None
    reference: str
    note: str

    @staticmethod
    def of(row: PartnerOrder) -> "OrderOut":
        """The order's columns, and for whom it is."""
        told = {"number", "applicant"}
        own = {name: getattr(row, name) for name in OrderOut.model_fields if name not in told}
        return OrderOut(**own, number=row.joint.number, applicant=row.joint.applicant_name)


class OrderList(PageOut):
    """One page; pass `next` as `after` for the next one."""

    orders: list[OrderOut]


class TakeIn(Schema):
    """Who does the work."""

    by: Annotated[str, Field(max_length=60)] = ""


class DoneIn(Schema):
    """The number of the result, such as of the seals' filing with the police."""

    reference: Annotated[str, Field(min_length=1, max_length=120)]
    note: Annotated[str, Field(max_length=500)] = ""


class OrderReturnIn(Schema):
    """Why it cannot be done as ordered."""

    reason: Annotated[str, Field(min_length=1, max_length=500)]


@router.get("", response={200: OrderList}, operation_id="list_orders")
def list_orders(request: HttpRequest, asked: Query[OrderFilter]) -> OrderList:
    """The orders of this system's partner, the most urgent first."""
    actor = actor_of(request)
    rows = selectors.open_orders(actor) if asked.view == "open" else selectors.visible_orders(actor)
    page = keyset_page(rows, ("due", "id"), asked.model_dump())
    return OrderList(orders=[OrderOut.of(row) for row in page.rows], next=page.next)


@router.get("/{uid}", response={200: OrderOut}, operation_id="get_order")
def get_order(request: HttpRequest, uid: Path[UUID]) -> OrderOut:
    """One of them."""
    return OrderOut.of(selectors.access_order_uid(actor_of(request), uid))


@router.post("/{uid}/take", response={200: OrderOut}, operation_id="take_order")
@decorate_view(idempotent)
def take_order(request: HttpRequest, uid: Path[UUID], given: TakeIn) -> OrderOut:
    """Take it on."""
    actor = actor_of(request)
    row = selectors.access_order_uid(actor, uid)
    return OrderOut.of(services.take_order(actor, order_id=row.pk, by=given.by))


@router.post("/{uid}/done", response={200: OrderOut}, operation_id="finish_order")
@decorate_view(idempotent)
def finish_order(request: HttpRequest, uid: Path[UUID], given: DoneIn) -> OrderOut:
    """It is done."""
    actor = actor_of(request)
    row = selectors.access_order_uid(actor, uid)
    done = services.finish_order(actor, order_id=row.pk, reference=given.reference, note=given.note)
    return OrderOut.of(done)


@router.post("/{uid}/return", response={200: OrderOut}, operation_id="return_order")
@decorate_view(idempotent)
def return_order(request: HttpRequest, uid: Path[UUID], given: OrderReturnIn) -> OrderOut:
    """It cannot be done as ordered."""
    actor = actor_of(request)
    row = selectors.access_order_uid(actor, uid)
    return OrderOut.of(services.return_order(actor, order_id=row.pk, reason=given.reason))
