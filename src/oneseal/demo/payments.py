"""Payments of the demonstration: a provider on this machine, whose books history shares with the running server."""

from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from oneseal.fees import gateway, selectors, services
from oneseal.fees.counterpart import Counterpart, Ledger

if TYPE_CHECKING:
    from oneseal.kernel.access import Actor

APP_ID = "yunling"


def path() -> Path:
    """The provider's books."""
    return Path(settings.VAR) / "demo" / "payments.sqlite"


def provider() -> Counterpart:
    """The provider, listening."""
    return Counterpart(path(), APP_ID)


def pay(actor: "Actor", case_id: int) -> None:
    """What a granted case owes is billed and paid, with the provider's books kept alike; nothing where it is free."""
    services.bill_case(case_id=case_id, moment="granted")
    for bill in selectors.open_bills(case_id):
        ledger = Ledger(path())
        with gateway.provider.use(ledger):
            order = services.start_payment(actor, bill_id=bill.pk)
            ledger.pay(order.number)
            services.query_order(number=order.number)
