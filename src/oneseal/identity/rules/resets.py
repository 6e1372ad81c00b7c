"""How long and how often a code for a forgotten password may be tried (GB/T 22239-2019 8.1.4.1; docs/security.md)."""

from datetime import datetime, timedelta

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

LIFE = timedelta(minutes=10)
TRIES = 5
BASIS = "GB/T 22239-2019 8.1.4.1"


def refusal(asked_at: datetime | None, tries: int, used: bool, now: datetime) -> RuleViolation | None:
    """Why a code may not be tried any more: used, replaced, too old, tried too often; None where it may."""
    if asked_at is not None and not used and now - asked_at < LIFE and tries < TRIES:
        return None
    text = N_("验证码已失效：超过 %(minutes)s 分钟、输错 %(tries)s 次或已经用过。请重新获取。")
    params = {"minutes": int(LIFE.total_seconds() // 60), "tries": TRIES}
    return RuleViolation("code_over", text, params=params, field="code", basis=BASIS)


def wrong(tries: int) -> RuleViolation:
    """The answer to a wrong code after so many tries, this one included."""
    text = N_("验证码不正确，还可以再试 %(left)s 次。请核对短信后重新输入；没有收到短信，请核对填写的信息。")
    return RuleViolation("wrong_code", text, params={"left": TRIES - tries}, field="code", basis=BASIS)
