"""Work list, counts, case search and case page at three sizes; rows made in bulk by SQL, not through the services.

Each question is asked of the selector and, as "page", of the whole program in process: middleware, session, view,
template. `ONESEAL_BENCH_SIZES=10000,100000` measures fewer; a million takes some minutes to make.
"""

import os
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import connection
from django.test import Client

from benchmarks import scratch
from oneseal.cases import selectors
from oneseal.cases.models import Case, CaseSearch, CaseStep
from oneseal.cases.tests import factories
from oneseal.foundation import crypto

TITLE = "Work list, counts, case search and case page by number of cases"
SIZES = [int(size) for size in os.environ.get("ONESEAL_BENCH_SIZES", "10000,100000,1000000").split(",")]
ROUNDS = 30
TARGET_MS = 100
TARGET_GROWTH = 1.5
NUMBER = "11010519491231002X"
OPEN_SHARE = 20
"""One case in so many is open: about what a bureau has in hand after some years."""

CASE = {
    "uid": "gen_random_uuid()",
    "number": "'M' || lpad(n::text, 9, '0')",
    "state": f"CASE WHEN n %% {OPEN_SHARE} = 0 THEN 'in_review' ELSE 'closed' END",
    "applicant_name": "chr(24352 + n %% 97) || chr(20234 + n %% 1009) || chr(25996 + n / 1009 %% 997)",
    "received_at": "t.received_at - n * interval '1 minute'",
    "accepted_at": "t.accepted_at - n * interval '1 minute'",
    "decided_at": f"CASE WHEN n %% {OPEN_SHARE} = 0 THEN NULL ELSE t.accepted_at - n * interval '1 minute' END",
    "closed_at": f"CASE WHEN n %% {OPEN_SHARE} = 0 THEN NULL ELSE t.accepted_at - n * interval '1 minute' END",
}
STEP = {
    "case_id": "c.id",
    "case_number": "c.number",
    "state": "CASE WHEN c.state = 'closed' THEN 'passed' WHEN t.key = 'review' THEN 'open' ELSE 'waiting' END",
    "due": "t.due + (c.id %% 30)::int",
}
SEARCH = """
INSERT INTO cases_casesearch (case_id, bureau_id, document, identifier_index, phone_index)
SELECT id, bureau_id, array_to_tsvector(ARRAY[lower(number), left(applicant_name, 2), right(applicant_name, 2)]),
    md5(id::text), '' FROM cases_case WHERE number LIKE 'M%%'
ON CONFLICT DO NOTHING
"""


def run() -> list[dict[str, object]]:
    """Median and 95th percentile of server time in milliseconds."""
    rows: list[dict[str, object]] = []
    with scratch.database():
        house = factories.house()
        model = factories.accepted(house)
        made = 0
        for size in SIZES:
            grow(model, made, size)
            made = size
            asked = questions(house, size) | pages(house, size)
            rows += [_measured(size, name, act) for name, act in asked.items()]
    smallest = {row["question"]: float(str(row["p95_ms"])) for row in rows[: len(rows) // len(SIZES)]}
    for row in rows:
        row["x_smallest"] = f"{float(str(row['p95_ms'])) / smallest[row['question']]:.1f}"
    return rows


def grow(model: Case, first: int, last: int) -> None:
    """More copies of a case with its steps, up to `last` in all."""
    copy(Case, CASE, f"cases_case t, generate_series({first + 1}, {last}) n WHERE t.id = {model.pk}")
    copy(
        CaseStep,
        STEP,
        f"cases_casestep t, cases_case c WHERE t.case_id = {model.pk} AND c.number > 'M{first:09}'",
    )
    with connection.cursor() as cursor:
        cursor.execute(SEARCH, [])
        cursor.execute("VACUUM ANALYZE")  # as autovacuum would have by then


def copy(model: type[Case] | type[CaseStep], changed: dict[str, str], source: str) -> None:
    """Insert copies of rows with some columns computed."""
    columns = [field.column for field in model._meta.concrete_fields if field.column != "id"]
    values = ", ".join(changed.get(name, f't."{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {model._meta.db_table} ({names}) SELECT {values} FROM {source}", [])


def questions(house: factories.House, size: int) -> dict[str, Callable[[], Any]]:
    """What people ask all day."""
    reviewer, clerk = house["reviewer"], house["clerk"]
    some = Case.objects.get(number=f"M{size // 2:09}")
    return {
        "work list of a reviewer": lambda: selectors.worklist(reviewer, {}),
        "counts beside the navigation": lambda: selectors.work_counts(reviewer),
        "newest cases of a section": lambda: selectors.search_cases(reviewer, {}),
        "search by number": lambda: selectors.search_cases(clerk, {"q": some.number}),
        "search by two characters": lambda: selectors.search_cases(clerk, {"q": some.applicant_name[:2]}),
        "search by state and days": lambda: selectors.search_cases(
            clerk, {"state": "in_review", "to": f"{some.received_at:%Y-%m-%d}"}
        ),
    }


def pages(house: factories.House, size: int) -> dict[str, Callable[[], Any]]:
    """The same as pages."""
    some = Case.objects.get(number=f"M{size // 2:09}")
    CaseSearch.objects.filter(case=some).update(identifier_index=crypto.blind_index(NUMBER, "id_number"))
    reviewer, clerk, head = (Client(SERVER_NAME="localhost") for _ in range(3))
    head.force_login(house.cast.account("section_head"))
    reviewer.force_login(house.cast.account("reviewer"))
    clerk.force_login(house.cast.account("clerk"))
    asked = {
        "page: my work": (reviewer, "/desk/work/"),
        "page: how the section stands": (head, "/desk/team/"),
        "page: newest cases": (reviewer, "/desk/cases/"),
        "page: search by number": (clerk, f"/desk/cases/?q={some.number}"),
        "page: search by name": (clerk, f"/desk/cases/?q={some.applicant_name}"),
        "page: search by id number": (clerk, f"/desk/cases/?q={NUMBER}"),
        "page: one case": (clerk, f"/desk/cases/{some.pk}/"),
    }
    return {name: partial(opened, browser, path) for name, (browser, path) in asked.items()}


def opened(browser: Client, path: str) -> None:
    """Open a page. Raises RuntimeError when it does not open."""
    answer = browser.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")


def _measured(size: int, name: str, act: Callable[[], Any]) -> dict[str, object]:
    taken = []
    act()
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        act()
        taken.append((time.perf_counter() - begin) * 1000)
    taken.sort()
    return {
        "cases": f"{size:,}",
        "question": name,
        "p50_ms": f"{taken[len(taken) // 2]:.1f}",
        "p95_ms": f"{taken[int(len(taken) * 0.95)]:.1f}",
        "target": f"p95 < {TARGET_MS} ms, ≤ {TARGET_GROWTH} × smallest",
    }
