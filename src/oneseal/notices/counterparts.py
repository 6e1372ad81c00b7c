"""Local stand-ins for the gateways, for the demonstration and the tests: real protocols, nothing leaves.

Never used when a real gateway is configured.
"""

import json
import socketserver
import threading
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from oneseal.foundation import clock
from oneseal.notices.rules.signing import is_genuine, signature


class SmsCounterpart(ThreadingHTTPServer):
    """An SMS gateway that checks signatures, keeps what it got and never sends the same id twice.

    `received` holds the messages as they came; `answer_with` set to a status makes it refuse or fail.
    """

    def __init__(self, secret: str, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _SmsHandler)
        self.secret = secret
        self.received: dict[str, dict[str, Any]] = {}
        self.answer_with = 200
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """Where it takes messages."""
        return f"http://127.0.0.1:{self.server_address[1]}/send"

    def take(self, message: dict[str, Any]) -> str:
        """Keep a message under the sender's id; the same id again is the same message."""
        self.received.setdefault(message["id"], message)
        return f"gw-{message['id']}"

    def report(self, url: str, provider_id: str, *, delivered: bool) -> int:
        """Call the sender back with a signed delivery report; return the status of its answer."""
        body = json.dumps({"id": provider_id, "delivered": delivered, "error": ""}).encode()
        timestamp, nonce = str(int(clock.now().timestamp())), provider_id
        path = urllib.parse.urlsplit(url).path
        headers = {
            "Content-Type": "application/json",
            "X-Timestamp": timestamp,
            "X-Nonce": nonce,
            "X-Signature": signature(self.secret, path=path, timestamp=timestamp, nonce=nonce, body=body),
        }
        request = urllib.request.Request(url, data=body, headers=headers, method="POST")  # noqa: S310 (local)
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 (local)
            return int(answer.status)


class _SmsHandler(BaseHTTPRequestHandler):
    server: SmsCounterpart

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        genuine = is_genuine(
            self.server.secret,
            self.headers.get("X-Signature", ""),
            path=self.path,
            timestamp=self.headers.get("X-Timestamp", ""),
            nonce=self.headers.get("X-Nonce", ""),
            body=body,
            now=int(clock.now().timestamp()),
        )
        status = self.server.answer_with if genuine else 401
        said = {"id": self.server.take(json.loads(body))} if status == 200 else {"error": "refused"}
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(said).encode())

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: numbers and texts are personal data."""


class MailCounterpart(socketserver.ThreadingTCPServer):
    """An SMTP server (RFC 5321, the commands a client needs) that keeps the letters it got in `received`."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _MailHandler)
        self.received: list[bytes] = []
        self.refuse: set[str] = set()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def take(self, letter: bytes) -> None:
        """Keep a letter."""
        self.received.append(letter)

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])


class _MailHandler(socketserver.StreamRequestHandler):
    server: MailCounterpart

    def handle(self) -> None:
        self._say("220 counterpart")
        while line := self.rfile.readline():
            verb = line.split()[0].upper().decode(errors="replace") if line.split() else ""
            if verb == "DATA":
                self._say("354 go on")
                self.server.take(self._letter())
                self._say("250 kept")
            elif verb == "RCPT" and any(address.encode() in line for address in self.server.refuse):
                self._say("550 no such mailbox")
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok" if verb in {"EHLO", "HELO", "MAIL", "RCPT", "RSET", "NOOP"} else "502 no")

    def _letter(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)

    def _say(self, answer: str) -> None:
        self.wfile.write(answer.encode() + b"\r\n")
