"""The frame of a provider on this machine, for the demonstration and the tests: the real protocol, nothing real behind.

What it knows is the ledger of the context that speaks with it (fees.counterpart, output.counterpart). Its call-backs
can be delayed, repeated, dropped, forged and reordered (`Manner`).
"""

import json
import secrets
import threading
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol

from oneseal.foundation import clock
from oneseal.seals.rules import messages
from oneseal.seals.rules.messages import Key


class Books(Protocol):
    """What a provider knows."""

    url: str

    def call(self, method: str, said: dict[str, Any]) -> dict[str, Any]:
        """One request of the bureau. Raises KeyError for a method that there is not."""


@dataclass
class Manner:
    """How call-backs go out: not at all, several times, late (kept until `release`), with a foreign signature."""

    drop: bool = False
    repeat: int = 1
    hold: bool = False
    forge: bool = False
    held: list[str] = field(default_factory=list)


class Counterpart(ThreadingHTTPServer):
    """The provider's HTTP door: `/gateway` for the bureau, other pages for the people it deals with."""

    daemon_threads = True
    prefix: str
    """Of the settings by which the bureau reaches it, such as PAY for ONESEAL_PAY_KEY."""

    def __init__(self, door: "type[Door]", books: Books, app_id: str, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), door)
        self.url = books.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.books = books
        self.app_id, self.key, self.client, self.manner = app_id, Key.new(), Key.new(), Manner()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def environment(self) -> dict[str, str]:
        """What the bureau's processes need to know to use it."""
        return {
            f"ONESEAL_{self.prefix}_GATEWAY": f"{self.url}/gateway",
            f"ONESEAL_{self.prefix}_APP_ID": self.app_id,
            f"ONESEAL_{self.prefix}_KEY": self.client.text,
            f"ONESEAL_{self.prefix}_PROVIDER_KEY": self.key.public.hex(),
        }

    def happened(self, number: str) -> None:
        """Something became of a number; the call-back goes out as the manner says."""
        if self.manner.hold:
            self.manner.held.append(number)
        elif not self.manner.drop:
            self.notify(number)

    def release(self) -> None:
        """Send what was held, the last first."""
        while self.manner.held:
            self.notify(self.manner.held.pop())

    def notify(self, number: str) -> list[int]:
        """Call the bureau back; the statuses of its answers."""
        raise NotImplementedError

    def message(self, said: dict[str, Any]) -> dict[str, str]:
        """A signed call-back, as it goes over the wire."""
        values = {
            "app_id": self.app_id,
            "timestamp": str(int(clock.now().timestamp())),
            "nonce": secrets.token_hex(16),
            "biz_content": json.dumps(said, ensure_ascii=False),
        }
        key = Key.new() if self.manner.forge else self.key
        return messages.signed(values, key)

    def call_back(self, url: str, said: dict[str, Any]) -> int:
        """Send one; 0 where nobody answers."""
        body = urllib.parse.urlencode(self.message(said)).encode()
        try:
            with urllib.request.urlopen(url, data=body, timeout=10) as answer:  # noqa: S310 (the bureau's own address)
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0


class Door(BaseHTTPRequestHandler):
    """`/gateway` for the bureau; contexts add the pages (`page`, `press`)."""

    server: Counterpart

    def do_GET(self) -> None:
        self.page()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
        values = {name: found[0] for name, found in urllib.parse.parse_qs(body).items()}
        if self.path == "/gateway":
            self._gateway(values)
            return
        self.press(values)
        self.page()

    def page(self) -> None:
        """A page for people."""
        self.send_error(404)

    def press(self, values: dict[str, str]) -> None:
        """A button of it."""

    def _gateway(self, values: dict[str, str]) -> None:
        server = self.server
        genuine = messages.is_genuine(values, server.client.public) and values.get("app_id") == server.app_id
        answer = {"code": "BAD_SIGN", "nonce": values.get("nonce", "")}
        if genuine:
            try:
                said = server.books.call(values["method"], messages.content(values))
            except KeyError:
                answer["code"] = "BAD_METHOD"
            else:
                answer |= {"code": "OK", "biz_content": json.dumps(said, ensure_ascii=False)}
        self.say(json.dumps(messages.signed(answer, server.key)), "application/json")

    def say(self, text: str, kind: str = "text/html; charset=utf-8") -> None:
        """Answer."""
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""
