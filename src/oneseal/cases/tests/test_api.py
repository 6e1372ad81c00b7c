"""The API: an application from another system, its refusals, repeated requests, strangers."""

import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from oneseal.cases import services
from oneseal.cases.models import Case
from oneseal.cases.tests import factories
from oneseal.foundation import clock
from oneseal.identity.services import create_client

pytestmark = pytest.mark.django_db

APPLICANT = {
    "kind": "person",
    "name": "孙丽",
    "id_kind": "resident_id",
    "number": "11010519491231002X",
    "phone": "13800138000",
}


class Api:
    """A client of the API with its token."""

    def __init__(self, made: factories.House, name: str = "市一体化平台") -> None:
        _, token = create_client(
            made["administrator"],
            name=name,
            scopes=["cases:read", "cases:write"],
            expires_on=clock.today() + timedelta(days=30),
        )
        self.client = Client(headers={"Authorization": f"Bearer {token}"})

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        data = json.dumps(body or {})
        return self.client.post(f"/api/v1{path}", data, "application/json", headers=headers)

    def get(self, path: str) -> Any:
        return self.client.get(f"/api/v1{path}")


@pytest.fixture
def made() -> factories.House:
    return factories.house()


def picture() -> SimpleUploadedFile:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(buffer, "PNG")
    return SimpleUploadedFile("申请书.png", buffer.getvalue(), "image/png")


def application(**changes: Any) -> dict[str, Any]:
    return {"item": "commitment", "applicant": APPLICANT, "form": {"name": "孙丽"}, **changes}


def test_an_application_from_another_system(made: factories.House) -> None:
    api = Api(made)
    created = api.post("/applications", application())
    assert created.status_code == 201, created.content
    case_id = created.json()["id"]
    refused = api.post(f"/applications/{case_id}/submission", {"declared": False})
    assert refused.status_code == 422
    assert refused["Content-Type"] == "application/problem+json"
    assert {error["field"] for error in refused.json()["errors"]} == {"material_application", "declared"}
    added = api.client.post(
        f"/api/v1/applications/{case_id}/materials", {"code": "application", "file": picture()}
    )
    assert added.status_code == 201, added.content
    submitted = api.post(f"/applications/{case_id}/submission", {"declared": True})
    assert submitted.status_code == 200, submitted.content
    assert submitted.json()["number"]
    services.accept_case(made["clerk"], case_id=case_id)
    detail = api.get(f"/cases/{case_id}").json()
    assert detail["state"] == "accepted"
    assert [each["kind"] for each in detail["documents"]] == ["receipt", "acceptance_notice"]
    history = api.get(f"/cases/{case_id}/history").json()
    assert any("受理了申请" in line["text"] for line in history)


def test_the_same_key_acts_once(made: factories.House) -> None:
    api = Api(made)
    first = api.post("/applications", application(), **{"Idempotency-Key": "a1"})
    again = api.post("/applications", application(), **{"Idempotency-Key": "a1"})
    assert first.json() == again.json()
    assert Case.objects.count() == 1


def test_other_clients_and_nobody_see_nothing(made: factories.House) -> None:
    api, other = Api(made), Api(made, "另一平台")
    case_id = api.post("/applications", application()).json()["id"]
    assert other.get(f"/cases/{case_id}").status_code == 404
    assert other.post(f"/applications/{case_id}/withdrawal").status_code == 404
    assert other.get("/cases").json()["cases"] == []
    assert Client().get(f"/api/v1/cases/{case_id}").status_code == 401


def test_messages_travel_both_ways(made: factories.House) -> None:
    api = Api(made)
    case = factories.submitted(made)
    Case.objects.filter(pk=case.pk).update(
        made_by=Case.objects.get(pk=api.post("/applications", application()).json()["id"]).made_by
    )
    sent = api.post(f"/cases/{case.pk}/messages", {"text": "什么时候能办好？"})
    assert sent.status_code == 201, sent.content
    services.send_message(made["clerk"], case_id=case.pk, text="明天")
    assert [m["side"] for m in api.get(f"/cases/{case.pk}/messages").json()] == ["applicant", "officer"]
    assert api.post(f"/cases/{case.pk}/messages", {"text": " "}).status_code == 422
