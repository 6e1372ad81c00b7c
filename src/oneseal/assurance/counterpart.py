"""A face comparison on this machine, for the demonstration and the tests: the real protocol, no look at any face.

It decides by the first byte of the picture's SHA-256 alone, says so in its name, and keeps neither picture nor person.
"""

import base64
import hashlib
from typing import Any

from oneseal.foundation import clock
from oneseal.seals import counterpart

NAME = "演示人脸比对（不看脸，只看照片摘要）"
TABLES = """
CREATE TABLE IF NOT EXISTS compared (
  order_no TEXT PRIMARY KEY, picture_sha256 TEXT, result TEXT, band TEXT, serial TEXT, at TEXT);
"""


def verdict(digest: str) -> tuple[str, str]:
    """Result and band by the digest: 208 of 256 are a match, 32 unsure, 16 somebody else."""
    first = int(digest[:2], 16)
    if first < 0xD0:
        return "MATCH", "A" if first < 0x80 else "B"
    return ("UNSURE", "C") if first < 0xF0 else ("OTHER", "D")


class Ledger(counterpart.Ledger):
    """What the service remembers: numbers and results."""

    tables = TABLES

    def compare(self, said: dict[str, Any]) -> dict[str, Any]:
        """One comparison; the same number again is the same answer."""
        digest = hashlib.sha256(base64.b64decode(said["picture"])).hexdigest()
        result, band = verdict(digest)
        serial = f"F{int(digest[:8], 16):010}{said['order_no'][:6].upper()}"
        row = [said["order_no"], digest, result, band, serial, clock.now().isoformat()]
        with self.open() as books:
            books.execute("INSERT OR IGNORE INTO compared VALUES (?,?,?,?,?,?)", row)
        return self.query(said)

    def query(self, said: dict[str, Any]) -> dict[str, Any]:
        """What became of a number."""
        row = self.row("SELECT * FROM compared WHERE order_no = ?", said["order_no"])
        return {**row, "service": NAME} if row else {"order_no": said["order_no"], "result": "NONE"}


Ledger.methods = {"face.compare": Ledger.compare, "face.query": Ledger.query}


class Counterpart(counterpart.Counterpart[Ledger]):
    """The service's HTTP door: `/gateway` for the bureau, nothing for people."""

    door = counterpart.Door
    books = Ledger
    prefix = "FACE"
