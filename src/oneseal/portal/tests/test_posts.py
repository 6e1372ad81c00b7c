"""The public display of posts (inventory 1.15)."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from oneseal.catalog.tests import factories as items
from oneseal.identity.tests import factories as people
from oneseal.queueing import selectors, services
from oneseal.queueing.tests import factories as queue

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> people.Cast:
    """A bureau with people at their posts, and two published items."""
    made = people.cast()
    items.simple_item(code="cancel")
    items.commitment_item(code="food")
    for post in made.posts.values():
        _set(post, displayed=False)
    return made


def _set(post: Any, **values: Any) -> None:
    for name, value in values.items():
        setattr(post, name, value)
    post.save()


def _display(post: Any, *codes: str) -> None:
    _set(post, displayed=True, item_codes=list(codes), roles=["reviewer"])


def test_items_stand_by_name_not_by_code(client: Client, cast: people.Cast) -> None:
    _display(cast.posts["market_reviewer"], "food")
    page = client.get("/posts/").content.decode()
    assert "食品经营许可（新办）" in page
    assert ">food<" not in page


def test_a_post_that_names_no_items_has_those_whose_steps_it_takes(client: Client, cast: people.Cast) -> None:
    _display(cast.posts["market_reviewer"])
    page = client.get("/posts/").content.decode()
    assert "食品经营许可（新办）" in page


def test_a_window_takes_in_every_item(client: Client, cast: people.Cast) -> None:
    _set(cast.posts["window_clerk"], displayed=True, item_codes=[], roles=["clerk"])
    assert "2 个事项的收件和出件" in client.get("/posts/").content.decode()


def test_the_board_of_a_window_renews_itself_and_shows_who_sits_there(
    client: Client, cast: people.Cast
) -> None:
    _display(cast.posts["market_reviewer"], "food")
    page = client.get(f"/posts/{cast.posts['market_reviewer'].pk}/").content.decode()
    assert 'http-equiv="refresh"' in page
    assert cast.staff["reviewer"].name in page
    assert "食品经营许可（新办）" in page


def test_a_post_that_is_not_on_display_has_no_board(client: Client, cast: people.Cast) -> None:
    assert client.get(f"/posts/{cast.posts['market_reviewer'].pk}/").status_code == 404


def test_the_display_costs_six_statements(
    client: Client, cast: people.Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _display(cast.posts["market_reviewer"], "food")
    _display(cast.posts["window_clerk"])
    client.get("/posts/")
    with django_assert_num_queries(6):
        client.get("/posts/")


def test_the_windows_of_a_post_and_who_sits_there(client: Client) -> None:
    made = queue.place()
    post = made.house.cast.posts["window_clerk"]
    _set(post, displayed=True)
    zone = made.hall.zones.get()
    services.keep_window(
        made["coordinator"],
        zone_id=zone.pk,
        number="09",
        kind="integrated",
        post_id=post.pk,
        lines=[made.lines["A"].pk],
    )
    assert "云岭市政务服务大厅 09" in client.get("/posts/").content.decode()
    made.windows["09"] = next(each for each in selectors.windows(made.hall) if each.number == "09")
    made.opened("09")
    assert "现在 周敏 在岗" in client.get("/posts/").content.decode()
