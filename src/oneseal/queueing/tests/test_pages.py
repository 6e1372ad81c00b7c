"""Pages of visitors, clerks, guides and keepers, and the screens."""

from datetime import date

import pytest
from django.test import Client

from oneseal.cases.tests.factories import submitted
from oneseal.foundation import clock
from oneseal.queueing import selectors, services
from oneseal.queueing.models import Appointment, Hall, Shift, Ticket, Window
from oneseal.queueing.tests import factories
from oneseal.queueing.tests.factories import NINE, Place, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Place:
    return factories.place()


LINE = {
    "name": "社保",
    "letter": "S",
    "minutes": "8",
    "target": "15",
    "per_slot": "2",
    "ahead": "0",
    "horizon": "7",
}


def visitor(made: Place, who: str) -> Client:
    """Signed in at nine."""
    with clock.at(NINE):
        return made.house.client(who)


def test_a_ticket_on_the_phone(made: Place) -> None:
    citizen, page = visitor(made, "张伟"), f"/halls/{made.hall.pk}/"
    made.opened()
    with clock.at(NINE):
        assert "综合受理" in citizen.get("/halls/").content.decode()
        assert "取号" in citizen.get(page).content.decode()
        refused = citizen.post(f"{page}take/", {"line": ""})
        assert refused.status_code == 422
        taken = citizen.post(f"{page}take/", {"line": str(made.lines["A"].pk)})
        ticket = Ticket.objects.get()
        assert taken.headers["Location"] == f"/tickets/{ticket.uid}/"
        assert "还没有签到" in citizen.get(f"/tickets/{ticket.uid}/").content.decode()
        wrong = citizen.post(f"/tickets/{ticket.uid}/check_in/", {"code": "1"})
        assert (wrong.status_code, "签到码不对" in wrong.content.decode()) == (422, True)
        citizen.post(f"/tickets/{ticket.uid}/check_in/", {"code": services.hall_code(made.hall.pk)})
        place = citizen.get(f"/tickets/{ticket.uid}/", headers={"HX-Request": "true"})
        assert "下一位就是您" in place.content.decode()
        assert "<html" not in place.content.decode()
        again = citizen.post(f"{page}take/", {"line": str(made.lines["A"].pk)})
        assert (again.status_code, "已经有号" in again.content.decode()) == (422, True)
        citizen.post(f"/tickets/{ticket.uid}/leave/")
    assert Ticket.objects.get().state == "left"


def test_the_workbench_from_opening_to_the_next(made: Place) -> None:
    clerk, bench = visitor(made, "clerk"), "/desk/workbench/"
    made.ticket(), made.ticket()
    with clock.at(NINE):
        assert f'value="{made.windows["03"].pk}"' in clerk.get(bench).content.decode()
        assert clerk.post(f"{bench}next/").status_code == 422
        clerk.post(f"{bench}open/", {"window": str(made.windows["01"].pk)})
        assert "2 人在等" in clerk.get(bench).content.decode()
        clerk.post(f"{bench}next/")
        clerk.post(f"{bench}recall/")
        clerk.post(f"{bench}begin/")
        assert 'data-hotkey="1"' in clerk.post(f"{bench}find/", {"q": "张伟"}).text
        assert "没有找到，请登记" in clerk.post(f"{bench}find/", {"q": "19000000000"}).text
        clerk.post(f"{bench}identify/", {"applicant": str(made.house.applicant("王芳"))})
        number = made.house.cast.applicants["张伟"].number
        assert clerk.post(f"{bench}find/", {"q": f" {number.lower()} "}).status_code == 302
        assert f"/desk/window/{made.house.applicant()}/" in clerk.get(bench).content.decode()
        refused = clerk.post(f"{bench}transfer/", {"to": "window:1", "note": "补材料"})
        assert (refused.status_code, "补材料" in refused.content.decode()) == (422, True)
        case = submitted(made.house)
        clerk.post(f"{bench}link/", {"case": str(case.pk)})
        clerk.post(f"{bench}finish_next/")
        counts = selectors.hall_counts(made["clerk"], made.hall.pk, date(2026, 11, 1), date(2026, 11, 23))
        assert counts.whole == selectors.Counted(made.hall.name, 1, 1, 0, 1)
        assert [each.name for each in counts.windows] == ["01"]
        assert case.item_name in clerk.get("/desk/hall/counts/").text
        assert case.item_name not in clerk.get("/desk/hall/counts/?first=2026-10-01&last=2026-10-31").text
        assert "A002" in clerk.get(bench).content.decode()
        clerk.post(f"{bench}skip/")
        empty = clerk.post(f"{bench}pause/", {"reason": ""})
        assert (empty.status_code, "请写明暂停的原因" in empty.content.decode()) == (422, True)
        clerk.post(f"{bench}pause/", {"reason": "用餐"})
        assert "用餐" in clerk.get(bench).content.decode()
        clerk.post(f"{bench}resume/")
        clerk.post(f"{bench}call/", {"ticket": str(Ticket.objects.get(number="A002").pk)})
        clerk.post(f"{bench}begin/")
        clerk.post(f"{bench}finish/")
        clerk.post(f"{bench}close/")
        assert clerk.get(f"{bench}line/").status_code == 200
    assert list(Ticket.objects.values_list("state", flat=True)) == ["done", "done"]


def test_the_guide_and_the_hall(made: Place) -> None:
    guide, keeper = visitor(made, "clerk"), visitor(made, "coordinator")
    with clock.at(NINE):
        given = guide.post("/desk/hall/guide/", {"line": str(made.lines["A"].pk), "priority": "care"})
        assert "A001" in given.content.decode()
        assert Ticket.objects.get().priority == "care"
        seen = keeper.get("/desk/hall/").content.decode()
        assert "没有窗口办理" in seen
        assert "请加开一个" in seen
    made.opened("03")
    with clock.at(later(1)):
        assert "让 03 号窗口也办" in keeper.get("/desk/hall/").content.decode()
        window = made.windows["03"]
        asked = {"line": str(made.lines["A"].pk)}
        assert "让 03 号窗口也办" not in made.house.client("second_clerk").get("/desk/workbench/").text
        guide.post("/desk/workbench/lend/", asked)
        assert "帮办 A，到 12:00" in keeper.get("/desk/hall/").text
        assert "综合受理" in keeper.get(f"/boards/{made.hall.pk}/windows/{window.pk}/").text
        keeper.post(f"/desk/hall/windows/{window.pk}/return/", asked)
        assert "本窗口也办" in guide.get("/desk/workbench/").text
        keeper.post(f"/desk/hall/windows/{window.pk}/lend/", asked)
        assert "建议" not in keeper.get("/desk/hall/", headers={"HX-Request": "true"}).content.decode()
        called = services.call_next(made["clerk"], window.pk)
    assert called is not None


def test_screens_are_everybodys(made: Place) -> None:
    nobody, window = Client(), made.opened()
    made.ticket()
    with clock.at(NINE):
        services.call_next(made["clerk"], window.pk)
        hall = nobody.get(f"/boards/{made.hall.pk}/")
        assert "A001" in hall.content.decode()
        assert "connect-src 'self' http://testserver:8001" in hall.headers["Content-Security-Policy"]
        zone = made.hall.zones.get()
        assert "A001" in nobody.get(f"/boards/{made.hall.pk}/zones/{zone.pk}/").content.decode()
        assert "A001" in nobody.get(f"/boards/{made.hall.pk}/windows/{window.pk}/").content.decode()
        assert (
            services.hall_code(made.hall.pk) in nobody.get(f"/boards/{made.hall.pk}/lines/").content.decode()
        )
    told = nobody.get(f"/boards/{made.hall.pk}/calls/?after=1").json()["calls"]
    assert [(each["seq"], each["kind"], each["number"]) for each in told] == [(2, "call", "A001")]


def test_a_hall_is_set_up_from_nothing(made: Place) -> None:
    keeper = made.house.client("administrator")
    assert keeper.get("/desk/hall/setup/").status_code == 200
    refused = keeper.post("/desk/hall/setup/", {"name": made.hall.name, "slot_minutes": "30"})
    assert (refused.status_code, "已在使用" in refused.content.decode()) == (422, True)
    keeper.post("/desk/hall/setup/", {"name": "东区便民大厅", "slot_minutes": "20"})
    hall = Hall.objects.get(name="东区便民大厅")
    page = f"/desk/hall/setup/{hall.pk}/"
    keeper.post(f"{page}zone/", {"name": "一区"})
    assert keeper.post(f"{page}line/", LINE | {"letter": "s"}).status_code == 422
    keeper.post(f"{page}line/", LINE)
    zone, kind = hall.zones.get(), hall.lines.get()
    window = {
        "number": "1",
        "kind": "special",
        "zone_id": str(zone.pk),
        "post_id": "",
        "lines": [str(kind.pk)],
    }
    keeper.post(f"{page}window/", window)
    made_window = Window.objects.get(hall=hall)
    assert list(made_window.lines.all()) == [kind]
    with clock.at(NINE):
        keeper = made.house.client("administrator")
        changed = f"{page}window/{made_window.pk}/"
        assert "special" in keeper.get(changed).content.decode()
        keeper.post(changed, window | {"name": "社保专窗"})
    assert Window.objects.get(pk=made_window.pk).name == "社保专窗"


def test_hours_and_seats_are_set(made: Place) -> None:
    page, clerk = f"/desk/hall/setup/{made.hall.pk}/", made.house.staff("clerk")
    keeper = visitor(made, "administrator")
    with clock.at(NINE):
        shift = {"kind": "noon", "starts": "12:00", "ends": "13:30", "from_on": "2026-01-01"}
        keeper.post(f"{page}shift/", shift)
        over = keeper.post(f"{page}shift/", shift | {"starts": "13:00"})
        assert (over.status_code, "时间重叠" in over.content.decode()) == (422, True)
        keeper.post(f"{page}day/", {"day": "2026-12-01", "reason": "检修"})
        seat = {"window": str(made.windows["01"].pk), "staff": str(clerk), "day": "2026-11-23"}
        keeper.post(f"{page}seat/", seat | {"starts": "09:00", "ends": "12:00"})
        assert "检修" in keeper.get(page).content.decode()
        planned = selectors.planned_for(clerk)
        keeper.post(f"{page}seat/{planned[0].pk}/drop/")
        assert not selectors.planned_for(clerk)
        noon = Shift.objects.get(hall=made.hall, kind="noon")
        keeper.post(f"{page}shift/{noon.pk}/drop/")
    noon.refresh_from_db()
    assert noon.to_on == clock.wall(NINE).date()


def test_an_appointment_through_its_pages(made: Place) -> None:
    citizen, line = visitor(made, "张伟"), made.lines["A"].pk
    with clock.at(NINE):
        assert "综合受理" in citizen.get("/my/appointments/new/").content.decode()
        page = f"/my/appointments/new/?line={line}"
        assert "余 26" in citizen.get(page).content.decode()
        assert "09:00" in citizen.get(f"{page}&day=2026-11-24").content.decode()
        sent = {"line": str(line), "day": "2026-11-24", "starts": "09:00", "note": "带了原件"}
        refused = citizen.post("/my/appointments/new/", sent | {"starts": "12:30"})
        assert (refused.status_code, "带了原件" in refused.content.decode()) == (422, True)
        citizen.post("/my/appointments/new/", sent)
        row = Appointment.objects.get()
        own = f"/my/appointments/{row.uid}/"
        assert "2026年11月24日" in citizen.get("/my/appointments/").content.decode()
        citizen.post(f"{own}change/", {"day": "2026-11-24", "starts": "09:30"})
        early = citizen.post(f"{own}arrive/", {"code": services.hall_code(made.hall.pk)})
        assert (early.status_code, "前一小时" in early.content.decode()) == (422, True)
        assert visitor(made, "李娜").get(own).status_code == 404
    with clock.at(later(24 * 60 + 20)):
        guide, citizen = made.house.client("clerk"), made.house.client("张伟")
        listed = guide.get("/desk/hall/appointments/?day=2026-11-24").content.decode()
        assert "带了原件" in listed
        path = f"/desk/hall/appointments/{row.uid}/name/"
        assert guide.post(path, {"staff": ""}).status_code == 422
        assert guide.post(path, {"staff": made.house.staff("clerk")}).status_code == 302
        assert "周敏" in citizen.get(own).content.decode()
        guide.post(f"/desk/hall/appointments/{row.uid}/arrive/")
        assert "您的号" in citizen.get(own).content.decode()
    ticket = Ticket.objects.get()
    assert (ticket.priority, ticket.day, ticket.door) == ("appointment", date(2026, 11, 24), "guide")
