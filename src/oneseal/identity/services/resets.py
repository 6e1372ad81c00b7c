"""A citizen's forgotten password: a new one by a code sent to their phone, or at the window."""

import hmac
import secrets
import uuid
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from oneseal.foundation import clock, crypto, journal
from oneseal.foundation.db import lock
from oneseal.identity import events, selectors
from oneseal.identity.models import Account, PasswordReset
from oneseal.identity.rules import resets as rules
from oneseal.identity.services.accounts import first_password
from oneseal.identity.services.passwords import check_new_password, store_password
from oneseal.identity.services.sessions import end_sessions
from oneseal.kernel.access import NOBODY, Actor, Role
from oneseal.kernel.errors import Forbidden, NotFound, RuleViolation
from oneseal.kernel.identifiers import is_mobile, parse_phone
from oneseal.kernel.text import N_

PURPOSE = "reset_code"


@dataclass(frozen=True, slots=True)
class AskedReset:
    """What was asked for: `uid` for the asker's browser; a code to send where account and phone were found."""

    uid: str
    account_id: int = 0
    phone: str = ""
    code: str = ""


def ask_reset(*, number: str, phone: str) -> AskedReset:
    """Ask for a code: the identifier and the mobile phone must be those entered. Who asks cannot tell from the
    answer whether they are; the caller sends `code`, where there is one, within the same transaction."""
    account, plain = _owner(number, phone)
    code, uid, now = f"{secrets.randbelow(10**6):06}", uuid.uuid4(), clock.now()
    with transaction.atomic():
        if account is not None:
            PasswordReset.objects.filter(account=account, used_at=None).update(used_at=now)
            journal.record(NOBODY, journal.Subject("account", account.pk), events.ResetAsked())
        PasswordReset.objects.create(uid=uid, account=account, code_hash=_digest(uid, code), asked_at=now)
    return AskedReset(str(uid), account.pk, plain, code) if account else AskedReset(str(uid))


def finish_reset(uid: str, *, code: str, password: str) -> str:
    """Set a new password with the code; sessions end, a lock by failures is lifted. Returns the login name.

    Raises RuleViolation for a wrong code (counted, and the count kept) or one that is over, Violations for a
    password that may not be had.
    """
    with transaction.atomic():
        asked, login = _asked(uid), ""
        refusal = _over(asked)
        if asked is not None and refusal is None:
            refusal = _tried(asked, code)
        if asked is not None and refusal is None:
            login = _renew(asked, password)
    if refusal is not None:
        raise refusal
    return login


def reset_at_window(actor: Actor, applicant_id: int, *, seen: bool) -> tuple[str, str]:
    """A clerk who has seen the identity card gives a citizen a one-time password: (login name, password).

    The owner must change it at the next sign-in. Raises Forbidden, NotFound, RuleViolation.
    """
    if not actor.has(Role.CLERK):
        raise Forbidden("not_clerk", N_("重置密码须由窗口人员核对身份证原件后办理。"))
    applicant = selectors.access_applicant(actor, applicant_id)
    if not seen:
        text = N_("请核对本人身份证原件，并勾选“已核对”，再重置密码。")
        raise RuleViolation("identity_not_seen", text, field="seen", basis=rules.BASIS)
    account_id = (
        Account.objects.filter(applicant=applicant, kind="citizen").values_list("pk", flat=True).first()
    )
    if account_id is None:
        raise NotFound("no_account", N_("这位申请人没有账号。请其在网上注册，或继续在窗口办理。"))
    password = first_password()
    with transaction.atomic():
        account = _unlocked(lock(Account, account_id))
        store_password(account, password, must_change=True)
        event = events.PasswordChanged(by_owner=False)
        journal.record(actor, journal.Subject("account", account.pk), event, reason="已核对身份证原件")
        end_sessions(account.pk, because="password")
    return account.login, password


def _owner(number: str, phone: str) -> tuple[Account | None, str]:
    applicant, plain = selectors.applicant_by_number(number), ""
    with suppress(RuleViolation):  # not a phone number: nobody's
        plain = parse_phone(phone)
    if applicant is None or not is_mobile(plain) or not hmac.compare_digest(applicant.phone, plain):
        return None, ""
    accounts = Account.objects.filter(applicant=applicant, kind="citizen", is_active=True, locked_because="")
    return accounts.first(), plain


def _asked(uid: str) -> PasswordReset | None:
    try:
        wanted = uuid.UUID(uid)
    except ValueError:
        return None
    return PasswordReset.objects.select_for_update().filter(uid=wanted).first()


def _over(asked: PasswordReset | None) -> RuleViolation | None:
    if asked is None:
        return rules.refusal(None, 0, False, clock.now())
    return rules.refusal(asked.asked_at, asked.tries, asked.used_at is not None, clock.now())


def _tried(asked: PasswordReset, code: str) -> RuleViolation | None:
    """Compare; a wrong one is counted. A row without account is never right."""
    digits = "".join(str(int(sign)) for sign in code if sign.isdecimal())
    right = hmac.compare_digest(asked.code_hash, _digest(asked.uid, digits))
    if right and asked.account_id:
        return None
    tries = asked.tries + 1
    PasswordReset.objects.filter(pk=asked.pk).update(tries=tries)
    return rules.wrong(tries)


def _renew(asked: PasswordReset, password: str) -> str:
    account = lock(Account, asked.account_id or 0)
    if not account.is_active or account.locked_because:
        raise RuleViolation("closed", N_("此账号已停用或锁定，请持身份证到窗口办理。"), basis=rules.BASIS)
    check_new_password(account, password)
    store_password(_unlocked(account), password)
    PasswordReset.objects.filter(pk=asked.pk).update(used_at=clock.now())
    journal.record(NOBODY, journal.Subject("account", account.pk), events.PasswordChanged(by_owner=True))
    end_sessions(account.pk, because="password")
    return account.login


def _unlocked(account: Account) -> Account:
    """Without the failures of whoever did not know the old password; an administrator's lock stays."""
    account.failures, account.locked_until = 0, None
    return account


def _digest(uid: uuid.UUID, code: str) -> str:
    return crypto.blind_index(f"{uid}:{code}", PURPOSE)


def forget_resets() -> None:
    """Remove what was asked for more than a day ago; the journal keeps the acts."""
    PasswordReset.objects.filter(asked_at__lt=clock.now() - timedelta(days=1)).delete()
