"""A house whose item has charges, and cases driven to where something is owed."""

from typing import Any

from oneseal.cases import services as cases
from oneseal.cases.tests import factories
from oneseal.cases.tests.factories import House
from oneseal.fees import services
from oneseal.fees.models import Bill
from oneseal.foundation import subscribers

FEE: dict[str, Any] = {"name": "工本费", "basis": "《收费目录》第一项", "standard": "每证16元", "fen": 1600}
POOR = {"name": "低保对象免收", "basis": "《收费减免办法》第三条", "percent": 100}


def house(**fee: Any) -> House:
    """The bureau with a commitment item that costs something."""
    return factories.house(fees=[FEE | fee])


def granted(made: House) -> Any:
    """A case decided and signed; its bill is open."""
    case = factories.decided(made)
    services.bill_case(case_id=case.pk, moment="granted")
    return case


def bill(made: House) -> Bill:
    """The open bill of a granted case."""
    granted(made)
    return Bill.objects.latest("id")


def news() -> None:
    """Subscribers hear what happened."""
    subscribers.run_pending()


def deliver(made: House, case: Any) -> Any:
    """Hand over at the window."""
    return cases.deliver_case(
        made["clerk"], case_id=case.pk, recipient="张伟", identifier="110101199003070011"
    )
