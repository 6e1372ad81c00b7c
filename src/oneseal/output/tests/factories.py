"""Cases decided and waiting to be handed over, with a shelf."""

from typing import Any

from oneseal.cases.tests import factories
from oneseal.cases.tests.factories import House
from oneseal.foundation import subscribers
from oneseal.output import services

HOME = {"name": "张伟", "phone": "13800000000", "place": "云岭市城东区人民路12号3单元501"}


def house() -> House:
    """The bureau with one shelf unit of two rows and two boxes."""
    made = factories.house()
    services.set_up_unit(made["administrator"], unit="a", rows=2, boxes=2)
    return made


def decided(made: House, method: str = "pickup") -> Any:
    """A case granted; its result is to be fetched or sent."""
    case = factories.decided(made)
    services.choose_delivery(made["clerk"], case_id=case.pk, method="pickup", to={})
    if method == "courier":
        services.choose_delivery(made["张伟"], case_id=case.pk, method=method, to=HOME)
    case.refresh_from_db()
    return case


def news() -> None:
    """Subscribers hear what happened."""
    subscribers.run_pending()
