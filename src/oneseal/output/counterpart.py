"""A courier on this machine, for the demonstration and the tests: the real protocol, no real parcels (seals.counterpart).

`Ledger` is what the courier knows; `/track/<waybill>` shows a parcel and lets whoever plays the courier collect, carry, hand over or return it.
"""

import base64
import hashlib
import html
import io
import json
from datetime import datetime
from typing import Any

from oneseal.foundation import clock
from oneseal.foundation.display import local_day
from oneseal.output.rules.parcels import BILLED
from oneseal.seals import counterpart
from oneseal.seals.rules import statements
from oneseal.seals.rules.statements import Movement

NAME = "演示速递"
POSTAGE = 1200
"""One parcel within the city, in 分."""

TABLES = """
CREATE TABLE IF NOT EXISTS waybills (
  number TEXT PRIMARY KEY, waybill TEXT UNIQUE, way TEXT, party TEXT, notify_url TEXT, made_at TEXT,
  state TEXT DEFAULT 'CREATED', at TEXT, signed_by TEXT DEFAULT '', reason TEXT DEFAULT '', fen INTEGER);
CREATE TABLE IF NOT EXISTS traces (number TEXT, seq INTEGER, state TEXT, text TEXT, at TEXT, PRIMARY KEY (number, seq));
"""
AFTER = {
    "COLLECTED": ("CREATED",),
    "TRANSIT": ("COLLECTED",),
    "SIGNED": ("COLLECTED", "TRANSIT"),
    "RETURNED": ("COLLECTED", "TRANSIT"),
    "CANCELLED": ("CREATED",),
}
SAID = {
    "CREATED": "已接单，等待揽收",
    "COLLECTED": "快递员已取件",
    "TRANSIT": "到达云岭转运中心，正在派送",
    "SIGNED": "已签收，感谢使用",
    "RETURNED": "投递不成功，退回寄件人",
    "CANCELLED": "寄件人取消",
}


class Ledger(counterpart.Ledger):
    """The courier's books."""

    tables = TABLES

    def create(self, said: dict[str, Any]) -> dict[str, Any]:
        """An order; the same number again is the same waybill."""
        number, now = said["order_no"], clock.now().isoformat()
        party = json.dumps(said["applicant"], ensure_ascii=False)
        with self.open() as rows:
            (count,) = rows.execute("SELECT count(*) FROM waybills").fetchone()
            made = rows.execute(
                "INSERT OR IGNORE INTO waybills (number, waybill, way, party, notify_url, made_at, at, fen)"
                " VALUES (?,?,?,?,?,?,?,?)",
                [
                    number,
                    f"YS{(count + 1) * 7919 + 10**10}",
                    said["way"],
                    party,
                    said["notify_url"],
                    now,
                    now,
                    POSTAGE,
                ],
            )
            if made.rowcount == 1:
                rows.execute(
                    "INSERT INTO traces VALUES (?, 1, 'CREATED', ?, ?)", [number, SAID["CREATED"], now]
                )
        row = self.find(number) or {}
        return {"order_no": number, "waybill_no": row["waybill"], "courier": NAME, "fen": row["fen"]}

    def find(self, number: str) -> dict[str, Any] | None:
        """A parcel as it is now, by our number or the waybill."""
        return self.row("SELECT * FROM waybills WHERE number = ? OR waybill = ?", number, number)

    def query(self, said: dict[str, Any]) -> dict[str, Any]:
        """What became of a parcel, with its whole trace and, where it was signed for, the proof."""
        row = self.find(said["order_no"])
        if row is None:
            return {"order_no": said["order_no"], "state": "NONE"}
        with self.open() as rows:
            told = rows.execute(
                "SELECT seq, state, text, at FROM traces WHERE number = ? ORDER BY seq", [row["number"]]
            )
            traces = [dict(each) for each in told.fetchall()]
        answer = {
            "order_no": row["number"],
            "waybill_no": row["waybill"],
            "traces": traces,
            **{name: row[name] for name in ("state", "at", "fen", "signed_by", "reason")},
        }
        if row["state"] == "SIGNED":
            proof = signature(row["waybill"], row["at"])
            answer["proof"] = base64.b64encode(proof).decode()
            answer["proof_sha256"] = hashlib.sha256(proof).hexdigest()
        return answer

    def cancel(self, said: dict[str, Any]) -> dict[str, Any]:
        """Call an order off; one that was collected goes on."""
        self.move(said["order_no"], "CANCELLED")
        return {"order_no": said["order_no"], "state": (self.find(said["order_no"]) or {})["state"]}

    def move(self, number: str, state: str, *, signed_by: str = "", reason: str = "") -> bool:
        """The courier does something; whether it could be done now."""
        now, row = clock.now().isoformat(), self.find(number)
        if row is None or row["state"] not in AFTER[state]:
            return False
        with self.open() as rows:
            rows.execute(
                "UPDATE waybills SET state = ?, at = ?, signed_by = ?, reason = ? WHERE number = ?",
                [state, now, signed_by, reason, row["number"]],
            )
            text = f"{SAID[state]}：{reason}" if reason else SAID[state]
            rows.execute(
                "INSERT INTO traces SELECT ?, max(seq) + 1, ?, ?, ? FROM traces WHERE number = ?",
                [row["number"], state, text, now, row["number"]],
            )
        return True

    def statement(self, said: dict[str, Any]) -> dict[str, Any]:
        """The bill of a local day: what was ordered and not called off."""
        with self.open() as rows:
            found = rows.execute(
                "SELECT * FROM waybills WHERE state != 'CANCELLED' ORDER BY number"
            ).fetchall()
        lines = [
            Movement(BILLED, row["number"], row["waybill"], row["fen"])
            for row in found
            if local_day(datetime.fromisoformat(row["made_at"])).isoformat() == said["day"]
        ]
        return {"file": statements.write(lines)}


def signature(waybill: str, at: str) -> bytes:
    """What stands for the photographed signature: the same bytes for the same parcel."""
    from PIL import Image, ImageDraw

    image = Image.new("L", (360, 120), 255)
    draw = ImageDraw.Draw(image)
    draw.text((10, 8), f"{waybill}  {at[:19]}", fill=60)
    seed = hashlib.sha256(waybill.encode()).digest()
    points = [(20 + place * 14, 45 + value % 60) for place, value in enumerate(seed[:24])]
    draw.line(points, fill=0, width=3)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


Ledger.methods = {
    "waybill.create": Ledger.create,
    "waybill.query": Ledger.query,
    "waybill.cancel": Ledger.cancel,
    "statement": Ledger.statement,
}


PAGE = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>演示速递</title><style>
body{{font:17px/1.6 system-ui,sans-serif;background:#eef2f7;margin:0;color:#1b2733}}
main{{max-width:26rem;margin:2rem auto;background:#fff;border-radius:.8rem;padding:1.5rem;box-shadow:0 1px 6px #0002}}
h1{{font-size:1.1rem;margin:0 0 1rem}}strong{{font-size:1.5rem;display:block}}small{{color:#51606f;overflow-wrap:anywhere}}
button{{display:block;width:100%;padding:.8rem;border:0;border-radius:.5rem;background:#0b5cad;color:#fff;font:inherit;
margin-top:.7rem}}li{{margin:.4rem 0}}</style></head><body><main><h1>演示速递（不是真实快递）</h1>
<strong>{waybill}</strong><p>{to}</p><ol>{traces}</ol>{acts}</main></body></html>"""
ACT = '<form method="post"><input type="hidden" name="do" value="{state}"><button>{label}</button></form>'
LABELS = {
    "COLLECTED": "取件",
    "TRANSIT": "运输、派送",
    "SIGNED": "收件人签收",
    "RETURNED": "投递不成功，退回",
}


class _Door(counterpart.Door):
    server: "Counterpart"

    def press(self, values: dict[str, str]) -> None:
        """Collect, carry, hand over or return."""
        state = values.get("do", "")
        row = self.server.ledger.find(self._waybill)
        if row and state in LABELS:
            name = json.loads(row["party"]).get("name", "") if row["way"] == "out" else "收发室"
            said = {"SIGNED": {"signed_by": name}, "RETURNED": {"reason": "收件人电话无人接听"}}
            self.server.move(row["number"], state, **said.get(state, {}))

    @property
    def _waybill(self) -> str:
        return self.path.rpartition("/")[2]

    def page(self) -> None:
        """Where it is, and what the courier may do now."""
        row = self.server.ledger.find(self._waybill)
        if row is None:
            self.send_error(404)
            return
        told = self.server.ledger.query({"order_no": row["number"]})["traces"]
        acts = [
            ACT.format(state=state, label=label)
            for state, label in LABELS.items()
            if row["state"] in AFTER[state]
        ]
        party = json.loads(row["party"])
        page = PAGE.format(
            waybill=html.escape(row["waybill"]),
            to=html.escape(f"{party.get('name', '')} {party.get('place', '')}"),
            traces="".join(f"<li>{html.escape(each['text'])}</li>" for each in told),
            acts="".join(acts),
        )
        self.say(page)


class Counterpart(counterpart.Counterpart[Ledger]):
    """The courier's HTTP door: `/gateway` for the bureau, `/track/<waybill>` for people."""

    door = _Door
    books = Ledger
    prefix = "COURIER"

    def move(self, number: str, state: str, **said: str) -> bool:
        """The courier does something; the call-back goes out as the manner says."""
        done = self.ledger.move(number, state, **said)
        if done:
            self.happened((self.ledger.find(number) or {})["number"])
        return done
