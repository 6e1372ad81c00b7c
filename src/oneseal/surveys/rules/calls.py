"""When a remote survey counts: both officers and the applicant took part, and the record is kept (SUR, 5.9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.surveys.rules.states import TWO

TOGETHER = timedelta(seconds=5)
"""So long at least all three were in the call at once."""


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody's stay in the call: staff id, or 0 for the applicant's side."""

    staff: int
    joined: datetime
    seen: datetime


def check_counts(stays: Sequence[Stay], recordings: int) -> None:
    """Raises RuleViolation where the call was no survey: an officer or the applicant missing, or nothing kept."""
    officers = [each for each in stays if each.staff]
    others = [each for each in stays if not each.staff]
    if not others:
        raise RuleViolation("applicant_not_there", N_("申请人还没有进入视频，不能提交记录。"), basis=TWO)
    if not any(_together(one, two, own) for one in officers for two in officers for own in others):
        text = N_("两名踏勘人员要和申请人同时在视频里，现在不足两人，这次远程踏勘不算数。")
        raise RuleViolation("officer_missing", text, basis=TWO)
    if not recordings:
        text = N_("还没有保存视频录像，请先录像并等上传完再提交。")
        raise RuleViolation("nothing_kept", text, basis=TWO)


def _together(one: Stay, two: Stay, own: Stay) -> bool:
    """Whether two different officers and the applicant were there at the same time."""
    if one.staff >= two.staff:
        return False
    begins = max(each.joined for each in (one, two, own))
    ends = min(each.seen for each in (one, two, own))
    return ends - begins >= TOGETHER


def check_signed(*, signed: bool, refused: str) -> None:
    """Both sides sign: the applicant on their own screen, or it is said why not."""
    if not signed and not refused.strip():
        text = N_("申请人还没有在视频页面签名；对方不签的，写明原因。")
        raise RuleViolation("applicant_unsigned", text, field="unsigned_because")
