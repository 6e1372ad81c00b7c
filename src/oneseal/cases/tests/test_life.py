"""A case's whole life through the real services, and what the journal tells of it."""

import pytest

from oneseal.cases import services
from oneseal.cases.models import CaseStep
from oneseal.cases.rules.states import CaseState
from oneseal.cases.tests import factories
from oneseal.documents.selectors import documents_about

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


def test_a_refusal_names_reasons_and_is_delivered() -> None:
    made = factories.house()
    case = factories.decided(made, "refused")
    assert case.state == CaseState.REFUSED
    assert documents_of(case.pk)[-1] == "refusal_decision"
