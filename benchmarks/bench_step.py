"""One approval step: through the services, as bare statements, and on SpiffWorkflow; all in turns in one run."""

import time
from collections.abc import Callable
from statistics import median
from typing import Any

import psycopg
from django.db import connection, transaction

from benchmarks import scratch, spiff
from oneseal.cases import services
from oneseal.cases.events import StepPassed
from oneseal.cases.models import Case, CaseStep, StepAction
from oneseal.cases.selectors import access
from oneseal.cases.services.loading import step_due
from oneseal.cases.tests import factories
from oneseal.foundation import clock
from oneseal.foundation.journal import Subject, record
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
            steps = scratch.cases_in_review(house, 4 * (ROUNDS + WARM_UP), setting)
            times, counts = _measure(house["reviewer"], steps, setting)
            rows += _rows(COMMITS[setting], times, counts)
    return rows


def _measure(
    reviewer: Actor, steps: list[int], setting: str
) -> tuple[dict[str, list[float]], dict[str, int]]:
    times: dict[str, list[float]] = {"own": [], "bare": [], "spiff": [], "orm": []}
    quarter = len(steps) // 4
    sent = {step: _statements(reviewer, step) for step in steps[quarter : 3 * quarter]}
    commit = f"SET synchronous_commit = {setting}"
    with psycopg.connect(_conninfo(), autocommit=True) as bare, connection.cursor() as cursor:
        cursor.execute(commit)
        bare.execute(commit)
        _prepare_spiff(bare, steps[2 * quarter :])
        counts = {
            "own": len(sent[steps[quarter]]),
            "orm": _counted(lambda: _spiff_with_orm(reviewer, steps[-1])),
        }
        cursor.execute(commit)
        for place in range(quarter):
            own, plain, peer, orm = (steps[place + part * quarter] for part in range(4))
            ways: list[tuple[str, Callable[[], None]]] = [
                ("own", lambda s=own: services.pass_step(reviewer, step_id=s, opinion="同意")),  # type: ignore[misc]
                ("bare", lambda s=sent[plain]: _replay(bare, s)),  # type: ignore[misc]
                ("orm", lambda o=orm: _spiff_with_orm(reviewer, o)),  # type: ignore[misc]
                ("spiff", lambda p=peer, s=sent[peer]: _spiff_step(bare, p, s)),  # type: ignore[misc]
            ]
            for name, act in ways[place % 4 :] + ways[: place % 4]:
                begin = time.perf_counter()
                act()
                if place >= WARM_UP:
                    times[name].append(time.perf_counter() - begin)
    return times, counts


def _counted(act: Callable[[], object]) -> int:
    """How many statements an act sends through Django's connection; what it did is rolled back."""
    return len(_caught(act))


def _conninfo() -> str:
    given = {
        k: v
        for k, v in connection.get_connection_params().items()
        if k in {"dbname", "host", "port", "user", "password"}
    }
    return psycopg.conninfo.make_conninfo(**given)


def _statements(reviewer: Actor, step_id: int) -> list[Statement]:
    """What the act sends to the database."""
    return _caught(lambda: services.pass_step(reviewer, step_id=step_id, opinion="同意"))


def _caught(act: Callable[[], object]) -> list[Statement]:
    """What an act sends to the database, caught from a run that is rolled back.

    All before anything is timed: a rollback makes psycopg forget its prepared statements.
    """
    caught: list[Statement] = []

    def catch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(("SAVEPOINT", "RELEASE")):
            caught.append((sql, params))
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(catch):
            act()
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


def _spiff_with_orm(actor: Actor, step_id: int) -> None:
    """The same as an application on Django would do it: state in a text column, rows through the ORM.

    Access, the holder, the due date of what follows and the journal are the same functions as in our own step.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        case = Case.objects.select_for_update().get(steps=step_id)
        cursor.execute("SELECT state FROM bench_spiff WHERE id = %s FOR UPDATE", [step_id])
        state = spiff.run_one_task(cursor.fetchone()[0])
        cursor.execute("UPDATE bench_spiff SET state = %s WHERE id = %s", [state, step_id])
        step = CaseStep.objects.get(pk=step_id)
        if not access.may_work(actor, case, step) or step.holder_id != actor.staff_id:
            raise RuntimeError("the step is not the actor's")
        step.state, step.done_at = "passed", clock.now()
        step.save()
        following = CaseStep.objects.get(case=case, key="check")
        due = step_due(clock.today(), following.days)
        following.state, following.opened_at = "open", clock.now()
        following.due, following.due_provisional = due.day, due.provisional
        following.save()
        StepAction.objects.create(
            case=case, step=step, verb="pass", staff_id=actor.staff_id, staff_name=actor.name, at=clock.now()
        )
        case.last_at = clock.now()
        case.save()
        event = StepPassed(case.state, case.number, step.pk, step.key, step.name, step.state)
        record(actor, Subject("case", case.pk), event)


def _rows(commit: str, times: dict[str, list[float]], counts: dict[str, int]) -> list[dict[str, object]]:
    middle = {name: median(taken) for name, taken in times.items()}
    named = {
        "OneSeal service": "own",
        "the same statements, bare psycopg": "bare",
        "SpiffWorkflow, same rows by Django's ORM": "orm",
        "SpiffWorkflow, same rows by the bare statement": "spiff",
    }
    return [
        {
            "way": label,
            "commit": commit,
            "median_ms": f"{middle[name] * 1000:.2f}",
            "steps_per_s": f"{1 / middle[name]:.0f}",
            "x_bare": f"{middle['bare'] / middle[name]:.2f}",
            "x_spiff_orm": f"{middle['orm'] / middle[name]:.2f}",
            "x_spiff_bare": f"{middle['spiff'] / middle[name]:.2f}",
            "statements": counts.get(name, ""),
            "target": "≥ 0.5 × bare, ≥ 5 × SpiffWorkflow, ≤ 8 statements" if name == "own" else "",
        }
        for label, name in named.items()
    ]
