"""What the planner of windows asks: days with records, every line that ever was, who may be put at a window."""

from datetime import date, timedelta

from oneseal.identity import selectors as identity
from oneseal.queueing.models import Hall, Seat, ServiceKind, Ticket, Window
from oneseal.queueing.rules.life import TicketState

LATELY = timedelta(days=60)


def all_lines(hall: Hall) -> list[ServiceKind]:
    """The lines of a hall, given up ones too."""
    return list(hall.lines.all())


def days_with_visits(hall: Hall, *, since: date, before: date) -> list[date]:
    """Days on which somebody was served, the newest first."""
    rows = Ticket.objects.filter(hall=hall, day__gte=since, day__lt=before, state=TicketState.DONE)
    return list(rows.order_by("-day").values_list("day", flat=True).distinct())


def fit_for(window: Window, day: date) -> list[int]:
    """Staff who may be put at a window on a day: certified holders of its post.

    A window without a post takes whoever sat there lately and is certified.
    """
    if window.post_id is None:
        seen = Seat.objects.filter(window=window, day__gte=day - LATELY, day__lt=day)
        asked = set(seen.values_list("staff", flat=True))
    else:
        asked = {staff.pk for staff in identity.post_holders(window.post_id, day)}
    return sorted(identity.certified_among(asked, day))
