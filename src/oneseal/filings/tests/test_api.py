"""Filings by other systems: filed for an applicant, renewed, given up; the public list without a token."""

from typing import Any

import pytest
from django.test import Client

from oneseal.cases.tests import factories as cases
from oneseal.catalog.selectors import access_item
from oneseal.filings.models import Filing
from oneseal.filings.tests.factories import SAID, filed, house
from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.identity.tests.factories import SUNLI, api_client

pytestmark = pytest.mark.django_db


def sent(client: Client, made: cases.House, key: str, **changes: Any) -> Any:
    code = access_item(made["clerk"], made.item_id).code
    body = {"item": code, "applicant": SUNLI, "form": SAID, "declared": True, **changes}
    headers = {"Idempotency-Key": key}
    return client.post("/api/v1/filings", body, content_type="application/json", headers=headers)


def test_a_system_files_renews_and_gives_up_what_is_its_own() -> None:
    made = house()
    mine = api_client(made.cast, "市一体化平台", ["cases:write"])
    first = sent(mine, made, "a")
    assert first.status_code == 201, first.text
    told = first.json()
    assert (told["state"], told["shown"][0]) == ("standing", {"label": "场所名称", "text": "云岭早点铺"})
    assert sent(mine, made, "a").json() == told
    row = Filing.objects.get(uid=told["id"])
    assert (row.channel, row.applicant.name) == ("client", "孙丽")
    assert [each.kind for each in entries(Subject("filing", row.pk))] == ["filings.filed"]
    here = f"/api/v1/filings/{told['id']}"
    other = api_client(made.cast, "自助终端", ["cases:write"])
    assert other.post(f"{here}/end", {"reason": "停业"}, content_type="application/json").status_code == 404
    assert mine.post(f"{here}/renewal").status_code in {409, 422}
    ended = mine.post(f"{here}/end", {"reason": "停业"}, content_type="application/json")
    assert ended.json()["state"] == "given_up"
    assert Client().get(here).json()["state"] == "given_up"
    assert mine.post(f"{here}/end", {"reason": "停业"}, content_type="application/json").status_code == 409


def test_what_is_wrong_is_refused_as_on_the_page() -> None:
    made = house()
    mine = api_client(made.cast, "市一体化平台", ["cases:write"])
    wrong = sent(mine, made, "b", form={"site_name": "云岭早点铺", "small_area": 61}, declared=False)
    assert wrong.status_code == 422
    assert [each["field"] for each in wrong.json()["errors"]] == ["small_area", "declared"]
    assert sent(Client(), made, "c").status_code == 401
    assert sent(api_client(made.cast, "只读", ["cases:read"]), made, "d").status_code == 403


def test_the_public_list_needs_no_token_and_names_nobody() -> None:
    made = house()
    row = filed(made)
    page = Client().get("/api/v1/filings", {"q": "早点"}).json()
    assert [each["number"] for each in page["filings"]] == [row.number]
    assert "张伟" not in str(page)
    assert row.filed_at <= clock.now()
