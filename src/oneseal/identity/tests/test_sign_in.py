"""Signing in, step by step, and every rule about it."""

import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.identity.models import Account, Session
from oneseal.identity.rules import security
from oneseal.identity.tests import factories

pytestmark = pytest.mark.django_db

PASSWORD = "Yunling-2026!"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_for(secret: str) -> str:
    """What an authenticator app shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


@pytest.fixture
def cast() -> factories.Cast:
    made = factories.cast()
    for login in ("clerk", "citizen1"):
        account = Account.objects.get(login=login)
        account.set_password(PASSWORD)
        account.save()
    return made


def enrolled(cast: factories.Cast) -> Account:
    account = Account.objects.get(login="clerk")
    TOTP.activate(account, SECRET)
    return account


def press(client: Client, path: str, **fields: str) -> int:
    return int(client.post(path, fields).status_code)


def kinds(account: Account) -> list[str]:
    return [entry.kind for entry in entries(Subject("account", account.pk))]


def test_citizen_with_password(client: Client, cast: factories.Cast) -> None:
    answer = client.post("/sign-in/", {"login": " Citizen1 ", "password": PASSWORD, "next": "/about/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/about/")
    assert client.get("/").wsgi_request.actor.name == "张伟"  # type: ignore[attr-defined]
    assert kinds(cast.account("张伟")) == ["identity.signed_in"]


def test_staff_with_password_and_code(client: Client, cast: factories.Cast) -> None:
    account = enrolled(cast)
    answer = client.post("/sign-in/staff/", {"login": "clerk", "password": PASSWORD})
    assert answer.headers["Location"] == "/sign-in/code/"
    assert client.get("/").wsgi_request.actor.account_id == 0  # type: ignore[attr-defined]
    assert press(client, "/sign-in/code/", code=code_for(SECRET)) == 302
    assert client.get("/").wsgi_request.actor.account_id == account.pk  # type: ignore[attr-defined]


def test_a_code_serves_once(client: Client, cast: factories.Cast) -> None:
    enrolled(cast)
    used = code_for(SECRET)
    press(client, "/sign-in/staff/", login="clerk", password=PASSWORD)
    assert press(client, "/sign-in/code/", code=used) == 302
    other = Client()
    press(other, "/sign-in/staff/", login="clerk", password=PASSWORD)
    assert press(other, "/sign-in/code/", code=used) == 422


def test_first_sign_in_of_staff_binds_an_authenticator(client: Client, cast: factories.Cast) -> None:
    press(client, "/sign-in/staff/", login="clerk", password=PASSWORD)
    page = client.get("/sign-in/authenticator/")
    secret = page.context["secret"].replace(" ", "")
    qr = client.get("/sign-in/authenticator/qr.svg")
    assert qr.headers["Content-Type"] == "image/svg+xml"
    assert press(client, "/sign-in/authenticator/", code="000000") == 422
    shown = client.post("/sign-in/authenticator/", {"code": code_for(secret)})
    assert len(shown.context["codes"]) == 10
    assert client.get("/").wsgi_request.actor.name == "周敏"  # type: ignore[attr-defined]
    stored = Authenticator.objects.get(user__login="clerk", type="totp").data["secret"]
    assert secret not in stored


def test_a_recovery_code_serves_once(client: Client, cast: factories.Cast) -> None:
    press(client, "/sign-in/staff/", login="clerk", password=PASSWORD)
    secret = client.get("/sign-in/authenticator/").context["secret"].replace(" ", "")
    codes = client.post("/sign-in/authenticator/", {"code": code_for(secret)}).context["codes"]
    for expected in (302, 422):
        other = Client()
        press(other, "/sign-in/staff/", login="clerk", password=PASSWORD)
        assert press(other, "/sign-in/code/", code=codes[0]) == expected


def test_full_width_digits_are_read(client: Client, cast: factories.Cast) -> None:
    enrolled(cast)
    press(client, "/sign-in/staff/", login="clerk", password=PASSWORD)
    wide = " ".join(chr(ord("０") + int(digit)) for digit in code_for(SECRET))
    assert press(client, "/sign-in/code/", code=wide) == 302


@pytest.mark.parametrize("login", ["citizen1", "nobody", "x' OR 1=1 --", "𬭛" * 60])
def test_wrong_password_and_unknown_name_answer_alike(
    client: Client, cast: factories.Cast, login: str
) -> None:
    answer = client.post("/sign-in/", {"login": login, "password": "wrong-password"})
    assert answer.status_code == 422
    assert "登录名或密码不正确" in answer.content.decode()


@pytest.mark.parametrize("page", ["/sign-in/", "/sign-in/staff/"])
def test_each_page_serves_its_own_people(client: Client, cast: factories.Cast, page: str) -> None:
    other = "clerk" if page == "/sign-in/" else "citizen1"
    assert press(client, page, login=other, password=PASSWORD) == 422


def test_lock_out_after_five_failures(client: Client, cast: factories.Cast) -> None:
    start = clock.now()
    with clock.at(start):
        for _ in range(security.CITIZEN.failures):
            answer = client.post("/sign-in/", {"login": "citizen1", "password": "wrong"})
        assert "已锁定" in answer.content.decode()
        assert press(client, "/sign-in/", login="citizen1", password=PASSWORD) == 422
    with clock.at(start + security.CITIZEN.locked_for - timedelta(seconds=1)):
        assert press(client, "/sign-in/", login="citizen1", password=PASSWORD) == 422
    with clock.at(start + security.CITIZEN.locked_for + timedelta(seconds=1)):
        assert press(client, "/sign-in/", login="citizen1", password=PASSWORD) == 302
    assert kinds(cast.account("张伟")) == ["identity.sign_in_failed"] * 5 + ["identity.signed_in"]


def test_wrong_codes_lock_as_well(client: Client, cast: factories.Cast) -> None:
    enrolled(cast)
    press(client, "/sign-in/staff/", login="clerk", password=PASSWORD)
    for _ in range(security.STAFF.failures):
        press(client, "/sign-in/code/", code="123")
    assert Account.objects.get(login="clerk").locked_until is not None


def test_first_password_must_be_changed(client: Client, cast: factories.Cast) -> None:
    Account.objects.filter(login="citizen1").update(must_change_password=True)
    assert press(client, "/sign-in/", login="citizen1", password=PASSWORD) == 302
    assert client.get("/").wsgi_request.actor.account_id == 0  # type: ignore[attr-defined]
    assert press(client, "/sign-in/password/", password=PASSWORD, again=PASSWORD) == 422
    assert press(client, "/sign-in/password/", password="Neu-2027-abc", again="Neu-2027-abc") == 302
    assert client.get("/").wsgi_request.actor.name == "张伟"  # type: ignore[attr-defined]


def test_old_staff_password_must_be_renewed(client: Client, cast: factories.Cast) -> None:
    assert security.STAFF.password_age is not None
    Account.objects.filter(login="clerk").update(
        password_changed_at=clock.now() - security.STAFF.password_age
    )
    answer = client.post("/sign-in/staff/", {"login": "clerk", "password": PASSWORD})
    assert answer.headers["Location"] == "/sign-in/password/"


def test_steps_wait_ten_minutes(client: Client, cast: factories.Cast) -> None:
    enrolled(cast)
    start = clock.now()
    with clock.at(start):
        press(client, "/sign-in/staff/", login="clerk", password=PASSWORD)
    with clock.at(start + timedelta(minutes=11)):
        answer = client.post("/sign-in/code/", {"code": code_for(SECRET)})
    assert answer.headers["Location"] == "/sign-in/staff/"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_never_leads_off_the_site(client: Client, cast: factories.Cast, target: str) -> None:
    answer = client.post("/sign-in/", {"login": "citizen1", "password": PASSWORD, "next": target})
    assert answer.headers["Location"] == "/"


def test_cookie_changes_and_only_its_hash_is_kept(client: Client, cast: factories.Cast) -> None:
    enrolled(cast)
    press(client, "/sign-in/staff/", login="clerk", password=PASSWORD)
    before = client.cookies["sessionid"].value
    press(client, "/sign-in/code/", code=code_for(SECRET))
    after = client.cookies["sessionid"].value
    assert after != before
    assert not Session.objects.filter(key_hash__in=[before, after]).exists()
