"""Two people press at the same moment: one result, one friendly message."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from oneseal.cases import services
from oneseal.cases.models import StepAction
from oneseal.cases.tests import factories
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.kernel.errors import RuleViolation


def at_once(acts: list[Callable[[], object]]) -> list[Exception | None]:
    """What became of each act when all begin together."""
    gate = threading.Barrier(len(acts))
    results: list[Exception | None] = [None] * len(acts)

    def run(place: int) -> None:
        try:
            gate.wait(10)
            acts[place]()
        except RuleViolation as refused:
            results[place] = refused
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


@pytest.mark.django_db(transaction=True)
def test_accept_take_and_pass_happen_once() -> None:
    made = factories.house()
    case = factories.submitted(made)
    clerks = [made["clerk"], made["second_clerk"]]
    results = at_once([lambda c=c: services.accept_case(c, case_id=case.pk) for c in clerks])  # type: ignore[misc]
    assert sum(result is None for result in results) == 1
    step = factories.step_of(case, "review")
    reviewer = made["reviewer"]
    results = at_once([lambda: services.take_step(reviewer, step_id=step.pk)] * 3)
    assert sum(result is None for result in results) == 1
    results = at_once([lambda: services.pass_step(reviewer, step_id=step.pk)] * 3)
    assert sum(result is None for result in results) == 1
    assert StepAction.objects.filter(step=step, verb="pass").count() == 1
    kinds = [entry.kind for entry in entries(Subject("case", case.pk))]
    assert kinds.count("cases.accepted") == 1
    assert kinds.count("cases.step_passed") == 1
