"""Signing in: password, where needed a new password, for staff a second factor."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, validate_totp_code
from django.contrib.auth.hashers import make_password
from django.db import transaction

from oneseal.foundation import clock, journal
from oneseal.foundation.db import lock
from oneseal.identity import events
from oneseal.identity.models import Account
from oneseal.identity.rules import security
from oneseal.identity.services.passwords import check_new_password, store_password
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

BASIS = "GB/T 22239-2019 8.1.4.1"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sign-in has come: what is still asked of the account."""

    account_id: int
    new_password: bool = False
    enrol: bool = False
    code: bool = False

    @property
    def done(self) -> bool:
        """Nothing more is asked."""
        return not (self.new_password or self.enrol or self.code)


def check_password(login: str, password: str, *, staff: bool, address: str = "") -> Progress:
    """First step of signing in at the staff's or the citizens' page.

    Raises RuleViolation `wrong` (alike for an unknown name and a wrong password) or `locked`. Failures are
    counted, lock the account and are journaled; the act commits them before it refuses.
    """
    refusal: RuleViolation | None
    with transaction.atomic():
        account = _locked_account(login, staff)
        if account is None:
            make_password(password)
            refusal = _wrong(security.policy(staff), field="password")
        else:
            refusal = barred(account) or tried(account, account.check_password(password), address, "password")
    if refusal or account is None:
        raise refusal or _wrong(security.policy(staff), field="password")
    return progress(account.pk)


def progress(account_id: int, *, second_factor_shown: bool = False) -> Progress:
    """What is still asked of an account whose password was right."""
    account = Account.objects.get(pk=account_id)
    limits = security.policy(account.is_staff_account)
    expired = security.password_expired(limits, account.password_changed_at, clock.now())
    needs_code = limits.second_factor and not second_factor_shown
    enrolled = needs_code and Authenticator.objects.filter(user=account, type="totp").exists()
    return Progress(
        account_id=account.pk,
        new_password=account.must_change_password or expired,
        enrol=needs_code and not enrolled,
        code=enrolled,
    )


def choose_password(account_id: int, password: str) -> None:
    """The new password that is asked for at the first sign-in, after a reset or when the old one is too old."""
    with transaction.atomic():
        account = lock(Account, account_id)
        check_new_password(account, password)
        store_password(account, password)
        journal.record(_self(account), _subject(account), events.PasswordChanged(by_owner=True))


def new_totp_secret() -> str:
    """A secret to show as a QR code before it is enrolled."""
    return str(generate_totp_secret())


def enrol_totp(account_id: int, secret: str, code: str) -> list[str]:
    """Bind an authenticator app; returns the recovery codes, which are shown once."""
    if not validate_totp_code(secret, _digits(code)):
        text = N_("验证码不正确。请确认手机时间准确，输入验证器当前显示的 6 位数字。")
        raise RuleViolation("wrong_code", text, field="code", basis=BASIS)
    with transaction.atomic():
        account = lock(Account, account_id)
        Authenticator.objects.filter(user=account).delete()
        TOTP.activate(account, secret)
        codes = RecoveryCodes.activate(account).generate_codes()
        journal.record(_self(account), _subject(account), events.SecondFactorEnrolled())
    return list(codes)


def check_code(account_id: int, code: str, *, address: str = "") -> None:
    """Second factor: the app's code, or a recovery code, which is then used up. Failures count as wrong passwords."""
    with transaction.atomic():
        account = lock(Account, account_id)
        refusal = barred(account) or tried(account, _code_fits(account, _digits(code)), address, "code")
    if refusal:
        raise refusal


def _code_fits(account: Account, code: str) -> bool:
    rows = Authenticator.objects.filter(user=account, type__in=["totp", "recovery_codes"])
    return any(row.wrap().validate_code(code) for row in rows.order_by("-type"))


def _locked_account(login: str, staff: bool) -> Account | None:
    kind = "staff" if staff else "citizen"
    row = Account.objects.filter(login=login.strip().lower(), kind=kind).values_list("pk", flat=True).first()
    return lock(Account, row) if row else None


def barred(account: Account) -> RuleViolation | None:
    """Why the account may not even try."""
    now = clock.now()
    if not account.is_active:
        text = N_("此账号已停用。如需恢复，请联系本单位系统管理员。")
        return RuleViolation("closed", text, basis=BASIS)
    if account.locked_because:
        text = N_("此账号已被管理员锁定。请联系本单位系统管理员解锁。")
        return RuleViolation("locked_by_administrator", text, basis=BASIS)
    if account.locked_until and account.locked_until > now:
        return _locked(account.locked_until, now)
    return None


def tried(account: Account, right: bool, address: str, what: str) -> RuleViolation | None:
    """Count a try at `what` (password, code, current); the refusal when it was wrong. The caller commits, then raises."""
    limits, now = security.policy(account.is_staff_account), clock.now()
    if right:
        return None
    expired_lock = account.locked_until is not None
    failures = 1 if expired_lock else account.failures + 1
    until = security.locked(limits, failures, now)
    event = events.SignInFailed(what=what, failures=failures, locked=until is not None, address=address)
    values = {"failures": failures, "locked_until": until}
    journal.record(
        _self(account), _subject(account), event, changes=[journal.Update(Account, account.pk, values)]
    )
    return _locked(until, now) if until else _wrong(limits, field=what, left=limits.failures - failures)


def _locked(until: datetime, now: datetime) -> RuleViolation:
    minutes = max(1, -int(-(until - now).total_seconds() // 60))
    text = N_("连续输错次数过多，账号已锁定。请 %(minutes)s 分钟后再试；忘记密码请联系管理员重置。")
    return RuleViolation("locked", text, params={"minutes": minutes}, basis=BASIS)


def _wrong(limits: security.Policy, *, field: str, left: int | None = None) -> RuleViolation:
    if field == "code":
        text = N_(
            "验证码不正确，还可以再试 %(left)s 次。请输入验证器当前显示的 6 位数字，或一个未用过的恢复码。"
        )
        return RuleViolation("wrong_code", text, params={"left": left}, field="code", basis=BASIS)
    if field == "current":
        text = N_("当前密码不正确，还可以再试 %(left)s 次。请检查大小写后重新输入。")
        return RuleViolation("wrong", text, params={"left": left}, field="current", basis=BASIS)
    text = N_(
        "登录名或密码不正确，请检查大小写后重新输入。连续输错 %(count)s 次，账号会锁定 %(minutes)s 分钟。"
    )
    params = {"count": limits.failures, "minutes": int(limits.locked_for.total_seconds() // 60)}
    return RuleViolation("wrong", text, params=params, field="password", basis=BASIS)


def _digits(code: str) -> str:
    """Codes may be typed with blanks and in full width."""
    return "".join(str(int(sign)) if sign.isdecimal() else "" for sign in code)


def _self(account: Account) -> Actor:
    return Actor(
        account_id=account.pk, name=account.login, bureau_id=account.bureau_id or 0, roles=frozenset()
    )


def _subject(account: Account) -> journal.Subject:
    return journal.Subject("account", account.pk)
