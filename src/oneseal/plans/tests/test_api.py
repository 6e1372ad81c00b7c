"""Plan layers by API: what is in force, a site held against all of it."""

from typing import Any

import pytest
from django.test import Client

from oneseal.identity.tests.factories import Cast, api_client, cast
from oneseal.plans.models import SiteCheck
from oneseal.plans.tests import factories

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture
def made() -> Cast:
    return cast()


def test_layers_and_a_site(made: Cast) -> None:
    box = factories.feature((0, 0, 100, 100), name="农田")
    factories.in_force(made.actor("coordinator"), "farmland", "outside", box)
    api = api_client(made, "自然资源系统", ["plans"])
    listed = api.get("/api/v1/plans/layers").json()
    assert [(each["code"], each["features"]) for each in listed] == [("farmland", 1)]
    site: dict[str, Any] = {
        "name": "厂区",
        "site": factories.feature((50, 0, 150, 100)),
        "crs": factories.CRS,
    }
    answer = api.post("/api/v1/plans/checks", site, JSON)
    assert answer.status_code == 201, answer.content
    found = answer.json()
    assert found["conflicts"] == 1
    assert found["findings"][0]["verdict"] == "conflicts"
    assert found["findings"][0]["pieces"][0]["area_m2"] == pytest.approx(5000, rel=0.01)
    kept = SiteCheck.objects.get()
    assert str(kept.uid) == found["uid"]
    assert kept.given_as.startswith("自然资源系统")
    assert "厂区" in made.client("coordinator").get("/desk/plans/checks/").content.decode()
    crossing = api.post("/api/v1/plans/checks", {**site, "site": factories.BOW_TIE}, JSON)
    assert crossing.status_code == 422


def test_who_may_not(made: Cast) -> None:
    other = api_client(made, "别的", ["catalog:read"])
    assert other.get("/api/v1/plans/layers").status_code == 403
    assert Client().get("/api/v1/plans/layers").status_code == 401
    assert Client().post("/api/v1/plans/checks", {}, JSON).status_code == 401
