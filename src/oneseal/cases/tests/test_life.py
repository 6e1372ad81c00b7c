"""A case's whole life through the real services, and what the journal tells of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from oneseal.cases import services
from oneseal.cases.models import CaseStep
from oneseal.cases.rules.states import CaseState
from oneseal.cases.tests import factories
from oneseal.documents.selectors import documents_about

COSTS = {"submit": 14, "accept": 11, "take": 3, "decide": 4, "deliver": 10}
pytestmark = pytest.mark.django_db


def documents_of(case_id: int) -> list[str]:
    return [document.kind for document in documents_about("case", case_id)]


def test_from_draft_to_delivery() -> None:
    made = factories.house()
    case = factories.decided(made)
    assert case.state == CaseState.GRANTED
    services.ready_result(made["clerk"], case_id=case.pk, shelf="A-12")
    services.deliver_electronically(case_id=case.pk)
    case.refresh_from_db()
    assert (case.state, case.outcome) == (CaseState.CLOSED, "granted")
    assert documents_of(case.pk) == [
        "receipt",
        "acceptance_notice",
        "grant_decision",
        "delivery_receipt",
    ]
    assert set(CaseStep.objects.filter(case=case).values_list("state", flat=True)) == {"passed"}


def test_the_acts_of_a_life_cost_few_statements() -> None:
    made = factories.house()
    citizen, clerk, head = made["张伟"], made["clerk"], made["section_head"]
    case = factories.with_paper(made, factories.draft(made))
    costs = {"submit": statements(services.submit_case, citizen, case_id=case.pk, declared=True)}
    costs["accept"] = statements(services.accept_case, clerk, case_id=case.pk)
    factories.passed(made, case, "review", "reviewer")
    factories.passed(made, case, "check", "reviewer")
    step_id = factories.step_of(case, "decide").pk
    costs["take"] = statements(services.take_step, head, step_id=step_id)
    said = {"outcome": "granted", "criteria": ["已结清税款"]}
    costs["decide"] = statements(services.decide_case, head, step_id=step_id, **said)
    factories.passed(made, case, "sign", "deputy_head")
    costs["deliver"] = statements(services.deliver_electronically, case_id=case.pk)
    assert costs == COSTS


def statements(act: Callable[..., Any], *args: Any, **said: Any) -> int:
    with CaptureQueriesContext(connection) as seen:
        act(*args, **said)
    return sum("SAVEPOINT" not in (query["sql"] or "") for query in seen.captured_queries)


def test_a_refusal_names_reasons_and_is_delivered() -> None:
    made = factories.house()
    case = factories.decided(made, "refused")
    assert case.state == CaseState.REFUSED
    assert documents_of(case.pk)[-1] == "refusal_decision"
