"""Signed requests to a provider on the net (payment, courier): one address, the method is a parameter.

The answer's signature is checked before anything of it is believed (rules/messages.py).
"""

import http.client
import json
import secrets
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings

from oneseal.foundation import clock
from oneseal.kernel.errors import Conflict
from oneseal.seals.rules import messages

TIMEOUT = 10
LONGEST = 50 * 1024 * 1024


class Unreachable(OSError):
    """The provider did not answer, or not in a way that can be believed: what it did is unknown, so ask again."""


class Gateway(Protocol):
    """A provider: whether on the net or, for history of the demonstration and tests, its books directly."""

    def call(self, method: str, said: dict[str, Any]) -> dict[str, Any]:
        """One request. Raises Unreachable."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A provider's address, our name and key pair there, its public key (hexadecimal), seconds to wait for an answer."""

    url: str
    app_id: str
    key: str
    public: str
    timeout: float = TIMEOUT

    def call(self, method: str, said: dict[str, Any]) -> dict[str, Any]:
        """One signed request. Raises Unreachable."""
        values = {
            "app_id": self.app_id,
            "method": method,
            "version": "1.0",
            "sign_type": "SM2",
            "timestamp": str(int(clock.now().timestamp())),
            "nonce": secrets.token_hex(16),
            "biz_content": json.dumps(said, ensure_ascii=False),
        }
        body = urllib.parse.urlencode(messages.signed(values, messages.Key.parse(self.key))).encode()
        answer = self._post(body)
        if not self.has_signed(answer) or answer.get("nonce") != values["nonce"]:
            raise Unreachable("the answer is not signed by the provider")
        if answer.get("code") != "OK":
            raise Unreachable(f"the provider refused {method}: {answer.get('code')}")
        return messages.content(answer)

    def has_signed(self, values: Mapping[str, str]) -> bool:
        """Whether a message bears the provider's signature."""
        public = bytes.fromhex(self.public)
        return bool(public) and messages.is_genuine(values, public)

    def calls_us(self, values: Mapping[str, str]) -> bool:
        """Whether a call-back is the provider's and meant for us."""
        return self.has_signed(values) and values.get("app_id") == self.app_id

    def _post(self, body: bytes) -> dict[str, str]:
        request = urllib.request.Request(self.url, data=body, method="POST")  # noqa: S310 (a setting)
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as answered:  # noqa: S310
                said = json.loads(answered.read(LONGEST))
        except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
            raise Unreachable(str(error)) from error
        if not isinstance(said, dict) or not all(isinstance(each, str) for each in said.values()):
            raise Unreachable("the answer is not a flat object of texts")
        return said


class Provider:
    """The way to one outside party: who is asked now, and whose signature is believed.

    The settings are `<prefix>_GATEWAY`, `_APP_ID`, `_KEY`, `_PROVIDER_KEY`; `code` and `absent` are the refusal where
    none is set; `timeout` the seconds to wait for an answer.
    """

    def __init__(self, prefix: str, code: str, absent: str, *, timeout: float = TIMEOUT) -> None:
        self.prefix, self._code, self._absent, self.timeout = prefix, code, absent, timeout
        self._chosen: ContextVar[Gateway | None] = ContextVar(f"{prefix}_gateway", default=None)

    def peer(self) -> Peer:
        """The party named in the settings."""
        names = ("GATEWAY", "APP_ID", "KEY", "PROVIDER_KEY")
        url, app_id, key, public = (getattr(settings, f"{self.prefix}_{name}") for name in names)
        return Peer(url, app_id, key, public, self.timeout)

    @contextmanager
    def use(self, gateway: Gateway) -> Iterator[None]:
        """Inside, this one is asked instead of the configured one (history of the demonstration)."""
        token = self._chosen.set(gateway)
        try:
            yield
        finally:
            self._chosen.reset(token)

    def is_configured(self) -> bool:
        """Whether there is one to ask."""
        return self._chosen.get() is not None or bool(self.peer().url)

    def current(self) -> Gateway:
        """The one to ask. Raises Conflict where none is set."""
        if not self.is_configured():
            raise Conflict(self._code, self._absent)
        return self._chosen.get() or self.peer()
