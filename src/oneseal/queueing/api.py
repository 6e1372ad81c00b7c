"""The queue for other systems: halls with live waiting, a ticket for a machine's visitor, where a ticket stands.

For those who watch over the windows: what each handled, which helped with which line.
"""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema, Status
from ninja.decorators import decorate_view

from oneseal.foundation import clock
from oneseal.foundation.access import actor_of
from oneseal.foundation.api import PageIn, PageOut, RowId
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.lists import keyset_page
from oneseal.identity.tokens import Scope
from oneseal.kernel.access import NOBODY
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.queueing import selectors, services
from oneseal.queueing.models import Hall, Loan, Ticket

LARGEST = 2**63 - 1
WATCHING = Scope(selectors.SCOPE)
router = Router(tags=["排队叫号"], auth=Scope("queue"))


class QueueLineOut(Schema):
    """A line: how many wait, in how many minutes somebody who comes now is called (none: no open window whose clerk may serve it)."""

    id: int
    letter: str
    name: str
    waiting: int
    minutes: int | None


class HallBrandOut(Schema):
    """How the hall shows itself today. `logo`: path of the picture; `colour`: ground of white letters, empty for ours."""

    name: str
    short_name: str
    slogan: str
    phone: str
    address: str
    colour: str
    logo: str


class QueueHallOut(Schema):
    """A hall: open now or not, how it shows itself, and its lines."""

    id: int
    name: str
    address: str
    open: bool
    brand: HallBrandOut
    lines: list[QueueLineOut]

    @classmethod
    def of(cls, hall: Hall) -> "QueueHallOut":
        """As it is now."""
        brand = selectors.brand_of(hall.pk)
        lines = [
            QueueLineOut(
                id=row.line.pk,
                letter=row.line.letter,
                name=row.line.name,
                waiting=row.waiting,
                minutes=row.minutes,
            )
            for row in selectors.line_states(hall)
        ]
        return cls(
            id=hall.pk,
            name=hall.name,
            address=hall.address,
            open=selectors.running(hall) is not None,
            brand=HallBrandOut(**{name: getattr(brand, name) for name in HallBrandOut.model_fields}),
            lines=lines,
        )


class QueueTicketIn(Schema):
    """Which line of which hall."""

    hall: int = Field(ge=1, le=LARGEST)
    line: int = Field(ge=1, le=LARGEST)


class QueueTicketOut(Schema):
    """A ticket: its state, the window that calls or serves it, how many are before it, minutes until its call."""

    uid: UUID
    number: str
    state: str
    window: str
    before: int | None
    minutes: int | None

    @classmethod
    def of(cls, ticket: Ticket) -> "QueueTicketOut":
        """As it is now."""
        place = selectors.place_of(ticket)
        return cls(
            uid=ticket.uid,
            number=ticket.number,
            state=ticket.state,
            window=ticket.window.number if ticket.window else "",
            before=place.before if place else None,
            minutes=place.minutes if place else None,
        )


@router.get("/halls", response={200: list[QueueHallOut]}, auth=None, operation_id="list_queue_halls")
def list_queue_halls(request: HttpRequest) -> list[QueueHallOut]:
    """Every hall in use with its live waiting; as the public page shows it."""
    return [QueueHallOut.of(hall) for hall in selectors.halls_in_use(NOBODY)]


@router.get("/tickets/{uid}", response={200: QueueTicketOut}, auth=None, operation_id="get_queue_ticket")
def get_queue_ticket(request: HttpRequest, uid: Path[UUID]) -> QueueTicketOut:
    """Where a ticket stands, for whoever holds its identifier."""
    return QueueTicketOut.of(selectors.ticket_by_uid(uid))


@router.post("/tickets", response={201: QueueTicketOut}, operation_id="issue_queue_ticket")
@decorate_view(idempotent)
def issue_queue_ticket(request: HttpRequest, asked: QueueTicketIn) -> Status[QueueTicketOut]:
    """A number for somebody who stands at a machine of another maker."""
    ticket = services.issue_ticket(actor_of(request), hall_id=asked.hall, line_id=asked.line, door="kiosk")
    return Status(201, QueueTicketOut.of(ticket))


class LoanFilter(PageIn):
    """Which loans: those that run now, those that are over; of one hall."""

    state: Literal["now", "past"] | None = None
    hall: RowId | None = None


class LoanOut(Schema):
    """A window that serves a line beside its own; `until`: end of the shift, or when it was ended earlier."""

    id: int
    hall: int
    window: str
    line: int
    letter: str
    name: str
    lent_at: datetime
    until: datetime

    @classmethod
    def of(cls, row: Loan) -> "LoanOut":
        """From the row."""
        return cls(
            id=row.pk,
            hall=row.window.hall_id,
            window=row.window.number,
            line=row.line_id,
            letter=row.line.letter,
            name=row.line.name,
            lent_at=row.lent_at,
            until=row.until,
        )


class LoanList(PageOut):
    """One page, newest first."""

    loans: list[LoanOut]


class CountsFilter(Schema):
    """The days of a hall, both included; this month until today where nothing is said."""

    hall: RowId
    first: date | None = None
    last: date | None = None


class WindowCountOut(Schema):
    """Applications of a window, an item (with its `code`) or the hall: taken in at the visit, handled otherwise.

    `main`: items of the basic catalogue; `business`: the bureau's own items.
    """

    name: str
    code: str
    main: int
    business: int
    taken: int
    others: int
    total: int


class WindowCountsOut(Schema):
    """A hall's windows by number, its items with the busiest first, and the whole."""

    first: date
    last: date
    windows: list[WindowCountOut]
    items: list[WindowCountOut]
    whole: WindowCountOut


@router.get("/loans", response={200: LoanList}, auth=WATCHING, operation_id="list_window_loans")
def list_window_loans(request: HttpRequest, asked: Query[LoanFilter]) -> LoanList:
    """Windows that help, or helped, with a line where people waited too long."""
    rows = selectors.visible_loans(actor_of(request), asked.state or "")
    if asked.hall is not None:
        rows = rows.filter(window__hall=asked.hall)
    page = keyset_page(rows, ("-id",), {"after": asked.after})
    return LoanList(loans=[LoanOut.of(row) for row in page.rows], next=page.next)


@router.get("/counts", response={200: WindowCountsOut}, auth=WATCHING, operation_id="get_window_counts")
def get_window_counts(request: HttpRequest, asked: Query[CountsFilter]) -> WindowCountsOut:
    """What was handled at which window over a period, as the desk's page shows it."""
    last = asked.last or clock.today()
    first = asked.first or last.replace(day=1)
    if first > last:
        raise RuleViolation("days_reversed", N_("结束日期不能早于开始日期。"), field="last")
    found = selectors.hall_counts(actor_of(request), asked.hall, first, last)
    return WindowCountsOut(
        first=first,
        last=last,
        windows=[_count_out(each) for each in found.windows],
        items=[_count_out(each) for each in found.items],
        whole=_count_out(found.whole),
    )


def _count_out(row: selectors.Counted) -> WindowCountOut:
    return WindowCountOut(**{name: getattr(row, name) for name in WindowCountOut.model_fields})
