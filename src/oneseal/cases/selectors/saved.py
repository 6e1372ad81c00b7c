"""What materials and visits applicants were spared: in all and item by item (2.16, 2.23, 2.24)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case as Choice
from django.db.models import Count, IntegerField, QuerySet, Sum, Value, When

from oneseal.cases.models import Case
from oneseal.cases.models.case import Channel, Method
from oneseal.cases.rules.holding import VISITS
from oneseal.cases.selectors.access import visible_cases
from oneseal.foundation import clock
from oneseal.kernel.access import Actor


@dataclass(frozen=True, slots=True)
class Saved:
    """Applications handed in, materials that nobody had to bring for them, visits that they spared."""

    cases: int
    materials: int
    trips: int


MEASURES = ("cases", "materials", "trips")


def _once(**condition: str) -> Choice:
    return Choice(When(**condition, then=Value(1)), default=Value(0), output_field=IntegerField())


def _measures() -> dict[str, Any]:
    brought, fetched = _once(channel=Channel.WINDOW), _once(wanted_delivery=Method.PICKUP)
    return {
        "cases": Count("id"),
        "materials": Sum("spared", default=0),
        "trips": Sum(Value(VISITS) - brought - fetched, default=0),
    }


def _handed_in(rows: QuerySet[Case], first: date, last: date) -> QuerySet[Case]:
    return rows.filter(received_at__range=clock.span(first, last))


def saved_in_all(first: date, last: date) -> Saved:
    """What all applications of a period spared their applicants; for the public, one statement."""
    return Saved(**_handed_in(Case.objects.all(), first, last).aggregate(**_measures()))


def saved_by_item(actor: Actor, first: date, last: date) -> list[tuple[str, Saved]]:
    """The same by item among the cases that the actor may see, most materials first; one statement."""
    rows = _handed_in(visible_cases(actor), first, last).order_by().values("item_name")
    counted = rows.annotate(**_measures()).values_list("item_name", *MEASURES)
    found = [(name, Saved(*figures)) for name, *figures in counted]
    return sorted(found, key=lambda line: (-line[1].materials, -line[1].trips, line[0]))
