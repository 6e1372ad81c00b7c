"""Who may judge a visit, and for how long (EVA-2)."""

from datetime import datetime, timedelta
from typing import Final

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters and digits that nobody confuses when they are read from a slip and typed at a kiosk."""
LENGTH: Final = 8
OPEN_DAYS: Final = 30
"""Calendar days in which a visit may be judged (L)."""
TABLET_MINUTES: Final = 3
"""So long the tablet at the window asks the visitor who has just been served (L)."""

WAYS: Final = {
    "tablet": N_("窗口平板"),
    "phone": N_("手机扫码"),
    "kiosk": N_("自助终端"),
    "web": N_("网上"),
    "sms": N_("短信链接"),
    "platform": N_("好差评平台"),
}


def code_of(numbers: list[int]) -> str:
    """The evaluation code that numbers below 32 spell."""
    return "".join(ALPHABET[number] for number in numbers)


def tidy(typed: str) -> str:
    """What somebody typed as a code: capitals, without spaces and hyphens, letters that are not used read as digits."""
    text = typed.upper().replace(" ", "").replace("-", "")
    return text.replace("O", "0").replace("I", "1").translate(str.maketrans("01", "QL"))[:LENGTH]


def check_given(given: datetime, now: datetime) -> None:
    """What another platform sends was said there before now and not more than a year ago. Raises RuleViolation."""
    if given > now:
        raise RuleViolation("given_later", N_("评价时间晚于现在，请核对平台的时钟。"), field="given_at")
    if now - given > timedelta(days=366):
        raise RuleViolation("given_long_ago", N_("评价时间早于一年前，请核对。"), field="given_at")


def check_open(ended: datetime, now: datetime) -> None:
    """A visit is judged after it ended and within some weeks. Raises RuleViolation."""
    if now - ended > timedelta(days=OPEN_DAYS):
        raise RuleViolation(
            "evaluation_over",
            N_("这次办事已经超过%(days)s天，不能再评价。有意见请到“咨询”里反映。"),
            params={"days": OPEN_DAYS},
        )
