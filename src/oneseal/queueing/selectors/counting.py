"""What was handled at which window: items and applications, for the figures of integrated windows (inventory 3.4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q

from oneseal.queueing.models import Hall, TicketCase
from oneseal.queueing.rules.life import TicketState


@dataclass(frozen=True, slots=True)
class Counted:
    """Applications of a window, an item or a hall: taken in there during the visit, and handled otherwise.

    `main`: items of the basic catalogue (主项); `business`: the bureau's own items (业务办理项).
    """

    name: str
    main: int
    business: int
    taken: int
    others: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.taken + self.others


@dataclass(frozen=True, slots=True)
class HallCounts:
    """A hall's windows and items over a period, busiest item first, and the whole."""

    windows: list[Counted]
    items: list[Counted]
    whole: Counted


def hall_counts(hall: Hall, first: date, last: date) -> HallCounts:
    """Of the visits that ended in a period, both days included, by the window where they ended. One statement.

    An application counts once for a window, however often its applicant came.
    """
    here = Q(
        case__channel="window",
        case__received_at__gte=F("ticket__begun_at"),
        case__received_at__lte=F("ticket__ended_at"),
    )
    rows = TicketCase.objects.filter(
        ticket__hall=hall, ticket__day__range=(first, last), ticket__state=TicketState.DONE
    )
    found = list(
        rows.order_by("ticket__window__number")
        .values("ticket__window__number", "case__item", "case__item__basic", "case__item__name")
        .annotate(taken=Count("case", distinct=True, filter=here), total=Count("case", distinct=True))
    )
    windows = [
        _counted(number, [row for row in found if row["ticket__window__number"] == number])
        for number in dict.fromkeys(row["ticket__window__number"] for row in found)
    ]
    items = [
        _counted(name, [row for row in found if row["case__item"] == item])
        for item, name in {row["case__item"]: row["case__item__name"] for row in found}.items()
    ]
    busiest = sorted(items, key=lambda each: (-each.total, each.name))
    return HallCounts(windows, busiest, _counted(hall.name, found))


def _counted(name: str, rows: Sequence[Mapping[str, Any]]) -> Counted:
    taken = sum(row["taken"] for row in rows)
    return Counted(
        name=name,
        main=len({row["case__item__basic"] or f"own {row['case__item']}" for row in rows}),
        business=len({row["case__item"] for row in rows}),
        taken=taken,
        others=sum(row["total"] for row in rows) - taken,
    )
