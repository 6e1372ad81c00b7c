"""Showing a certificate by code: who it identifies, and for how long (inventory 4.12)."""

import re
from datetime import date
from typing import Final

from oneseal.certificates.rules.states import State
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

MINUTES: Final = 5
DIGITS: Final = 8
BASIS: Final = "国务院关于在线政务服务的若干规定第十条"
"""An electronic certificate has the force of the one on paper."""


def parse_code(text: str) -> str:
    """The digits that were typed or scanned, blanks between them ignored. Raises RuleViolation."""
    plain = re.sub(r"\s", "", text)
    if not re.fullmatch(rf"[0-9]{{{DIGITS}}}", plain):
        raise RuleViolation(
            "code_shape",
            N_("亮证码是%(digits)s位数字。请让对方在“我的证照”里点“亮证”，再输入或者扫码。"),
            params={"digits": DIGITS},
            field="code",
        )
    return plain


def check_shown(state: str, until: date | None, today: date) -> None:
    """Only what holds today proves anything. Raises RuleViolation."""
    if state != State.VALID or (until is not None and today > until):
        raise RuleViolation(
            "not_valid",
            N_("这份证照现在不是有效状态，不能用来证明身份，也不能代替材料。"),
            field="code",
            basis=BASIS,
        )


def unknown() -> RuleViolation:
    """The code leads to nothing: wrong, over, or used."""
    return RuleViolation(
        "code_unknown",
        N_("没有这个亮证码，或者已经过期、用过。亮证码%(minutes)s分钟内有效，只能用一次，请对方重新亮证。"),
        params={"minutes": MINUTES},
        field="code",
    )
