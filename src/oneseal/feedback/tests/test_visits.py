"""A visit is judged once on every channel, handled by others when negative, once more afterwards (EVA-1…6)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from oneseal.cases import selectors as cases_read
from oneseal.cases import services as cases
from oneseal.cases.tests.factories import submitted
from oneseal.feedback import selectors, services
from oneseal.feedback.models import Origin, Suspicion
from oneseal.feedback.tests import factories
from oneseal.feedback.tests.factories import judged, visit
from oneseal.foundation import clock
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.notices.tests.factories import messages_about

pytestmark = pytest.mark.django_db


def test_once_and_once_more_after_rectification() -> None:
    made = factories.house()
    row = visit(made, applicant_id=made.applicant("王芳"))
    assert [each.template for each in messages_about("visit", row.pk)] == ["please_evaluate_visit"]
    judged(row, 2, tags=["rude"], comment="等了很久")
    with pytest.raises(Conflict):
        judged(row, 5)
    handler = made["supervisor"]
    found = cases_read.visible_negatives(handler).get()
    assert found.case is None
    assert found.evaluation.judged == [made.staff("clerk")]
    cases.contact_evaluator(handler, rectification_id=found.pk, note="电话联系", founded=True)
    cases.rectify_evaluation(handler, rectification_id=found.pk, remedy="增开了窗口")
    (told,) = messages_about("evaluation", found.evaluation_id)
    assert row.code in told.link
    judged(row, 4)
    with pytest.raises(Conflict):
        judged(row, 4)
    stages = Origin.objects.order_by("id").values_list("evaluation__stage", flat=True)
    assert list(stages) == ["visit", "follow_up"]
    figures = selectors.figures(made.bureau_id, clock.today(), clock.today())
    assert (figures.total.satisfied, figures.total.active) == (1, 2)
    assert figures.handled.contact.percent(0) == "100%"
    assert figures.lines[0].tally == figures.total


def test_those_judged_neither_see_nor_handle_it() -> None:
    made = factories.house()
    judged(visit(made, judged=[made.staff("supervisor")]), 1)
    assert cases_read.visible_negatives(made["supervisor"]).count() == 0
    assert cases_read.visible_negatives(made["coordinator"]).count() == 1


@pytest.mark.django_db(transaction=True)
def test_at_the_same_moment_only_one_counts() -> None:
    made = factories.house()
    row = visit(made)

    def press(level: int) -> str:
        try:
            judged(row, level)
        except Conflict as refused:
            return refused.code
        finally:
            connection.close()
        return "given"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(press, [5, 1]))
    assert answers == ["evaluated_already", "given"]
    assert Origin.objects.count() == 1


def _at_window(case_id: int) -> None:
    case = cases_read.any_case(case_id)
    case.channel = "window"
    case.save()


def test_the_visit_and_the_case_taken_in_then_share_one_evaluation() -> None:
    made = factories.house()
    case = submitted(made)
    _at_window(case.pk)
    row = visit(made, case_id=case.pk)
    judged(row, 5)
    with pytest.raises(Conflict):
        cases.evaluate_case(made["张伟"], case_id=case.pk, level=5)
    other = submitted(made)
    _at_window(other.pk)
    cases.evaluate_case(made["张伟"], case_id=other.pk, level=5)
    with pytest.raises(Conflict):
        judged(visit(made, 2, case_id=other.pk), 5)


def test_staff_never_judge_and_late_is_over() -> None:
    made = factories.house()
    row = visit(made)
    with pytest.raises(Forbidden, match="不能代为评价"):
        judged(row, 5, made["second_clerk"])
    old = visit(made, 2, ended=clock.now() - timedelta(days=31))
    with pytest.raises(RuleViolation, match="超过30天"):
        judged(old, 5)
    with pytest.raises(NotFound):
        selectors.by_code("NONSENSE")


def test_the_same_ticket_is_one_invitation() -> None:
    made = factories.house()
    assert visit(made).pk == visit(made).pk
    assert services.invite_by_ticket(10**9, {}, clock.now()) is None


def test_a_clerks_device_is_a_sign_and_the_verdict_takes_it_out_of_the_rates() -> None:
    made = factories.house()
    services.remember_staff_device(made["clerk"], "the-clerks-phone")
    judged(visit(made), 5, device="the-clerks-phone")
    judged(visit(made, 2), 4)
    found = Suspicion.objects.get()
    assert found.signs == ["staff_device"]
    assert Origin.objects.exclude(device="").filter(device__contains="clerk").count() == 0
    assert selectors.visible_suspicions(made["clerk"]).count() == 0
    with pytest.raises(RuleViolation, match="怎样核实"):
        services.decide_suspicion(made["supervisor"], suspicion_id=found.pk, upheld=True, reason=" ")
    services.decide_suspicion(made["supervisor"], suspicion_id=found.pk, upheld=True, reason="调看录像")
    with pytest.raises(Conflict):
        services.decide_suspicion(made["supervisor"], suspicion_id=found.pk, upheld=False, reason="再看")
    figures = selectors.figures(made.bureau_id, clock.today(), clock.today())
    assert (figures.total.active, figures.total.voided) == (1, 1)


def test_a_complaint_is_never_put_aside() -> None:
    made = factories.house()
    judged(visit(made), 1)
    said = Origin.objects.get().evaluation
    with pytest.raises(RuleViolation, match="差评不能作废"):
        cases.void_evaluation(made["supervisor"], evaluation_id=said.pk, reason="不像真的")
    with pytest.raises(Forbidden):
        cases.void_evaluation(made["clerk"], evaluation_id=said.pk, reason="不像真的")


def test_a_clerk_who_judges_their_own_work_on_the_web() -> None:
    made = factories.house()
    row = visit(made)
    own = made["张伟"]
    staff = made.cast.staff["clerk"]
    person = made.cast.applicants["张伟"]
    staff.id_index = person.number_index
    staff.save()
    judged(row, 5, own, way="web")
    assert Suspicion.objects.get().signs == ["own_account"]
