"""The sign-in pages show the demonstration's accounts only where this is a demonstration."""

import pytest
from django.test import Client
from pytest_django import Settings

from oneseal.demo import loader

pytestmark = pytest.mark.django_db


def test_staff_see_accounts_with_posts_and_the_code(client: Client, settings: Settings) -> None:
    settings.DEMO = True
    text = client.get("/sign-in/staff/").content.decode()
    assert "演示账号" in text
    assert 'data-fill-with="zonghe"' in text
    assert "综合审批审查岗" in text
    assert loader.PASSWORD in text
    assert 'data-fill-with="zhangjianguo"' not in text


def test_citizens_see_citizens_accounts_only(client: Client, settings: Settings) -> None:
    settings.DEMO = True
    text = client.get("/sign-in/").content.decode()
    assert 'data-fill-with="zhangjianguo"' in text
    assert 'data-fill-with="zonghe"' not in text


@pytest.mark.parametrize("page", ["/sign-in/", "/sign-in/staff/"])
def test_elsewhere_nothing_is_shown(client: Client, settings: Settings, page: str) -> None:
    settings.DEMO = False
    text = client.get(page).content.decode()
    assert "演示账号" not in text
    assert loader.PASSWORD not in text
    assert "data-fill" not in text


def test_every_printed_account_has_a_post_in_words() -> None:
    staff, citizens = loader.accounts()
    assert len(staff) > 10
    assert all(each.role and each.name for each in [*staff, *citizens])
