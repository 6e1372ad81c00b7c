"""Forgotten passwords: by a code, at the window."""

from datetime import timedelta

import pytest
from django.test import Client

from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.identity import services
from oneseal.identity.models import Account, Applicant
from oneseal.identity.rules import resets as rules
from oneseal.identity.tests import factories
from oneseal.kernel.errors import Forbidden, NotFound, RuleViolation, Violations

pytestmark = pytest.mark.django_db
NEW = "Qingshan-8-li"


@pytest.fixture
def cast() -> factories.Cast:
    return factories.cast()


def asked(person: Applicant, **changes: str) -> services.AskedReset:
    return services.ask_reset(**{"number": person.number, "phone": person.phone, **changes})


def test_a_code_sets_a_new_password_once_and_lifts_a_lock(cast: factories.Cast) -> None:
    person = cast.applicants["张伟"]
    account = cast.account("张伟")
    Account.objects.filter(pk=account.pk).update(failures=5, locked_until=clock.now() + timedelta(minutes=9))
    reset = asked(person)
    assert services.finish_reset(reset.uid, code=reset.code, password=NEW) == account.login
    account.refresh_from_db()
    assert account.check_password(NEW)
    assert (account.failures, account.locked_until) == (0, None)
    kinds = [entry.kind for entry in entries(Subject("account", account.pk))]
    assert kinds == ["identity.reset_asked", "identity.password_changed"]
    with pytest.raises(RuleViolation, match="已失效"):
        services.finish_reset(reset.uid, code=reset.code, password="Other-9-pass")


@pytest.mark.parametrize(
    "changes", [{"phone": "13800139999"}, {"number": "11010519491231002X"}, {"phone": "x"}]
)
def test_who_does_not_fit_is_answered_like_anybody(cast: factories.Cast, changes: dict[str, str]) -> None:
    reset = asked(cast.applicants["张伟"], **changes)
    assert (reset.code, reset.account_id) == ("", 0)
    said = []
    for _ in range(rules.TRIES + 1):
        with pytest.raises(RuleViolation) as refused:
            services.finish_reset(reset.uid, code="123456", password=NEW)
        said.append((refused.value.code, refused.value.params))
    real, answers = asked(cast.applicants["王芳"]), []
    for _ in range(rules.TRIES + 1):
        with pytest.raises(RuleViolation) as refused:
            services.finish_reset(real.uid, code="x", password=NEW)
        answers.append((refused.value.code, refused.value.params))
    assert said == answers
    assert [code for code, _ in said] == ["wrong_code"] * rules.TRIES + ["code_over"]


def test_a_code_ends_by_time_and_by_the_next_one(cast: factories.Cast) -> None:
    first, now = asked(cast.applicants["张伟"]), clock.now()
    second = asked(cast.applicants["张伟"])
    with pytest.raises(RuleViolation, match="已失效"):
        services.finish_reset(first.uid, code=first.code, password=NEW)
    with clock.at(now + rules.LIFE + timedelta(seconds=1)), pytest.raises(RuleViolation, match="已失效"):
        services.finish_reset(second.uid, code=second.code, password=NEW)


def test_a_poor_password_does_not_use_the_code_up(cast: factories.Cast) -> None:
    reset = asked(cast.applicants["张伟"])
    with pytest.raises(Violations):
        services.finish_reset(reset.uid, code=reset.code, password="1")
    assert services.finish_reset(reset.uid, code=reset.code, password=NEW)


def test_nobody_resets_what_an_administrator_locked(cast: factories.Cast) -> None:
    Account.objects.filter(pk=cast.account("张伟").pk).update(locked_because="冒用")
    assert asked(cast.applicants["张伟"]).code == ""


def test_old_requests_are_forgotten(cast: factories.Cast) -> None:
    reset = asked(cast.applicants["张伟"])
    with clock.at(clock.now() + timedelta(days=2)):
        services.forget_resets()
    with pytest.raises(RuleViolation, match="已失效"):
        services.finish_reset(reset.uid, code=reset.code, password=NEW)


def test_at_the_window(cast: factories.Cast) -> None:
    person, account = cast.applicants["张伟"], cast.account("张伟")
    with pytest.raises(RuleViolation, match="身份证原件"):
        services.reset_at_window(cast.actor("clerk"), person.pk, seen=False)
    with pytest.raises(Forbidden):
        services.reset_at_window(cast.actor("reviewer"), person.pk, seen=True)
    with pytest.raises(NotFound):
        services.reset_at_window(cast.actor("clerk"), cast.applicants["云岭顺达物流有限公司"].pk, seen=True)
    login, password = services.reset_at_window(cast.actor("clerk"), person.pk, seen=True)
    account.refresh_from_db()
    assert (login, account.must_change_password) == (account.login, True)
    assert account.check_password(password)
    entry = entries(Subject("account", account.pk))[-1]
    assert (entry.kind, entry.reason) == ("identity.password_changed", "已核对身份证原件")


def test_the_clerks_page(client: Client, cast: factories.Cast) -> None:
    person = cast.applicants["张伟"]
    client.force_login(cast.account("clerk"))
    found = client.get("/desk/applicants/", {"q": person.number})
    assert f"/desk/applicants/{person.pk}/" in found.content.decode()
    page = client.get(f"/desk/applicants/{person.pk}/").content.decode()
    assert person.phone not in page
    assert person.number not in page
    refused = client.post(f"/desk/applicants/{person.pk}/act/reset/", {})
    assert refused.status_code == 422
    shown = client.post(f"/desk/applicants/{person.pk}/act/reset/", {"seen": "on"})
    assert cast.account("张伟").login in shown.content.decode()
    wrong = client.post(
        f"/desk/applicants/{person.pk}/act/correct/",
        {"name": "张伟大", "phone": "12", "reason": "核对身份证"},
    )
    assert wrong.status_code == 422
    assert "张伟大" in wrong.content.decode()
    fields = {"name": "张伟大", "phone": "", "reason": "核对身份证"}
    client.post(f"/desk/applicants/{person.pk}/act/correct/", fields)
    kept = Applicant.objects.get(pk=person.pk)
    assert (kept.name, kept.phone) == ("张伟大", person.phone)
    agent = cast.applicants["王芳"]
    given = {"principal": person.pk, "agent_name": agent.name, "agent_number": agent.number}
    days = {"from_on": clock.today().isoformat(), "to_on": (clock.today() + timedelta(days=30)).isoformat()}
    assert client.post(f"/desk/applicants/{person.pk}/act/authorise/", {**given, **days}).status_code == 302
    assert "王芳" in client.get(f"/desk/applicants/{person.pk}/").content.decode()
    assert client.post(f"/desk/applicants/{person.pk}/act/nothing/", {}).status_code == 404


def test_a_wrong_current_password_counts_and_locks(client: Client, cast: factories.Cast) -> None:
    account = cast.account("张伟")
    account.set_password("Old-password-1")
    account.save()
    client.force_login(account)
    fields = {"current": "wrong", "password": NEW, "again": NEW}
    for _ in range(5):
        answer = client.post("/account/password/", fields)
        assert answer.status_code == 422
    account.refresh_from_db()
    assert account.locked_until is not None
    assert client.get("/account/password/").status_code == 302


def test_my_sessions_are_listed(client: Client, cast: factories.Cast) -> None:
    agent = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36"
    for _ in range(2):
        client.force_login(cast.account("张伟"))
    page = client.get("/account/password/", headers={"User-Agent": agent}).content.decode()
    assert page.count("正在使用") == 1
    assert "结束登录" in page
