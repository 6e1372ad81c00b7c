"""How sure the bureau is who acts: four levels, the ways that reach them, where each way counts and until when.

Electronic signature law arts. 13, 14 and the State Council's rules on online government services (在线政务服务若干规定
arts. 6, 8) ask for reliable identity without fixing levels; the four levels are our own (K).
"""

from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Final

from oneseal.kernel.text import N_

BASIS: Final = "国务院关于在线政务服务的若干规定第六条"


class Level(IntEnum):
    """The four levels; a higher one includes those below."""

    ACCOUNT = 1
    REAL_NAME = 2
    DOCUMENT = 3
    FACE = 4


LEVELS: Final[dict[Level, str]] = {
    Level.ACCOUNT: N_("账号登录"),
    Level.REAL_NAME: N_("实名"),
    Level.DOCUMENT: N_("核对证件"),
    Level.FACE: N_("人证一致"),
}
HOW: Final[dict[Level, str]] = {
    Level.ACCOUNT: N_("用账号和手机登录"),
    Level.REAL_NAME: N_("姓名和证件号码经统一身份认证或者窗口核对过"),
    Level.DOCUMENT: N_("出示证件原件，由窗口人员或者读卡设备核对；网上可以刷脸代替"),
    Level.FACE: N_("网上刷脸，或者在窗口核对证件并由另一名工作人员复核"),
}


class Way(StrEnum):
    """How a level was reached."""

    ACCOUNT = "account"
    RECORD = "record"
    DOCUMENT = "document"
    CONFIRMED = "confirmed"
    READER = "reader"
    FINGERPRINT = "fingerprint"
    FACE = "face"
    VOUCHED = "vouched"


WAYS: Final[dict[Way, str]] = {
    Way.ACCOUNT: N_("账号登录"),
    Way.RECORD: N_("实名登记"),
    Way.DOCUMENT: N_("窗口核对证件"),
    Way.CONFIRMED: N_("窗口核对证件、另一人复核"),
    Way.READER: N_("设备读取证件"),
    Way.FINGERPRINT: N_("指纹与证件比对"),
    Way.FACE: N_("刷脸比对"),
    Way.VOUCHED: N_("其他系统核验"),
}
GIVES: Final[dict[Way, Level]] = {
    Way.ACCOUNT: Level.ACCOUNT,
    Way.RECORD: Level.REAL_NAME,
    Way.DOCUMENT: Level.DOCUMENT,
    Way.CONFIRMED: Level.FACE,
    Way.READER: Level.DOCUMENT,
    Way.FINGERPRINT: Level.FACE,
    Way.FACE: Level.FACE,
    Way.VOUCHED: Level.DOCUMENT,
}
"""What each way reaches; another system may vouch for less."""
PROVEN: Final = frozenset({"seen", "provider"})
"""States of an applicant's record (identity.Applicant.assurance) in which name and number were checked."""


class Door(StrEnum):
    """Where somebody acts: signed in, in front of a clerk, through another system."""

    ONLINE = "online"
    COUNTER = "counter"
    SYSTEM = "system"


IN_PERSON: Final = frozenset({Way.DOCUMENT, Way.CONFIRMED, Way.READER, Way.FINGERPRINT})
"""Somebody stood there: it counts at the counters of that bureau for the rest of the day."""
BY_MACHINE: Final = frozenset({Way.READER, Way.FINGERPRINT})
AT_THE_MACHINE: Final = timedelta(minutes=10)
"""So long what a machine of the hall read also counts for the account of that person."""
LASTS: Final = {Way.FACE: timedelta(minutes=30), Way.VOUCHED: timedelta(minutes=60)}


class Purpose(StrEnum):
    """What an item may ask a level for."""

    HAND_IN = "hand_in"
    SIGN = "sign"
    COLLECT = "collect"


PURPOSES: Final[dict[Purpose, str]] = {
    Purpose.HAND_IN: N_("提交申请"),
    Purpose.SIGN: N_("电子签名"),
    Purpose.COLLECT: N_("领取结果"),
}


def until(way: Way, at: datetime, day_ends: datetime) -> datetime:
    """Until when a way counts that was gone at `at`; `day_ends` is the end of that local day."""
    return at + LASTS[way] if way in LASTS else day_ends


def counts(way: str, door: Door, *, at: datetime, until: datetime, now: datetime, same_sign_in: bool) -> bool:
    """Whether a check counts at this door now.

    A face that was compared belongs to one sign-in; what another system vouched for, to what that system hands in;
    a document that was shown, to the counter, and where a machine read it, for some minutes to the account too.
    """
    if now > until:
        return False
    if door is Door.COUNTER:
        return way in IN_PERSON
    if way in BY_MACHINE and door is Door.ONLINE:
        return now - at <= AT_THE_MACHINE
    return same_sign_in and way == (Way.FACE if door is Door.ONLINE else Way.VOUCHED)
