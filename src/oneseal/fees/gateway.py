"""The way to the payment provider: signed HTTP requests (rules/protocol.py). One address, the method is a parameter.

Money numbers are whole 分. Every method may be called again with the same number: the provider does it once.
"""

import http.client
import json
import secrets
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol

from django.conf import settings

from oneseal.fees.rules import protocol
from oneseal.foundation import clock
from oneseal.kernel.errors import Conflict
from oneseal.kernel.text import N_

TIMEOUT = 10
LONGEST = 50 * 1024 * 1024


class Unreachable(OSError):
    """The provider did not answer, or not in a way that can be believed: what it did is unknown, so ask again."""


class Gateway(Protocol):
    """What a payment provider does for us: order.create, order.query, order.close, refund.create, refund.query, statement."""

    def call(self, method: str, said: dict[str, Any]) -> dict[str, Any]:
        """One request. Raises Unreachable."""


class HttpGateway:
    """The provider named in the settings."""

    def call(self, method: str, said: dict[str, Any]) -> dict[str, Any]:
        """One signed request; the answer's signature is checked before anything of it is believed."""
        values = {
            "app_id": settings.PAY_APP_ID,
            "method": method,
            "version": "1.0",
            "sign_type": "SM2",
            "timestamp": str(int(clock.now().timestamp())),
            "nonce": secrets.token_hex(16),
            "biz_content": json.dumps(said, ensure_ascii=False),
        }
        body = urllib.parse.urlencode(protocol.signed(values, protocol.Key.parse(settings.PAY_KEY))).encode()
        answer = self._post(body)
        public = bytes.fromhex(settings.PAY_PROVIDER_KEY)
        if not protocol.is_genuine(answer, public) or answer.get("nonce") != values["nonce"]:
            raise Unreachable("the answer is not signed by the provider")
        if answer.get("code") != "OK":
            raise Unreachable(f"the provider refused {method}: {answer.get('code')}")
        return protocol.content(answer)

    @staticmethod
    def _post(body: bytes) -> dict[str, str]:
        request = urllib.request.Request(settings.PAY_GATEWAY, data=body, method="POST")  # noqa: S310 (a setting)
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as answered:  # noqa: S310
                said = json.loads(answered.read(LONGEST))
        except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
            raise Unreachable(str(error)) from error
        if not isinstance(said, dict) or not all(isinstance(each, str) for each in said.values()):
            raise Unreachable("the answer is not a flat object of texts")
        return said


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
    return _chosen.get() or HttpGateway()
