"""Call-backs of the provider: believed by their signature alone, refused and kept as a security event otherwise."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from oneseal.fees import events, gateway
from oneseal.fees.models import Order
from oneseal.fees.rules import protocol
from oneseal.fees.services.paying import confirm_payment
from oneseal.fees.services.refunding import take_refund
from oneseal.foundation.journal import Subject, record
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, Forbidden, NotFound
from oneseal.kernel.text import N_


def take_callback(values: Mapping[str, str], *, address: str) -> bool:
    """Act on a call-back; whether it was news. It may come late, twice, or after the query found it.

    Raises Forbidden for one that is not the provider's or not for us, NotFound for numbers that we never gave,
    Conflict where its amount is another: each journaled as a security event with the caller's address.
    """
    if not gateway.provider().calls_us(values):
        _alarm(values, "signature", address)
        raise Forbidden("forged_callback", N_("签名不符，通知没有被接受。"), basis="电子签名法第十三条")
    try:
        return _act(values)
    except (NotFound, Conflict) as error:
        _alarm(values, error.code, address)
        raise
    except (ValueError, KeyError, TypeError) as error:
        _alarm(values, "content", address)
        raise Conflict("unreadable_callback", N_("通知的内容无法读取。")) from error


def _act(values: Mapping[str, str]) -> bool:
    said = protocol.content(values)
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


def _alarm(values: Mapping[str, str], why: str, address: str) -> None:
    """Keep a refused call-back; with the bill where its number is one of ours."""
    try:
        number = str(protocol.content(values).get("order_no", ""))[:40]
    except ValueError:
        number = ""
    order = Order.objects.select_related("bill").filter(number=number).first()
    bureau = order.bill.bureau_id if order else next(iter(identity.bureau_ids()), 0)
    subject = Subject("bill", order.bill_id) if order else Subject("payment_provider", bureau)
    with transaction.atomic():
        record(
            Actor(name="支付通知", bureau_id=bureau, roles=frozenset()),
            subject,
            events.ForgedCallback(number, why, address[:64]),
        )
