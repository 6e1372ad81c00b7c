"""The basic catalogue with the upper level's templates, and the field dictionary."""

import io
import json
from typing import Any

import pytest
from django.test import Client

from oneseal.catalog import services
from oneseal.catalog.models import BasicItem
from oneseal.catalog.rules import basics
from oneseal.catalog.selectors import shared
from oneseal.catalog.services import BasicEntry, FieldEntry
from oneseal.catalog.tests.contents import commitment_content
from oneseal.catalog.tests.factories import author, commitment_item, simple_item
from oneseal.identity.tests import factories as people
from oneseal.kernel.errors import RuleViolation, Violations

pytestmark = pytest.mark.django_db
UPPER = commitment_content(name="食品经营许可", promised_limit={"days": 6}).model_dump(mode="json")


@pytest.fixture
def keeper(client: Client) -> Client:
    client.force_login(people.cast().account("item_keeper"))
    return client


def upload(data: Any) -> io.BytesIO:
    file = io.BytesIO(data if isinstance(data, bytes) else json.dumps(data).encode())
    file.name = "upper.json"
    return file


@pytest.mark.parametrize(
    "data", [{"items": [{"code": "x", "content": UPPER}]}, [UPPER], UPPER], ids=["export", "list", "one"]
)
def test_files_of_the_upper_level_are_read(data: Any) -> None:
    (entry,) = basics.read_file(json.dumps(data).encode())
    assert (entry["code"], entry["name"], entry["type"]) == ("000131001001", "食品经营许可", "01")


@pytest.mark.parametrize("data", [b"", b"\xff", b"[]", b"[1]", b"3"])
def test_other_files_are_refused(data: bytes) -> None:
    with pytest.raises(RuleViolation):
        basics.read_file(data)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"code": "12"}, "basic_code_shape"),
        ({"type": "07"}, "basic_code_type"),
        ({"name": " "}, "name_missing"),
        ({"template": {"name": 1}}, "template_wrong"),
        ({"template": {**UPPER, "basic_code": "000131001002"}}, "template_other"),
    ],
)
def test_wrong_entries_are_refused_and_nothing_is_written(change: dict[str, Any], code: str) -> None:
    right: dict[str, Any] = {"code": "000131001001", "name": "食品经营许可", "type": "01"}
    with pytest.raises(Violations) as refused:
        services.enter_basic_items(author(), [BasicEntry(**right), BasicEntry(**{**right, **change})])
    assert [item.code for item in refused.value.items] == [code]
    assert not BasicItem.objects.exists()


def test_a_renamed_entry_keeps_its_template() -> None:
    entry = BasicEntry("000131001001", "旧名", "01", template=UPPER)
    services.enter_basic_items(author(), [entry])
    services.enter_basic_items(author(), [BasicEntry("000131001001", "新名", "01")])
    row = BasicItem.objects.get()
    assert (row.name, row.template) == ("新名", UPPER)


def test_an_imported_template_is_compared_with_the_item(keeper: Client) -> None:
    item_id = commitment_item(code="food").item_id
    assert "五统一" not in keeper.get(f"/desk/catalog/{item_id}/").content.decode()
    assert keeper.post("/desk/catalog/basics/import/", {"file": upload([UPPER])}).status_code == 302
    assert "五统一" in keeper.get(f"/desk/catalog/{item_id}/").content.decode()
    assert "食品经营许可" in keeper.get("/desk/catalog/basics/?text=0001").content.decode()
    refused = keeper.post("/desk/catalog/basics/import/", {"file": upload([{"name": 1}])})
    assert refused.status_code == 422
    assert keeper.post("/desk/catalog/basics/import/").status_code == 422


def test_entries_are_made_and_changed_by_hand(keeper: Client) -> None:
    fields = {"code": "000131001001", "name": "食品经营许可", "type": "01", "level": "2"}
    wrong = keeper.post("/desk/catalog/basics/new/", {**fields, "code": "1"})
    assert wrong.status_code == 422
    assert "食品经营许可" in wrong.content.decode()
    assert keeper.post("/desk/catalog/basics/new/", fields).status_code == 302
    url = "/desk/catalog/basics/000131001001/"
    assert keeper.post(url, {**fields, "template": upload(UPPER)}).status_code == 302
    assert BasicItem.objects.get().template == UPPER
    assert keeper.post(url, {**fields, "template": upload([UPPER, UPPER])}).status_code == 422
    assert keeper.get("/desk/catalog/basics/999999999999/").status_code == 404


def test_the_dictionary_tells_where_data_are_used_and_conflict(keeper: Client) -> None:
    actor = author()
    services.define_fields(actor, [FieldEntry("phone", "电话", "phone"), FieldEntry("spare", "备用")])
    fields = {
        "phone": {"type": "string", "title": "手机", "x-format": "mobile", "x-field": "phone"},
        "other": {"type": "string", "title": "别的", "x-field": "unknown_datum"},
        "rows": {
            "type": "array",
            "title": "人员",
            "items": {"type": "object", "properties": {"tel": {"type": "string", "title": "电话", "x-format": "phone", "x-field": "phone"}}},
        },
    }  # fmt: skip
    simple_item(form={"type": "object", "properties": fields})
    data = {each.name: each for each in shared.dictionary(actor)}
    assert (data["phone"].conflicts, len(data["phone"].uses)) == (1, 2)
    assert (data["unknown_datum"].known, data["spare"].uses) == (False, [])
    page = keeper.get("/desk/catalog/dictionary/?only=problems").content.decode()
    assert "格式冲突" in page
    assert "spare" not in page
