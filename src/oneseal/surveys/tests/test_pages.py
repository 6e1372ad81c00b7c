"""The desk's pages: from the case to the board, a trip changed by hand, the record at the desk."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from oneseal.cases.tests import factories as cases
from oneseal.foundation import clock
from oneseal.surveys import selectors, services
from oneseal.surveys.models import Car, Request, Surveyor, Trip, Visit
from oneseal.surveys.tests import factories

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=clock.LOCAL)


@pytest.fixture
def made() -> Iterator[cases.House]:
    """Everything begins on a Monday morning."""
    with clock.at(MONDAY):
        yield factories.house()


ASKED = {
    "address": "云岭市解放路12号",
    "mode": "field",
    "earliest": "2026-11-16",
    "latest": "2026-11-18",
    "opens": "09:00",
    "closes": "17:00",
    "minutes": "40",
    "lon": "117.12",
    "lat": "31.11",
    "skill": "消防",
    "must_present": "拖拉机",
}


def test_from_the_case_to_the_announced_trip(made: cases.House) -> None:
    case = cases.accepted(made)
    step = cases.step_of(case, "survey")
    reviewer, head = made.client("reviewer"), made.client("section_head")
    assert f"/desk/surveys/ask/{step.pk}/" in reviewer.get(f"/desk/cases/{case.pk}/").text
    address = f"/desk/surveys/ask/{step.pk}/"
    assert "提出踏勘" in reviewer.get(address).text
    late = reviewer.post(address, ASKED | {"latest": "2026-11-01"})
    assert (late.status_code, "拖拉机" in late.text) == (422, True)
    assert reviewer.post(address, ASKED).status_code == 302
    row = Request.objects.get()
    assert "拖拉机" in reviewer.get(f"/desk/surveys/requests/{row.pk}/").text
    assert case.number in head.get("/desk/surveys/").text
    assert head.post("/desk/surveys/plan/", {"day": "2026-11-15"}).status_code == 422
    assert reviewer.post("/desk/surveys/plan/", {"day": "2026-11-16"}).status_code == 403
    assert head.post("/desk/surveys/plan/", {"day": "2026-11-16"}).status_code == 302
    trip = Trip.objects.get()
    board = head.get("/desk/surveys/?day=2026-11-16").text
    assert '"lon": 117.12' in board
    assert "survey-map.js" in board
    assert "survey-map" not in head.get("/desk/surveys/?day=2026-11-17").text
    assert "通知各方" in head.get(f"/desk/surveys/trips/{trip.pk}/").text
    assert head.post(f"/desk/surveys/trips/{trip.pk}/announce/").status_code == 302
    assert Visit.objects.get().trip.announced_at


def test_the_record_at_the_desk(made: cases.House) -> None:
    row = factories.asked(made)
    visit = factories.announced(made)
    reviewer = made.client("reviewer")
    page = f"/desk/surveys/visits/{visit.pk}/"
    party = visit.parties.get()
    said = {
        "version": "1",
        f"point_{row.pk}_area": "55",
        f"point_{row.pk}_exits": "yes",
        f"party_{party.pk}": "present",
        f"officer_{party.pk}": "郑凯",
        "signer": "",
        "comment": "布局合理",
    }
    refused = reviewer.post(f"{page}record/", said)
    assert (refused.status_code, "布局合理" in refused.text) == (422, True)
    assert reviewer.post(f"{page}record/", said | {"signer": "张伟"}).status_code == 302
    second = next(w for w in ("investment_reviewer", "section_head") if made.staff(w) in _crew(visit.trip))
    visit.refresh_from_db()
    other = made.client(second)
    assert "请核对记录后签名" in other.get(page).text
    assert other.post(f"{page}sign/", {"digest": visit.digest}).status_code == 302
    assert "打印踏勘记录" in other.get(page).text
    assert "踏勘记录" in made.client("张伟").get(f"/my/cases/{row.case_id}/").text
    assert "已踏勘" in reviewer.get(f"/desk/cases/{row.case_id}/").text


def _crew(trip: Trip) -> set[int]:
    return set(trip.people.values_list("pk", flat=True))


def two_cars(made: cases.House) -> list[Trip]:
    """Two drafts on one day: two stops in one car, nothing but a late one in the other."""
    Car.objects.create(bureau_id=made.bureau_id, plate="云A·20086", lon=117.10, lat=31.10)
    Surveyor.objects.create(bureau_id=made.bureau_id, staff_id=made.staff("bureau_head"))
    hours: dict[str, Any] = {"opens": 600, "closes": 650}
    for who, place in (("张伟", 117.12), ("王芳", 117.25), ("李娜", 117.00)):
        factories.asked(made, applicant=who, address=f"{who}的店", lon=place, **hours)
    return services.plan_trips(made["section_head"], day=clock.today(), seconds=1).trips


def test_a_dispatcher_changes_the_plan_by_hand(made: cases.House) -> None:
    trips = two_cars(made)
    assert len(trips) == 2
    head = made.client("section_head")
    one, other = sorted(trips, key=lambda trip: trip.visits.count())
    visit = one.visits.first()
    assert visit is not None
    moved = f"/desk/surveys/visits/{visit.pk}/move/"
    page = head.post(
        moved, {"how": str(other.pk), "version": str(one.version)}, headers={"HX-Request": "true"}
    )
    assert page.status_code == 200
    assert "<html" not in page.text
    visit.refresh_from_db()
    assert visit.trip_id == other.pk
    other.refresh_from_db()
    full = head.get(f"/desk/surveys/trips/{other.pk}/").text
    assert "现在还不能通知" in full
    refused = head.post(f"/desk/surveys/trips/{other.pk}/announce/")
    assert refused.status_code == 422
    stale = head.post(moved, {"how": "up", "version": "1"})
    assert (stale.status_code, "刚刚调整过" in stale.text) == (422, True)
    assert head.post(moved, {"how": "up", "version": str(other.version)}).status_code == 302
    other.refresh_from_db()
    assert head.post(moved, {"how": "out", "version": str(other.version)}).status_code == 302
    assert Request.objects.filter(state="waiting").count() == 2
    other.refresh_from_db()
    free = [each.staff_id for each in selectors.free_means(made.bureau_id, clock.today(), but=other.pk)[1]]
    said: dict[str, Any] = {"car": str(other.car_id), "version": str(other.version)}
    assert head.post(f"/desk/surveys/trips/{other.pk}/crew/", said | {"people": free[:1]}).status_code == 422
    assert head.post(f"/desk/surveys/trips/{other.pk}/crew/", said | {"people": free}).status_code == 302
    assert head.post(f"/desk/surveys/trips/{other.pk}/announce/").status_code == 302
    assert head.post(f"/desk/surveys/trips/{one.pk}/cancel/", {"reason": ""}).status_code == 422
    assert head.post(f"/desk/surveys/trips/{one.pk}/cancel/", {"reason": "没有点位"}).status_code == 302


def test_parties_means_and_going_on_foot(made: cases.House) -> None:
    head = made.client("section_head")
    row = factories.asked(made)
    on_foot = f"/desk/surveys/requests/{row.pk}/walk/"
    reviewer = made.client("reviewer")
    assert reviewer.post(on_foot, {}).status_code == 422
    assert reviewer.post(on_foot, {"second": made.staff("section_head")}).status_code == 302
    visit = Visit.objects.get()
    invite = f"/desk/surveys/visits/{visit.pk}/invite/"
    assert head.post(invite, {"name": "", "section_id": ""}).status_code == 422
    assert head.post(invite, {"name": "消防救援大队"}).status_code == 302
    assert head.post(invite, {"name": "消防救援大队"}).status_code == 422
    assert visit.parties.count() == 2
    means = "/desk/surveys/means/"
    car = {"what": "car", "plate": "云A·30086", "seats": "4", "lon": "31.1", "lat": "117.1", "used": "on"}
    assert head.post(means, car).status_code == 422
    assert head.post(means, car | {"lon": "117.1", "lat": "31.1"}).status_code == 302
    person = {"what": "person", "staff_id": made.staff("coordinator"), "skills": "食品、消防", "used": "on"}
    assert head.post(means, person).status_code == 302
    assert "食品、消防" in head.get(means).text
    assert made.client("clerk").get("/desk/surveys/").status_code == 403
    assert reviewer.get(f"/desk/surveys/visits/{visit.pk}/nothing/").status_code == 405


def test_the_board_asks_little(made: cases.House, django_assert_max_num_queries: Any) -> None:
    for who in ("张伟", "王芳", "李娜"):
        factories.asked(made, applicant=who, address=f"{who}的店")
    head = made.client("section_head")
    head.get("/desk/surveys/")
    with django_assert_max_num_queries(16):
        head.get("/desk/surveys/")
