"""What a phone sends is read strictly: nothing is guessed, nothing is lost silently (issue: sync twice, late, stale)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.surveys.rules.records import Came, Report

KINDS = frozenset({"record", "sign", "miss"})
WEBM = b"\x1a\x45\xdf\xa3"
"""How a recording in WebM (EBML) begins."""
MP4 = b"ftyp"
"""What stands at the fifth byte of one in MP4."""


def unreadable(field: str) -> RuleViolation:
    """The refusal of something that no phone of ours would send."""
    text = N_("手机传来的“%(field)s”无法读取，请刷新手机行程后重试；还不行请联系管理员。")
    return RuleViolation("unreadable", text, params={"field": field}, field=field)


def uuid_of(value: object, field: str) -> UUID:
    """A UUID. Raises RuleViolation at the field."""
    try:
        return UUID(str(value))
    except ValueError:
        raise unreadable(field) from None


def number_of(value: object, field: str, low: float, high: float) -> float | None:
    """A number within bounds, None for nothing. Raises RuleViolation at the field."""
    if value is None or value == "":
        return None
    try:
        number = float(str(value))
    except ValueError:
        raise unreadable(field) from None
    if not low <= number <= high:
        raise unreadable(field)
    return number


def moment_of(value: object, field: str) -> datetime:
    """A moment with its zone. Raises RuleViolation at the field."""
    try:
        moment = datetime.fromisoformat(str(value).replace("Z", "+00:00"))
    except ValueError:
        raise unreadable(field) from None
    if moment.tzinfo is None:
        raise unreadable(field)
    return moment


RIGHT = timedelta(minutes=2)
"""A phone's clock that is off by no more is taken as right."""


@dataclass(frozen=True, slots=True)
class Timed:
    """When something was done by our clock: `off` seconds by which the phone's clock was behind (before: negative).

    `received`: the phone's time could not be, and when it came stands instead.
    """

    at: datetime
    off: int = 0
    received: bool = False


def timed(taken: datetime, sent: datetime | None, now: datetime, since: datetime) -> Timed:
    """What a phone's clock says, put right by what it says at the moment of sending.

    `sent` is the phone's time when it sent, `since` before what it cannot have been. A moment after `now` or before
    `since` even then (the clock was set anew on the way) is given up for the moment of receipt, never refused: what
    was seen on the spot is not lost to a wrong clock.
    """
    off = now - sent if sent else timedelta(0)
    off = off if abs(off) > RIGHT else timedelta(0)
    try:
        at = taken + off
    except OverflowError:
        return Timed(now, received=True)
    if not since <= at <= now + RIGHT:
        return Timed(now, received=True)
    return Timed(min(at, now), round(off.total_seconds()))


def report_of(data: Mapping[str, Any]) -> Report:
    """The record that a phone wrote. Raises RuleViolation where it is not in the form agreed."""
    try:
        answers = {int(key): dict(value) for key, value in dict(data.get("answers", {})).items()}
        findings = {int(key): str(value)[:1000] for key, value in dict(data.get("findings", {})).items()}
        came = [
            Came(
                int(each["id"]),
                str(each.get("state", "")),
                str(each.get("officer", "")),
                str(each.get("comment", "")),
            )
            for each in list(data.get("came", []))
        ]
    except (TypeError, ValueError, KeyError, AttributeError):
        raise unreadable("record") from None
    return Report(
        answers,
        findings,
        came,
        str(data.get("comment", "")),
        str(data.get("signer", "")),
        str(data.get("unsigned_because", "")),
        taken_at=moment_of(data.get("taken_at"), "taken_at"),
        sent_at=sent if isinstance(sent := data.get("sent_at"), datetime) else None,
    )


def check_recording(content: bytes) -> str:
    """The media type of a recording. Raises RuleViolation for anything that no browser's recorder makes."""
    if content.startswith(WEBM):
        return "video/webm"
    if content[4:8] == MP4:
        return "video/mp4"
    raise RuleViolation("not_a_recording", N_("这不是浏览器录下的视频，请重新录像。"), field="file")
