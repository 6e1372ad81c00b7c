"""Bills for other systems: what the cases that a system handed in owe, and where the payer pays it."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Path, Query, Router, Schema, Status
from ninja.decorators import decorate_view

from oneseal.fees import selectors, services
from oneseal.fees.models import Bill
from oneseal.foundation.access import actor_of
from oneseal.foundation.api import PageIn, PageOut, RowId
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.lists import keyset_page
from oneseal.identity.tokens import Scope

router = Router(tags=["缴费"], auth=Scope("cases:read"))


class BillFilter(PageIn):
    """Which bills: of one case, in one state; `after` is what the page before gave as `next`."""

    case: RowId | None = None
    state: Literal["open", "paid", "part_refunded", "refunded", "void"] | None = None


class ChargeOut(Schema):
    """One charge. Amounts in 分: `standard_fen` by the table, `fen` to be paid."""

    case: int
    case_number: str
    name: str
    basis: str
    standard: str
    standard_fen: int
    fen: int
    reduction: str


class BillOut(Schema):
    """One bill. Amounts in 分."""

    id: UUID
    number: str
    state: str
    payer: str
    total_fen: int
    refunded_fen: int
    opened_at: datetime
    paid_at: datetime | None
    charges: list[ChargeOut]

    @classmethod
    def of(cls, bill: Bill) -> "BillOut":
        """From the row with its lines."""
        return cls(
            id=bill.uid,
            number=bill.number,
            state=bill.state,
            payer=bill.payer,
            total_fen=bill.total,
            refunded_fen=bill.refunded,
            opened_at=bill.opened_at,
            paid_at=bill.paid_at,
            charges=[
                ChargeOut(
                    case=line.case_id,
                    case_number=line.case_number,
                    name=line.name,
                    basis=line.basis,
                    standard=line.standard,
                    standard_fen=line.standard_fen,
                    fen=line.fen,
                    reduction=line.reduction,
                )
                for line in bill.lines.all()
            ],
        )


class BillList(PageOut):
    """One page, newest first; `next` is empty on the last."""

    bills: list[BillOut]


class PaymentOut(Schema):
    """Where the payer pays, and by which number the provider knows it."""

    order: str
    fen: int
    pay_url: str


@router.get("", response={200: BillList}, operation_id="list_bills")
def list_bills(request: HttpRequest, asked: Query[BillFilter]) -> BillList:
    """The bills of the cases that this client handed in."""
    rows = selectors.visible_bills(actor_of(request)).prefetch_related("lines")
    if asked.case is not None:
        rows = rows.filter(lines__case=asked.case).distinct()
    if asked.state is not None:
        rows = rows.filter(state=asked.state)
    page = keyset_page(rows, ("-id",), {"after": asked.after})
    return BillList(bills=[BillOut.of(row) for row in page.rows], next=page.next)


@router.get("/{uid}", response={200: BillOut}, operation_id="get_bill")
def get_bill(request: HttpRequest, uid: Path[UUID]) -> BillOut:
    """One bill with its charges."""
    return BillOut.of(selectors.bill_by_uid(actor_of(request), uid))


@router.post(
    "/{uid}/payment", response={201: PaymentOut}, auth=Scope("cases:write"), operation_id="start_payment"
)
@decorate_view(idempotent)
def start_payment(request: HttpRequest, uid: Path[UUID]) -> Status[PaymentOut]:
    """Begin the payment: an order with the provider, the live one again where there is one."""
    actor = actor_of(request)
    order = services.start_payment(actor, bill_id=selectors.bill_by_uid(actor, uid).pk)
    return Status(201, PaymentOut(order=order.number, fen=order.fen, pay_url=order.pay_url))
