"""The pages for everybody, for the desk, for other systems."""

from datetime import timedelta

import pytest
from django.test import Client

from oneseal.cases.tests.factories import House, house
from oneseal.foundation import clock
from oneseal.identity.tests.factories import api_client
from oneseal.towns.models import Fact, LevelItem
from oneseal.towns.tests.factories import TOWN, VILLAGE, places

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> House:
    return house()


def test_lists_facts_and_tables_through_their_pages(made: House) -> None:
    _, village = places(made)
    keeper = made.client("coordinator")
    page = f"/desk/towns/{village.pk}/"
    assert "还没有标准事项" in keeper.get("/desk/towns/lists/village/").content.decode()
    sent = {"item_id": str(made.item_id), "how": "forward", "note": "带户口本"}
    assert keeper.post("/desk/towns/lists/village/", {**sent, "how": "x"}).status_code == 422
    keeper.post("/desk/towns/lists/village/", sent)
    assert LevelItem.objects.get().note == "带户口本"
    refused = keeper.post(f"{page}facts/list/", {"holds": "yes", "since": "2026-01-05", "note": "都齐了"})
    assert (refused.status_code, "都齐了" in refused.content.decode()) == (422, True)
    assert "还有1项没有进驻" in refused.content.decode()
    keeper.post(f"{page}items/", {"items": [str(made.item_id)]})
    keeper.post(f"{page}facts/list/", {"holds": "yes", "since": "2026-01-05"})
    assert Fact.objects.get().holds
    shown = keeper.get(page).content.decode()
    assert "已进驻" in shown
    assert "1 / 6" in shown
    board = keeper.get("/desk/towns/").content.decode()
    assert "50%" in board
    assert TOWN in board
    assert VILLAGE not in keeper.get("/desk/towns/?level=town").content.decode()
    table = keeper.get("/desk/towns/table.csv").content.decode()
    assert f"村（社区）,{VILLAGE}" in table
    assert keeper.get("/desk/towns/table.xlsx").content[:2] == b"PK"
    assert keeper.get("/desk/towns/table.pdf").status_code == 404
    reader = made.client("clerk")
    assert "登记进驻事项" not in reader.get(page).content.decode()
    assert reader.post(f"{page}items/", {}).status_code == 403
    keeper.post("/desk/towns/lists/village/drop/", {"item_id": str(made.item_id)})
    assert not LevelItem.objects.exists()


def test_everybody_reads_where_to_go_and_what_can_be_done_there(made: House) -> None:
    anybody = Client()
    assert "还没有公布镇村便民服务中心" in anybody.get("/towns/").content.decode()
    places(made)
    shown = anybody.get("/towns/").content.decode()
    assert TOWN in shown
    assert '<p class="mb-1"></p>' not in shown
    assert VILLAGE in shown
    assert "2 个村（社区），1 个有便民服务站" in shown
    assert "还没有公布这一级" in anybody.get("/towns/lists/town/").content.decode()
    keeper = made.client("item_keeper")
    sent = {"item_id": str(made.item_id), "how": "accept", "note": "每周三上门"}
    keeper.post("/desk/towns/lists/town/", sent)
    guide = anybody.get("/towns/lists/town/").content.decode()
    assert "每周三上门" in guide
    assert "承诺" in guide
    assert "每周三上门" in anybody.get("/towns/lists/town/list.csv").content.decode()
    assert anybody.get("/towns/lists/moon/").status_code == 404


def test_points_are_refused_for_days_to_come(made: House) -> None:
    keeper = made.client("coordinator")
    today = clock.today()
    sent = {"first": (today - timedelta(days=9)).isoformat(), "last": today.isoformat(), "to_unit": "考核办"}
    refused = keeper.post("/desk/towns/points/", sent)
    assert (refused.status_code, "还没有结束" in refused.content.decode()) == (422, True)
    assert "还没有移交过考评分" in keeper.get("/desk/towns/points/").content.decode()
    assert keeper.get("/desk/towns/points/7.csv").status_code == 404


def test_other_systems_read_the_same(made: House) -> None:
    places(made)
    made.client("item_keeper").post(
        "/desk/towns/lists/town/", {"item_id": str(made.item_id), "how": "accept", "note": ""}
    )
    api = api_client(made.cast, "综合考核平台", ["catalog:read"])
    rows = api.get("/api/v1/towns/counters").json()
    assert [(row["name"], row["level"], row["items_of_standard"]) for row in rows] == [
        (TOWN, "town", 1),
        (VILLAGE, "village", 0),
    ]
    assert [row["how"] for row in api.get("/api/v1/towns/lists/town").json()] == ["accept"]
    assert api.get("/api/v1/towns/points").json() == []
