"""What happens by itself: deemed acceptance, lapse, reminders, defaults, messages, electronic delivery."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from oneseal.cases import jobs, selectors, services
from oneseal.cases.models import Case, Evaluation
from oneseal.cases.rules.intake import Gap
from oneseal.cases.rules.states import CaseState
from oneseal.cases.services import papers, starting
from oneseal.cases.services.batches import SomeFailed
from oneseal.cases.services.loading import Work
from oneseal.cases.tests import factories
from oneseal.foundation import clock, subscribers
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.notices.selectors import visible_messages

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Shanghai")


def at(day: str, hour: int = 10) -> datetime:
    return datetime.fromisoformat(day).replace(hour=hour, tzinfo=ZONE)


@pytest.fixture
def made() -> factories.House:
    with clock.at(at("2024-01-02")):
        return factories.house()


def state(case: Case) -> str:
    case.refresh_from_db()
    return case.state


def test_silence_for_five_working_days_is_acceptance_from_receipt(made: factories.House) -> None:
    with clock.at(at("2024-09-27")):
        case = factories.submitted(made)
    assert str(case.answer_by) == "2024-10-10"
    with clock.at(at("2024-10-10", 23)):
        jobs.deem_accepted()
        assert state(case) == CaseState.SUBMITTED
    with clock.at(at("2024-10-11", 1)):
        jobs.deem_accepted()
        jobs.deem_accepted()
        assert state(case) == CaseState.ACCEPTED
    assert case.deemed
    assert case.accepted_at == case.received_at
    assert str(case.statutory_due) == "2024-10-30"
    kinds = [entry.kind for entry in entries(Subject("case", case.pk))]
    assert kinds.count("cases.accepted") == 1


def test_nothing_is_deemed_on_a_provisional_day(made: factories.House) -> None:
    with clock.at(at("2026-12-30")):
        case = factories.submitted(made)
    assert case.answer_provisional
    with clock.at(at("2027-02-01")):
        jobs.deem_accepted()
        assert not services.deem_accepted(case_id=case.pk)
        assert state(case) == CaseState.SUBMITTED


def test_a_correction_that_does_not_come_ends_the_case(made: factories.House) -> None:
    with clock.at(at("2024-09-02")):
        case = factories.submitted(made)
        correction = services.request_correction(
            made["clerk"], case_id=case.pk, gaps=[Gap("application", "没有签名")], correct_within=5
        )
    assert str(correction.correct_by) == "2024-09-09"
    with clock.at(at("2024-09-09")):
        jobs.lapse_corrections()
        assert state(case) == CaseState.AWAITING_CORRECTION
    with clock.at(at("2024-09-10")):
        jobs.lapse_corrections()
        assert state(case) == CaseState.LAPSED


def test_reminders_once_before_and_once_after(made: factories.House) -> None:
    with clock.at(at("2024-09-02")):
        case = factories.accepted(made)
        services.take_step(made["reviewer"], step_id=factories.step_of(case, "review").pk)
    assert str(factories.step_of(case, "review").due) == "2024-09-04"
    for day in ("2024-09-03", "2024-09-04", "2024-09-05", "2024-09-06"):
        with clock.at(at(day, 8)):
            jobs.remind()
    told = [e for e in entries(Subject("case", case.pk)) if e.kind == "cases.reminded"]
    assert [e.data["what"] for e in told] == ["due_tomorrow", "overdue"]


def test_electronic_results_are_delivered_and_everybody_is_told(made: factories.House) -> None:
    with clock.at(at("2024-09-02")):
        case = factories.decided(made)
        subscribers.run_pending()
        subscribers.run_pending()
        assert state(case) == CaseState.CLOSED
        told = [m.template for m in visible_messages(made["张伟"])]
    assert sorted(told) == ["accepted", "application_received", "granted", "please_evaluate"]


def test_one_result_that_cannot_be_delivered_stops_no_other(
    made: factories.House, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clock.at(at("2024-09-02")):
        cases = [factories.decided(made) for _ in range(3)]
    issue = papers.issue

    def breaks_for_the_first(actor: Any, case: Case, *args: Any, **said: Any) -> Any:
        if case.pk == cases[0].pk:
            raise OSError("the disk is full")
        return issue(actor, case, *args, **said)

    monkeypatch.setattr("oneseal.cases.services.ending.papers.issue", breaks_for_the_first)
    with clock.at(at("2024-09-02", 11)):
        subscribers.run_pending()
    assert [state(case) for case in cases] == [CaseState.GRANTED, CaseState.CLOSED, CaseState.CLOSED]
    waiting = ProcrastinateJob.objects.get(task_name="cases.deliver_one")
    assert waiting.args == {"case_id": cases[0].pk}
    monkeypatch.setattr("oneseal.cases.services.ending.papers.issue", issue)
    with clock.at(at("2024-09-02", 12)):
        jobs.deliver_one(**waiting.args)
    assert state(cases[0]) == CaseState.CLOSED


def test_unanswered_evaluation_is_a_default_and_counted_apart(made: factories.House) -> None:
    with clock.at(at("2024-03-01")):
        case = factories.decided(made)
        services.deliver_electronically(case_id=case.pk)
    with clock.at(at("2024-03-11")):
        jobs.default_evaluations()
        assert not Evaluation.objects.exists()
    with clock.at(at("2024-06-03")):
        jobs.default_evaluations()
        row = Evaluation.objects.get()
        assert row.default
        day = clock.today()
        tally = selectors.evaluation_tally(made.bureau_id, day - timedelta(days=1), day)
        assert (tally.active, tally.default) == (0, 1)
        services.evaluate_case(made["张伟"], case_id=case.pk, level=2, tags=["late"])
        tally = selectors.evaluation_tally(made.bureau_id, day - timedelta(days=1), day)
        assert (tally.active, tally.negative, tally.default) == (1, 1, 0)


def test_one_case_that_fails_does_not_stop_the_night(
    made: factories.House, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clock.at(at("2024-09-02")):
        cases = [factories.submitted(made) for _ in range(3)]

    def breaks_for_the_first(work: Work, *args: Any, **said: Any) -> None:
        if work.case.pk == cases[0].pk:
            raise OSError("the disk is full")
        starting.start(work, *args, **said)

    monkeypatch.setattr("oneseal.cases.services.intake.start", breaks_for_the_first)
    with clock.at(at("2024-09-10")), pytest.raises(SomeFailed, match=str(cases[0].pk)):
        jobs.deem_accepted()
    assert [state(case) for case in cases] == ["submitted", "accepted", "accepted"]


def test_the_night_asks_once_and_then_case_by_case(made: factories.House) -> None:
    with clock.at(at("2024-09-02")):
        for _ in range(4):
            factories.accepted(made)
    with clock.at(at("2024-09-03", 8)), CaptureQueriesContext(connection) as seen:
        jobs.remind()
    assert len(seen) <= 3 + 4 * 5
