"""The papers of a filing: kept with it, missing ones told, nothing lost by a refusal, read by those who see the filing."""

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from oneseal.cases.tests.factories import House
from oneseal.filings import selectors, services
from oneseal.filings.models import Filing
from oneseal.filings.tests import factories
from oneseal.identity.tests.factories import SUNLI, api_client
from oneseal.kernel.errors import Forbidden, Violations

pytestmark = pytest.mark.django_db
LICENCE = {"code": "licence", "name": "营业执照"}
PHOTO = {"code": "photo", "name": "店面照片", "necessity": "optional"}
FETCHED = {"code": "person", "name": "身份证明", "shared_source": "人口库"}
ADDRESS = "/my/filings/new/small_catering/"
SENT = {"form-site_name": "云岭早点铺", "form-small_area": "45", "declared": "on"}


def picture(colour: str = "white") -> bytes:
    """A photograph."""
    made = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(made, "JPEG")
    return made.getvalue()


def upload(name: str = "执照.jpg", content: bytes = b"") -> SimpleUploadedFile:
    """What a browser sends."""
    return SimpleUploadedFile(name, content or picture())


@pytest.fixture
def made() -> House:
    return factories.house(materials=[LICENCE, PHOTO, FETCHED])


def test_what_the_bureau_looks_up_itself_is_not_asked_and_the_missing_is_named(made: House) -> None:
    with pytest.raises(Violations) as caught:
        factories.filed(made, small_area=61)
    assert [each.field for each in caught.value.items] == ["small_area", "paper_licence"]
    assert "营业执照" in str(caught.value.items[1].params)
    assert not Filing.objects.exists()


def test_a_refused_form_keeps_the_file_and_the_filing_gets_it(made: House) -> None:
    citizen = made.client("张伟")
    page = citizen.get(ADDRESS).content.decode()
    assert 'name="paper_licence"' in page
    assert 'name="paper_person"' not in page
    sent = {**SENT, "applicant": str(made.applicant()), "idempotency_key": "one"}
    without = citizen.post(ADDRESS, sent)
    assert without.status_code == 422
    assert "云岭早点铺" in without.content.decode()
    refused = citizen.post(ADDRESS, {**sent, "form-small_area": "61", "paper_licence": upload()})
    assert "已收到“执照.jpg”" in refused.content.decode()
    found = re.search(r'name="kept_licence" value="(\d+)"', refused.content.decode())
    assert found is not None
    done = citizen.post(ADDRESS, {**sent, "kept_licence": found[1]}, follow=True)
    assert "执照.jpg" in done.content.decode()
    filing = Filing.objects.get()
    assert [(each.code, each.name, each.file_id) for each in selectors.papers_of(filing)] == [
        ("licence", "营业执照", int(found[1]))
    ]
    address = reverse("documents:file", args=[found[1]])
    assert "执照.jpg" in made.client("reviewer").get(f"/desk/filings/{filing.pk}/").content.decode()
    assert [made.client(who).get(address).status_code for who in ("张伟", "reviewer", "李娜")] == [
        200,
        200,
        404,
    ]


def test_what_is_no_document_is_told_at_its_field(made: House) -> None:
    sent = {**SENT, "applicant": str(made.applicant()), "paper_licence": upload("执照.jpg", b"no picture")}
    refused = made.client("张伟").post(ADDRESS, sent)
    assert refused.status_code == 422
    assert 'id="id_paper_licence_error"' in refused.content.decode()
    assert not Filing.objects.exists()


def test_a_file_of_somebody_else_serves_nobody(made: House) -> None:
    file = services.keep_paper(
        made["李娜"], bureau_id=made.bureau_id, name="执照.jpg", content=picture("red")
    )
    sent = {**SENT, "applicant": str(made.applicant()), "kept_licence": str(file.pk)}
    assert "请重新上传" in made.client("张伟").post(ADDRESS, sent).content.decode()
    assert not Filing.objects.exists()


def test_the_window_may_have_seen_it_on_paper_and_others_may_not(made: House) -> None:
    said: dict[str, Any] = {
        "item_id": made.item_id,
        "applicant_id": made.applicant(),
        "data": factories.SAID,
        "declared": True,
        "papers": {"licence": None},
    }
    with pytest.raises(Forbidden):
        services.file_notice(made["张伟"], **said)
    number = made.cast.applicants["张伟"].number
    sent = {**SENT, "number": number, "seen_licence": "on"}
    page = made.client("clerk").post("/desk/filings/new/small_catering/", sent, follow=True)
    assert "窗口看过纸质原件" in page.content.decode()
    assert selectors.papers_of(Filing.objects.get())[0].file is None


def test_a_system_sends_the_file_first(made: House) -> None:
    mine = api_client(made.cast, "市一体化平台", ["cases:write"])
    sent = {"item": "small_catering", "applicant": SUNLI, "form": factories.SAID, "declared": True}
    missing = mine.post("/api/v1/filings", sent, content_type="application/json")
    assert [each["field"] for each in missing.json()["errors"]] == ["paper_licence"]
    paper = mine.post("/api/v1/filings/papers", {"item": "small_catering", "file": upload()}).json()
    papers = [{"code": "licence", "file": paper["id"]}]
    done = mine.post("/api/v1/filings", {**sent, "papers": papers}, content_type="application/json")
    assert done.status_code == 201, done.text
    assert selectors.papers_of(Filing.objects.get())[0].file_id == paper["id"]
    assert Client().post("/api/v1/filings/papers", {"item": "x", "file": upload()}).status_code == 401
