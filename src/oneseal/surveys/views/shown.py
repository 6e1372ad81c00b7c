"""What the pages of surveys have in common: tones, times, lines."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from oneseal.foundation.problems import problem_response
from oneseal.kernel.errors import RuleViolation
from oneseal.surveys.models import Trip
from oneseal.surveys.rules.planning import Fault, clock_text
from oneseal.surveys.rules.states import MODES, Mode

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


def what_of(trip: Trip) -> str:
    """The car, or how else."""
    if trip.car:
        return trip.car.plate
    return gettext("步行或自行前往") if trip.mode == Mode.FIELD else gettext(MODES[Mode.REMOTE])


def told(fault: Fault) -> str:
    """A fault as a sentence."""
    return gettext(fault.text) % dict(fault.values)


def for_scripts(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer refusals as problem+json: what asks is a script of ours, not a reader."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except RuleViolation as refused:
            return problem_response(refused)

    return answered
