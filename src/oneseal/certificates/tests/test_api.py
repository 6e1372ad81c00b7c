"""The API of certificates: verification for everybody, whole contents only with the scope, files with their seal."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from oneseal.certificates import services
from oneseal.certificates.tests.factories import House
from oneseal.documents.selectors import open_file
from oneseal.foundation import clock
from oneseal.identity.services import create_client

pytestmark = pytest.mark.django_db
BASE = "/api/v1"


def caller(house: House, *scopes: str) -> Client:
    _, token = create_client(
        house["administrator"],
        name=f"省平台{scopes}",
        scopes=list(scopes),
        expires_on=clock.today() + timedelta(days=9),
    )
    return Client(headers={"Authorization": f"Bearer {token}"})


def test_everybody_verifies_by_identifier_number_and_code() -> None:
    house = House()
    old = house.issued()
    new = house.issued(kind="change", certificate_id=old.pk)
    anybody = Client()
    for asked in (new.number, new.identifier, new.verify_code):
        found = anybody.get(f"{BASE}/verification/certificates/{asked}").json()
        assert (found["state"], found["holds"], found["version"], found["holder"]) == (
            "valid",
            True,
            2,
            "张*",
        )
    found = anybody.get(f"{BASE}/verification/certificates/{old.identifier}").json()
    assert (found["state"], found["holds"], found["newer"]) == ("changed", False, new.identifier)
    assert found["ended_on"] == clock.today().isoformat()
    assert anybody.get(f"{BASE}/verification/certificates/unknown").status_code == 404
    assert anybody.get(f"{BASE}/certificates/{new.identifier}").status_code == 401


def test_an_expired_one_is_told_from_an_annulled_one() -> None:
    house = House()
    row = house.issued(valid_until=clock.today() + timedelta(days=3))
    with clock.at(clock.now() + timedelta(days=4)):
        found = Client().get(f"{BASE}/verification/certificates/{row.number}").json()
    assert (found["state"], found["ended_on"]) == ("expired", None)
    house.ended(row, "annul", "abuse")
    found = Client().get(f"{BASE}/verification/certificates/{row.number}").json()
    assert (found["state"], found["ended_on"]) == ("annulled", clock.today().isoformat())


def test_whole_contents_need_the_scope_and_the_bureau() -> None:
    house = House()
    old = house.issued()
    new = house.issued(kind="change", certificate_id=old.pk)
    assert caller(house, "catalog:read").get(f"{BASE}/certificates/{new.identifier}").status_code == 403
    client = caller(house, "certificates:read")
    found = client.get(f"{BASE}/certificates/{new.identifier}").json()
    assert found["content"]["经营场所"] == "青溪路 8 号"
    assert (found["holder"], found["status"], found["type"]) == ("张伟", "01", "food")
    assert client.get(f"{BASE}/certificates/{new.identifier[:-1]}").status_code == 404
    versions = client.get(f"{BASE}/certificates/{new.identifier}/versions").json()
    assert [(each["version"], each["status"]) for each in versions] == [(2, "01"), (1, "05")]


def test_a_holders_certificates_are_found_by_number() -> None:
    house = House()
    row = house.issued()
    house.ended(house.issued(), "cancel", "entity_gone")
    client = caller(house, "certificates:read")

    def found(**asked: Any) -> list[str]:
        answer = client.post(f"{BASE}/certificates/searches", asked, content_type="application/json")
        return [each["number"] for each in answer.json()]

    number = house.cast.applicants["张伟"].number
    assert found(number=number) == [row.number]
    assert len(found(number=number, standing=False)) == 2
    assert found(number=number, type="other") == []
    assert found(number="11010519491231002X") == []


def test_a_file_is_answered_with_its_seal_and_the_certificate() -> None:
    house = House()
    row = services.render_certificate(house.issued().pk)
    assert row.pdf is not None
    content = open_file(row.pdf).read()

    def sent(data: bytes) -> dict[str, Any]:
        file = SimpleUploadedFile("证照.pdf", data, "application/pdf")
        return dict(Client().post(f"{BASE}/verification/files", {"file": file}).json())

    found = sent(content)
    assert (found["verdict"], found["certificate"]["number"], found["document"]) == (
        "valid",
        row.number,
        None,
    )
    house.ended(row, "annul", "abuse")
    found = sent(content)
    assert (found["verdict"], found["certificate"]["state"]) == ("annulled", "annulled")
    assert sent(content + b"\n")["certificate"] is None
    page = Client().post("/verify/", {"file": SimpleUploadedFile("证照.pdf", content, "application/pdf")})
    assert page.status_code == 200
    assert "被依法撤销" in page.text
    assert "没有电子印章" in page.text
    assert "逐字节一致" in page.text
