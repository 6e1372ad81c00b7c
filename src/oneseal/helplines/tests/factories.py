"""A hall whose first window and whose reception have consulting numbers."""

from dataclasses import dataclass

from oneseal.helplines import services
from oneseal.helplines.models import Helpline
from oneseal.queueing.tests import factories as queueing
from oneseal.queueing.tests.factories import Place

WINDOW, SECTION = "0990-8812301", "0990-8812300"


@dataclass
class Lines:
    """The hall, the number of window 01 and that of the market section."""

    place: Place
    window: Helpline
    market: Helpline


def lines() -> Lines:
    """Set up by the administrator: the reception answers the window's number."""
    place = queueing.place()
    cast = place.house.cast
    keeper, reception = cast.actor("administrator"), cast.sections["window"].pk
    window = services.keep_line(keeper, number=WINDOW, section_id=reception, window_id=place.windows["01"].pk)
    market = services.keep_line(keeper, number=SECTION, section_id=cast.sections["market"].pk)
    return Lines(place, window, market)
