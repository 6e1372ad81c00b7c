"""Call-backs of the provider (seals.callbacks): a payment or a refund, told late, twice, or after we asked."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from oneseal.fees import events
from oneseal.fees.gateway import provider
from oneseal.fees.models import Order
from oneseal.fees.services.paying import confirm_payment
from oneseal.fees.services.refunding import take_refund
from oneseal.foundation.journal import Subject
from oneseal.seals.callbacks import Ear


def _act(said: Mapping[str, Any]) -> bool:
    if "refund_no" in said:
        return take_refund(str(said["refund_no"]), said, by="callback")
    if said.get("state") != "PAID":
        return False
    return confirm_payment(
        number=str(said["order_no"]),
        fen=int(said["fen"]),
        trade_no=str(said["trade_no"])[:64],
        paid_at=datetime.fromisoformat(said["paid_at"]),
        by="callback",
    )


def _owner(number: str) -> tuple[Subject, int] | None:
    """The bill of an order."""
    order = Order.objects.select_related("bill").filter(number=number).first()
    return (Subject("bill", order.bill_id), order.bill.bureau_id) if order else None


EAR = Ear(provider, _act, _owner, events.ForgedCallback, voice="支付通知", stranger="payment_provider")
take_callback = EAR.take
