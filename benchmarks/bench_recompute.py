"""Deadlines of a million open cases recomputed in the database, beside the bare update of as many rows."""

import time

from django.db import connection, transaction

from oneseal.foundation import calendars

TITLE = "Deadlines of 1 million open cases recomputed in the database"
CASES = 1_000_000
ROUNDS = 3
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
