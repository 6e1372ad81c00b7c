"""A department beside the bureau of the tests, with a liaison, and decisions pushed to it."""

from dataclasses import dataclass
from typing import Any

from oneseal.cases.tests import factories as cases
from oneseal.foundation import subscribers
from oneseal.identity.tests import factories as identity
from oneseal.supervision.models import Push

MARKET, WATER = "云岭市市场监督管理局", "云岭市水利局"


@dataclass
class Pair:
    """The house of the cases, and two departments with a liaison each: `liaison` of the market, `water`."""

    house: cases.House
    market: Any
    water: Any

    def decided(self, outcome: str = "granted") -> Push | None:
        """A case decided, with what was pushed of it."""
        case = cases.decided(self.house, outcome)
        subscribers.run_pending()
        return Push.objects.filter(case=case).first()

    def pushed(self) -> Push:
        """A granted licence pushed to the market department."""
        row = self.decided()
        assert row is not None
        return row


def pair(**item: object) -> Pair:
    """Everybody in place; the item names the market department as its supervisor."""
    house = cases.house(**{"supervisor": MARKET, **item})
    market = identity.make_department(house.cast, MARKET, "liaison", "罗联")
    return Pair(house, market, identity.make_department(house.cast, WATER, "water", "江水"))
