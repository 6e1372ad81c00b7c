"""Early services and pre-reviews for other systems: asked for, followed, said; the platform follows what was promised."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from oneseal.advance import services
from oneseal.advance.models import EarlyService
from oneseal.advance.rules.early import EarlyState
from oneseal.advance.tests.factories import asked
from oneseal.advance.tests.test_reviews import issued
from oneseal.cases.tests import factories as cases
from oneseal.catalog.selectors import access_item
from oneseal.identity.tests.factories import SUNLI, api_client

pytestmark = pytest.mark.django_db
EARLY = "/api/v1/early-services"


def test_a_system_asks_for_an_early_service_and_follows_it() -> None:
    made = cases.house()
    scopes = ["cases:read", "cases:write"]
    mine, other = (api_client(made.cast, name, scopes) for name in ("投资平台", "自助终端"))
    code = access_item(made["clerk"], made.item_id).code
    body = {"item": code, "applicant": SUNLI, "matter": "打算开店，场地还没定。"}
    headers = {"Idempotency-Key": "a"}
    first = mine.post(EARLY, body, content_type="application/json", headers=headers)
    assert first.status_code == 201, first.text
    assert mine.post(EARLY, body, content_type="application/json", headers=headers).json() == first.json()
    row = EarlyService.objects.get()
    assert (row.channel, row.applicant.name) == ("client", "孙丽")
    services.take_early(made["reviewer"], service_id=row.pk)
    here = f"{EARLY}/{row.uid}"
    told = mine.post(f"{here}/notes", {"text": "面积要多大？"}, content_type="application/json").json()
    assert [(each["author"], each["text"]) for each in told["notes"]] == [("投资平台", "面积要多大？")]
    assert (told["state"], told["adviser"]) == ("taken", made["reviewer"].name)
    asked(made)
    assert [each["number"] for each in mine.get(EARLY).json()["services"]] == [row.number]
    assert other.get(EARLY).json()["services"] == []
    assert other.get(here).status_code == 404
    _costs_the_same_with_more(mine, row)
    assert mine.post(EARLY, body, content_type="application/json").status_code == 409
    assert Client().get(EARLY).status_code == 401


def _costs_the_same_with_more(client: Client, row: EarlyService) -> None:
    with CaptureQueriesContext(connection) as one:
        client.get(EARLY)
    for number in range(3):
        row.pk, row.uid, row.number, row.state = None, uuid4(), f"另{number}", EarlyState.CLOSED
        row.save(force_insert=True)
    with CaptureQueriesContext(connection) as more:
        assert len(client.get(EARLY).json()["services"]) == 4
    assert len(more) == len(one)


def test_the_platform_follows_what_was_promised() -> None:
    made = cases.house()
    row = issued(made)
    platform = api_client(made.cast, "投资平台", ["projects:read"])
    told = platform.get("/api/v1/pre-reviews").json()["pre_reviews"]
    assert [(each["number"], each["state"], len(each["promised"])) for each in told] == [
        (row.number, "issued", 1)
    ]
    assert told[0]["opinion"]
    assert api_client(made.cast, "自助终端", ["cases:read"]).get("/api/v1/pre-reviews").status_code == 403
