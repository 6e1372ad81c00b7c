"""The register's pages."""

import pytest

from oneseal.foundation import clock
from oneseal.foundation.journal import Subject
from oneseal.identity.tests.factories import Cast, cast
from oneseal.kernel.access import SYSTEM
from oneseal.seals import services
from oneseal.seals.models import Seal, SealUse
from oneseal.seals.tests.factories import NAME
from oneseal.seals.tests.pages import unsealed


@pytest.fixture
def players(db: None) -> Cast:
    made = cast()
    services.found_authority(SYSTEM, organisation=NAME)
    return made


def asked(**more: str) -> dict[str, str]:
    """A seal of five years from today."""
    today = clock.today()
    return {
        "kind": "approval",
        "ring": NAME,
        "foot": "行政审批专用章",
        "valid_from": today.isoformat(),
        "valid_until": today.replace(year=today.year + 5, day=min(today.day, 28)).isoformat(),
        "code": "",
        **more,
    }


def test_an_administrator_makes_looks_at_replaces_and_retires_a_seal(players: Cast) -> None:
    client = players.client("administrator")
    assert "还没有印章" in client.get("/desk/seals/").content.decode()
    assert f'value="{NAME}"' in client.get("/desk/seals/new/").content.decode()
    made = client.post("/desk/seals/new/", asked())
    seal = Seal.objects.get()
    assert made["Location"] == f"/desk/seals/{seal.pk}/"
    shown = client.get(made["Location"]).content.decode()
    assert seal.code in shown
    assert "还没有用过" in shown
    picture = client.get(f"/desk/seals/{seal.pk}/picture.svg")
    assert picture["Content-Type"] == "image/svg+xml"
    replaced = client.post(f"/desk/seals/{seal.pk}/replace/", asked(reason="单位更名"))
    newer = Seal.objects.get(state="active")
    assert replaced["Location"] == f"/desk/seals/{newer.pk}/"
    assert client.post(f"/desk/seals/{newer.pk}/retire/", {"reason": "撤并"}).status_code == 302
    listed = client.get("/desk/seals/").content.decode()
    assert "现在没有启用的行政审批专用章" in listed
    assert Seal.objects.filter(state="retired").count() == 2


def test_what_is_refused_stands_at_its_field_and_nothing_is_lost(players: Cast) -> None:
    client = players.client("administrator")
    answer = client.post("/desk/seals/new/", asked(code="12", foot="专用章"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "13位数字" in page
    assert 'value="专用章"' in page
    client.post("/desk/seals/new/", asked())
    seal = Seal.objects.get()
    silent = client.post(f"/desk/seals/{seal.pk}/retire/", {"reason": ""})
    assert silent.status_code == 422
    again = client.post(f"/desk/seals/{seal.pk}/replace/", asked(reason="更名", code=seal.code))
    assert again.status_code == 422
    assert "已经登记过" in again.content.decode()
    seal.refresh_from_db()
    assert seal.state == "active"


def test_uses_are_listed_and_searched(players: Cast) -> None:
    client = players.client("administrator")
    client.post("/desk/seals/new/", asked())
    services.seal_ofd(
        SYSTEM,
        ofd=unsealed(),
        subject=Subject("document", 7),
        reason="出具决定书",
        bureau_id=players.bureau.id,
    )
    use = SealUse.objects.get()
    page = client.get("/desk/seals/uses/", {"q": use.sm3}).content.decode()
    assert "文书 7" in page
    assert "出具决定书" in page
    assert "没有找到用印记录" in client.get("/desk/seals/uses/?q=nobody&seal=999").content.decode()
    assert "1 次用印" in client.get(f"/desk/seals/{use.seal_id}/").content.decode()


def test_the_head_looks_and_keeps_his_hands_off(players: Cast) -> None:
    players.client("administrator").post("/desk/seals/new/", asked())
    seal = Seal.objects.get()
    head = players.client("bureau_head")
    assert "停用这枚印章" not in head.get(f"/desk/seals/{seal.pk}/").content.decode()
    assert head.post(f"/desk/seals/{seal.pk}/retire/", {"reason": "x"}).status_code == 403
    assert players.client("clerk").get("/desk/seals/").status_code == 403
    assert players.client("administrator").get("/desk/seals/999999/").status_code == 404
