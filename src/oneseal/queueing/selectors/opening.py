"""When a hall is open."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Q

from oneseal.cases import selectors as cases
from oneseal.foundation import calendars, clock
from oneseal.foundation.db import rows_where
from oneseal.queueing.models import ClosedDay, Hall, Shift
from oneseal.queueing.rules.opening import DayException, ShiftSpan, Span, hours_on, span_at


def spans(hall: Hall, day: date) -> list[Span]:
    """The spans in which a hall is open on a day."""
    return spans_of_days(hall, [day])[day]


def spans_of_days(hall: Hall, days: Iterable[date]) -> dict[date, list[Span]]:
    """The same for many days, in two statements that the server has planned before."""
    asked = list(days)
    calendar = calendars.current()
    shifts = [_span(row) for row in rows_where(Shift, "hall_id = %s ORDER BY starts, id", [hall.pk])]
    own = rows_where(ClosedDay, "hall_id = %s AND day = ANY(%s)", [hall.pk, asked])
    exceptions = [_exception(row) for row in own]
    return {day: hours_on(calendar.describe(day), shifts, exceptions) for day in asked}


def running(hall: Hall) -> Span | None:
    """The span that runs now; None when the hall is closed."""
    return span_at(spans(hall, clock.today()), clock.wall(clock.now()).time())


def shift_spans(hall: Hall) -> list[ShiftSpan]:
    """Every shift as a value."""
    return [_span(row) for row in Shift.objects.filter(hall=hall)]


def _span(row: Shift) -> ShiftSpan:
    return ShiftSpan(
        kind=row.kind,
        starts=row.starts,
        ends=row.ends,
        from_on=row.from_on,
        to_on=row.to_on,
        weekdays=frozenset(row.weekdays),
    )


def _exception(row: ClosedDay) -> DayException:
    return DayException(row.day, row.closed, row.starts, row.ends, row.reason)


def standing_shifts(hall: Hall) -> list[Shift]:
    """Shifts that run now or will."""
    return list(Shift.objects.filter(Q(to_on=None) | Q(to_on__gte=clock.today()), hall=hall))


def coming_exceptions(hall: Hall) -> list[ClosedDay]:
    """Days of their own from today on."""
    return list(ClosedDay.objects.filter(hall=hall, day__gte=clock.today()))


def off_hours(hall: Hall, first: date, last: date) -> list[tuple[str, datetime, datetime]]:
    """Every span of a period outside regular working time, both days included: kind, first moment, end (3.12)."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [
        (
            span.kind,
            datetime.combine(day, span.starts, clock.LOCAL),
            datetime.combine(day, span.ends, clock.LOCAL),
        )
        for day, spans in spans_of_days(hall, days).items()
        for span in spans
        if span.off_hours
    ]


def taken_in_off_hours(hall: Hall, first: date, last: date) -> dict[str, int]:
    """How many applications windows took in outside regular working time, by kind of shift; every kind that ran."""
    spans = off_hours(hall, first, last)
    found = dict.fromkeys(sorted({kind for kind, _, _ in spans}), 0)
    return found | cases.received_within(hall.bureau_id, "window", spans)
