"""A citizen signs in through the provincial service: the whole round trip with PKCE over HTTP."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.conf import settings as live_settings
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.identity import services
from oneseal.identity.models import Account, Applicant
from oneseal.identity.tests import factories
from oneseal.kernel.errors import RuleViolation, Violations

PASSWORD = "Qingshan-8-li"


def province_at(url: str, settings: Any) -> None:
    settings.PROVINCE_STAND_IN = True
    settings.PROVINCE_NAME = "省统一身份认证"
    providers: Any = live_settings.SOCIALACCOUNT_PROVIDERS
    app = providers["openid_connect"]["APPS"][0]
    moved = app | {"settings": {"server_url": f"{url}/province"}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": providers["openid_connect"] | {"APPS": [moved]}}


def step(browser: requests.Session, url: str, data: dict[str, str] | None = None) -> str:
    """Press a link or a button; where it leads."""
    if data is None:
        answer = browser.get(url, allow_redirects=False, timeout=20)
    else:
        browser.get(url, timeout=20)
        data |= {"csrfmiddlewaretoken": str(browser.cookies["csrftoken"])}
        answer = browser.post(url, data, allow_redirects=False, timeout=20)
    assert answer.status_code == 302, answer.text[-2000:]
    return requests.compat.urljoin(url, answer.headers["Location"])  # type: ignore[attr-defined]


@pytest.mark.django_db(transaction=True)
def test_the_whole_round_trip(live_server: LiveServer, settings: Any) -> None:
    province_at(live_server.url, settings)
    cast = factories.cast()
    account = Account.objects.get(login="citizen1")
    account.set_password(PASSWORD)
    account.save()
    with requests.Session() as browser:
        browser.trust_env = False
        round_trip(browser, live_server.url)
    assert Applicant.objects.get(pk=cast.applicants["张伟"].pk).assurance == "provider"
    kinds = [entry.kind for entry in entries(Subject("account", account.pk))]
    assert kinds == ["identity.signed_in"]


def round_trip(browser: requests.Session, url: str) -> None:
    """From our sign-in page to the province, back with a code, and in; the same code does not serve twice."""

    there = step(browser, f"{url}/sign-in/with/province/?next=/account/")
    asked = parse_qs(urlsplit(there).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["code_challenge"][0]
    sign_in = step(browser, there)
    assert urlsplit(sign_in).path == "/province/sign-in/"
    back = step(browser, step(browser, sign_in, {"login": "citizen1", "password": PASSWORD}))
    assert urlsplit(back).path == "/sign-in/with/province/callback/"
    assert "error" not in parse_qs(urlsplit(back).query)
    assert urlsplit(step(browser, back)).path == "/account/"

    page = browser.get(f"{url}/account/", timeout=20)
    assert "张伟" in page.text
    assert browser.get(back, timeout=20).url.startswith(f"{url}/sign-in/")


@pytest.mark.django_db
def test_the_stand_in_is_off_by_default(client: Client) -> None:
    for path in (".well-known/openid-configuration", "keys.json", "authorize/", "sign-in/", "userinfo/"):
        assert client.get(f"/province/{path}").status_code == 404
    assert client.post("/province/token/").status_code == 404


@pytest.mark.django_db
def test_a_person_not_yet_known_gets_an_account_without_password() -> None:
    number = factories.resident_number(5)
    first = services.account_from_provider(name="䶮晓", number=number, phone="13800138000")
    again = services.account_from_provider(name="䶮晓", number=number, phone="13800138000")
    assert first == again
    assert not first.has_usable_password()
    assert first.applicant is not None
    assert Applicant.objects.get().assurance == "provider"


@pytest.mark.django_db
def test_another_name_under_the_number_is_refused() -> None:
    person = factories.make_person("张伟")
    with pytest.raises(RuleViolation, match="不一致"):
        services.account_from_provider(name="张炜", number=person.number, phone=person.phone)


@pytest.mark.django_db
def test_claims_that_are_no_particulars_are_refused() -> None:
    with pytest.raises(Violations):
        services.account_from_provider(name="", number="", phone="")
    assert not Account.objects.exists()


@pytest.mark.django_db
def test_a_closed_account_stays_closed() -> None:
    account = factories.cast().account("张伟")
    Account.objects.filter(pk=account.pk).update(is_active=False)
    person = account.applicant
    assert person is not None
    with pytest.raises(RuleViolation, match="停用"):
        services.account_from_provider(name=person.name, number=person.number, phone=person.phone)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["", "callback/?code=a&state=b"])
def test_a_province_that_does_not_answer_is_no_fault_of_ours(
    client: Client, settings: Any, path: str
) -> None:
    province_at("http://127.0.0.1:9", settings)
    answer = client.get(f"/sign-in/with/province/{path}", follow=True)
    assert answer.redirect_chain == [("/sign-in/", 302)]
    assert "省统一身份认证" in answer.content.decode()
