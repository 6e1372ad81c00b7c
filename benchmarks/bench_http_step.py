"""The approval step as a colleague presses it: HTTP, session, CSRF, access; beside pgbench with the act's statements.

Two web workers, eight kept-alive connections, against four pgbench clients that send the same statements
(prepared, same tables, other cases) in the same minute, in turns. Load generator, web workers and PostgreSQL share
the machine's cores in the HTTP rows; pgbench and PostgreSQL share them in the other.
"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.middleware.csrf import _get_new_csrf_string
from psycopg import sql

from benchmarks import scratch
from benchmarks.bench_step import _statements as statements_of_act
from oneseal.cases.models import CaseStep
from oneseal.cases.tests import factories
from oneseal.foundation import embedded, processes
from oneseal.identity.sessions import SessionStore

TITLE = "One approval step through HTTP, beside pgbench with the same statements"
ROUNDS = 4
STEPS = 1500
"""Steps made ready for each round; what is not reached in SECONDS stays."""
SECONDS = 5
WARM_UP = 100
CONNECTIONS, WORKERS = 8, 2
PGBENCH_CLIENTS = 4
TARGET, STRETCH = 0.05, 0.10


def run() -> list[dict[str, object]]:
    """Steps per second through HTTP and through pgbench, and the ratio of each round."""
    web: list[dict[str, Any]] = []
    bare: list[float] = []
    with scratch.database():
        house = factories.house()
        steps = scratch.cases_in_review(house, WARM_UP + ROUNDS * STEPS)
        others = scratch.cases_in_review(house, STEPS, "P")
        cookie, token = signed_in(house)
        script = pgbench_script(house, others)
        cases = dict(CaseStep.objects.filter(pk__in=steps).values_list("pk", "case_id"))
        paths = [f"/desk/cases/{cases[step]}/steps/{step}/pass/" for step in steps]
        with serving() as port:
            load(port, cookie, token, paths[:WARM_UP])
            for place in range(ROUNDS):
                first = WARM_UP + place * STEPS
                web.append(load(port, cookie, token, paths[first : first + STEPS]))
                bare.append(pgbench(script))
    return rows(web, bare)


def signed_in(house: factories.House) -> tuple[str, str]:
    """Cookies and form token of the reviewer's browser after signing in."""
    account = house.cast.account("reviewer")
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)  # type: ignore[attr-defined]
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()  # type: ignore[attr-defined]
    session.create()
    token = _get_new_csrf_string()
    cookie = f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={token}"
    return cookie, token


def address() -> str:
    """The scratch database as an address for other processes."""
    given = connection.get_connection_params()
    host = quote(str(given.get("host", "")), safe="")
    user = f"{given['user']}@" if given.get("user") else ""
    return f"postgresql://{user}/{given['dbname']}?host={host}"


@contextmanager
def serving() -> Iterator[int]:
    """The web server on a free port, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = os.environ | {"DATABASE_URL": address()}
    command = processes.web_command("127.0.0.1", port, WORKERS)
    with open(os.devnull, "w") as nowhere:
        child = subprocess.Popen(command, env=env, stdout=nowhere, stderr=nowhere, start_new_session=True)
    try:
        wait_for(port)
        yield port
    finally:
        child.terminate()
        try:
            child.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


def wait_for(port: int) -> None:
    """Until the server takes connections. Raises TimeoutError after a minute."""
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise TimeoutError("the web server did not start")


def load(port: int, cookie: str, token: str, paths: list[str]) -> dict[str, Any]:
    """Post to every path from a process of its own. Raises RuntimeError when a step was not passed."""
    command = [
        sys.executable,
        "-m",
        "benchmarks.http_load",
        *map(str, (port, CONNECTIONS, SECONDS)),
        cookie,
        token,
    ]
    done = subprocess.run(command, input="\n".join(paths), capture_output=True, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    if result["wrong"]:
        raise RuntimeError(f"{len(result['wrong'])} steps were not passed: {result['wrong'][0]}")
    return {**result, "rate": len(result["ms"]) / result["seconds"]}


def pgbench_script(house: factories.House, steps: list[int]) -> str:
    """The act's statements with the case and its steps as variables, drawn anew for each transaction."""
    sample = CaseStep.objects.get(pk=steps[0])
    following = CaseStep.objects.get(case=sample.case_id, key="check").pk
    stride = steps[1] - steps[0]
    names = {sample.pk: ":step", following: ":following", sample.case_id: ":case"}
    lines = [
        f"\\set n random(0, {len(steps) - 1})",
        f"\\set case {sample.case_id} + :n",
        f"\\set step {sample.pk} + {stride} * :n",
        f"\\set following {following} + {stride} * :n",
        "BEGIN;",
    ]
    for statement, params in statements_of_act(house["reviewer"], sample.pk):
        said = [
            names[value] if type(value) is int and value in names else literal(value)
            for value in params or ()
        ]
        parts = statement.replace("%%", "%").replace("\n", " ").split("%s")
        lines.append("".join(each for pair in zip(parts, [*said, ";"], strict=True) for each in pair))
    return "\n".join([*lines, "END;"])


def literal(value: object) -> str:
    """A parameter as SQL text without colons, which pgbench would take for its variables."""
    text = sql.Literal(value).as_string(connection.connection).strip()
    quoted = re.fullmatch(r"(E?)'(.*)'(::.*)?", text, re.DOTALL)
    if not quoted:
        return text
    escaped, body, cast = quoted.groups()
    body = body if escaped else body.replace("\\", "\\\\")
    return f"E'{body.replace(':', chr(92) + 'x3a')}'{cast or ''}"


def pgbench(script: str) -> float:
    """Transactions per second."""
    tools = embedded.tools()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "step.sql"
        path.write_text(script, encoding="utf-8")
        command = [
            str(tools / "pgbench" if tools else "pgbench"),
            *("-n", "-M", "prepared", "-c", str(PGBENCH_CLIENTS), "-j", "2"),
            *("-T", str(SECONDS), "-f", str(path), address()),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"tps = ([0-9.]+)", done.stdout)
    if done.returncode or not found:
        raise RuntimeError(done.stderr[-2000:])
    return float(found[1])


def rows(web: list[dict[str, Any]], bare: list[float]) -> list[dict[str, object]]:
    """The table."""
    times = sorted(ms for each in web for ms in each["ms"])
    ratios = [each["rate"] / tps for each, tps in zip(web, bare, strict=True)]
    middle = median(ratios)
    return [
        {
            "way": f"OneSeal, HTTP, {WORKERS} workers, {CONNECTIONS} connections",
            "steps_per_s": f"{median(each['rate'] for each in web):.0f}",
            "rounds": ", ".join(f"{each['rate']:.0f}" for each in web),
            "p50_ms": f"{median(times):.1f}",
            "p95_ms": f"{times[int(len(times) * 0.95)]:.1f}",
            "ratio": f"{middle:.3f}",
            "target": f"≥ {TARGET}, stretch {STRETCH}: {'met' if middle >= TARGET else 'missed'}",
        },
        {
            "way": f"pgbench, same statements, {PGBENCH_CLIENTS} clients",
            "steps_per_s": f"{median(bare):.0f}",
            "rounds": ", ".join(f"{tps:.0f}" for tps in bare),
            "p50_ms": "",
            "p95_ms": "",
            "ratio": "1",
            "target": "",
        },
    ]
