"""Deadlines of a million open cases recomputed in the database, beside the bare update of as many rows."""

import time

from django.db import connection, transaction

from benchmarks import scratch
from oneseal.cases import services
from oneseal.cases.models import Case
from oneseal.cases.tests import factories
from oneseal.foundation import calendars

TITLE = "Deadlines of 1 million open cases recomputed in the database"
CASES = 1_000_000
ROUNDS = 3
MOVED = 1_000
SPOIL = "UPDATE cases_case SET statutory_due = statutory_due + 1 WHERE id %% %s = 0"
COLUMNS = [f.column for f in Case._meta.concrete_fields if f.column not in {"id", "uid", "number"}]
PLAIN_COPIES = (
    f"INSERT INTO cases_case (uid, number, {', '.join(COLUMNS)}) "
    f"SELECT gen_random_uuid(), 'R' || n, {', '.join('t.' + name for name in COLUMNS)} "
    "FROM cases_case t, generate_series(1, %s) n WHERE t.id = %s"
)
TARGET_S = 5.0

MAKE = """
CREATE TEMPORARY TABLE bench_deadline ON COMMIT DROP AS
SELECT n AS id, date '2026-08-01' + (n::bigint * 7919 %% 110)::int AS accepted_on,
       (ARRAY[3, 5, 10, 20, 30, 45])[1 + n %% 6] AS days, NULL::date AS due_on, false AS provisional
FROM generate_series(1, %s) AS n
"""
BARE = "UPDATE bench_deadline SET due_on = accepted_on + days, provisional = false"


def statement() -> str:
    """The set-based recomputation, as a context with open cases writes it."""
    sql = calendars.due_sql("c.accepted_on", "c.days")
    return (
        f"UPDATE bench_deadline t SET due_on = {sql.due}, provisional = {sql.provisional} "
        f"FROM bench_deadline c {sql.joins} WHERE c.id = t.id"
    )


def only_select() -> str:
    """The deadlines alone, without writing them."""
    sql = calendars.due_sql("c.accepted_on", "c.days")
    return f"SELECT count({sql.due}), count(*) FILTER (WHERE {sql.provisional}) FROM bench_deadline c {sql.joins}"


def seconds(sql: str) -> float:
    """How long a statement takes."""
    begin = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute(sql)
    return time.perf_counter() - begin


def run() -> list[dict[str, object]]:
    """Measure in turns on one temporary table; seconds, the best of the rounds and all of them."""
    named = {
        "compute only": only_select(),
        "compute and write": statement(),
        "bare update, nothing computed": BARE,
    }
    times: dict[str, list[float]] = {name: [] for name in named}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(MAKE, [CASES])
        cursor.execute("ALTER TABLE bench_deadline ADD PRIMARY KEY (id)")
        cursor.execute("ANALYZE bench_deadline")
        for _ in range(ROUNDS):
            for name, sql in named.items():
                times[name].append(seconds(sql))
    return [
        *_service(),
        *(_bare_rows(times)),
    ]


def _service() -> list[dict[str, object]]:
    """The real service on the real table: nothing moved, and a few that did, rows and journal entries written."""
    with scratch.database():
        house = factories.house()
        model = factories.accepted(house)
        with connection.cursor() as cursor:
            cursor.execute(PLAIN_COPIES, [CASES, model.pk])
            cursor.execute("ANALYZE cases_case")
        services.recompute_due()
        with connection.cursor() as cursor:
            cursor.execute(SPOIL, [CASES // MOVED])
        return [_timed(f"the service, {MOVED:,} moved and journaled"), _timed("the service, nothing moved")]


def _timed(what: str) -> dict[str, object]:
    begin = time.perf_counter()
    services.recompute_due()
    taken = f"{time.perf_counter() - begin:.2f}"
    return {
        "what": what,
        "cases": f"{CASES:,}",
        "best_s": taken,
        "rounds_s": taken,
        "target_s": f"< {TARGET_S}",
    }


def _bare_rows(times: dict[str, list[float]]) -> list[dict[str, object]]:
    return [
        {
            "what": name,
            "cases": f"{CASES:,}",
            "best_s": round(min(taken), 2),
            "rounds_s": ", ".join(f"{each:.2f}" for each in taken),
            "target_s": f"< {TARGET_S}" if name == "compute and write" else "",
        }
        for name, taken in times.items()
    ]


def main() -> None:
    """Print the table."""
    for row in run():
        print("  ".join(f"{name}: {value}" for name, value in row.items()))
