"""A payment provider on this machine, for the demonstration and the tests: the real protocol, no real money.

`Ledger` is what the provider knows, in an SQLite file that several processes may share; `Counterpart` its HTTP door
with the cashier's page. It can delay, repeat, drop, forge and reorder its call-backs (`Manner`).
"""

import html
import json
import secrets
import sqlite3
import threading
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from oneseal.fees.rules import protocol
from oneseal.fees.rules.protocol import Key, Movement
from oneseal.foundation import clock
from oneseal.foundation.display import local_day

TABLES = """
CREATE TABLE IF NOT EXISTS orders (
  number TEXT PRIMARY KEY, fen INTEGER, subject TEXT, notify_url TEXT, return_url TEXT,
  state TEXT DEFAULT 'WAIT', trade_no TEXT DEFAULT '', paid_at TEXT DEFAULT '');
CREATE TABLE IF NOT EXISTS refunds (
  number TEXT PRIMARY KEY, order_no TEXT, fen INTEGER, state TEXT, trade_no TEXT, at TEXT);
"""


class Ledger:
    """The provider's books; answers the same methods as the HTTP door (fees.gateway.Gateway)."""

    def __init__(self, path: Path, url: str = "") -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path, self.url = path, url
        with self._open() as rows:
            rows.executescript(TABLES)

    def _open(self) -> sqlite3.Connection:
        made = sqlite3.connect(self.path, timeout=20, isolation_level="IMMEDIATE")
        made.row_factory = sqlite3.Row
        made.execute("PRAGMA synchronous=OFF")
        return made

    def call(self, method: str, said: dict[str, Any]) -> dict[str, Any]:
        """One request of the bureau."""
        return METHODS[method](self, said)

    def create(self, said: dict[str, Any]) -> dict[str, Any]:
        """An order; the same number again is the same order."""
        values = [said[name] for name in ("order_no", "fen", "subject", "notify_url", "return_url")]
        with self._open() as rows:
            rows.execute(
                "INSERT OR IGNORE INTO orders (number, fen, subject, notify_url, return_url) VALUES (?,?,?,?,?)",
                values,
            )
        return {"order_no": said["order_no"], "pay_url": f"{self.url}/cashier/{said['order_no']}"}

    def find(self, number: str) -> dict[str, Any] | None:
        """An order as it is now."""
        with self._open() as rows:
            row = rows.execute("SELECT * FROM orders WHERE number = ?", [number]).fetchone()
        return dict(row) if row else None

    def query(self, said: dict[str, Any]) -> dict[str, Any]:
        """What became of an order."""
        row = self.find(said["order_no"])
        if row is None:
            return {"order_no": said["order_no"], "state": "NONE"}
        return {"order_no": row["number"]} | {
            name: row[name] for name in ("state", "fen", "trade_no", "paid_at")
        }

    def close(self, said: dict[str, Any]) -> dict[str, Any]:
        """End an order that nobody paid; a paid one stays paid."""
        with self._open() as rows:
            rows.execute(
                "UPDATE orders SET state = 'CLOSED' WHERE number = ? AND state = 'WAIT'", [said["order_no"]]
            )
        return self.query(said)

    def pay(self, number: str) -> bool:
        """The payer pays; whether it is paid by this very press."""
        now = clock.now()
        trade = f"{now:%Y%m%d}{secrets.randbelow(10**12):012d}"
        with self._open() as rows:
            done = rows.execute(
                "UPDATE orders SET state = 'PAID', trade_no = ?, paid_at = ? WHERE number = ? AND state = 'WAIT'",
                [trade, now.isoformat(), number],
            )
            return done.rowcount == 1

    def refund(self, said: dict[str, Any]) -> dict[str, Any]:
        """Give back, at most what was paid; the same number again is the same refund."""
        with self._open() as rows:
            rows.execute(
                "INSERT OR IGNORE INTO refunds SELECT ?, number, ?, 'DONE', ?, ? FROM orders WHERE number = ? AND"
                " state = 'PAID' AND fen >= ? + (SELECT coalesce(sum(fen), 0) FROM refunds WHERE order_no = orders.number)",
                [
                    said["refund_no"],
                    said["fen"],
                    f"R{secrets.token_hex(8)}",
                    clock.now().isoformat(),
                    said["order_no"],
                    said["fen"],
                ],
            )
        answer = self.refund_query(said)
        return answer if answer["state"] != "NONE" else answer | {"state": "FAILED"}

    def refund_query(self, said: dict[str, Any]) -> dict[str, Any]:
        """What became of a refund."""
        with self._open() as rows:
            row = rows.execute("SELECT * FROM refunds WHERE number = ?", [said["refund_no"]]).fetchone()
        if row is None:
            return {"refund_no": said["refund_no"], "state": "NONE"}
        return {
            "refund_no": row["number"],
            "state": row["state"],
            "fen": row["fen"],
            "trade_no": row["trade_no"],
        }

    def statement(self, said: dict[str, Any]) -> dict[str, Any]:
        """The daily file of a local day."""
        with self._open() as rows:
            paid = rows.execute(
                "SELECT number, trade_no, fen, paid_at AS at FROM orders WHERE state = 'PAID'"
            ).fetchall()
            back = rows.execute(
                "SELECT number, trade_no, fen, at FROM refunds WHERE state = 'DONE'"
            ).fetchall()
        lines = [(protocol.PAY, row) for row in paid] + [(protocol.REFUND, row) for row in back]
        movements = [
            Movement(kind, row["number"], row["trade_no"], row["fen"])
            for kind, row in lines
            if local_day(datetime.fromisoformat(row["at"])).isoformat() == said["day"]
        ]
        return {"file": protocol.write_statement(movements)}


METHODS = {
    "order.create": Ledger.create,
    "order.query": Ledger.query,
    "order.close": Ledger.close,
    "refund.create": Ledger.refund,
    "refund.query": Ledger.refund_query,
    "statement": Ledger.statement,
}


@dataclass
class Manner:
    """How call-backs go out: not at all, several times, late (kept until `release`), with a foreign signature."""

    drop: bool = False
    repeat: int = 1
    hold: bool = False
    forge: bool = False
    held: list[str] = field(default_factory=list)


class Counterpart(ThreadingHTTPServer):
    """The provider's HTTP door: `/gateway` for the bureau, `/cashier/<number>` for payers."""

    daemon_threads = True

    def __init__(self, path: Path, app_id: str, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Door)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.ledger = Ledger(path, self.url)
        self.app_id, self.key, self.client, self.manner = app_id, Key.new(), Key.new(), Manner()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def environment(self) -> dict[str, str]:
        """What the bureau's processes need to know to use it."""
        return {
            "ONESEAL_PAY_GATEWAY": f"{self.url}/gateway",
            "ONESEAL_PAY_APP_ID": self.app_id,
            "ONESEAL_PAY_KEY": self.client.text,
            "ONESEAL_PAY_PROVIDER_KEY": self.key.public.hex(),
        }

    def pay(self, number: str) -> None:
        """The payer pays; the call-back goes out as the manner says."""
        if self.ledger.pay(number):
            if self.manner.hold:
                self.manner.held.append(number)
            elif not self.manner.drop:
                self.notify(number)

    def release(self) -> None:
        """Send what was held, the last first."""
        while self.manner.held:
            self.notify(self.manner.held.pop())

    def notify(self, number: str) -> list[int]:
        """Call the bureau back about a paid order; the statuses of its answers."""
        row = self.ledger.find(number) or {}
        said = self.ledger.query({"order_no": number})
        return [self.call_back(row["notify_url"], said) for _ in range(self.manner.repeat)]

    def message(self, said: dict[str, Any]) -> dict[str, str]:
        """A signed call-back, as it goes over the wire."""
        values = {
            "app_id": self.app_id,
            "timestamp": str(int(clock.now().timestamp())),
            "nonce": secrets.token_hex(16),
            "biz_content": json.dumps(said, ensure_ascii=False),
        }
        key = Key.new() if self.manner.forge else self.key
        return protocol.signed(values, key)

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


PAGE = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>演示收银台</title><style>
body{{font:17px/1.6 system-ui,sans-serif;background:#eef2f7;margin:0;color:#1b2733}}
main{{max-width:26rem;margin:2rem auto;background:#fff;border-radius:.8rem;padding:1.5rem;box-shadow:0 1px 6px #0002}}
h1{{font-size:1.1rem;margin:0 0 1rem}}strong{{font-size:2.2rem;display:block}}small{{color:#51606f;overflow-wrap:anywhere}}
button,a.back{{display:block;width:100%;box-sizing:border-box;text-align:center;padding:.8rem;border:0;border-radius:.5rem;
background:#0b5cad;color:#fff;font:inherit;margin-top:1rem;text-decoration:none}}a.back{{background:#e6ebf1;color:#1b2733}}
</style></head><body><main><h1>演示收银台（不是真实支付，不会扣款）</h1>
<strong>{amount} 元</strong><p>缴费单 {subject}<br><small>订单 {number}</small></p>{act}
<a class="back" href="{back}">{leave}</a></main></body></html>"""
BUTTON = '<form method="post"><button>确认支付</button></form>'
STATES = {"PAID": "<p>✓ 已支付</p>", "CLOSED": "<p>订单已关闭，不能支付。</p>"}


class _Door(BaseHTTPRequestHandler):
    server: Counterpart

    def do_GET(self) -> None:
        self._cashier()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
        if self.path == "/gateway":
            self._gateway({name: values[0] for name, values in urllib.parse.parse_qs(body).items()})
            return
        self.server.pay(self.path.rpartition("/")[2])
        self._cashier()

    def _gateway(self, values: dict[str, str]) -> None:
        server = self.server
        genuine = protocol.is_genuine(values, server.client.public) and values.get("app_id") == server.app_id
        answer = {"code": "BAD_SIGN", "nonce": values.get("nonce", "")}
        if genuine and values["method"] in METHODS:
            said = server.ledger.call(values["method"], protocol.content(values))
            answer |= {"code": "OK", "biz_content": json.dumps(said, ensure_ascii=False)}
        self._say(json.dumps(protocol.signed(answer, server.key)), "application/json")

    def _cashier(self) -> None:
        row = self.server.ledger.find(self.path.rpartition("/")[2])
        if row is None:
            self.send_error(404)
            return
        paid = row["state"] != "WAIT"
        page = PAGE.format(
            amount=f"{row['fen'] / 100:,.2f}",
            subject=html.escape(row["subject"]),
            number=html.escape(row["number"]),
            act=STATES.get(row["state"], BUTTON),
            back=html.escape(row["return_url"]),
            leave="返回缴费单" if paid else "暂不支付，返回",
        )
        self._say(page, "text/html; charset=utf-8")

    def _say(self, text: str, kind: str) -> None:
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""
