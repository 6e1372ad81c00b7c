"""A payment provider on this machine, for the demonstration and the tests: the real protocol, no real money.

`Ledger` is what the provider knows, `Counterpart` its HTTP door with the cashier's page (seals.counterpart).
"""

import html
import secrets
from datetime import datetime
from typing import Any

from oneseal.fees.rules import protocol
from oneseal.foundation import clock
from oneseal.foundation.display import local_day
from oneseal.seals import counterpart
from oneseal.seals.rules import statements
from oneseal.seals.rules.statements import Movement

TABLES = """
CREATE TABLE IF NOT EXISTS orders (
  number TEXT PRIMARY KEY, fen INTEGER, subject TEXT, notify_url TEXT, return_url TEXT,
  state TEXT DEFAULT 'WAIT', trade_no TEXT DEFAULT '', paid_at TEXT DEFAULT '');
CREATE TABLE IF NOT EXISTS refunds (
  number TEXT PRIMARY KEY, order_no TEXT, fen INTEGER, state TEXT, trade_no TEXT, at TEXT);
"""


class Ledger(counterpart.Ledger):
    """The provider's books."""

    tables = TABLES

    def create(self, said: dict[str, Any]) -> dict[str, Any]:
        """An order; the same number again is the same order."""
        values = [said[name] for name in ("order_no", "fen", "subject", "notify_url", "return_url")]
        with self.open() as rows:
            rows.execute(
                "INSERT OR IGNORE INTO orders (number, fen, subject, notify_url, return_url) VALUES (?,?,?,?,?)",
                values,
            )
        return {"order_no": said["order_no"], "pay_url": f"{self.url}/cashier/{said['order_no']}"}

    def find(self, number: str) -> dict[str, Any] | None:
        """An order as it is now."""
        return self.row("SELECT * FROM orders WHERE number = ?", number)

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
        with self.open() as rows:
            rows.execute(
                "UPDATE orders SET state = 'CLOSED' WHERE number = ? AND state = 'WAIT'", [said["order_no"]]
            )
        return self.query(said)

    def pay(self, number: str) -> bool:
        """The payer pays; whether it is paid by this very press."""
        now = clock.now()
        trade = f"{now:%Y%m%d}{secrets.randbelow(10**12):012d}"
        with self.open() as rows:
            done = rows.execute(
                "UPDATE orders SET state = 'PAID', trade_no = ?, paid_at = ? WHERE number = ? AND state = 'WAIT'",
                [trade, now.isoformat(), number],
            )
            return done.rowcount == 1

    def refund(self, said: dict[str, Any]) -> dict[str, Any]:
        """Give back, at most what was paid; the same number again is the same refund."""
        with self.open() as rows:
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
        row = self.row("SELECT * FROM refunds WHERE number = ?", said["refund_no"])
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
        with self.open() as rows:
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
        return {"file": statements.write(movements)}


Ledger.methods = {
    "order.create": Ledger.create,
    "order.query": Ledger.query,
    "order.close": Ledger.close,
    "refund.create": Ledger.refund,
    "refund.query": Ledger.refund_query,
    "statement": Ledger.statement,
}


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


class _Door(counterpart.Door):
    server: "Counterpart"

    def press(self, values: dict[str, str]) -> None:
        """Pay."""
        self.server.pay(self.path.rpartition("/")[2])

    def page(self) -> None:
        """The cashier."""
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
        self.say(page)


class Counterpart(counterpart.Counterpart[Ledger]):
    """The provider's HTTP door: `/gateway` for the bureau, `/cashier/<number>` for payers."""

    door = _Door
    books = Ledger
    prefix = "PAY"

    def pay(self, number: str) -> None:
        """The payer pays; the call-back goes out as the manner says."""
        if self.ledger.pay(number):
            self.happened(number)
