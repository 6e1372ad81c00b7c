"""Setting passwords, wherever they are set."""

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from oneseal.foundation import clock
from oneseal.identity.models import Account, PastPassword
from oneseal.identity.rules import passwords, security
from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.kernel.text import N_

_common = CommonPasswordValidator()


def check_new_password(account: Account, password: str, field: str = "password") -> None:
    """Raise Violations when the account may not have this password."""
    limits = security.policy(account.is_staff_account)
    found = passwords.problems(limits, password, account.login, field)
    try:
        _common.validate(password)
    except ValidationError:
        text = N_("这个密码太常见，容易被猜到，请换一个密码。")
        found.append(RuleViolation("password_common", text, field=field, basis=passwords.BASIS))
    if not found and _was_used(account, password, limits.passwords_remembered):
        text = N_("不能使用最近 %(count)s 次用过的密码，请换一个密码。")
        params = {"count": limits.passwords_remembered}
        found.append(RuleViolation("password_used", text, params=params, field=field, basis=passwords.BASIS))
    if found:
        raise Violations(found)


def store_password(account: Account, password: str, *, must_change: bool = False) -> None:
    """Set and save a password that was checked; the old one is remembered. Part of acts that journal it."""
    if not account._state.adding and account.has_usable_password():
        PastPassword.objects.create(account=account, password=account.password, replaced_at=clock.now())
    account.set_password(password)
    account.must_change_password = must_change
    account.password_changed_at = None if must_change else clock.now()
    account.save()


def _was_used(account: Account, password: str, remembered: int) -> bool:
    if account._state.adding:
        return False
    past = account.past_passwords.order_by("-id").values_list("password", flat=True)[: remembered - 1]
    return any(check_password(password, old) for old in [account.password, *past] if old)
