"""Limits: counted for all processes, told in plain words."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory

from oneseal.foundation import clock, ratelimit

pytestmark = [pytest.mark.django_db, pytest.mark.urls("oneseal.foundation.tests.sample_urls")]


TEN_PAST = datetime(2026, 11, 21, 8, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def ten_past() -> Iterator[None]:
    with clock.at(TEN_PAST):
        yield


def test_fourth_request_waits(client: Client) -> None:
    assert [client.get("/limited/").status_code for _ in range(4)] == [200, 200, 200, 429]
    answer = client.get("/limited/")
    assert answer["Retry-After"] == "3001"
    assert "操作过于频繁，请 3001 秒后再试" in answer.content.decode()


def test_addresses_are_counted_apart(client: Client) -> None:
    for _ in range(4):
        client.get("/limited/")
    assert client.get("/limited/", REMOTE_ADDR="10.0.0.9").status_code == 200


def test_next_slot_starts_anew(client: Client) -> None:
    for _ in range(4):
        client.get("/limited/")
    with clock.at(TEN_PAST + timedelta(minutes=50)):
        assert client.get("/limited/").status_code == 200


def test_only_named_methods_and_own_key_count(client: Client) -> None:
    assert client.get("/limited-posts/?name=a").status_code == 200
    assert [client.post(f"/limited-posts/?name={name}").status_code for name in "aab"] == [200, 429, 200]


def test_api_has_an_upper_bound(client: Client, settings: Any) -> None:
    settings.API_RATE = "2/m"
    client = Client()
    answers = [client.get("/api/nothing/") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [404, 404, 429]
    assert answers[2]["Content-Type"] == "application/problem+json"
    assert int(answers[2]["Retry-After"]) > 0


def test_limits_can_be_switched_off(client: Client, settings: Any) -> None:
    settings.RATE_LIMITS = False
    assert [client.get("/limited/").status_code for _ in range(5)] == [200] * 5


def test_old_counters_are_forgotten(client: Client) -> None:
    client.get("/limited/")
    with clock.at(TEN_PAST + timedelta(minutes=50)):
        ratelimit.forget()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM foundation_ratelimit")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "6.6.6.6", "127.0.0.1"),
        (1, "6.6.6.6, 10.1.1.1", "10.1.1.1"),
        (2, "6.6.6.6, 10.1.1.1, 10.2.2.2", "10.1.1.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_forwarded_addresses_count_only_from_trusted_proxies(
    settings: Any, proxies: int, forwarded: str, address: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded})
    assert ratelimit.client_address(request) == address
