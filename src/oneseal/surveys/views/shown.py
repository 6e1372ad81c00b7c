"""What the pages of surveys have in common: tones, times, lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from oneseal.surveys.models import Trip, Visit
from oneseal.surveys.rules.planning import Fault, clock_text
from oneseal.surveys.rules.states import MODES, Mode, VisitState

REQUEST_TONES = {"waiting": "amber", "planned": "blue", "done": "green", "shared": "green", "dropped": "grey"}
TRIP_TONES = {"draft": "amber", "announced": "blue", "done": "green", "cancelled": "grey"}
VISIT_TONES = {"planned": "blue", "recorded": "amber", "done": "green", "missed": "red", "cancelled": "grey"}
PARTY_TONES = {"called": "grey", "present": "green", "absent": "amber"}


@dataclass(frozen=True)
class TripLine:
    """A trip in a list."""

    trip: Trip
    what: str
    when: str
    people: str
    tone: str


def trip_lines(trips: Iterable[Any]) -> list[TripLine]:
    """Trips as lines: the car or the way, hours, people."""
    return [
        TripLine(
            trip,
            what_of(trip),
            f"{clock_text(trip.leaves)}–{clock_text(trip.returns)}",
            "、".join(each.name for each in trip.people.all()),
            TRIP_TONES[trip.state],
        )
        for trip in trips
    ]


COLOURS = 8
"""So many colours map.css has for what is drawn beside one another."""


def routes_of(trips: Iterable[Any]) -> list[dict[str, Any]]:
    """The routes of trips for the map and the table beside it: stops with a place, in order."""
    drawn = []
    for colour, trip in enumerate(trips):
        located = [
            (place, visit)
            for place, visit in enumerate(going(trip), 1)
            if visit.lon is not None and visit.lat is not None
        ]
        if located:
            drawn.append(
                {
                    "what": what_of(trip),
                    "when": f"{clock_text(trip.leaves)}–{clock_text(trip.returns)}",
                    "colour": colour % COLOURS,
                    "base": [trip.car.lon, trip.car.lat] if trip.car else None,
                    "stops": [_stop(place, visit) for place, visit in located],
                }
            )
    return drawn


def going(trip: Trip) -> list[Visit]:
    """A trip's stops in their order, without those that were called off."""
    return [each for each in trip.visits.all() if each.state != VisitState.CANCELLED]


def _stop(place: int, visit: Visit) -> dict[str, Any]:
    when = f"{clock_text(visit.arrives)}–{clock_text(visit.departs)}"
    return {
        "place": place,
        "lon": visit.lon,
        "lat": visit.lat,
        "when": when,
        "applicant": visit.applicant_name,
        "address": visit.address,
        "text": f"{place} {when} {visit.applicant_name} {visit.address}",
        "url": reverse("surveys:visit", args=[visit.pk]),
    }


def what_of(trip: Trip) -> str:
    """The car, or how else."""
    if trip.car:
        return trip.car.plate
    return gettext("步行或自行前往") if trip.mode == Mode.FIELD else gettext(MODES[Mode.REMOTE])


def told(fault: Fault) -> str:
    """A fault as a sentence."""
    return gettext(fault.text) % dict(fault.values)
