"""A cabinets' controller on this machine, for the demonstration and the tests: the real protocol, no real doors.

`Ledger` is what the controller knows of its boxes; `/cabinet/<number>` shows a cabinet and lets whoever plays the hands
put in, take out, shut, jam, and switch the power off and on.
"""

import html
from datetime import datetime
from typing import Any

from oneseal.foundation import clock
from oneseal.output.rules.boxes import Door
from oneseal.seals import counterpart

TABLES = """
CREATE TABLE IF NOT EXISTS machines (machine TEXT PRIMARY KEY, power INTEGER DEFAULT 1);
CREATE TABLE IF NOT EXISTS boxes (
  machine TEXT, box TEXT, door TEXT DEFAULT 'CLOSED', occupied INTEGER DEFAULT 0, jammed INTEGER DEFAULT 0,
  PRIMARY KEY (machine, box));
CREATE TABLE IF NOT EXISTS orders (
  number TEXT PRIMARY KEY, machine TEXT, box TEXT, notify_url TEXT, state TEXT, opened_at TEXT, closed_at TEXT,
  occupied INTEGER, reason TEXT DEFAULT '');
"""
OFFLINE, NONE = "OFFLINE", "NONE"
HANDS = ("put", "take", "shut", "jam", "mend")
SET = {
    "put": "occupied = 1",
    "take": "occupied = 0",
    "shut": "door = 'CLOSED'",
    "jam": "jammed = 1",
    "mend": "jammed = 0",
}


class Ledger(counterpart.Ledger):
    """The controller's memory."""

    tables = TABLES

    def provide(self, machine: str, codes: list[str]) -> None:
        """A cabinet with its boxes, all shut and empty."""
        with self.open() as rows:
            rows.execute("INSERT OR IGNORE INTO machines (machine) VALUES (?)", [machine])
            rows.executemany(
                "INSERT OR IGNORE INTO boxes (machine, box) VALUES (?, ?)",
                [(machine, code) for code in codes],
            )

    def open_box(self, said: dict[str, Any]) -> dict[str, Any]:
        """Open a door; the same number again opens nothing more, one that comes too late neither."""
        number, machine, box = said["order_no"], said["cabinet_no"], said["box"]
        if self.find(number) is None:
            held = self._box(machine, box)
            if held is None or not self._has_power(machine):
                return {"order_no": number, "state": OFFLINE}
            state = self._begun(held, said["until"])
            now = clock.now().isoformat() if state == Door.OPEN else None
            with self.open() as rows:
                rows.execute(
                    "INSERT OR IGNORE INTO orders (number, machine, box, notify_url, state, opened_at, occupied)"
                    " VALUES (?,?,?,?,?,?,?)",
                    [number, machine, box, said["notify_url"], state, now, held["occupied"]],
                )
                if state == Door.OPEN:
                    rows.execute(
                        "UPDATE boxes SET door = 'OPEN' WHERE machine = ? AND box = ?", [machine, box]
                    )
        return self.query(said)

    @staticmethod
    def _begun(held: dict[str, Any], until: str) -> Door:
        if clock.now() > datetime.fromisoformat(until):
            return Door.VOID
        return Door.JAMMED if held["jammed"] else Door.OPEN

    def find(self, number: str) -> dict[str, Any] | None:
        """An order by our number."""
        return self.row("SELECT * FROM orders WHERE number = ?", number)

    def query(self, said: dict[str, Any]) -> dict[str, Any]:
        """What became of an order."""
        row = self.find(said["order_no"])
        if row is None:
            return {"order_no": said["order_no"], "state": NONE}
        if not self._has_power(row["machine"]):
            return {"order_no": row["number"], "state": OFFLINE}
        answer = {name: row[name] for name in ("state", "opened_at", "closed_at", "reason")}
        occupied = None if row["occupied"] is None else bool(row["occupied"])
        return answer | {"order_no": row["number"], "occupied": occupied}

    def status(self, said: dict[str, Any]) -> dict[str, Any]:
        """Every box of a cabinet as it is now. Raises KeyError for one without power, so that nothing is told of it."""
        machine = said["cabinet_no"]
        if not self._has_power(machine):
            raise KeyError(machine)
        return {"cabinet_no": machine, "boxes": self.boxes(machine)}

    def boxes(self, machine: str) -> list[dict[str, Any]]:
        """The boxes of a cabinet."""
        with self.open() as rows:
            found = rows.execute("SELECT * FROM boxes WHERE machine = ? ORDER BY box", [machine]).fetchall()
        return [
            {
                "box": each["box"],
                "door": each["door"],
                "occupied": bool(each["occupied"]),
                "jammed": bool(each["jammed"]),
            }
            for each in found
        ]

    def machines(self) -> list[str]:
        """The cabinets."""
        with self.open() as rows:
            return [row["machine"] for row in rows.execute("SELECT machine FROM machines ORDER BY machine")]

    def _has_power(self, machine: str) -> bool:
        row = self.row("SELECT power FROM machines WHERE machine = ?", machine)
        return bool(row and row["power"])

    def _box(self, machine: str, box: str) -> dict[str, Any] | None:
        return self.row("SELECT * FROM boxes WHERE machine = ? AND box = ?", machine, box)

    def hand(self, machine: str, box: str, act: str) -> str:
        """Somebody does something at a box; the number of the order that ends by it, else empty."""
        held = self._box(machine, box)
        shut = held is None or held["door"] != "OPEN"
        if held is None or (shut and act in ("put", "take", "shut")):
            return ""
        with self.open() as rows:
            rows.execute(
                f"UPDATE boxes SET {SET[act]} WHERE machine = ? AND box = ?",  # noqa: S608 (one of SET)
                [machine, box],
            )
        return self._end(machine, box, Door.CLOSED) if act == "shut" else ""

    def _end(self, machine: str, box: str, state: Door) -> str:
        held = self._box(machine, box) or {}
        closed = clock.now().isoformat() if state == Door.CLOSED else None
        with self.open() as rows:
            row = rows.execute(
                "UPDATE orders SET state = ?, closed_at = ?, occupied = ?"
                " WHERE machine = ? AND box = ? AND state = 'OPEN' RETURNING number",
                [state, closed, held["occupied"], machine, box],
            ).fetchone()
        return str(row["number"]) if row else ""

    def switch(self, machine: str, *, on: bool) -> list[str]:
        """The power goes or comes back; the numbers of the orders of which the controller lost sight meanwhile."""
        with self.open() as rows:
            rows.execute("UPDATE machines SET power = ? WHERE machine = ?", [int(on), machine])
            found = rows.execute(
                "SELECT box FROM orders WHERE machine = ? AND state = 'OPEN'", [machine]
            ).fetchall()
        return [self._end(machine, row["box"], Door.INTERRUPTED) for row in found] if on else []


Ledger.methods = {"box.open": Ledger.open_box, "box.query": Ledger.query, "cabinet.status": Ledger.status}

PAGE = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>演示取件柜</title><style>
body{{font:16px/1.5 system-ui,sans-serif;background:#eef2f7;margin:0;color:#1b2733}}main{{max-width:70rem;margin:1.5rem auto;
padding:0 1rem}}h1{{font-size:1.2rem}}ul{{list-style:none;padding:0;display:grid;gap:.7rem;
grid-template-columns:repeat(auto-fill,minmax(11rem,1fr))}}li{{background:#fff;border-radius:.6rem;padding:.8rem;
border:2px solid #c5d0dc}}li.OPEN{{border-color:#c2410c}}b{{display:block;font-size:1.1rem}}button{{font:inherit;
padding:.45rem .7rem;margin:.3rem .3rem 0 0;border:1px solid #51606f;border-radius:.4rem;background:#fff;color:inherit}}
button.go{{background:#0b5cad;border-color:#0b5cad;color:#fff}}</style></head><body><main>
<h1>演示取件柜 {machine}（不是真实柜子）</h1><p>工作台或自助机请求开门以后，对应的格子会打开；在这里代替人手放入、取走、关门。</p>
<form method="post">{power}</form><ul>{boxes}</ul></main></body></html>"""
BOX = '<li class="{door}"><b>{box}</b>{state}<form method="post"><input type="hidden" name="box" value="{box}">{acts}</form></li>'
LABELS = {"put": "放入", "take": "取走", "shut": "关门", "jam": "卡住", "mend": "修好"}


class _Door(counterpart.Door):
    server: "Counterpart"

    @property
    def _machine(self) -> str:
        asked = self.path.rpartition("/")[2]
        known = self.server.ledger.machines()
        return asked if asked in known else (known[0] if known and self.path == "/" else "")

    def press(self, values: dict[str, str]) -> None:
        """A hand at a box, or the power."""
        act = values.get("do", "")
        if act in HANDS:
            self.server.hand(self._machine, values.get("box", ""), act)
        elif act in ("on", "off"):
            self.server.switch(self._machine, on=act == "on")

    def page(self) -> None:
        """The cabinet, and what hands may do now."""
        machine = self._machine
        if not machine:
            self.send_error(404)
            return
        shown = [self._box(each) for each in self.server.ledger.boxes(machine)]
        power = "".join(
            f'<button name="do" value="{act}">{label}</button>'
            for act, label in (("off", "断电"), ("on", "来电"))
        )
        self.say(PAGE.format(machine=html.escape(machine), boxes="".join(shown), power=power))

    @staticmethod
    def _box(each: dict[str, Any]) -> str:
        open_ = each["door"] == "OPEN"
        acts = [("take" if each["occupied"] else "put"), "shut"] if open_ else []
        acts.append("mend" if each["jammed"] else "jam")
        buttons = [
            f'<button name="do" value="{act}"{" class=go" if act in ("put", "take", "shut") else ""}>{LABELS[act]}</button>'
            for act in acts
        ]
        words = ["门开着" if open_ else "关着", "有件" if each["occupied"] else "空"]
        words += ["卡住"] if each["jammed"] else []
        return BOX.format(
            door=each["door"],
            box=html.escape(each["box"]),
            state="、".join(words),
            acts="".join(buttons),
        )


class Counterpart(counterpart.Counterpart[Ledger]):
    """The controller's HTTP door: `/gateway` for the bureau, `/cabinet/<number>` for hands."""

    door = _Door
    books = Ledger
    prefix = "CABINET"

    def hand(self, machine: str, box: str, act: str) -> None:
        """Somebody does something at a box; what ends by it is called back as the manner says."""
        ended = self.ledger.hand(machine, box, act)
        if ended:
            self.happened(ended)

    def switch(self, machine: str, *, on: bool) -> None:
        """The power goes or comes back."""
        for number in self.ledger.switch(machine, on=on):
            self.happened(number)
