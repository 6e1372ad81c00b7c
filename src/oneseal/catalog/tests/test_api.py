"""The catalogue for other systems."""

from datetime import timedelta

import pytest
from django.test import Client

from oneseal.catalog.tests.contents import commitment_content
from oneseal.catalog.tests.factories import commitment_item, published, simple_item, some_bureau
from oneseal.foundation import clock
from oneseal.identity import services as identity
from oneseal.identity.tests import factories as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def api() -> Client:
    cast = people.cast()
    _client, token = identity.create_client(
        cast.actor("administrator"),
        name="市平台",
        scopes=["catalog:read"],
        expires_on=clock.today() + timedelta(days=9),
    )
    return Client(headers={"authorization": f"Bearer {token}"})


def test_without_a_token_nothing_is_told(client: Client) -> None:
    for path in ("", "/food", "/food/versions", "/food/form"):
        assert client.get(f"/api/v1/items{path}").status_code == 401


def test_a_parameter_that_does_not_exist_is_refused(api: Client) -> None:
    for path in ("/api/v1/items", "/api/v1/items/food/versions"):
        answer = api.get(path, {"colour": "red"})
        assert answer.status_code == 422
        assert [(each["code"], each["field"]) for each in answer.json()["errors"]] == [
            ("unknown_parameter", "colour")
        ]


def test_search_pages_and_bounds(api: Client) -> None:
    commitment_item(code="food")
    simple_item(code="end")
    assert api.get("/api/v1/items", {"q": "spjy"}).json()["items"][0]["code"] == "food"
    whole = api.get("/api/v1/items", {"size": 1, "page": 2}).json()
    assert (whole["count"], len(whole["items"])) == (2, 1)
    for wrong in ({"size": 101}, {"page": 0}, {"audience": "x"}, {"q": "a" * 61}):
        answer = api.get("/api/v1/items", wrong)
        assert answer.status_code == 422
        assert answer["content-type"] == "application/problem+json"


def test_an_item_its_versions_and_its_form(api: Client) -> None:
    question = {
        "code": "kind",
        "text": "哪一种？",
        "options": [{"code": "a", "label": "甲"}, {"code": "b", "label": "乙"}],
    }
    materials = [{"code": "m", "name": "章程", "when": {"kind": ["b"]}}]
    published(
        commitment_content(questions=[question], materials=materials), code="food", bureau_id=some_bureau()
    )
    assert api.get("/api/v1/items/food").json()["content"]["name"] == "食品经营许可（新办）"
    assert [v["number"] for v in api.get("/api/v1/items/food/versions").json()] == [1]
    assert api.get("/api/v1/items/food/form").json()["unanswered"] == ["kind"]
    assert api.get("/api/v1/items/food/form?answer=x").status_code == 422
    answered = api.get("/api/v1/items/food/form?answer=kind=b").json()
    assert (answered["unanswered"], [m["code"] for m in answered["materials"]]) == ([], ["m"])


@pytest.mark.parametrize(
    ("path", "status"), [("none", 404), ("none/versions", 404), ("none/form", 404), ("%00", 400)]
)
def test_absent_items_are_not_found(api: Client, path: str, status: int) -> None:
    assert api.get(f"/api/v1/items/{path}").status_code == status
