"""Doors: the inbox and the gateway's reports."""

import json
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from oneseal.foundation import clock
from oneseal.identity.tests.factories import Cast, cast
from oneseal.kernel.access import SYSTEM
from oneseal.notices import selectors, services
from oneseal.notices.models import Message
from oneseal.notices.rules.signing import signature
from oneseal.notices.rules.wording import TEMPLATES, Template

REPORT = "/gateways/sms/report/"


@pytest.fixture
def players(db: None, tmp_path: Path) -> Cast:
    return cast()


def tell(players: Cast, key: str, who: str = "张伟") -> int:
    (message_id,) = services.notify(
        SYSTEM,
        bureau_id=players.bureau.id,
        recipient=services.Recipient(account_id=players.account(who).id),
        template="granted",
        data={"case_number": "云审办〔2026〕第000123号", "item_name": "食品经营许可"},
        dedupe_key=key,
        link="/cases/1/",
    )
    return message_id


def signed_in(players: Cast, who: str) -> Client:
    client = Client()
    client.force_login(players.account(who))
    return client


def report(body: bytes, secret: str = "secret", late: int = 0) -> int:
    """Send a signed report; the answer's status."""
    timestamp, nonce = str(int(clock.now().timestamp()) - late), "n"
    signed = signature(secret, path=REPORT, timestamp=timestamp, nonce=nonce, body=body)
    headers = {"X-Timestamp": timestamp, "X-Nonce": nonce, "X-Signature": signed}
    return Client().post(REPORT, body, content_type="application/json", headers=headers).status_code


def test_the_inbox_lists_what_is_mine(players: Cast) -> None:
    tell(players, "a")
    page = signed_in(players, "张伟").get("/messages/").content.decode()
    assert "申请已获准予" in page
    assert "1 条未读" in page
    other = signed_in(players, "王芳").get("/messages/").content.decode()
    assert "还没有消息" in other
    assert Client().get("/messages/").status_code == 302


def test_opening_marks_read_and_leads_on(players: Cast) -> None:
    message_id = tell(players, "a")
    client = signed_in(players, "张伟")
    assert 'href="/cases/1/"' in client.get(f"/messages/{message_id}/").content.decode()
    assert selectors.unread(players.actor("张伟")).count() == 0
    assert signed_in(players, "王芳").get(f"/messages/{message_id}/").status_code == 404


def test_all_read_and_channels(players: Cast) -> None:
    tell(players, "a")
    tell(players, "b")
    client = signed_in(players, "张伟")
    assert client.post("/messages/read/").status_code == 302
    assert selectors.unread(players.actor("张伟")).count() == 0
    client.post("/messages/preference/", {"email": "on"})
    chosen = selectors.preference_of(players.actor("张伟"))
    assert (chosen.sms, chosen.email) == (False, True)


def test_staff_see_theirs_in_the_desk(players: Cast) -> None:
    tell(players, "a", "clerk")
    assert "os-desk" in signed_in(players, "clerk").get("/messages/").content.decode()


def test_reports_are_believed_only_signed_and_fresh(players: Cast, settings: Settings) -> None:
    settings.SMS_SECRET = "secret"
    message_id = tell(players, "a")
    Message.objects.filter(pk=message_id).update(state="sent", channel="sms", provider_id="gw-1")
    body = json.dumps({"id": "gw-1", "delivered": True}).encode()
    assert report(body, secret="guess") == 403
    assert report(body, late=301) == 403
    assert Message.objects.get(pk=message_id).state == "sent"
    assert report(body) == 200
    assert Message.objects.get(pk=message_id).state == "delivered"
    assert report(json.dumps({"id": "gw-2", "delivered": True}).encode()) == 404
    for nonsense in (b"[]", b"{", b'{"id": 1}'):
        assert report(nonsense) == 422


def test_without_a_secret_no_report_is_believed(players: Cast, settings: Settings) -> None:
    settings.SMS_SECRET = ""
    assert report(b"{}", secret="") == 403


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=lambda template: template.code)
def test_every_message_reads_with_the_data_it_names(template: Template) -> None:
    assert template.text % {name: "某" for name in template.needs}
