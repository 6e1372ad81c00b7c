"""What a password must be (GB/T 22239-2019 8.1.4.1 a: complexity, and renewed regularly)."""

import string

from oneseal.identity.rules.security import Policy
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

BASIS = "GB/T 22239-2019 8.1.4.1"
CLASSES = (string.ascii_lowercase, string.ascii_uppercase, string.digits)
LONGEST = 128


def classes(password: str) -> int:
    """How many of small letters, capitals, digits and other signs occur."""
    known = "".join(CLASSES)
    others = any(sign not in known for sign in password)
    return sum(any(sign in group for sign in password) for group in CLASSES) + others


def problems(limits: Policy, password: str, login: str, field: str = "password") -> list[RuleViolation]:
    """Everything that is wrong with a new password (GB/T 22239-2019 8.1.4.1 a); empty: it will do."""
    found = []
    if len(password) < limits.password_length:
        text = N_("密码太短，请至少输入 %(length)s 个字符。")
        found.append(("password_short", text, {"length": limits.password_length}))
    if len(password) > LONGEST:
        text = N_("密码太长，请不要超过 %(length)s 个字符。")
        found.append(("password_long", text, {"length": LONGEST}))
    if classes(password) < limits.password_classes:
        text = N_("密码太简单，请包含小写字母、大写字母、数字、其他符号中的至少 %(classes)s 种。")
        found.append(("password_simple", text, {"classes": limits.password_classes}))
    if len(login) >= 3 and login.casefold() in password.casefold():
        found.append(("password_has_login", N_("密码中不能包含登录名，请换一个密码。"), {}))
    return [
        RuleViolation(code, text, params=params, field=field, basis=BASIS) for code, text, params in found
    ]
