"""The icon that browsers ask for by themselves."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_it_is_an_icon_and_leaves_no_cookie(client: Client) -> None:
    answer = client.get("/favicon.ico")
    assert answer.status_code == 200
    assert answer.content[:4] == b"\x00\x00\x01\x00"
    assert not answer.cookies
