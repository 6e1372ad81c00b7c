"""Types: drafted by one keeper, put into force by another; certificates already issued stay as they are."""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from oneseal.catalog.rules.merged import TWO
from oneseal.catalog.services import FieldEntry, define_fields
from oneseal.certificates import services
from oneseal.certificates.models import CertificateType
from oneseal.certificates.rules import types
from oneseal.certificates.tests.factories import OWNER, House
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation, Violations

pytestmark = pytest.mark.django_db
KNOWN = {"site_address": "经营场所", "name": "姓名"}
FACE: dict[str, Any] = {
    "name": "食品经营许可证（新）",
    "lines": [("site_address", "地址"), ("name", "")],
    "public_safety": True,
}


def house() -> House:
    made = House()
    fields = [FieldEntry(name, label, "", False, "") for name, label in KNOWN.items()]
    define_fields(made["item_keeper"], fields)
    return made


def test_a_line_without_a_label_takes_the_datums() -> None:
    found = types.face(" 证 ", [("name", " "), ("site_address", "地址")], False, KNOWN)
    assert (found.name, found.lines) == ("证", (("name", "姓名"), ("site_address", "地址")))


@pytest.mark.parametrize(
    ("name", "keys", "codes"),
    [
        ("", ["name"], {"name_missing"}),
        ("证", ["name", "name"], {"datum_twice"}),
        ("证", ["colour"], {"datum_unknown"}),
        ("证", [f"k{n}" for n in range(11)], {"datum_unknown", "too_many_lines"}),
    ],
)
def test_what_a_face_cannot_say(name: str, keys: list[str], codes: set[str]) -> None:
    with pytest.raises(Violations) as refused:
        types.face(name, [(key, "") for key in keys], False, KNOWN)
    assert {each.code for each in refused.value.items} == codes


def test_a_draft_takes_effect_when_another_publishes_it() -> None:
    made = house()
    keeper, other = made["item_keeper"], made["administrator"]
    before = made.issued()
    services.draft_type(keeper, type_id=made.type.pk, **FACE, licence="individual")
    assert made.issued().name == "食品经营许可证"
    with pytest.raises(Forbidden, match="您自己起草"):
        services.publish_type(keeper, type_id=made.type.pk)
    services.publish_type(other, type_id=made.type.pk)
    after = made.issued()
    assert (after.name, after.content["lines"][0]["label"]) == ("食品经营许可证（新）", "地址")
    before.refresh_from_db()
    assert before.name == "食品经营许可证"
    assert list(after.type.merges) == list(TWO)
    with pytest.raises(Conflict, match="没有等待启用"):
        services.publish_type(other, type_id=made.type.pk)
    told = [
        each.kind.removeprefix("certificates.") for each in entries(Subject("licence_type", made.type.pk))
    ]
    assert told == ["type_made", "type_drafted", "type_published"]


def test_who_keeps_types_and_what_is_refused() -> None:
    made = house()
    with pytest.raises(Forbidden, match="事项管理岗"):
        services.draft_type(made["clerk"], type_id=made.type.pk, **FACE)
    with pytest.raises(Violations, match="字段字典"):
        services.draft_type(
            made["item_keeper"], type_id=made.type.pk, **{**FACE, "lines": [("colour", "颜色")]}
        )
    with pytest.raises(NotFound):
        services.draft_type(made["item_keeper"], type_id=0, **FACE)
    services.draft_type(made["item_keeper"], type_id=made.type.pk, **FACE)
    with pytest.raises(RuleViolation, match="没有改动"):
        services.draft_type(made["item_keeper"], type_id=made.type.pk, **FACE)
    services.drop_draft(made["administrator"], type_id=made.type.pk)
    with pytest.raises(Conflict):
        services.drop_draft(made["administrator"], type_id=made.type.pk)


def test_a_new_type_issues_nothing_before_it_is_published() -> None:
    made = house()
    keeper = made["item_keeper"]
    said = {
        "code": "sport",
        "number": "012",
        "mark": "TY",
        "name": "高危险性体育项目经营许可证",
        "owner": OWNER,
    }
    row = services.start_type(keeper, **said)
    for field, other in (("code", {"number": "013", "mark": "TX"}), ("mark", {"number": "013", "code": "x"})):
        with pytest.raises(RuleViolation, match="请换一个") as refused:
            services.start_type(keeper, **{**said, **other})
        assert refused.value.field == field
    with pytest.raises(NotFound, match="证照类型"), transaction.atomic():
        made.issued(type_code="sport")
    services.draft_type(keeper, type_id=row.pk, name=row.name, lines=[], public_safety=True)
    services.publish_type(made["administrator"], type_id=row.pk)
    assert made.issued(type_code="sport").number.startswith("TY")


def test_the_pages() -> None:
    made = house()
    keeper = Client()
    keeper.force_login(made.cast.account("item_keeper"))
    address = f"/desk/certificates/types/{made.type.pk}/"
    assert "食品经营许可证" in keeper.get("/desk/certificates/types/").text
    assert keeper.get(f"{address}face.png").content.startswith(b"\x89PNG")
    assert keeper.post(address, {"name": "证", "key_0": "name", "key_1": "name"}).status_code == 422
    done = keeper.post(address, {"name": "证", "key_0": "name", "label_0": "经营者"})
    assert done.status_code == 302
    draft = CertificateType.objects.get().draft or {}
    assert draft["fields"] == [{"key": "name", "label": "经营者"}]
    assert keeper.get(f"{address}face.png?draft").status_code == 200
    assert keeper.post(f"{address}publish/").status_code == 422
    started = {"name": "新证", "code": "fresh", "number": "077", "mark": "XZ", "owner": OWNER}
    assert keeper.post("/desk/certificates/types/new/", {**started, "number": "7"}).status_code == 422
    assert keeper.post("/desk/certificates/types/new/", started).status_code == 302
    head = Client()
    head.force_login(made.cast.account("administrator"))
    assert head.post(f"{address}publish/").status_code == 302
    clerk = Client()
    clerk.force_login(made.cast.account("clerk"))
    assert clerk.get(address).status_code == 403
