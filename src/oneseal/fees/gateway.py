"""The way to the payment provider: signed HTTP requests (seals.wire).

Money numbers are whole 分. Every method may be called again with the same number: the provider does it once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings

from oneseal.kernel.errors import Conflict
from oneseal.kernel.text import N_
from oneseal.seals.wire import Gateway, Peer, Unreachable

__all__ = ["Gateway", "Unreachable", "current", "is_configured", "provider", "use"]


def provider() -> Peer:
    """The provider named in the settings: order.create, order.query, order.close, refund.create, refund.query, statement."""
    return Peer(settings.PAY_GATEWAY, settings.PAY_APP_ID, settings.PAY_KEY, settings.PAY_PROVIDER_KEY)


_chosen: ContextVar[Gateway | None] = ContextVar("payment_gateway", default=None)


@contextmanager
def use(gateway: Gateway) -> Iterator[None]:
    """Inside, this provider is asked instead of the configured one (history of the demonstration)."""
    token = _chosen.set(gateway)
    try:
        yield
    finally:
        _chosen.reset(token)


def is_configured() -> bool:
    """Whether there is a provider to pay to."""
    return _chosen.get() is not None or bool(settings.PAY_GATEWAY)


def current() -> Gateway:
    """The provider. Raises Conflict where none is set."""
    if not is_configured():
        raise Conflict(
            "no_provider",
            N_("本局还没有接入网上缴费，暂时不能网上支付。请到窗口咨询，或由系统管理员设置支付机构。"),
        )
    return _chosen.get() or provider()
