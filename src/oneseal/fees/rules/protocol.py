"""What is said to the payment provider, signed as seals.rules.messages says, and its daily file."""

import csv
import io
from dataclasses import dataclass

from oneseal.seals.rules.messages import Key, content, is_genuine, signed, signed_text

__all__ = [
    "HEADER",
    "PAY",
    "REFUND",
    "Key",
    "Movement",
    "content",
    "is_genuine",
    "read_statement",
    "signed",
    "signed_text",
    "write_statement",
]

PAY, REFUND = "pay", "refund"


@dataclass(frozen=True, slots=True)
class Movement:
    """One line of the daily file: a payment or refund under its number, amount in 分."""

    kind: str
    number: str
    trade_no: str
    fen: int


HEADER = ["kind", "number", "trade_no", "fen"]


def write_statement(movements: list[Movement]) -> str:
    """The daily file: CSV with a last line that tells count and sum."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for each in movements:
        writer.writerow([each.kind, each.number, each.trade_no, each.fen])
    writer.writerow(["total", len(movements), "", sum(each.fen for each in movements)])
    return out.getvalue()


def read_statement(text: str) -> list[Movement]:
    """The movements of a daily file. Raises ValueError where it is cut off or its total is not its lines'."""
    rows = list(csv.reader(io.StringIO(text)))
    if len(rows) < 2 or rows[0] != HEADER or rows[-1][0] != "total":
        raise ValueError("not a whole daily file")
    found = [Movement(kind, number, trade, int(fen)) for kind, number, trade, fen in rows[1:-1]]
    if [int(rows[-1][1]), int(rows[-1][3])] != [len(found), sum(each.fen for each in found)]:
        raise ValueError("the total of the daily file is not that of its lines")
    return found
