"""One live session for each account; sessions end by themselves."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import IntegrityError, connection
from django.test import Client

from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.identity.jobs import forget_old_sessions
from oneseal.identity.models import Account, Session
from oneseal.identity.rules import security
from oneseal.identity.sessions import SessionStore
from oneseal.identity.tests import factories

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


def who(client: Client) -> int:
    return int(client.get("/").wsgi_request.actor.account_id)  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_a_new_sign_in_ends_the_old_one_and_says_so() -> None:
    account = factories.cast().account("clerk")
    first, second = Client(), Client()
    first.force_login(account)
    second.force_login(account)
    assert who(first) == 0
    assert who(second) == account.pk
    assert "在另一处登录" in first.get("/sign-in/staff/").content.decode()
    told = [entry.data["replaced_session"] for entry in entries(Subject("account", account.pk))]
    assert told == [False, True]


@pytest.mark.django_db
def test_a_taken_key_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = SessionStore()
    taken.create()
    keys = iter([taken.session_key, "b" * 32])
    monkeypatch.setattr(SessionStore, "_get_new_session_key", lambda self: next(keys))
    store = SessionStore()
    store.create()
    assert store.session_key == "b" * 32
    assert store.exists("b" * 32)


@pytest.mark.django_db
def test_another_conflict_than_the_key_is_told_and_not_tried_for_ever() -> None:
    account = factories.cast().account("clerk")
    first, second = SessionStore(), SessionStore()
    first[SESSION_KEY] = second[SESSION_KEY] = str(account.pk)
    first.create()
    with pytest.raises(IntegrityError, match="account"):
        second.create()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("waits", "alive"),
    [
        ([security.STAFF.idle - timedelta(seconds=1)], True),
        ([security.STAFF.idle], False),
        ([timedelta(minutes=29)] * 24, True),
        ([timedelta(minutes=29)] * 25, False),
    ],
    ids=["busy", "idle", "just under twelve hours", "over twelve hours"],
)
def test_sessions_end_by_themselves(client: Client, waits: list[timedelta], alive: bool) -> None:
    account = factories.cast().account("clerk")
    moment = NOON
    with clock.at(moment):
        client.force_login(account)
    for wait in waits:
        moment += wait
        with clock.at(moment):
            signed_in = who(client)
    assert bool(signed_in) is alive


@pytest.mark.django_db
def test_an_idle_session_is_told_and_gone_from_the_list(client: Client) -> None:
    account = factories.cast().account("clerk")
    with clock.at(NOON):
        client.force_login(account)
    with clock.at(NOON + timedelta(hours=1)):
        client.get("/")
        assert "长时间没有操作" in client.get("/sign-in/staff/").content.decode()
    assert Session.objects.get(account=account).ended_because == "idle"


@pytest.mark.django_db
def test_signing_out_ends_the_session_and_is_journaled(client: Client) -> None:
    account = factories.cast().account("clerk")
    client.force_login(account)
    cookie = client.cookies["sessionid"].value
    client.post("/sign-out/")
    client.cookies["sessionid"] = cookie
    assert who(client) == 0
    kinds = [entry.kind for entry in entries(Subject("account", account.pk))]
    assert kinds == ["identity.signed_in", "identity.signed_out"]


@pytest.mark.django_db
def test_a_closed_account_is_out_at_once(client: Client) -> None:
    account = factories.cast().account("clerk")
    client.force_login(account)
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert who(client) == 0


@pytest.mark.django_db
def test_a_made_up_cookie_opens_nothing(client: Client) -> None:
    factories.cast()
    client.cookies["sessionid"] = "a" * 32
    assert who(client) == 0


@pytest.mark.django_db(transaction=True)
def test_two_sign_ins_at_the_same_moment_leave_one_session() -> None:
    account = factories.cast().account("clerk")

    def sign_in(_number: int) -> Client:
        client = Client()
        try:
            client.force_login(account)
        finally:
            connection.close()
        return client

    with ThreadPoolExecutor(4) as pool:
        clients = list(pool.map(sign_in, range(4)))
    assert Session.objects.filter(account=account, ended_at=None).count() == 1
    assert sorted(bool(who(client)) for client in clients) == [False, False, False, True]


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "kept"), [(6, 1), (8, 0)])
def test_old_sessions_are_removed(client: Client, days: int, kept: int) -> None:
    account = factories.cast().account("clerk")
    with clock.at(NOON):
        client.force_login(account)
    with clock.at(NOON + timedelta(days=days)):
        forget_old_sessions()
    assert Session.objects.count() == kept
