"""A data-sharing platform on this machine, for the demonstration and the tests: the real protocol, invented records.

`Ledger` is what its agencies know of people; it writes down how often it was asked, never by whom.
"""

import json
from typing import Any

from oneseal.foundation import clock
from oneseal.records.rules.answers import about
from oneseal.seals import counterpart

AGENCIES = {
    "medical": "云岭市医疗保障局",
    "social": "云岭市社会保险中心",
    "fund": "云岭市住房公积金管理中心",
}
TABLES = """
CREATE TABLE IF NOT EXISTS records (record TEXT, number TEXT, name TEXT, said TEXT, PRIMARY KEY (record, number));
CREATE TABLE IF NOT EXISTS asked (query_no TEXT PRIMARY KEY, record TEXT, ground TEXT, terms TEXT);
"""


class Ledger(counterpart.Ledger):
    """The agencies' books."""

    tables = TABLES

    def keep(self, rows: list[tuple[str, str, str, dict[str, Any]]]) -> None:
        """Know these: record, number, name, what the record says."""
        with self.open() as books:
            books.executemany(
                "INSERT OR REPLACE INTO records VALUES (?,?,?,?)",
                [(record, number, name, json.dumps(said)) for record, number, name, said in rows],
            )

    def times(self) -> int:
        """How often it was asked."""
        with self.open() as books:
            return int(books.execute("SELECT count(*) FROM asked").fetchone()[0])

    def answer(self, said: dict[str, Any]) -> dict[str, Any]:
        """A record of the person with this number and name; both must fit."""
        with self.open() as books:
            books.execute(
                "INSERT OR IGNORE INTO asked VALUES (?,?,?,?)",
                [said["query_no"], said["record"], said["ground"], said["terms"]],
            )
            row = books.execute(
                "SELECT said FROM records WHERE record = ? AND number = ? AND name = ?",
                [said["record"], said["number"], said["name"]],
            ).fetchone()
        told = {
            "query_no": said["query_no"],
            "about": about(said["query_no"], said["number"]),
            "agency": AGENCIES[said["record"]],
            "found": row is not None,
        }
        return {**told, "as_of": clock.today().isoformat(), **json.loads(row["said"])} if row else told


Ledger.methods = {"record.query": Ledger.answer}


class Counterpart(counterpart.Counterpart[Ledger]):
    """The platform's HTTP door: `/gateway` for the bureau, nothing for people."""

    door = counterpart.Door
    books = Ledger
    prefix = "RECORDS"
