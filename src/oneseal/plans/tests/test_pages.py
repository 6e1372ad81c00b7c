"""Layers kept on the desk, sites checked there and by citizens, the map's shapes, the report."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from oneseal.documents.selectors import documents_about
from oneseal.documents.services import set_letterhead
from oneseal.identity.tests.factories import Cast, cast
from oneseal.plans import services
from oneseal.plans.models import LayerVersion, PlanLayer, SiteCheck
from oneseal.plans.tests import factories
from oneseal.plans.tests.factories import BOW_TIE, feature

pytestmark = pytest.mark.django_db
LAYER = {
    "code": "farmland",
    "name": "永久基本农田",
    "kind": "farmland",
    "test": "outside",
    "department": "自然资源局",
    "tolerance_m2": "1",
    "place": "10",
}
SQUARE = "500000 3400000\n500100 3400000\n500100 3400100\n500000 3400100"


@pytest.fixture
def made() -> Cast:
    people = cast()
    set_letterhead(
        people.actor("administrator"),
        bureau_id=people.bureau.pk,
        issuer=people.bureau.name,
        number_word="云审",
    )
    return people


def upload(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("规划.geojson", content)


def test_a_layer_from_its_form_to_the_check(made: Cast) -> None:
    keeper = made.client("item_keeper")
    assert "还没有规划图层" in keeper.get("/desk/plans/").content.decode()
    wrong = keeper.post("/desk/plans/layers/new/", {**LAYER, "code": "农田"})
    assert (wrong.status_code, "永久基本农田" in wrong.content.decode()) == (422, True)
    keeper.post("/desk/plans/layers/new/", LAYER)
    again = keeper.post("/desk/plans/layers/new/", LAYER)
    assert "已有同样代码的图层" in again.content.decode()
    layer = PlanLayer.objects.get()
    path = f"/desk/plans/layers/{layer.pk}/import/"
    silent = factories.geojson(feature((0, 0, 100, 100), name="基本农田一"), BOW_TIE, crs="")
    refused = keeper.post(path, {"file": upload(silent), "label": "2026版"})
    assert "文件没有写明坐标系" in refused.content.decode()
    shown = keeper.post(path, {"file": upload(silent), "label": "2026版", "crs": "EPSG:4549"}, follow=True)
    assert "1 个要素有误，不能启用" in shown.content.decode()
    version = LayerVersion.objects.get()
    keeper.post(f"/desk/plans/versions/{version.pk}/repair/", {})
    page = f"/desk/plans/versions/{version.pk}/publish/"
    assert keeper.post(page, {}).status_code == 422
    assert keeper.post(page, {"overlaps_accepted": "on"}).status_code == 302
    assert "现行" in keeper.get(f"/desk/plans/layers/{layer.pk}/").content.decode()
    assert keeper.get(f"/files/{version.source_id}/?download").status_code == 200
    assert made.client("clerk").get(f"/files/{version.source_id}/").status_code == 404
    keeper.post(f"/desk/plans/layers/{layer.pk}/edit/", {**LAYER, "name": "基本农田"})
    keeper.post(f"/desk/plans/versions/{version.pk}/end/", {"reason": "废止"})
    keeper.post(f"/desk/plans/layers/{layer.pk}/retire/", {"reason": "并入国土空间规划"})
    assert "不再参与核对" in keeper.get(f"/desk/plans/layers/{layer.pk}/").content.decode()


def checked(sender: Client, path: str, **sent: Any) -> Any:
    return sender.post(
        path, {"name": "智造园一期", "outline": SQUARE, "crs": "EPSG:4549", **sent}, follow=True
    )


def test_a_site_is_checked_and_reported(made: Cast) -> None:
    red_line = feature((80, -100, 400, 400), name="青溪红线")
    factories.in_force(made.actor("item_keeper"), "ecology", "outside", red_line, name="生态保护红线")
    reviewer = made.client("reviewer")
    refused = checked(reviewer, "/desk/plans/checks/new/", crs="")
    assert refused.status_code == 422
    assert "请选择这些坐标的坐标系" in refused.content.decode()
    assert "智造园一期" in refused.content.decode()
    assert "请在图上画出范围" in checked(reviewer, "/desk/plans/checks/new/", outline="").content.decode()
    shown = checked(reviewer, "/desk/plans/checks/new/").content.decode()
    assert "青溪红线" in shown
    assert "冲突" in shown
    found = SiteCheck.objects.get()
    assert "智造园一期" in reviewer.get("/desk/plans/checks/?conflicts=1&q=智造").content.decode()
    assert "没有符合条件的核对" in reviewer.get("/desk/plans/checks/?q=别的").content.decode()
    done = reviewer.post(f"/desk/plans/checks/{found.pk}/report/", {}, follow=True)
    assert "核对报告（PDF）" in done.content.decode()
    paper = documents_about("site_check", found.pk)[0]
    assert paper.data["pieces"][0]["name"] == "青溪红线"
    assert paper.data["summary"] == "与1个图层冲突"
    assert made.client("张伟").get(f"/my/sites/{found.pk}/").status_code == 404


def test_an_uploaded_outline_is_read(made: Cast) -> None:
    factories.in_force(made.actor("item_keeper"), "ecology", "outside", feature((80, -100, 400, 400)))
    content = factories.shapefile(feature((0, 0, 100, 100)))
    file = SimpleUploadedFile("地块.zip", content)
    checked(made.client("clerk"), "/desk/plans/checks/new/", outline="", crs="", file=file)
    assert SiteCheck.objects.get().conflicts_count == 1


def test_citizens_check_against_public_layers(made: Cast) -> None:
    citizen = made.client("张伟")
    assert "还没有公开的规划图层" in citizen.get("/my/sites/new/").content.decode()
    keeper = made.actor("item_keeper")
    factories.in_force(keeper, "secret", "outside", feature((0, 0, 100, 100)), name="涉密图层")
    open_layer = factories.in_force(
        keeper, "roads", "outside", feature((0, 0, 10, 100)), name="道路红线", public=True
    )
    shown = checked(citizen, "/my/sites/new/", applicant=str(made.applicants["张伟"].pk)).content.decode()
    assert "道路红线" in shown
    assert "涉密图层" not in shown
    assert "智造园一期" in citizen.get("/my/sites/").content.decode()
    assert made.client("李娜").get(f"/my/sites/{SiteCheck.objects.get().pk}/").status_code == 404
    versions = {each.layer.name: each.pk for each in LayerVersion.objects.select_related("layer")}
    box = {"box": "119.9,30.6,120.1,30.8", "pixel": "0.00001"}
    assert citizen.get(f"/plans/shapes/{versions[open_layer.name]}/", box).json()["features"]
    assert citizen.get(f"/plans/shapes/{versions['涉密图层']}/", box).status_code == 404
    assert citizen.get(f"/plans/shapes/{versions[open_layer.name]}/", {"box": "1,2"}).status_code == 422


def test_drafts_are_the_keepers_alone(made: Cast) -> None:
    keeper = made.actor("item_keeper")
    plan = factories.layer(keeper, "farmland")
    version = factories.imported(keeper, plan, factories.geojson(feature((0, 0, 100, 100))))
    clerk = made.client("clerk")
    assert clerk.get(f"/desk/plans/versions/{version.pk}/").status_code == 404
    assert clerk.post(f"/desk/plans/versions/{version.pk}/publish/").status_code == 403
    assert clerk.get("/desk/plans/layers/new/").status_code == 403
    services.publish_version(keeper, version_id=version.pk)
    assert clerk.get(f"/desk/plans/versions/{version.pk}/").status_code == 200
