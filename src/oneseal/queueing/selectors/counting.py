"""What was handled at which window: items and applications, for the figures of integrated windows (inventory 3.4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from oneseal.foundation.db import not_found
from oneseal.kernel.access import Actor
from oneseal.queueing.models import TicketCase, Turn
from oneseal.queueing.rules.life import TicketState
from oneseal.queueing.selectors.places import watched_halls


@dataclass(frozen=True, slots=True)
class Counted:
    """Applications of a window, an item or a hall: taken in there during the visit, and handled otherwise.

    `code`: the item's, empty for the others. `main`: items of the basic catalogue (主项); `business`: the bureau's own items (业务办理项).
    """

    name: str
    main: int
    business: int
    taken: int
    others: int
    code: str = ""

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


def hall_counts(actor: Actor, hall_id: int, first: date, last: date) -> HallCounts:
    """Of the visits of a watched hall that ended in a period, both days included. Two statements.

    An application that was taken in during a visit counts at the window of that turn, any other where the visit ended;
    once for a window, however often its applicant came. Raises NotFound.
    """
    hall = watched_halls(actor).filter(pk=hall_id).first()
    if hall is None:
        raise not_found()
    turn = Turn.objects.filter(
        ticket=OuterRef("ticket"),
        begun_at__lte=OuterRef("case__received_at"),
        ended_at__gte=OuterRef("case__received_at"),
    )
    taken_at = Case(When(case__channel="window", then=Subquery(turn.values("window__number")[:1])))
    rows = TicketCase.objects.filter(
        ticket__hall=hall, ticket__day__range=(first, last), ticket__state=TicketState.DONE
    )
    found = list(
        rows.annotate(taken_at=taken_at, window=Coalesce("taken_at", "ticket__window__number"))
        .order_by("window")
        .values("window", "case__item", "case__item__basic", "case__item__name", "case__item__code")
        .annotate(
            taken=Count("case", distinct=True, filter=Q(taken_at__isnull=False)),
            total=Count("case", distinct=True),
        )
    )
    windows = [
        _counted(number, [row for row in found if row["window"] == number])
        for number in dict.fromkeys(row["window"] for row in found)
    ]
    items = [
        _counted(name, [row for row in found if row["case__item"] == item], code)
        for item, (name, code) in {
            row["case__item"]: (row["case__item__name"], row["case__item__code"]) for row in found
        }.items()
    ]
    busiest = sorted(items, key=lambda each: (-each.total, each.name))
    return HallCounts(windows, busiest, _counted(hall.name, found))


def _counted(name: str, rows: Sequence[Mapping[str, Any]], code: str = "") -> Counted:
    taken = sum(row["taken"] for row in rows)
    return Counted(
        name=name,
        main=len({row["case__item__basic"] or f"own {row['case__item']}" for row in rows}),
        business=len({row["case__item"] for row in rows}),
        taken=taken,
        others=sum(row["total"] for row in rows) - taken,
        code=code,
    )
