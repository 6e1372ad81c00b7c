"""The six lists as everybody sees them."""

import pytest
from django.test import Client

from oneseal.catalog.rules.lists import SIX
from oneseal.catalog.tests.factories import commitment_item

pytestmark = pytest.mark.django_db


def test_lists_are_shown_searched_and_taken_away(client: Client) -> None:
    fee = {"name": "核查费", "standard": "=100元", "fen": 10000, "basis": "省价费〔2020〕1号"}
    commitment_item(code="food", fees=[fee])
    overview = client.get("/lists/").content.decode()
    assert all(f"/lists/{kind.key}/" in overview for kind in SIX)
    page = client.get("/lists/powers/").content.decode()
    assert "食品经营许可（新办）" in page
    assert "清单里没有找到" in client.get("/lists/powers/", {"q": "采矿"}).content.decode()
    assert "核查费" in client.get("/lists/fees/", {"q": "核查"}).content.decode()
    file = client.get("/lists/fees/?csv")
    assert file.headers["Content-Type"].startswith("text/csv")
    assert "核查费" in file.content.decode("utf-8-sig")
    assert ",=100元" not in file.content.decode("utf-8-sig")


def test_empty_and_unknown_lists(client: Client) -> None:
    assert "现在是空的" in client.get("/lists/intermediaries/").content.decode()
    assert client.get("/lists/nothing/").status_code == 404


def test_words_of_ours_are_said_in_the_readers_language(client: Client) -> None:
    commitment_item(code="food", promised_limit={"days": 5, "unit": "working_days"})
    page = client.get("/lists/powers/", headers={"Accept-Language": "en"}).content.decode()
    assert "食品经营许可（新办）" in page
    assert "Administrative licence" in page
    assert "行政许可<" not in page
    assert (
        "5 working days" in client.get("/lists/duties/", headers={"Accept-Language": "en"}).content.decode()
    )
