"""One approval step: through the services, as bare statements, and on SpiffWorkflow; all in turns in one run."""

import time
from collections.abc import Callable
from statistics import median
from typing import Any

import psycopg
from django.db import connection, transaction

from benchmarks import scratch, spiff
from oneseal.cases import services
from oneseal.cases.tests import factories
from oneseal.kernel.access import Actor

TITLE = "One approval step: access, lock, rules, clock, case and step rows, journal entry"
ROUNDS = 200
WARM_UP = 40
COMMITS = {"on": "waits for the disk", "off": "does not wait"}
"""Settings of synchronous_commit: with "on" the disk's own time hides what the ways differ in."""

Statement = tuple[str, Any]


def run() -> list[dict[str, object]]:
    """Steps per second (from the median) of each way, its ratio to the bare statements and to SpiffWorkflow."""
    rows: list[dict[str, object]] = []
    with scratch.database():
        house = factories.house()
        for setting in COMMITS:
            steps = scratch.cases_in_review(house, 3 * (ROUNDS + WARM_UP), setting)
            rows += _rows(COMMITS[setting], _measure(house["reviewer"], steps, setting))
    return rows


def _measure(reviewer: Actor, steps: list[int], setting: str) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {"own": [], "bare": [], "spiff": []}
    third = len(steps) // 3
    counted = 0
    commit = f"SET synchronous_commit = {setting}"
    with psycopg.connect(_conninfo(), autocommit=True) as bare, connection.cursor() as cursor:
        cursor.execute(commit)
        bare.execute(commit)
        _prepare_spiff(bare, steps[2 * third :])
        for place in range(third):
            own, plain, peer = (steps[place + part * third] for part in range(3))
            for_bare, for_spiff = _statements(reviewer, plain), _statements(reviewer, peer)
            counted = len(for_bare)
            ways: list[tuple[str, Callable[[], None]]] = [
                ("own", lambda s=own: services.pass_step(reviewer, step_id=s, opinion="同意")),  # type: ignore[misc]
                ("bare", lambda s=for_bare: _replay(bare, s)),  # type: ignore[misc]
                ("spiff", lambda p=peer, s=for_spiff: _spiff_step(bare, p, s)),  # type: ignore[misc]
            ]
            for name, act in ways[place % 3 :] + ways[: place % 3]:
                begin = time.perf_counter()
                act()
                if place >= WARM_UP:
                    times[name].append(time.perf_counter() - begin)
    times["statements"] = [counted]
    return times


def _conninfo() -> str:
    given = {
        k: v
        for k, v in connection.get_connection_params().items()
        if k in {"dbname", "host", "port", "user", "password"}
    }
    return psycopg.conninfo.make_conninfo(**given)


def _statements(reviewer: Actor, step_id: int) -> list[Statement]:
    """What the act sends to the database, caught from a run that is rolled back."""
    caught: list[Statement] = []

    def catch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(("SAVEPOINT", "RELEASE")):
            caught.append((sql, params))
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(catch):
            services.pass_step(reviewer, step_id=step_id, opinion="同意")
        transaction.set_rollback(True)
    return caught


def _replay(bare: psycopg.Connection[Any], statements: list[Statement]) -> None:
    with bare.transaction(), bare.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, params)
            if cursor.description:
                cursor.fetchall()


def _prepare_spiff(bare: psycopg.Connection[Any], steps: list[int]) -> None:
    bare.execute("CREATE TABLE IF NOT EXISTS bench_spiff (id bigint PRIMARY KEY, state text NOT NULL)")
    state = spiff.first_state()
    with bare.cursor() as cursor:
        cursor.executemany("INSERT INTO bench_spiff VALUES (%s, %s)", [(step, state) for step in steps])


def _spiff_step(bare: psycopg.Connection[Any], step: int, statements: list[Statement]) -> None:
    """Load and lock the state, run one task, save the state, write the same rows."""
    with bare.transaction(), bare.cursor() as cursor:
        cursor.execute("SELECT state FROM bench_spiff WHERE id = %s FOR UPDATE", [step])
        row = cursor.fetchone()
        state = spiff.run_one_task(row[0] if row else "")
        cursor.execute("UPDATE bench_spiff SET state = %s WHERE id = %s", [state, step])
        cursor.execute(*statements[-1])


def _rows(commit: str, times: dict[str, list[float]]) -> list[dict[str, object]]:
    middle = {name: median(taken) for name, taken in times.items()}
    named = {
        "OneSeal service": "own",
        "the same statements, bare psycopg": "bare",
        "SpiffWorkflow, same rows written": "spiff",
    }
    return [
        {
            "way": label,
            "commit": commit,
            "median_ms": f"{middle[name] * 1000:.2f}",
            "steps_per_s": f"{1 / middle[name]:.0f}",
            "x_bare": f"{middle['bare'] / middle[name]:.2f}",
            "x_spiff": f"{middle['spiff'] / middle[name]:.2f}",
            "statements": int(times["statements"][0]) if name != "spiff" else 3,
            "target": "≥ 0.5 × bare, ≥ 5 × SpiffWorkflow, ≤ 8 statements" if name == "own" else "",
        }
        for label, name in named.items()
    ]
