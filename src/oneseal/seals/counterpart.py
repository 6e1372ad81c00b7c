"""The frame of a provider on this machine, for the demonstration and the tests: the real protocol, nothing real behind.

What it knows is a `Ledger`, which the context that speaks with it fills with its methods (fees.counterpart,
output.counterpart). Its call-backs can be delayed, repeated, dropped, forged and reordered (`Manner`).
"""

import json
import secrets
import sqlite3
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar, Generic, Self, TypeVar

from oneseal.foundation import clock
from oneseal.seals.rules import messages
from oneseal.seals.rules.messages import Key

POLL = 0.05
"""Seconds between two looks whether to stop: shutting down waits for one."""


class Ledger:
    """What a provider knows, in an SQLite file that several processes may share; asked like the HTTP door (wire.Gateway).

    `tables` makes the tables; `methods` are the requests that there are, by name.
    """

    tables: ClassVar[str]
    methods: ClassVar[Mapping[str, Callable[[Any, dict[str, Any]], dict[str, Any]]]]

    def __init__(self, path: Path, url: str = "") -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path, self.url = path, url
        with self.open() as rows:
            rows.executescript(self.tables)

    def open(self) -> sqlite3.Connection:
        """The file; used as a context, one transaction."""
        made = sqlite3.connect(self.path, timeout=20, isolation_level="IMMEDIATE")
        made.row_factory = sqlite3.Row
        made.execute("PRAGMA synchronous=OFF")
        return made

    def row(self, statement: str, *values: object) -> dict[str, Any] | None:
        """The first row of a statement."""
        with self.open() as rows:
            found = rows.execute(statement, values).fetchone()
        return dict(found) if found else None

    def call(self, method: str, said: dict[str, Any]) -> dict[str, Any]:
        """One request of the bureau. Raises KeyError for a method that there is not."""
        return self.methods[method](self, said)

    def find(self, number: str) -> dict[str, Any] | None:
        """What an order's number stands for."""
        raise NotImplementedError

    def query(self, said: dict[str, Any]) -> dict[str, Any]:
        """What became of an order (`order_no`)."""
        raise NotImplementedError


@dataclass
class Manner:
    """How call-backs go out: not at all, several times, late (kept until `release`), with a foreign signature."""

    drop: bool = False
    repeat: int = 1
    hold: bool = False
    forge: bool = False
    held: list[str] = field(default_factory=list)


L = TypeVar("L", bound=Ledger)


class Counterpart(ThreadingHTTPServer, Generic[L]):
    """The provider's HTTP door: `/gateway` for the bureau, other pages for the people it deals with."""

    daemon_threads = True
    prefix: str
    """Of the settings by which the bureau reaches it, such as PAY for ONESEAL_PAY_KEY."""

    door: "type[Door]"
    books: type[L]

    def __init__(self, path: Path, app_id: str, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), self.door)
        self.ledger = self.books(path, f"http://127.0.0.1:{self.server_address[1]}")
        self.url = self.ledger.url
        self.app_id, self.key, self.client, self.manner = app_id, Key.new(), Key.new(), Manner()
        threading.Thread(target=self.serve_forever, args=(POLL,), daemon=True).start()

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
        """Call the bureau back about an order; the statuses of its answers."""
        row = self.ledger.find(number) or {}
        said = self.ledger.query({"order_no": number})
        return [self.call_back(row["notify_url"], said) for _ in range(self.manner.repeat)]

    @contextmanager
    def quietly(self, settings: Any) -> Iterator[Self]:
        """For tests: the settings lead to it, and its call-backs are dropped; the test hands them over itself."""
        self.manner.drop = True
        for name, value in self.environment.items():
            setattr(settings, name.removeprefix("ONESEAL_"), value)
        yield self
        self.shutdown()
        self.server_close()

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

    server: Counterpart[Any]

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
                said = server.ledger.call(values["method"], messages.content(values))
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
