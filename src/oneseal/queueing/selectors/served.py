"""A visit that ended, as it is judged."""

from dataclasses import dataclass
from datetime import datetime

from oneseal.queueing.models import Ticket


@dataclass(frozen=True, slots=True)
class ServedVisit:
    """What a visitor came for, where they were served and by whom. `begun_at`: when the first turn began."""

    bureau_id: int
    section_id: int
    line: str
    hall: str
    window: str
    staff: tuple[int, ...]
    applicant_id: int | None
    begun_at: datetime


def served_visit(ticket_id: int) -> ServedVisit | None:
    """A ticket that was served; None for one that is gone or was never begun."""
    rows = Ticket.objects.select_related("hall", "line", "window__post")
    ticket = rows.filter(pk=ticket_id, window__isnull=False).first()
    if ticket is None or ticket.window is None:
        return None
    turns = list(ticket.turns.filter(begun_at__isnull=False).order_by("begun_at"))
    if not turns or turns[0].begun_at is None:
        return None
    post = ticket.window.post
    return ServedVisit(
        bureau_id=ticket.bureau_id,
        section_id=post.section_id if post else 0,
        line=ticket.line.name,
        hall=ticket.hall.name,
        window=ticket.window.number,
        staff=tuple(dict.fromkeys(turn.staff_id for turn in turns)),
        applicant_id=ticket.applicant_id,
        begun_at=turns[0].begun_at,
    )
