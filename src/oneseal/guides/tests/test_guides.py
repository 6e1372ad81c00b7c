"""Shifts beside the windows' seats, tasks from colleagues and devices, what the pages show."""

from datetime import timedelta

import pytest
from django.test import Client

from oneseal.foundation import clock
from oneseal.guides import selectors, services
from oneseal.guides.models import GuideShift, Task
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.queueing import services as queue_services
from oneseal.queueing.tests.factories import NINE, Place, later, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Place:
    return place()


def planned(made: Place, who: str = "second_clerk") -> GuideShift:
    """Tomorrow's morning, all over the hall."""
    with clock.at(NINE - timedelta(days=1)):
        return services.plan_shift(
            made["coordinator"],
            hall_id=made.hall.pk,
            staff_id=made.house.staff(who),
            starts=NINE,
            ends=later(180),
        )


def test_guides_are_planned_beside_seats_by_keepers(made: Place) -> None:
    keeper, clerk = made["coordinator"], made.house.staff("clerk")
    span = {"hall_id": made.hall.pk, "starts": NINE, "ends": later(180)}
    with clock.at(NINE - timedelta(days=1)):
        queue_services.plan_seat(
            keeper, window_id=made.windows["01"].pk, staff_id=clerk, starts=later(60), ends=later(120)
        )
        with pytest.raises(RuleViolation, match="排在窗口"):
            services.plan_shift(keeper, staff_id=clerk, **span)  # type: ignore[arg-type]
        with pytest.raises(RuleViolation, match="能引导的同事"):
            services.plan_shift(keeper, staff_id=made.house.staff("bureau_head"), **span)  # type: ignore[arg-type]
        with pytest.raises(Forbidden):
            services.plan_shift(made["clerk"], staff_id=clerk, **span)  # type: ignore[arg-type]
    row = planned(made)
    with pytest.raises(RuleViolation, match="排了引导"):
        planned(made)
    with clock.at(later(-40)), pytest.raises(RuleViolation, match="还没到"):
        services.begin_shift(made["second_clerk"], shift_id=row.pk)
    with clock.at(later(5)):
        with pytest.raises(Forbidden):
            services.begin_shift(made["clerk"], shift_id=row.pk)
        services.begin_shift(made["second_clerk"], shift_id=row.pk)
        with pytest.raises(Conflict):
            services.begin_shift(made["second_clerk"], shift_id=row.pk)
        with pytest.raises(Conflict):
            services.drop_shift(keeper, shift_id=row.pk)
        assert [each.staff_id for each in selectors.on_duty(made.hall.pk)] == [row.staff_id]
    with clock.at(later(170)):
        services.end_shift(made["second_clerk"], shift_id=row.pk)
        assert selectors.on_duty(made.hall.pk) == []


def test_a_task_is_taken_by_one_and_done_or_given_back(made: Place) -> None:
    row = planned(made)
    with clock.at(later(10)):
        services.begin_shift(made["second_clerk"], shift_id=row.pk)
        task = services.ask_guide(
            made["clerk"], hall_id=made.hall.pk, kind="walk", text="A012 领到 03 号窗口"
        )
        with pytest.raises(Forbidden):
            services.take_task(made["张伟"], task_id=task.pk)
        services.take_task(made["second_clerk"], task_id=task.pk)
        with pytest.raises(Conflict):
            services.take_task(made["clerk"], task_id=task.pk)
        with pytest.raises(Forbidden, match="别的同事"):
            services.finish_task(made["clerk"], task_id=task.pk)
        services.end_shift(made["second_clerk"], shift_id=row.pk)
        task.refresh_from_db()
        assert (task.state, task.staff_id) == ("open", None)
        services.take_task(made["clerk"], task_id=task.pk)
        assert services.finish_task(made["clerk"], task_id=task.pk).state == "done"


def test_one_thing_has_one_open_task(made: Place) -> None:
    asked = {
        "hall_id": made.hall.pk,
        "bureau_id": made.house.bureau_id,
        "kind": "paper",
        "key": "device:1:fault",
    }
    device = made["administrator"]
    first = services.raise_task(device, said="取号机缺纸", **asked)  # type: ignore[arg-type]
    assert services.raise_task(device, said="取号机缺纸", **asked) == first  # type: ignore[arg-type]
    assert services.settle_key(device, key="device:1:fault", outcome="恢复")
    assert not services.settle_key(device, key="device:1:fault", outcome="恢复")
    assert services.raise_task(device, said="又缺纸", **asked) != first  # type: ignore[arg-type]
    assert Task.objects.count() == 2


def test_pages_of_guides(made: Place) -> None:
    row = planned(made)
    citizen = Client()
    assert citizen.get("/desk/guides/").status_code in {302, 403}
    with clock.at(later(5)):
        keeper, guide = made.house.client("coordinator"), made.house.client("second_clerk")
        assert "我的引导班" in guide.get("/desk/guides/").content.decode()
        assert guide.post(f"/desk/guides/shifts/{row.pk}/begin/").status_code == 302
        assert guide.post(f"/desk/guides/shifts/{row.pk}/begin/").status_code == 422
        assert "引导员" in keeper.get("/desk/hall/").content.decode()
        assert keeper.post("/desk/guides/", {"kind": "walk", "text": ""}).status_code == 422
        assert keeper.post("/desk/guides/", {"kind": "walk", "text": "B001 到 03"}).status_code == 302
        task = Task.objects.get()
        assert guide.post(f"/desk/guides/tasks/{task.pk}/drop/", {"outcome": ""}).status_code == 422
        assert guide.post(f"/desk/guides/tasks/{task.pk}/take/").status_code == 302
        assert guide.post(f"/desk/guides/tasks/{task.pk}/finish/").status_code == 302
        page = keeper.get("/desk/guides/shifts/?day=2026-11-23").content.decode()
        assert "引导排班" in page
        sent = {"staff": made.house.staff("clerk"), "zone": "0", "starts": "13:30", "ends": "17:00"}
        path = "/desk/guides/shifts/?day=2026-11-24"
        assert keeper.post(path, {**sent, "ends": "13:00"}).status_code == 422
        assert keeper.post(path, sent).status_code == 302
        other = GuideShift.objects.latest("pk")
        assert keeper.post(f"/desk/guides/shifts/{other.pk}/drop/").status_code == 302
