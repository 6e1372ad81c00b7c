"""How many calls were answered of all, by number and month; test calls."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncDate

from oneseal.foundation import clock
from oneseal.helplines.models import Helpline, PhoneCall, SpotCheck
from oneseal.helplines.rules.life import CallState
from oneseal.kernel.access import Actor
from oneseal.kernel.rates import Rate, Rounding

COUNTED = ("all", "got", "missed", "back", "waiting", "outside")


@dataclass(frozen=True, slots=True)
class LineRate:
    """One number in one month: answered of all that rang in office hours; missed ones that were called back in time.

    Whoever was spoken with in another call before the day was over had not to be called back.
    """

    line: Helpline
    answered: Rate
    returned: Rate
    waiting: int
    outside: int


def month_of(day: date) -> tuple[date, date]:
    """The first day of a month, and of the next."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1)


def connect_rates(bureau_id: int, day: date) -> list[LineRate]:
    """Every number that rang in the month of a day, or is in use. Two statements."""
    first, following = (datetime.combine(each, time(), clock.LOCAL) for each in month_of(day))
    rows = PhoneCall.objects.filter(bureau=bureau_id, rang_at__gte=first, rang_at__lt=following)
    counted = Q(counts=True) & ~Q(state=CallState.RINGING)
    reached = Q(state=CallState.REACHED, done__lte=F("due"))
    missed = counted & Q(answered_at=None) & ~reached
    back = missed & Q(state=CallState.RETURNED)
    found: dict[int, dict[str, int]] = {
        row[0]: dict(zip(COUNTED, row[1:], strict=True))
        for row in rows.order_by()
        .annotate(done=TruncDate("settled_at", tzinfo=clock.LOCAL))
        .values_list("line")
        .annotate(
            all=Count("id", filter=counted),
            got=Count("id", filter=counted & Q(answered_at__isnull=False)),
            missed=Count("id", filter=missed),
            back=Count("id", filter=back & Q(done__lte=F("due"))),
            waiting=Count("id", filter=Q(state=CallState.MISSED)),
            outside=Count("id", filter=Q(counts=False)),
        )
    }
    lines = Helpline.objects.filter(Q(closed_on=None) | Q(pk__in=found), bureau=bureau_id)
    nothing = dict.fromkeys(COUNTED, 0)
    return [
        _rate(line, found.get(line.pk, nothing)) for line in lines.select_related("section", "window__hall")
    ]


def _rate(line: Helpline, row: dict[str, int]) -> LineRate:
    """Truncated, never rounded up: 100 % is said of nothing less."""
    return LineRate(
        line,
        Rate(row["got"], row["all"], Rounding.TRUNCATE),
        Rate(row["back"], row["missed"], Rounding.TRUNCATE),
        row["waiting"],
        row["outside"],
    )


def whole(rows: list[LineRate]) -> tuple[Rate, Rate]:
    """The bureau's: answered of all, called back in time of missed."""
    return (_sum([row.answered for row in rows]), _sum([row.returned for row in rows]))


def _sum(rates: list[Rate]) -> Rate:
    numerator, denominator = sum(one.numerator for one in rates), sum(one.denominator for one in rates)
    return Rate(numerator, denominator, Rounding.TRUNCATE)


def spot_checks(actor: Actor, day: date) -> QuerySet[SpotCheck]:
    """The test calls of the month of a day."""
    first, following = (datetime.combine(each, time(), clock.LOCAL) for each in month_of(day))
    rows = SpotCheck.objects.filter(bureau=actor.bureau_id, at__gte=first, at__lt=following)
    return rows.select_related("line__section", "line__window", "by")
