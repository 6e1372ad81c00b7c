"""Opening, locking, resetting accounts; registering; changing one's password."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.identity import selectors, services
from oneseal.identity.models import Account
from oneseal.identity.rules import passwords, security
from oneseal.identity.services import Particulars, StaffRecord
from oneseal.identity.sessions import SessionStore
from oneseal.identity.tests import factories
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, RuleViolation, Violations

PERSON = Particulars("person", "䶮晓", "resident_id", "11010519491231002X", "13800139999")
PASSWORD = "Qingshan-8-li"


@pytest.fixture
def cast() -> factories.Cast:
    return factories.cast()


@pytest.fixture
def admin(cast: factories.Cast) -> Actor:
    return cast.actor("administrator")


@pytest.mark.parametrize(
    ("password", "codes"),
    [
        ("Yunling-26", []),
        ("Yunling-2", ["password_short"]),
        ("yunling-26", []),
        ("yunlingshi-", ["password_simple"]),
        ("yunlingshixing", ["password_simple"]),
        ("长安街十号院一单元", ["password_short", "password_simple"]),
        ("Zhoumin-2026", ["password_has_login"]),
        ("A1-" + "x" * 126, ["password_long"]),
        ("", ["password_short", "password_simple"]),
    ],
)
def test_staff_password_rules(password: str, codes: list[str]) -> None:
    assert [item.code for item in passwords.problems(security.STAFF, password, "zhoumin")] == codes


@given(st.text(max_size=30))
def test_a_password_that_passes_is_long_and_mixed(password: str) -> None:
    if not passwords.problems(security.STAFF, password, "zhoumin"):
        assert len(password) >= 10
        assert passwords.classes(password) >= 3


@pytest.mark.django_db
def test_first_passwords_obey_the_rules() -> None:
    account = Account(login="zhoumin", kind="staff")
    for _ in range(50):
        services.passwords.check_new_password(account, services.first_password())


@pytest.mark.django_db
def test_one_account_for_one_person(cast: factories.Cast, admin: Actor) -> None:
    section = cast.sections["window"].pk
    record = StaffRecord("N1", "何薇", cast.bureau.pk, section, "contract", factories.BEGAN)
    staff = services.enrol_staff(admin, record)
    password = services.open_staff_account(admin, staff.pk, login=" HeWei ")
    account = Account.objects.get(login="hewei")
    assert account.check_password(password)
    assert account.must_change_password
    with pytest.raises(Conflict):
        services.open_staff_account(admin, staff.pk, login="hewei2")


@pytest.mark.django_db
@pytest.mark.parametrize("login", ["ab", "x" * 61, "何薇", "a b c", "a@b.cn", "", "CLERK"])
def test_login_names(cast: factories.Cast, admin: Actor, login: str) -> None:
    with pytest.raises(RuleViolation):
        services.accounts.checked_login(login)


@pytest.mark.django_db
def test_locked_until_unlocked(cast: factories.Cast, admin: Actor, client: Client) -> None:
    account = cast.account("clerk")
    client.force_login(account)
    services.lock_account(admin, account.pk, reason="离岗核查")
    assert client.get("/").wsgi_request.actor.account_id == 0  # type: ignore[attr-defined]
    with pytest.raises(RuleViolation, match="管理员锁定"):
        services.check_password("clerk", "x", staff=True)
    services.unlock_account(admin, account.pk)
    with pytest.raises(RuleViolation, match="不正确"):
        services.check_password("clerk", "x", staff=True)
    kinds = [entry.kind for entry in entries(Subject("account", account.pk))]
    assert kinds[1:3] == ["identity.account_locked", "identity.account_unlocked"]


@pytest.mark.django_db
def test_nobody_locks_themselves_or_without_reason(cast: factories.Cast, admin: Actor) -> None:
    with pytest.raises(RuleViolation, match="自己"):
        services.lock_account(admin, admin.account_id, reason="试试")
    with pytest.raises(RuleViolation, match="原因"):
        services.lock_account(admin, cast.account("clerk").pk, reason=" ")


@pytest.mark.django_db
def test_reset_password_is_new_and_must_be_changed(
    cast: factories.Cast, admin: Actor, client: Client
) -> None:
    client.force_login(cast.account("clerk"))
    password = services.reset_password(admin, cast.account("clerk").pk)
    assert client.get("/").wsgi_request.actor.account_id == 0  # type: ignore[attr-defined]
    assert services.check_password("clerk", password, staff=True).new_password


@pytest.mark.django_db
def test_reset_second_factor_asks_to_bind_again(cast: factories.Cast, admin: Actor) -> None:
    account = cast.account("clerk")
    Authenticator.objects.create(user=account, type="totp", data={})
    services.reset_second_factor(admin, account.pk)
    assert services.progress(account.pk).enrol


@pytest.mark.django_db
def test_changing_ones_password(cast: factories.Cast) -> None:
    account = Account.objects.get(login="citizen1")
    account.set_password(PASSWORD)
    account.save()
    browser = Client()
    browser.force_login(account)
    session, actor = SessionStore(browser.cookies["sessionid"].value), cast.actor("张伟")
    assert session.account == account
    with pytest.raises(RuleViolation, match="当前密码不正确"):
        services.change_password(actor, session, current="no", new="Anders-2027")
    with pytest.raises(Violations):
        services.change_password(actor, session, current=PASSWORD, new=PASSWORD)
    services.change_password(actor, session, current=PASSWORD, new="Anders-2027")
    assert browser.get("/").wsgi_request.actor.account_id == account.pk  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_the_last_passwords_do_not_come_back(cast: factories.Cast) -> None:
    account = Account.objects.get(login="citizen1")
    used = ["Erste-111", "Zweite-222", "Dritte-333"]
    for password in used:
        services.choose_password(account.pk, password)
    for password in used:
        with pytest.raises(Violations):
            services.choose_password(account.pk, password)
    services.choose_password(account.pk, "Vierte-444")
    services.choose_password(account.pk, "Erste-111")


@pytest.mark.django_db
def test_registering_as_a_citizen() -> None:
    account = services.register_citizen(PERSON, login="yanxiao", password=PASSWORD)
    assert selectors.actor_for(account).name == "䶮晓"
    with pytest.raises(Conflict, match="已注册过账号"):
        services.register_citizen(PERSON, login="yanxiao2", password=PASSWORD)
    assert not Account.objects.filter(login="yanxiao2").exists()


@pytest.mark.django_db
def test_registering_when_the_window_knows_the_person() -> None:
    person = factories.make_person("䶮晓")
    wrong = Particulars("person", "䶮晓", "resident_id", person.number, "13800139999")
    with pytest.raises(Conflict, match="不一致"):
        services.register_citizen(wrong, login="yanxiao", password=PASSWORD)
    right = Particulars("person", "䶮晓", "resident_id", person.number, person.phone)
    assert services.register_citizen(right, login="yanxiao", password=PASSWORD).applicant_id == person.pk
