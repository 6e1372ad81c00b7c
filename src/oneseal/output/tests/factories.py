"""Cases decided and waiting to be handed over, with a shelf."""

from typing import Any

from django.test import Client

from oneseal.cases.tests import factories
from oneseal.cases.tests.factories import House
from oneseal.foundation import subscribers
from oneseal.output import services
from oneseal.output.cabinet_counterpart import Counterpart
from oneseal.output.models import Cabinet, Opening

DOORS = "/gateways/cabinet/notify/"
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


MACHINE = "ZT-0001"


def cabinet(made: House, controller: Counterpart, unit: str = "G", hold_days: int = 7) -> Cabinet:
    """A cabinet of two boxes whose controller listens."""
    row = services.set_up_cabinet(
        made["administrator"],
        unit=unit,
        name="一楼取件柜",
        site="东门自助区",
        machine=MACHINE,
        rows=1,
        boxes=2,
        hold_days=hold_days,
    )
    controller.ledger.provide(MACHINE, [f"{unit}-1-01", f"{unit}-1-02"])
    return row


def told(controller: Counterpart, row: Opening) -> int:
    """The controller's call-back about an opening as it is now, handed over; the status of our answer."""
    said = controller.ledger.query({"order_no": row.number})
    return Client().post(DOORS, controller.message(said)).status_code


def at_box(controller: Counterpart, row: Opening, *acts: str) -> Opening:
    """Hands at a box, then the call-back."""
    for act in acts:
        controller.hand(MACHINE, row.place.code, act)
    assert told(controller, row) == 200
    row.refresh_from_db()
    return row


def laid_in(made: House, controller: Counterpart, row: Cabinet) -> Any:
    """A case whose result lies in the cabinet."""
    case = decided(made)
    opened = services.load_box(made["clerk"], cabinet_id=row.pk, case_id=case.pk)
    at_box(controller, opened, "put", "shut")
    case.refresh_from_db()
    return case


def newest_opening() -> Opening:
    """The last door that somebody asked for."""
    return Opening.objects.latest("id")
