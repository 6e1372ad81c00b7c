"""What to say to whoever is not known surely enough, and what else is refused here."""

from typing import Final

from oneseal.assurance.rules.levels import BASIS, LEVELS, PURPOSES, Door, Level, Purpose
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

FIELD: Final = "assurance"
CODE: Final = "assurance_too_low"

_REAL_NAME: Final = N_(
    "本事项“%(purpose)s”要先实名，您现在是“%(reached)s”。请改用统一身份认证登录，或者带身份证到窗口登记；已填写的内容不会丢失。"
)
_ONLINE: Final = N_(
    "本事项“%(purpose)s”要求身份核验到“%(needed)s”，您现在是“%(reached)s”。请在“身份核验”里刷脸比对；不愿意刷脸的，带证件原件到窗口办理。已填写的内容不会丢失。"
)
_COUNTER: Final = N_(
    "本事项“%(purpose)s”要求身份核验到“%(needed)s”，来人现在是“%(reached)s”。请核对来人的证件原件并在本页登记，再继续。"
)
_COUNTER_TWO: Final = N_(
    "本事项“%(purpose)s”要求身份核验到“%(needed)s”，来人现在是“%(reached)s”。请核对证件原件并登记，再请另一名同事复核。"
)
_SYSTEM: Final = N_(
    "本事项“%(purpose)s”要求身份核验到“%(needed)s”，这次提交是“%(reached)s”。请贵系统先报送对申请人的核验结果（最高到“核对证件”）；更高的请申请人网上本人办理或者到窗口。"
)
_POSTED: Final = N_("这项结果要求领取人身份核验到“%(needed)s”，只能到窗口领取。请把送达方式改为窗口领取。")


def too_low(purpose: Purpose, needed: Level, reached: Level, door: Door) -> RuleViolation:
    """The refusal at a door, with what to do there."""
    if door is Door.COUNTER:
        text = _COUNTER_TWO if needed == Level.FACE else _COUNTER
    elif door is Door.SYSTEM:
        text = _SYSTEM
    else:
        text = _REAL_NAME if needed == Level.REAL_NAME else _ONLINE
    params = {"purpose": PURPOSES[purpose], "needed": LEVELS[needed], "reached": LEVELS[reached]}
    return RuleViolation(CODE, text, params=params, field=FIELD, basis=BASIS)


def not_by_post(needed: Level) -> RuleViolation:
    """A result whose taker must be known cannot be sent."""
    return RuleViolation(CODE, _POSTED, params={"needed": LEVELS[needed]}, field="delivery", basis=BASIS)
