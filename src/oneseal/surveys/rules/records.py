"""What a record must say before it can be signed, and who signs (rules SUR, LIC-9)."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.surveys.rules.states import BASIS, TWO, Presence


@dataclass(frozen=True, slots=True)
class Point:
    """One line of the checklist."""

    code: str
    text: str
    numeric: bool = False
    minimum: float | None = None
    maximum: float | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Came:
    """What became of one party: its id, present or absent, who came, what they said."""

    id: int
    state: str
    officer: str = ""
    comment: str = ""


@dataclass(frozen=True)
class Report:
    """What was seen at one stop. `answers` and `findings` go by request."""

    answers: Mapping[int, Mapping[str, object]]
    findings: Mapping[int, str]
    came: Sequence[Came]
    comment: str = ""
    signer: str = ""
    unsigned_because: str = ""
    taken_at: datetime | None = None
    sent_at: datetime | None = None
    """The phone's time when it sent, by which a wrong clock is put right."""
    evidence: Sequence[str] = field(default_factory=tuple)


def fits(point: Point, answer: object) -> bool:
    """Whether an answer meets a point. Raises ValueError where it is none."""
    if answer is None or answer == "":
        raise ValueError(point.code)
    if not point.numeric:
        if not isinstance(answer, bool):
            raise ValueError(point.code)
        return answer
    number = float(str(answer))
    return (point.minimum is None or number >= point.minimum) and (
        point.maximum is None or number <= point.maximum
    )


def check_report(
    report: Report,
    lists: Mapping[int, Sequence[Point]],
    parties: Collection[int],
    *,
    names: Mapping[int, str],
) -> None:
    """Everything is answered, what failed is explained, every party came or did not, the applicant signed or why not.

    `lists` gives each request's checklist, `names` what the request is called. Raises RuleViolation at the field.
    """
    for request, points in lists.items():
        _check_points(request, points, report, names[request])
    told = {each.id: each for each in report.came}
    for party in parties:
        state = told[party].state if party in told else ""
        if state not in {Presence.PRESENT, Presence.ABSENT}:
            text = N_("请逐个勾选各部门到场还是缺席；缺席的视为同意，不能再次踏勘。")
            raise RuleViolation("party_open", text, field=f"party_{party}", basis=BASIS)
    if not report.signer.strip() and not report.unsigned_because.strip():
        text = N_("请让申请人或其在场人员签名；对方不签的，写明原因。")
        raise RuleViolation("applicant_unsigned", text, field="signer")


def _check_points(request: int, points: Sequence[Point], report: Report, name: str) -> None:
    answers = report.answers.get(request, {})
    failed = []
    for point in points:
        try:
            if not fits(point, answers.get(point.code)):
                failed.append(point)
        except ValueError:
            text = N_("“%(item)s”的“%(point)s”还没有核对，请填写结果。")
            raise RuleViolation(
                "point_unchecked",
                text,
                params={"item": name, "point": point.text},
                field=f"point_{request}_{point.code}",
            ) from None
    if (failed or not points) and not report.findings.get(request, "").strip():
        text = (
            N_("“%(item)s”有不符合的项，请写明现场情况。")
            if failed
            else N_("“%(item)s”没有核查要点，请写明现场看到了什么。")
        )
        raise RuleViolation("finding_missing", text, params={"item": name}, field=f"finding_{request}")


def met(points: Sequence[Point], answers: Mapping[str, object]) -> bool:
    """Whether everything on the checklist was met."""
    return all(fits(point, answers.get(point.code)) for point in points)


def digest_of(said: Mapping[str, Any]) -> str:
    """SHA-256 of what is signed, in one fixed form."""
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def clock_said(off: int, *, unknown: bool) -> str:
    """What the record says about a phone's wrong clock; empty where it was right."""
    if unknown:
        return "不准，踏勘时间按系统收到的时间记"
    if not off:
        return ""
    minutes = max(1, round(abs(off) / 60))
    text = f"{minutes // 60}小时{minutes % 60}分钟" if minutes >= 60 else f"{minutes}分钟"
    return f"比系统{'慢' if off > 0 else '快'}{text}，踏勘时间已按系统时间校正"


def check_member(staff: int, crew: Collection[int]) -> None:
    """Only those who went write and sign. Raises Forbidden."""
    if staff not in crew:
        raise Forbidden("not_in_crew", N_("您不在这一趟踏勘的人员里，不能记录或者签名。"), basis=BASIS)


def check_second(staff: int, signed: Collection[int], kept: str, seen: str) -> None:
    """The second signature is somebody else's, under what was recorded and not something older (LIC-9)."""
    if staff in signed:
        text = N_("您已经签过名。现场踏勘至少两人签名，请另一位踏勘人员用自己的账号签名。")
        raise Forbidden("survey_takes_two", text, basis=TWO)
    if kept != seen:
        raise Conflict("record_changed", N_("记录刚刚改过，请刷新后核对再签名。"))
