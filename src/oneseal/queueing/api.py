"""The queue for other systems: halls with live waiting, a ticket for a machine's visitor, where a ticket stands."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Path, Router, Schema, Status
from ninja.decorators import decorate_view

from oneseal.foundation.access import actor_of
from oneseal.foundation.idempotency import idempotent
from oneseal.identity.tokens import Scope
from oneseal.kernel.access import NOBODY
from oneseal.queueing import selectors, services
from oneseal.queueing.models import Hall, Ticket

LARGEST = 2**63 - 1
router = Router(tags=["排队叫号"], auth=Scope("queue"))


class QueueLineOut(Schema):
    """A line: how many wait, in how many minutes somebody who comes now is called (none: no open window)."""

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
