"""From recorded tickets to a plan, its adoption, and what another layout would have done."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client

from oneseal.cases.tests import factories as cases
from oneseal.foundation import clock, history
from oneseal.foundation.journal import Subject
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.queueing import selectors as queue
from oneseal.queueing import services as queue_services
from oneseal.queueing.tests.factories import Place, later, place
from oneseal.staffing import selectors, services
from oneseal.staffing.models import DayPlan
from oneseal.staffing.rules.life import PlanState

pytestmark = pytest.mark.django_db

MONDAY, TUESDAY, SATURDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 28)
EVENING = timedelta(hours=9)


@pytest.fixture
def made() -> Iterator[Place]:
    """A Monday on which nine visitors were served at one window, one left, and one window stayed shut."""
    found = place()
    window = found.opened("01")
    clerk = found["clerk"]
    tickets = [found.ticket("A" if number % 3 else "B", minutes=number * 4) for number in range(9)]
    now = 0.0
    for ticket in tickets:
        now = max(now, (ticket.issued_at - later(0)).total_seconds() / 60)
        with clock.at(later(now)):
            called = queue_services.call_next(clerk, window.pk)
            assert called is not None
            queue_services.begin(clerk, ticket_id=called.pk)
        now += 6
        with clock.at(later(now)):
            queue_services.finish(clerk, ticket_id=called.pk)
    gone = found.ticket("A", minutes=58)
    with clock.at(later(59)):
        queue_services.leave(clerk, ticket_id=gone.pk)
    with clock.at(later(120)):
        queue_services.close_window(clerk, window.pk)
    with clock.at(later(0) + EVENING):
        yield found


def ready(made: Place, **asked: int) -> DayPlan:
    plan = services.ask_plan(
        made["coordinator"], hall_id=made.hall.pk, day=TUESDAY, goal=asked.get("goal", 20)
    )
    services.compute(plan.pk)
    return selectors.access_plan(made["coordinator"], plan.pk)


def test_a_recorded_day_played_again_is_the_same_day(made: Place) -> None:
    found = selectors.replay(made["coordinator"], made.hall, MONDAY)
    assert (found.real.visitors, found.left) == (9, 1)
    assert found.played.all.visitors == 9
    assert abs(found.apart) < 0.1
    assert selectors.recorded_days(made.hall, before=TUESDAY) == [MONDAY]
    assert selectors.recorded_days(made.hall, before=MONDAY) == []


def test_breaks_are_not_open_time() -> None:
    made = place()
    window, clerk = made.opened("01"), made["clerk"]
    with clock.at(later(30)):
        queue_services.pause_window(clerk, window.pk, reason="打印机缺纸")
    with clock.at(later(50)):
        queue_services.resume_window(clerk, window.pk)
    with clock.at(later(90)):
        queue_services.close_window(clerk, window.pk)
    (desk,) = selectors.recorded(made["coordinator"], made.hall, MONDAY).desks
    assert desk.spans == ((540, 570), (590, 630))


def test_a_plan_is_asked_computed_and_adopted(made: Place) -> None:
    plan = ready(made)
    assert plan.state == PlanState.READY
    assert {need["group"] for need in plan.needs} == {"integrated:AB", "integrated:A", "integrated:B"}
    assert all(count >= 1 for need in plan.needs for count in need["windows"])
    assert plan.duties
    services.adopt_plan(made["coordinator"], plan.pk)
    planned = queue.seats(made["coordinator"], TUESDAY)
    assert {(seat.window_id, seat.staff_id) for seat in planned} == {
        (duty["window"], duty["staff"]) for duty in plan.duties
    }
    told = [entry.kind for entry in history.entries(Subject("day_plan", plan.pk))]
    assert told == ["staffing.plan_asked", "staffing.plan_ready", "staffing.plan_adopted"]


def test_computing_twice_answers_once(made: Place) -> None:
    plan = ready(made)
    services.compute(plan.pk)
    assert len(list(history.entries(Subject("day_plan", plan.pk)))) == 2


def test_a_settled_plan_stays_settled(made: Place) -> None:
    plan = ready(made)
    services.drop_plan(made["coordinator"], plan.pk)
    for act in (services.adopt_plan, services.drop_plan):
        with pytest.raises(Conflict):
            act(made["coordinator"], plan.pk)
    assert queue.seats(made["coordinator"], TUESDAY) == []


def test_a_seat_already_planned_refuses_the_whole_plan(made: Place) -> None:
    plan = ready(made)
    duty = plan.duties[-1]
    queue_services.plan_seat(
        made["coordinator"],
        window_id=duty["window"],
        staff_id=duty["staff"],
        starts=later(24 * 60),
        ends=later(24 * 60 + 60),
    )
    with pytest.raises(RuleViolation):
        services.adopt_plan(made["coordinator"], plan.pk)
    assert len(queue.seats(made["coordinator"], TUESDAY)) == 1
    assert selectors.access_plan(made["coordinator"], plan.pk).state == PlanState.READY


@pytest.mark.parametrize(
    ("day", "goal", "percent", "code"),
    [
        (MONDAY, 20, 100, "day_begun"),
        (SATURDAY, 20, 100, "hall_shut"),
        (TUESDAY, 0, 100, "goal_wrong"),
        (TUESDAY, 121, 100, "goal_wrong"),
        (TUESDAY, 20, 19, "percent_wrong"),
    ],
)
def test_questions_without_an_answer(made: Place, day: date, goal: int, percent: int, code: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        services.ask_plan(made["coordinator"], hall_id=made.hall.pk, day=day, goal=goal, percent=percent)
    assert refused.value.code == code


def test_a_hall_without_records_says_so() -> None:
    made = place()
    with clock.at(later(0)), pytest.raises(RuleViolation) as refused:
        services.ask_plan(made["coordinator"], hall_id=made.hall.pk, day=TUESDAY, goal=20)
    assert refused.value.code == "nothing_recorded"


def test_who_may_plan_and_see(made: Place) -> None:
    with pytest.raises(Forbidden):
        services.ask_plan(made["clerk"], hall_id=made.hall.pk, day=TUESDAY, goal=20)
    plan = ready(made)
    with pytest.raises(Forbidden):
        services.adopt_plan(made["bureau_head"], plan.pk)
    with pytest.raises(NotFound):
        selectors.access_plan(made["张伟"], plan.pk)


def test_another_layout_with_the_same_people(made: Place) -> None:
    layout = selectors.Layout(integrated=2, output=0, coordination=0)
    found = selectors.compare(made["coordinator"], made.hall, layout, [MONDAY])
    assert found is not None
    assert found.windows == (3, 2)
    assert found.before.all.visitors == found.after.all.visitors == 9
    assert found.after.unserved == 0
    assert selectors.compare(made["coordinator"], made.hall, layout, []) is None


def client(made: Place, who: str) -> Client:
    signed_in = Client()
    signed_in.force_login(made.house.cast.account(who))
    return signed_in


def test_the_pages(made: Place) -> None:
    desk = client(made, "coordinator")
    page = desk.get("/desk/planner/").content.decode()
    assert "最近几天等了多久" in page
    refused = desk.post("/desk/planner/ask/", {"day": "2026-11-28", "goal": "20", "percent": "100"})
    assert refused.status_code == 422
    assert "大厅这一天不开放" in refused.content.decode()
    asked = desk.post("/desk/planner/ask/", {"day": "2026-11-24", "goal": "20", "percent": "100"})
    plan = DayPlan.objects.get()
    assert asked["location"] == f"/desk/planner/plans/{plan.pk}/"
    assert "正在推演" in desk.get(asked["location"]).content.decode()
    services.compute(plan.pk)
    assert "谁站哪里" in desk.get(asked["location"]).content.decode()
    seen = desk.get("/desk/planner/what-if/", {"integrated": 2, "output": 0, "coordination": 0})
    assert "前后对比" in seen.content.decode()
    desk.post(f"/desk/planner/plans/{plan.pk}/adopt/")
    again = desk.post(f"/desk/planner/plans/{plan.pk}/drop/")
    assert again.status_code == 409
    assert client(made, "bureau_head").post(f"/desk/planner/plans/{plan.pk}/adopt/").status_code == 403


def test_a_bureau_without_a_hall_is_told_what_to_do() -> None:
    house = cases.house()
    signed_in = Client()
    signed_in.force_login(house.cast.account("coordinator"))
    assert "还没有大厅" in signed_in.get("/desk/planner/").content.decode()
