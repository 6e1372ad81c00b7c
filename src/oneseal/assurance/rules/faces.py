"""When a face may be compared, how often, and what an answer means.

A face is sensitive personal information: told before, separate consent, another way offered, no more kept than needed
(PIPL arts. 28-31; measures on the safe use of face recognition, in force since 1 June 2025, articles K).
"""

from datetime import date
from enum import StrEnum
from typing import Any, Final

from oneseal.kernel.errors import Conflict, RuleViolation
from oneseal.kernel.text import N_

CONSENT: Final = "个人信息保护法第二十九条"
NOT_ONLY: Final = "人脸识别技术应用安全管理办法第十条"
TERMS: Final = "2026-11"
"""Edition of what one consents to; kept with each comparison."""
ADULT_ENOUGH: Final = 14
TRIES: Final = 5
"""Pictures that a person may send on a day; what got no answer does not count."""
LARGEST: Final = 1_500_000
SMALLEST_SIDE: Final = 240


class Outcome(StrEnum):
    """What became of a comparison."""

    ASKED = "asked"
    MATCH = "match"
    UNSURE = "unsure"
    OTHER = "other"
    LOST = "lost"


OUTCOMES: Final[dict[Outcome, str]] = {
    Outcome.ASKED: N_("已发出"),
    Outcome.MATCH: N_("是本人"),
    Outcome.UNSURE: N_("看不清"),
    Outcome.OTHER: N_("不是本人"),
    Outcome.LOST: N_("没有答复"),
}
ANSWERS: Final = {"MATCH": Outcome.MATCH, "UNSURE": Outcome.UNSURE, "OTHER": Outcome.OTHER}
BANDS: Final = frozenset({"A", "B", "C", "D"})


def check_may(kind: str, id_kind: str, born: date | None, today: date) -> None:
    """Only natural persons of fourteen or more with a resident identity card; others come with their papers.

    For a child its guardian would have to consent (PIPL art. 31): the window sees both.
    """
    if kind != "person" or id_kind not in {"resident_id", "residence_permit"} or born is None:
        text = N_("刷脸只能比对居民身份证上的照片。您的证件请带原件到窗口核对。")
        raise RuleViolation("not_comparable", text, basis=NOT_ONLY)
    birthday = (born.month, born.day) > (today.month, today.day)
    if today.year - born.year - birthday < ADULT_ENOUGH:
        text = N_("不满十四周岁的不刷脸。请由父母或者其他监护人陪同，带证件到窗口核对。")
        raise RuleViolation("too_young", text, basis="个人信息保护法第三十一条")


def check_tries(made: int) -> None:
    """Raises Conflict after the day's last picture."""
    if made >= TRIES:
        text = N_("今天已经比对了%(tries)s次，明天再试；急办的请带证件原件到窗口核对。")
        raise Conflict("too_many_faces", text, params={"tries": TRIES}, field="picture")


def read(answer: dict[str, Any], number: str, digest: str) -> tuple[Outcome, str, str, str]:
    """Outcome, score band, serial number and the service's name, if the answer is about this number and picture.

    Raises ValueError for anything else: an answer about another picture is none.
    """
    if answer.get("order_no") != number or answer.get("picture_sha256") != digest:
        raise ValueError("the answer is about another picture")
    outcome, band = ANSWERS[str(answer["result"])], str(answer["band"])
    if band not in BANDS:
        raise ValueError("no such band")
    return outcome, band, str(answer["serial"])[:80], str(answer["service"])[:80]


def refusal(outcome: Outcome) -> RuleViolation:
    """What to tell whoever was not recognised."""
    if outcome is Outcome.UNSURE:
        text = N_(
            "照片看不清，没有比对成功。请到亮处、正对摄像头、摘下帽子和口罩再试；也可以到窗口核对证件。"
        )
        return RuleViolation("face_unsure", text, field="picture")
    text = N_("没有比对成功：照片与身份证上的不一致。请本人再试，或者带证件原件到窗口核对。")
    return RuleViolation("face_other", text, field="picture")
