"""The portal's own pages: they answer, say what they should, and cost few statements."""

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from oneseal.catalog.tests import factories as items
from oneseal.identity.tests import factories as people
from oneseal.portal import selectors


@pytest.fixture
def _catalogue(db: None) -> None:
    """Two published items."""
    caches["process"].clear()
    items.simple_item(code="cancel")
    items.commitment_item(code="food")


@pytest.fixture
def desk_client(db: None) -> Client:
    """A clerk at her desk."""
    client = Client()
    client.force_login(people.cast().account("clerk"))
    return client


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/search/",
        "/person/",
        "/organisation/",
        "/themes/",
        "/records/",
        "/about/",
        "/consult/",
        "/accessibility/",
    ],
)
def test_public_pages_open_on_an_empty_system(client: Client, path: str) -> None:
    caches["process"].clear()
    assert client.get(path).status_code == 200


@pytest.mark.usefixtures("_catalogue")
def test_home_shows_items_conclusion_first(client: Client) -> None:
    page = client.get("/").content.decode()
    assert "食品经营许可（新办）" in page
    assert "承诺 8 个工作日" in page
    assert "当场办结" in page
    assert "人民路" in page


@pytest.mark.django_db
def test_public_lists_stand_on_every_public_page_and_lie_behind_one_door(client: Client) -> None:
    page = client.get("/lists/").content.decode()
    bar, footer = page.split("<main", 1)[0], page.split("<footer", 1)[1]
    assert 'href="/records/" aria-current="page"' in bar
    assert 'href="/lists/"' not in bar
    assert 'href="/lists/" aria-current="page"' in footer
    assert 'href="/publicity/"' in footer
    assert 'href="/records/" aria-current' not in client.get("/search/").content.decode()


@pytest.mark.usefixtures("_catalogue")
def test_home_costs_few_statements(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/")
    with django_assert_max_num_queries(3):
        client.get("/")


@pytest.mark.usefixtures("_catalogue")
@pytest.mark.parametrize("words", ["食品", "spjy", "shipin", "经营许可"])
def test_search_finds_by_characters_and_pinyin(client: Client, words: str) -> None:
    page = client.get("/search/", {"q": words}).content.decode()
    assert "食品经营许可（新办）" in page
    assert "个体工商户注销登记" not in page


@pytest.mark.usefixtures("_catalogue")
def test_htmx_gets_the_results_alone(client: Client) -> None:
    page = client.get("/search/", {"q": "食品"}, headers={"HX-Request": "true"}).content.decode()
    assert 'id="found"' in page
    assert "<html" not in page


@pytest.mark.usefixtures("_catalogue")
def test_the_doors_narrow_to_whom_an_item_is_for(client: Client) -> None:
    assert "食品经营许可" in client.get("/organisation/").content.decode()
    assert "个体工商户注销登记" not in client.get("/organisation/").content.decode()
    assert "个体工商户注销登记" in client.get("/person/").content.decode()


@pytest.mark.usefixtures("_catalogue")
def test_odd_questions_are_answered(client: Client) -> None:
    asked = {"q": "'); DROP TABLE <script>" * 9, "for": "nobody", "theme": "无", "department": "x" * 500}
    page = client.get("/search/", asked)
    assert page.status_code == 200
    assert b"<script>'" not in page.content
    assert "没有找到这样的事项" in page.content.decode()


@pytest.mark.django_db
def test_the_language_is_switched_and_stays(client: Client) -> None:
    answer = client.post("/language/", {"language": "en", "next": "/about/"})
    assert answer.headers["Location"] == "/about/"
    assert '<html lang="en"' in client.get("/about/").content.decode()


@pytest.mark.django_db
def test_the_language_switch_leads_nowhere_else(client: Client) -> None:
    answer = client.post("/language/", {"language": "en", "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"


@pytest.mark.django_db
def test_nobody_is_sent_to_sign_in_from_the_desk(client: Client) -> None:
    answer = client.get("/desk/")
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith("?next=%2Fdesk%2F")


@pytest.mark.parametrize("path", ["/desk/", "/desk/search/", "/styleguide/"])
def test_desk_pages_open(desk_client: Client, path: str) -> None:
    assert desk_client.get(path).status_code == 200


def test_desk_search_finds_items_of_the_bureau(db: None) -> None:
    cast = people.cast()
    items.commitment_item(code="food", bureau_id=cast.bureau.pk)
    groups = selectors.everything(cast.actor("clerk"), "食品")
    assert [hit.title for group in groups for hit in group.rows] == ["食品经营许可（新办）"]


def test_desk_search_finds_colleagues(db: None) -> None:
    groups = selectors.everything(people.cast().actor("clerk"), "郑凯")
    assert [(hit.title, hit.note) for group in groups for hit in group.rows] == [("郑凯", "市场准入科")]


@pytest.mark.django_db
def test_crawlers_stay_away_from_the_desk(client: Client) -> None:
    assert "Disallow: /desk/" in client.get("/robots.txt").content.decode()


@pytest.mark.django_db
def test_security_contact(client: Client, settings: pytest.FixtureRequest) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = "mailto:security@example.org"  # type: ignore[attr-defined]
    assert "Contact: mailto:security@example.org" in client.get("/.well-known/security.txt").content.decode()


def test_my_work_costs_few_statements(
    desk_client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    desk_client.get("/desk/")
    with django_assert_max_num_queries(14):
        assert "今天到期" in desk_client.get("/desk/").content.decode()
