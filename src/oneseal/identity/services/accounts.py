"""Opening, locking and resetting accounts; changing one's own password."""

import secrets
import string

from allauth.mfa.models import Authenticator
from django.db import transaction

from oneseal.foundation import clock, journal
from oneseal.foundation.db import lock
from oneseal.identity import events, selectors
from oneseal.identity.models import Account, Applicant, Staff
from oneseal.identity.rules import applicants as particulars
from oneseal.identity.services.applicants import register_applicant
from oneseal.identity.services.passwords import check_new_password, store_password
from oneseal.identity.services.sessions import end_sessions
from oneseal.identity.services.sign_in import barred, tried
from oneseal.identity.sessions import SessionStore
from oneseal.kernel.access import NOBODY, Actor
from oneseal.kernel.errors import Conflict, RuleViolation
from oneseal.kernel.events import Event
from oneseal.kernel.text import N_

READABLE = "abcdefghjkmnpqrstuvwxyz"
DIGITS = "23456789"
LOGIN_SIGNS = frozenset(string.ascii_lowercase + string.digits + "._-")


def open_staff_account(actor: Actor, staff_id: int, *, login: str) -> str:
    """One account for one member of staff (inventory 1.20); returns the first password, shown once."""
    staff = selectors.access_staff(actor, staff_id)
    password = first_password()
    with transaction.atomic():
        lock(Staff, staff_id)
        if Account.objects.filter(staff=staff).exists():
            raise Conflict("has_account", N_("该人员已有账号，一人只能有一个账号。"), field="login")
        account = Account(login=checked_login(login), kind="staff", bureau_id=staff.bureau_id, staff=staff)
        store_password(account, password, must_change=True)
        _opened(actor, account)
    return password


def register_citizen(given: particulars.Particulars, *, login: str, password: str) -> Account:
    """A citizen opens an account for themselves. Raises Violations, Conflict.

    A person already entered at the window gets the account only when name and phone agree with what was entered.
    """
    plain = particulars.checked(given, clock.today())
    account = Account(login=checked_login(login), kind="citizen")
    check_new_password(account, password)
    with transaction.atomic():
        person = selectors.applicant_by_number(plain.number) or register_applicant(NOBODY, given)
        person = lock(Applicant, person.pk)
        if (person.name, person.phone) != (plain.name, plain.phone):
            text = N_("此证件号码已登记，但姓名或手机号与登记的不一致。请持身份证到窗口核对后再注册。")
            raise Conflict("registered_otherwise", text, field="number")
        if Account.objects.filter(applicant=person).exists():
            text = N_("此证件号码已注册过账号，请直接登录；忘记密码请持身份证到窗口重置。")
            raise Conflict("has_account", text, field="number")
        account.applicant = person
        store_password(account, password)
        _opened(NOBODY, account)
    return account


def lock_account(actor: Actor, account_id: int, *, reason: str) -> None:
    """Lock an account until an administrator unlocks it; its session ends."""
    selectors.access_account(actor, account_id)
    if account_id == actor.account_id:
        raise RuleViolation("own_account", N_("不能锁定自己的账号。"))
    if not reason.strip():
        raise RuleViolation("reason_missing", N_("请写明锁定原因。"), field="reason")
    with transaction.atomic():
        lock(Account, account_id)
        change = journal.Update(Account, account_id, {"locked_because": reason.strip()[:200]})
        _told(actor, account_id, events.AccountLocked(), change, reason=reason)
        end_sessions(account_id, because="revoked")


def unlock_account(actor: Actor, account_id: int) -> None:
    """Lift every lock and forget the failures."""
    selectors.access_account(actor, account_id)
    with transaction.atomic():
        lock(Account, account_id)
        values = {"locked_because": "", "locked_until": None, "failures": 0}
        _told(actor, account_id, events.AccountUnlocked(), journal.Update(Account, account_id, values))


def reset_password(actor: Actor, account_id: int) -> str:
    """A new first password, which its owner must change at once; sessions end. Returns it, shown once."""
    selectors.access_account(actor, account_id)
    password = first_password()
    with transaction.atomic():
        account = lock(Account, account_id)
        store_password(account, password, must_change=True)
        _told(actor, account_id, events.PasswordChanged(by_owner=False))
        end_sessions(account_id, because="password")
    return password


def reset_second_factor(actor: Actor, account_id: int) -> None:
    """Unbind the authenticator of somebody who lost their phone; the next sign-in binds a new one."""
    selectors.access_account(actor, account_id)
    with transaction.atomic():
        lock(Account, account_id)
        Authenticator.objects.filter(user=account_id).delete()
        _told(actor, account_id, events.SecondFactorReset())
        end_sessions(account_id, because="revoked")


def change_password(
    actor: Actor, session: SessionStore, *, current: str, new: str, address: str = ""
) -> None:
    """One's own password; every other session of the account ends. Raises RuleViolation, Violations.

    A wrong current password counts like one at the sign-in; when it locks the account, this session ends too.
    """
    with transaction.atomic():
        account = lock(Account, actor.account_id)
        refusal = barred(account) or tried(account, account.check_password(current), address, "current")
        if refusal is None:
            check_new_password(account, new)
            account.failures = 0
            store_password(account, new)
            _told(actor, account.pk, events.PasswordChanged(by_owner=True))
            end_sessions(account.pk, because="password", keep=session.row_id)
        elif refusal.code == "locked":
            end_sessions(account.pk, because="revoked")
    if refusal is not None:
        raise refusal


def first_password() -> str:
    """Fifteen readable characters of four kinds, about 60 bits."""
    groups = ["".join(secrets.choice(READABLE) for _ in range(4)) for _ in range(2)]
    digits = "".join(secrets.choice(DIGITS) for _ in range(4))
    return f"{groups[0].capitalize()}-{groups[1]}-{digits}{secrets.choice(READABLE)}"


def checked_login(raw: str) -> str:
    """A login name of 3 to 60 small letters, digits, dots, dashes, not yet taken. Raises RuleViolation, Conflict."""
    login = raw.strip().lower()
    if not 3 <= len(login) <= 60 or not set(login) <= LOGIN_SIGNS:
        text = N_("登录名应为3至60个小写字母、数字、点、短横线或下划线，请修改。")
        raise RuleViolation("login_wrong", text, field="login")
    if Account.objects.filter(login=login).exists():
        raise Conflict("login_taken", N_("此登录名已被使用，请换一个。"), field="login")
    return login


def _opened(actor: Actor, account: Account) -> None:
    _told(actor, account.pk, events.AccountOpened(login=account.login, account_kind=account.kind))


def _told(actor: Actor, account_id: int, event: Event, *changes: journal.Update, reason: str = "") -> None:
    journal.record(actor, journal.Subject("account", account_id), event, changes=changes, reason=reason)
