"""From a negative evaluation to the follow-up: who sees it, who handles it, what the applicant is asked."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from oneseal.cases import selectors, services
from oneseal.cases.models import Case, Evaluation, Rectification
from oneseal.cases.tests import factories
from oneseal.cases.tests.test_jobs import at
from oneseal.foundation import clock, history
from oneseal.foundation.journal import Subject
from oneseal.kernel.errors import Conflict, NotFound, RuleViolation
from oneseal.notices.tests.factories import messages_about

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> factories.House:
    with clock.at(at("2024-01-02")):
        return factories.house()


def complained(made: factories.House, **said: Any) -> tuple[Case, Rectification]:
    """A delivered case whose applicant is dissatisfied, on Monday 2 September 2024."""
    with clock.at(at("2024-09-02")):
        case = factories.decided(made)
        services.deliver_electronically(case_id=case.pk)
        services.evaluate_case(made["张伟"], case_id=case.pk, level=2, tags=["late"], **said)
    return case, Rectification.objects.get()


def test_from_the_complaint_to_the_follow_up(made: factories.House) -> None:
    case, row = complained(made)
    assert (row.contact_by, row.rectify_by) == (date(2024, 9, 3), date(2024, 9, 24))
    with pytest.raises(Conflict):
        services.evaluate_case(made["张伟"], case_id=case.pk, level=5)
    handler = made["supervisor"]
    with pytest.raises(RuleViolation, match="先登记回访"):
        services.rectify_evaluation(handler, rectification_id=row.pk, remedy="已整改")
    with clock.at(at("2024-09-03")):
        services.contact_evaluator(handler, rectification_id=row.pk, note="电话联系，反映超时", founded=True)
        services.rectify_evaluation(handler, rectification_id=row.pk, remedy="调整了排班")
    with pytest.raises(Conflict):
        services.contact_evaluator(handler, rectification_id=row.pk, note="再", founded=True)
    with pytest.raises(Conflict):
        services.rectify_evaluation(handler, rectification_id=row.pk, remedy="再")
    assert "please_evaluate_again" in [m.template for m in messages_about("case", case.pk)]
    assert [each.pk for each in selectors.remedies(case)] == [row.pk]
    follow_up = services.evaluate_case(made["张伟"], case_id=case.pk, level=5)
    assert follow_up.stage == "follow_up"
    with pytest.raises(Conflict):
        services.evaluate_case(made["张伟"], case_id=case.pk, level=1)
    assert Evaluation.objects.count() == 2


def test_those_evaluated_neither_see_nor_handle_it(made: factories.House) -> None:
    case, row = complained(made)
    assert selectors.visible_negatives(made["clerk"]).count() == 0
    assert selectors.visible_negatives(made["supervisor"]).get() == row
    Case.objects.filter(pk=case.pk).update(decider=made.staff("supervisor"))
    assert selectors.visible_negatives(made["supervisor"]).count() == 0
    with pytest.raises(NotFound):
        services.contact_evaluator(made["supervisor"], rectification_id=row.pk, note="说明", founded=True)


def test_the_case_tells_its_officers_nothing_of_it(made: factories.House) -> None:
    case, row = complained(made)
    before = len(list(history.entries(Subject("case", case.pk))))
    services.contact_evaluator(made["supervisor"], rectification_id=row.pk, note="说明", founded=False)
    services.rectify_evaluation(made["supervisor"], rectification_id=row.pk, remedy="已说明")
    assert len(list(history.entries(Subject("case", case.pk)))) == before
    kinds = [entry.kind for entry in history.entries(Subject("evaluation", row.evaluation_id))]
    assert kinds == ["cases.evaluation_contacted", "cases.evaluation_rectified"]


def test_the_bureau_may_set_shorter_periods(made: factories.House, settings: Any) -> None:
    settings.EVALUATION_RECTIFY_DAYS = 5
    assert complained(made)[1].rectify_by == date(2024, 9, 9)


def test_satisfied_people_need_no_call(made: factories.House) -> None:
    case = factories.decided(made)
    services.deliver_electronically(case_id=case.pk)
    services.evaluate_case(made["张伟"], case_id=case.pk, level=3)
    assert not Rectification.objects.exists()


def test_the_pages(made: factories.House) -> None:
    case, row = complained(made, comment="等了很久")
    client = made.client("supervisor")
    with CaptureQueriesContext(connection) as seen:
        page = client.get("/desk/evaluations/").content.decode()
    assert case.number in page
    assert len(seen) < 20
    url = f"/desk/evaluations/{row.pk}/"
    assert "等了很久" in client.get(url).content.decode()
    assert client.post(url, {"do": "contact", "note": "", "founded": "yes"}).status_code == 422
    assert client.post(url, {"do": "contact", "note": "联系了", "founded": "yes"}).status_code == 302
    assert client.post(url, {"do": "rectify", "remedy": "改了"}).status_code == 302
    assert "改了" in client.get(url).content.decode()
    assert "没有符合条件" in client.get("/desk/evaluations/?phase=contact").content.decode()


def test_others_are_kept_out(made: factories.House) -> None:
    _, row = complained(made)
    for who in ("clerk", "reviewer", "section_head"):
        assert made.client(who).get(f"/desk/evaluations/{row.pk}/").status_code == 403


def test_a_visit_to_the_window_is_evaluated_apart(made: factories.House) -> None:
    case = factories.submitted(made)
    Case.objects.filter(pk=case.pk).update(channel="window")
    visit = services.evaluate_case(made["张伟"], case_id=case.pk, level=1, tags=["rude"])
    assert visit.stage == "visit"
    with pytest.raises(Conflict):
        services.evaluate_case(made["张伟"], case_id=case.pk, level=5)


def test_a_client_sees_the_remedy_when_asked_again(made: factories.House, client: Client) -> None:
    case, row = complained(made)
    services.contact_evaluator(made["supervisor"], rectification_id=row.pk, note="说明", founded=True)
    services.rectify_evaluation(made["supervisor"], rectification_id=row.pk, remedy="调整了排班")
    client.force_login(made.cast.account("张伟"))
    assert "调整了排班" in client.get(f"/my/cases/{case.pk}/evaluate/").content.decode()
    assert "再评价一次" in client.get(f"/my/cases/{case.pk}/").content.decode()
