"""The field dictionary is kept by the item keepers: adding, changing, retiring, and what is refused."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from oneseal.catalog import services
from oneseal.catalog.models import FieldDefinition
from oneseal.catalog.rules import dictionary
from oneseal.catalog.selectors.keeping import item_state
from oneseal.catalog.services import FieldEntry
from oneseal.catalog.tests.contents import simple_content
from oneseal.catalog.tests.factories import author, simple_item
from oneseal.foundation import clock
from oneseal.identity.tests import factories as people
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation, Violations

pytestmark = pytest.mark.django_db
PHONE = FieldEntry("phone", "电话", "phone")


def form(datum: str = "phone", **more: Any) -> dict[str, Any]:
    field = {"type": "string", "title": "联系电话", "x-format": "phone", "x-field": datum}
    return {"type": "object", "properties": {"tel": {**field, **more}}}


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (FieldEntry("Phone", "电话"), "datum_name"),
        (FieldEntry("1phone", "电话"), "datum_name"),
        (FieldEntry("a" * 61, "电话"), "datum_name"),
        (FieldEntry("phone", " "), "datum_label"),
        (FieldEntry("phone", "电话", "fax"), "datum_no_format"),
    ],
)
def test_wrong_entries_are_refused(entry: FieldEntry, code: str) -> None:
    with pytest.raises(Violations) as refused:
        services.define_fields(author(), [PHONE, entry])
    assert [each.code for each in refused.value.items] == [code]
    assert not FieldDefinition.objects.exists()


def test_a_name_is_given_once() -> None:
    services.add_field(author(), PHONE)
    with pytest.raises(Conflict):
        services.add_field(author(), PHONE)


def test_the_format_of_what_published_forms_ask_for_stays() -> None:
    services.define_fields(author(), [PHONE])
    services.define_fields(author(), [FieldEntry("phone", "电话", "mobile")])
    services.define_fields(author(), [PHONE])
    simple_item(form=form())
    with pytest.raises(RuleViolation) as refused:
        services.define_fields(author(), [FieldEntry("phone", "手机", "mobile")])
    assert refused.value.code == "datum_format_used"
    assert "个体工商户注销登记" in str(refused.value)
    services.define_fields(author(), [FieldEntry("phone", "联系电话", "phone")])
    assert FieldDefinition.objects.get().label == "联系电话"


def test_retired_data_may_go_on_but_not_begin() -> None:
    services.define_fields(author(), [PHONE])
    item = simple_item(form=form()).item
    other = simple_item(code="other").item
    today = clock.today()
    services.retire_field(author(), name="phone", on=today)
    for each, found in ((item, []), (other, ["datum_retired"])):
        draft = services.new_draft(author(), item_id=each.pk)
        services.save_draft(author(), version_id=draft.pk, content=simple_content(form=form()))
        each.refresh_from_db()
        assert [gap.code for gap in item_state(each).gaps] == found
    with pytest.raises(Violations):
        services.submit_for_review(author(), version_id=draft.pk)
    services.retire_field(author(), name="phone", on=None)
    services.submit_for_review(author(), version_id=draft.pk)


@pytest.mark.parametrize(("ahead", "found"), [(0, 1), (1, 0)])
def test_a_datum_is_retired_from_its_day_on(ahead: int, found: int) -> None:
    day = date(2026, 3, 2)
    retired = {"phone": ("电话", day + timedelta(days=ahead))}
    assert len(dictionary.newly_asked_retired(form(), {}, retired, day)) == found


def test_who_may_not_and_when_not() -> None:
    services.define_fields(author(), [PHONE])
    with pytest.raises(RuleViolation) as refused:
        services.retire_field(author(), name="phone", on=clock.today() - timedelta(days=1))
    assert refused.value.code == "retired_in_past"
    with pytest.raises(NotFound):
        services.retire_field(author(), name="fax", on=clock.today())
    stranger = Actor(account_id=1, name="路人", bureau_id=author().bureau_id)
    with pytest.raises(Forbidden):
        services.retire_field(stranger, name="phone", on=clock.today())


def test_the_pages(client: Client) -> None:
    client.force_login(people.cast().account("item_keeper"))
    fields = {"name": "fax", "label": "传真", "format": "phone", "why": "寄送文书"}
    prefilled = client.get("/desk/catalog/new-datum/?name=fax&label=传真").content.decode()
    assert 'value="fax"' in prefilled
    wrong = client.post("/desk/catalog/new-datum/", {**fields, "name": "FAX"})
    assert wrong.status_code == 422
    assert "寄送文书" in wrong.content.decode()
    assert client.post("/desk/catalog/new-datum/", fields).status_code == 302
    assert client.post("/desk/catalog/new-datum/", fields).status_code == 422
    url = "/desk/catalog/dictionary/fax/"
    assert client.post(url, {**fields, "label": "传真号"}).status_code == 302
    assert client.post(url, {"act": "retire", "retired_on": "2020-01-01"}).status_code == 422
    day = clock.today() + timedelta(days=30)
    assert client.post(url, {"act": "retire", "retired_on": day.isoformat()}).status_code == 302
    assert "停用" in client.get("/desk/catalog/dictionary/").content.decode()
    simple_item(form=form("fax"))
    used = client.get(url).content.decode()
    assert "个体工商户注销登记" in used
    assert "格式不能改" in used
    assert client.get("/desk/catalog/dictionary/other/").status_code == 404
