"""Blank forms and filled samples: kept with a draft, public with the version."""

import io

import pytest
from django.test import Client
from PIL import Image

from oneseal.catalog import selectors, services
from oneseal.catalog.rules import editing
from oneseal.catalog.rules.content import ItemContent, kept_file
from oneseal.catalog.rules.printing import sheet
from oneseal.catalog.tests.contents import simple_content
from oneseal.catalog.tests.factories import author, publisher
from oneseal.documents.selectors import form_pdf
from oneseal.foundation import clock
from oneseal.identity.tests import factories as people

pytestmark = pytest.mark.django_db


def picture() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(out, "PNG")
    out.seek(0)
    out.name = "表.png"
    return out


@pytest.mark.parametrize(("text", "id_"), [("file:12", 12), ("见附件", 0), ("", 0), ("file:x", 0)])
def test_texts_and_files_are_told_apart(text: str, id_: int) -> None:
    assert kept_file(text) == id_


def test_a_file_of_a_draft_becomes_public_with_the_version(client: Client) -> None:
    client.force_login(people.cast().account("item_keeper"))
    version = services.draft_item(author(), code="a", content=simple_content())
    url = f"/desk/catalog/versions/{version.pk}/attach/"
    sent = {"material": "application", "which": "blank"}
    assert client.post(url, {**sent, "file": picture()}).status_code == 302
    assert "请选择要上传的文件" in client.post(url, sent, follow=True).content.decode()
    unknown = client.post(url, {**sent, "material": "none", "file": picture()}, follow=True)
    assert "草稿里没有这份材料" in unknown.content.decode()
    version.refresh_from_db()
    content = selectors.content_of(version)
    assert content.materials[0].blank_file > 0
    page = client.get(f"/desk/catalog/versions/{version.pk}/materials/").content.decode()
    address = f"/items/files/{version.pk}/application/blank/"
    assert address in page
    visitor = Client()
    assert visitor.get(address).status_code == 404
    services.submit_for_review(author(), version_id=version.pk)
    services.publish_version(publisher(), version_id=version.pk, effective_from=clock.today())
    assert visitor.get(address).headers["Content-Type"] == "image/png"
    assert visitor.get(f"/items/files/{version.pk}/application/sample/").status_code == 404
    assert address in visitor.get("/items/a/").content.decode()


def test_saving_the_materials_keeps_their_files() -> None:
    content = simple_content(materials=[{"code": "m", "name": "申请书", "blank": "file:3", "sample": "见样"}])
    section = editing.part("materials")
    assert section is not None
    kept = ItemContent.model_validate(editing.from_form(content, section, editing.to_form(content, section)))
    assert (kept.materials[0].blank, kept.materials[0].sample) == ("file:3", "见样")


def test_a_form_is_printed_empty_and_filled() -> None:
    content = simple_content()
    empty, filled = sheet(content, "申请表"), sheet(content, "申请表", {"name": "王小明"})
    assert (empty["sections"][0]["rows"][0]["text"], empty["sample"]) == ("", False)
    assert (filled["sections"][0]["rows"][0]["text"], filled["sample"]) == ("王小明", True)
    assert form_pdf(filled, made_at=clock.now()).startswith(b"%PDF")
