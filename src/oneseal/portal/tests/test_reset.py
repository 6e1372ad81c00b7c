"""A forgotten password, from the sign-in page to the new one."""

import pytest
from django.test import Client
from pytest_django import Settings

from oneseal.identity.tests import factories
from oneseal.notices.tests.factories import messages_about
from oneseal.portal import services

pytestmark = pytest.mark.django_db
NEW = "Qingshan-8-li"


def test_from_the_sign_in_page_to_a_new_password(client: Client, settings: Settings) -> None:
    settings.SMS_GATEWAY = "http://127.0.0.1:9/send"
    cast = factories.cast()
    person = cast.applicants["张伟"]
    assert "/reset-password/" in client.get("/sign-in/").content.decode()
    asked = client.post("/reset-password/", {"number": person.number, "phone": person.phone})
    assert asked["Location"] == "/reset-password/code/"
    (message,) = messages_about("", 0)
    assert message.channel == "sms"
    wrong = client.post("/reset-password/code/", {"code": "0", "password": NEW, "again": NEW})
    assert wrong.status_code == 422
    done = client.post(
        "/reset-password/code/", {"code": message.data["code"], "password": NEW, "again": NEW}, follow=True
    )
    assert cast.account("张伟").login in done.content.decode()
    signed_in = client.post("/sign-in/", {"login": cast.account("张伟").login, "password": NEW})
    assert signed_in.status_code == 302


def test_strangers_see_the_same_pages_and_nothing_is_sent(client: Client, settings: Settings) -> None:
    settings.SMS_GATEWAY = "http://127.0.0.1:9/send"
    cast = factories.cast()
    known, texts = cast.applicants["张伟"], []
    for phone in (known.phone, "13911112222"):
        client.post("/reset-password/", {"number": known.number, "phone": phone})
        page = client.post("/reset-password/code/", {"code": "0", "password": NEW, "again": NEW})
        texts.append(page.content.decode().count("还可以再试 4 次"))
    assert texts[0] == texts[1] > 0
    assert len(messages_about("", 0)) == 1


def test_without_a_gateway_the_page_names_the_window(client: Client) -> None:
    factories.cast()
    assert "持身份证到窗口" in client.get("/reset-password/").content.decode()
    assert client.post("/reset-password/", {"number": "1", "phone": "2"}).status_code == 200
    assert client.get("/reset-password/code/")["Location"] == "/reset-password/"


def test_the_sixth_code_in_an_hour_is_refused(client: Client, settings: Settings) -> None:
    settings.SMS_GATEWAY, settings.RATE_LIMITS = "http://127.0.0.1:9/send", True
    factories.cast()
    fields = {"number": "11010519491231002X", "phone": "13911112222"}
    codes = [client.post("/reset-password/", fields).status_code for _ in range(services.CODES_AN_HOUR + 1)]
    assert codes == [302] * services.CODES_AN_HOUR + [422]
