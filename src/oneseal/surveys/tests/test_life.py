"""From the request to the sealed record: one trip, two signatures, one record for all cases (SUR, LIC-9)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from oneseal.cases.services import pass_step, take_step, withdraw_case
from oneseal.cases.tests import factories as cases
from oneseal.documents.selectors import documents_about
from oneseal.foundation import clock
from oneseal.identity import selectors as identity
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.notices.tests.factories import messages_about
from oneseal.surveys import selectors, services
from oneseal.surveys.models import Request, Signature, Surveyor, Trip
from oneseal.surveys.rules.records import Came
from oneseal.surveys.rules.states import TWO
from oneseal.surveys.tests import factories

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=clock.LOCAL)


@pytest.fixture
def made() -> Iterator[cases.House]:
    """Everything begins on a Monday morning."""
    with clock.at(MONDAY):
        yield factories.house()


def test_two_sections_one_stop_one_record(made: cases.House) -> None:
    """Two sections ask about one applicant at one address: one stop, one record, both steps closed."""
    one = factories.asked(made, must_present="拖拉机及行驶证")
    other = factories.asked(
        factories.second_item(made), "investment_reviewer", address="云岭市 解放路12号", minutes=30
    )
    visit = factories.announced(made)
    assert {row.pk for row in visit.requests.all()} == {one.pk, other.pk}
    assert visit.departs - visit.arrives == 50
    assert [each.name for each in visit.parties.all()] == ["市场准入科", "投资建设科"]
    (told,) = [each for each in messages_about("survey", visit.pk) if each.template == "survey_set"]
    assert "拖拉机及行驶证" in str(told.data)
    sealed = factories.sealed(made, visit)
    assert sealed.document is not None
    assert [each.kind for each in documents_about("survey", visit.pk)] == ["survey_record"]
    for row in (one, other):
        row.refresh_from_db()
        assert row.state == "done"
        assert [cases.step_of(row.case, key).state for key in ("survey", "survey.2", "decide")] == [
            "passed",
            "passed",
            "open",
        ]
    assert sealed.trip.state == "done"
    assert Signature.objects.filter(visit=visit).count() == 2


def test_what_the_item_says_must_be_shown_is_asked_for(made: cases.House) -> None:
    """Inventory 5.10: said with the item, it stands in every request; a request may say it more exactly."""
    machine = factories.second_item(made, must_present="拖拉机和行驶证")
    case = cases.accepted(machine)
    step = cases.step_of(case, "survey")
    asking = made.client("investment_reviewer").get(f"/desk/surveys/ask/{step.pk}/").text
    assert 'value="拖拉机和行驶证"' in asking
    assert factories.ask(made, case, "investment_reviewer").must_present == "拖拉机和行驶证"
    other = cases.accepted(machine, "王芳")
    row = factories.ask(made, other, "investment_reviewer", must_present="红色拖拉机，车架号ND88")
    assert row.must_present == "红色拖拉机，车架号ND88"
    assert not factories.asked(made, applicant="李娜").must_present
    assert "现场须出示" in Client().get("/items/other-investment/").text


def test_every_officer_of_the_trip_is_told(made: cases.House) -> None:
    factories.asked(made)
    visit = factories.announced(made)
    told = [
        each for each in messages_about("survey_trip", visit.trip_id) if each.template == "survey_trip_set"
    ]
    officers = set(identity.accounts_of(selectors.crew_of(visit.trip_id)))
    assert len(officers) > 1
    assert {each.account_id for each in told} == officers
    services.cancel_trip(made["section_head"], trip_id=visit.trip_id, reason="暴雨")
    off = [
        each for each in messages_about("survey_trip", visit.trip_id) if each.template == "survey_trip_off"
    ]
    assert {each.account_id for each in off} == officers


def test_one_signature_closes_nothing(made: cases.House) -> None:
    row = factories.asked(made)
    visit = factories.recorded(made, factories.announced(made))
    assert cases.step_of(row.case, "survey").state == "open"
    with pytest.raises(Forbidden, match="另一位") as alone:
        services.sign_visit(made["reviewer"], visit_id=visit.pk, digest=visit.digest)
    assert (alone.value.code, alone.value.basis) == ("survey_takes_two", TWO)
    with pytest.raises(Conflict, match="刚刚改过"):
        services.sign_visit(made["investment_reviewer"], visit_id=visit.pk, digest="0" * 64)
    with pytest.raises(Conflict):
        factories.recorded(made, visit, "investment_reviewer")
    services.send_back(made["investment_reviewer"], visit_id=visit.pk, reason="面积要重新量")
    visit.refresh_from_db()
    assert (visit.state, visit.signatures.count()) == ("planned", 0)
    factories.sealed(made, visit)


def test_a_survey_step_is_closed_by_the_record_alone(made: cases.House) -> None:
    case = cases.accepted(made)
    step = cases.step_of(case, "survey")
    take_step(made["reviewer"], step_id=step.pk)
    with pytest.raises(RuleViolation, match="踏勘记录"):
        pass_step(made["reviewer"], step_id=step.pk, points={"area": 50, "exits": True})
    row = factories.ask(made, case)
    factories.sealed(made, factories.announced(made, row))
    assert cases.step_of(case, "decide").state == "open"


def test_absence_is_consent_and_no_second_visit(made: cases.House) -> None:
    """The section that was called and did not come may not ask again; it uses the record (5.8)."""
    other = factories.second_item(made)
    factories.asked(made)
    late = factories.asked(other, "investment_reviewer")
    visit = factories.announced(made)
    came = [
        Came(each.pk, "absent" if each.name == "投资建设科" else "present", "郑凯")
        for each in visit.parties.all()
    ]
    factories.sealed(made, visit, came=came)
    assert cases.step_of(late.case, "decide").state == "open"
    again = cases.accepted(other)
    with pytest.raises(Conflict, match="视为同意"):
        factories.ask(other, again, "investment_reviewer")
    step = cases.step_of(again, "survey")
    points = {"area": 55, "exits": True}
    with pytest.raises(RuleViolation, match="适用于"):
        services.share_record(
            made["investment_reviewer"], step_id=step.pk, visit_id=visit.pk, points=points, finding=" "
        )
    services.share_record(
        made["investment_reviewer"], step_id=step.pk, visit_id=visit.pk, points=points, finding="同一场地"
    )
    assert cases.step_of(again, "decide").state == "open"
    with pytest.raises(NotFound):
        services.share_record(
            made["investment_reviewer"], step_id=step.pk, visit_id=visit.pk, points=points, finding="再来"
        )


def test_a_case_that_ended_meanwhile_keeps_the_record_without_effect(made: cases.House) -> None:
    gone = factories.asked(made)
    stays = factories.asked(factories.second_item(made), "investment_reviewer")
    visit = factories.announced(made)
    withdraw_case(made["张伟"], case_id=gone.case_id, reason="不办了")
    factories.sealed(made, visit)
    gone.refresh_from_db()
    stays.refresh_from_db()
    assert gone.state == "done"
    assert gone.note
    assert not stays.note
    assert cases.step_of(stays.case, "decide").state == "open"


@pytest.mark.parametrize(
    ("changes", "match"),
    [
        ({"signer": ""}, "签名"),
        ({"came": []}, "到场还是缺席"),
        ({"answers": {}}, "还没有核对"),
    ],
)
def test_what_a_record_must_say(made: cases.House, changes: dict[str, Any], match: str) -> None:
    factories.asked(made)
    visit = factories.announced(made)
    with pytest.raises(RuleViolation, match=match):
        factories.recorded(made, visit, **changes)


def test_failed_points_are_explained(made: cases.House) -> None:
    row = factories.asked(made)
    visit = factories.announced(made)
    answers = {row.pk: {"area": 30, "exits": False}}
    with pytest.raises(RuleViolation, match="不符合的项"):
        factories.recorded(made, visit, answers=answers)
    factories.sealed(made, visit, answers=answers, findings={row.pk: "后门被货物堵住"})
    assert cases.step_of(row.case, "survey").state == "passed"


def test_who_may_and_when(made: cases.House) -> None:
    row = factories.asked(made)
    with pytest.raises(Conflict, match="已经提出"):
        factories.ask(made, row.case)
    with pytest.raises(Forbidden, match="科室负责人"):
        services.plan_trips(made["reviewer"], day=clock.today(), seconds=1)
    visit = factories.announced(made)
    with pytest.raises(NotFound):
        services.record_visit(made["clerk"], visit_id=visit.pk, version=1, report=factories.report(visit))
    outside = made["coordinator"]
    with pytest.raises(Forbidden, match="不在这一趟"):
        services.record_visit(outside, visit_id=visit.pk, version=1, report=factories.report(visit))
    with pytest.raises(Conflict, match="变动过"):
        services.record_visit(made["reviewer"], visit_id=visit.pk, version=9, report=factories.report(visit))
    with clock.at(MONDAY - timedelta(days=1)), pytest.raises(RuleViolation, match="提前"):
        factories.recorded(made, visit)


def test_nobody_alone(made: cases.House) -> None:
    factories.asked(made)
    Surveyor.objects.exclude(staff=made.staff("reviewer")).update(in_service=False)
    with pytest.raises(RuleViolation, match="不足两人"):
        services.plan_trips(made["section_head"], day=clock.today(), seconds=1)


def test_a_planner_that_runs_out_of_time_loses_nothing(
    made: cases.House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ortools.constraint_solver.pywrapcp import RoutingModel

    row = factories.asked(made)
    with monkeypatch.context() as patch:
        patch.setattr(RoutingModel, "SolveWithParameters", lambda *_: None)
        with pytest.raises(Conflict, match="再按一次"):
            services.plan_trips(made["section_head"], day=clock.today())
    row.refresh_from_db()
    assert (row.state, Trip.objects.count()) == ("waiting", 0)
    assert len(services.plan_trips(made["section_head"], day=clock.today()).trips) == 1


def test_called_off_and_missed(made: cases.House) -> None:
    row = factories.asked(made)
    visit = factories.announced(made)
    services.cancel_trip(made["section_head"], trip_id=visit.trip_id, reason="车坏了")
    row.refresh_from_db()
    assert (row.state, row.visit_id) == ("waiting", None)
    assert [each for each in messages_about("survey", visit.pk) if each.template == "survey_off"]
    visit = factories.announced(made)
    services.miss_visit(made["reviewer"], visit_id=visit.pk, reason="大门紧锁，电话不接")
    row.refresh_from_db()
    visit.refresh_from_db()
    assert (row.state, visit.state, visit.trip.state) == ("waiting", "missed", "done")
    services.drop_request(made["reviewer"], request_id=row.pk, reason="改为书面核查")
    assert Request.objects.get(pk=row.pk).state == "dropped"


def test_seen_by_those_concerned(made: cases.House) -> None:
    factories.asked(made)
    planned = services.plan_trips(made["section_head"], day=clock.today(), seconds=1)
    trip = planned.trips[0].pk
    assert not selectors.visible_trips(made["reviewer"]).exists()
    services.announce_trip(made["section_head"], trip_id=trip)
    assert selectors.visible_trips(made["reviewer"]).exists()
    assert not selectors.visible_trips(made["clerk"]).exists()
    visit = planned.trips[0].visits.get()
    assert selectors.access_visit(made["张伟"], visit.pk)
    with pytest.raises(NotFound):
        selectors.access_visit(made["王芳"], visit.pk)
