"""The way to the courier: signed HTTP requests (seals.wire): waybill.create, waybill.query, waybill.cancel, statement.

Every method may be called again with the same number: the courier does it once. Amounts are whole 分.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings

from oneseal.kernel.errors import Conflict
from oneseal.kernel.text import N_
from oneseal.seals.wire import Gateway, Peer, Unreachable

__all__ = ["Gateway", "Unreachable", "courier", "current", "is_configured", "use"]

_chosen: ContextVar[Gateway | None] = ContextVar("courier_gateway", default=None)


def courier() -> Peer:
    """The courier named in the settings."""
    return Peer(
        settings.COURIER_GATEWAY,
        settings.COURIER_APP_ID,
        settings.COURIER_KEY,
        settings.COURIER_PROVIDER_KEY,
    )


@contextmanager
def use(gateway: Gateway) -> Iterator[None]:
    """Inside, this courier is asked instead of the configured one (history of the demonstration)."""
    token = _chosen.set(gateway)
    try:
        yield
    finally:
        _chosen.reset(token)


def is_configured() -> bool:
    """Whether there is a courier to order from."""
    return _chosen.get() is not None or bool(settings.COURIER_GATEWAY)


def current() -> Gateway:
    """The courier. Raises Conflict where none is set."""
    if not is_configured():
        raise Conflict(
            "no_courier",
            N_("本局还没有接入快递，不能网上下单。请线下交寄后登记快递公司和单号。"),
        )
    return _chosen.get() or courier()
