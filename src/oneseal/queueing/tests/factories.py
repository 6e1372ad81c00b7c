"""A house with a hall of three windows and two lines, open on every working day."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from oneseal.cases.tests import factories as cases
from oneseal.foundation import clock
from oneseal.kernel.access import NOBODY, Actor
from oneseal.queueing import services
from oneseal.queueing.models import Hall, ServiceKind, Ticket, Window
from oneseal.queueing.rules.opening import ShiftKind, ShiftSpan

NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""A Monday at nine in the morning where the bureau is."""


SLOT = time(9)
"""The first slot of a day."""


def later(minutes: float) -> datetime:
    """So many minutes after nine."""
    return NINE + timedelta(minutes=minutes)


@dataclass
class Place:
    """The hall of the tests: A for everything, B for enterprises; window 03 is for those only."""

    house: cases.House
    hall: Hall
    lines: dict[str, ServiceKind]
    windows: dict[str, Window]

    def __getitem__(self, who: str) -> Actor:
        """Somebody as an actor."""
        return self.house[who]

    def ticket(self, letter: str = "A", minutes: float = 0, **asked: object) -> Ticket:
        """A ticket taken so many minutes after nine; at the kiosk if nothing else is said."""
        given: dict[str, object] = {"door": "kiosk", **asked}
        who = self["clerk"] if given["door"] in {"guide", "window"} else NOBODY
        with clock.at(later(minutes)):
            return services.issue_ticket(
                who,
                hall_id=self.hall.pk,
                line_id=self.lines[letter].pk,
                door=str(given["door"]),
                wish=given.get("wish", services.Wish()),  # type: ignore[arg-type]
            )

    def opened(self, number: str = "01", who: str = "clerk", minutes: float = 0) -> Window:
        """A window with somebody at it."""
        with clock.at(later(minutes)):
            return services.open_window(self[who], self.windows[number].pk)


def place(house: cases.House | None = None) -> Place:
    """Everything set up by the coordinator."""
    with clock.at(NINE - timedelta(days=7)):
        made = house or cases.house()
    keeper = made["coordinator"]
    hall = services.keep_hall(keeper, name="云岭市政务服务大厅", address="云岭市政务路1号")
    for starts, ends in ((time(9), time(12)), (time(13, 30), time(17))):
        span = ShiftSpan(ShiftKind.REGULAR, starts, ends, date(2026, 1, 1))
        services.keep_shift(keeper, hall_id=hall.pk, span=span)
    zone = services.keep_zone(keeper, hall_id=hall.pk, name="综合受理区", floor="1 楼")
    lines = {
        letter: services.keep_line(
            keeper, hall_id=hall.pk, letter=letter, name=name, per_slot=2, ahead=1, minutes=10
        )
        for letter, name in (("A", "综合受理"), ("B", "企业开办"))
    }
    served = {"01": ["A", "B"], "02": ["A"], "03": ["B"]}
    windows = {
        number: services.keep_window(
            keeper,
            zone_id=zone.pk,
            number=number,
            kind="integrated",
            lines=[lines[each].pk for each in letters],
        )
        for number, letters in served.items()
    }
    return Place(made, hall, lines, windows)
