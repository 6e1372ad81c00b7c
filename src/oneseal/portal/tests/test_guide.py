"""The public guide: page, situations, PDF, QR."""

import pytest
from django.test import Client

from oneseal.catalog.tests.contents import commitment_content
from oneseal.catalog.tests.factories import commitment_item, published

pytestmark = pytest.mark.django_db
QUESTION = {
    "code": "premises",
    "text": "住所是哪一种？",
    "options": [{"code": "owned", "label": "自有"}, {"code": "leased", "label": "租赁"}],
}
MATERIALS = [
    {"code": "application", "name": "申请书"},
    {"code": "lease", "name": "租赁合同", "when": {"premises": ["leased"]}, "necessity": "conditional"},
]


def test_the_guide_says_the_conclusion_first(client: Client) -> None:
    commitment_item(code="food")
    page = client.get("/items/food/").content.decode()
    for text in (
        "在线可办",
        "承诺 8 个工作日",
        "不收费",
        "0次跑动",
        "书面审查",
        "<svg",
        "行政许可法",
        "人民路1号",
    ):
        assert text in page
    assert (
        page.index("在线可办") < page.index("我能不能办") < page.index("要准备什么") < page.index("法律依据")
    )


def test_answers_choose_the_materials(client: Client) -> None:
    published(commitment_content(questions=[QUESTION], materials=MATERIALS), code="food")
    everything = client.get("/items/food/").content.decode()
    assert "租赁合同" in everything
    assert "住所是哪一种选“租赁”" in everything
    assert "租赁合同" not in client.get("/items/food/?premises=owned").content.decode()
    assert "租赁合同" in client.get("/items/food/?premises=leased").content.decode()
    assert client.get("/items/food/?premises=mars&other=1").status_code == 200


def test_the_guide_prints_and_has_a_qr_code(client: Client) -> None:
    commitment_item(code="food")
    pdf = client.get("/items/food/guide.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert client.get("/items/food/qr.svg").content.startswith(b"<svg")


@pytest.mark.parametrize("path", ["/items/none/", "/items/none/guide.pdf", "/items/none/qr.svg"])
def test_an_unknown_item_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
