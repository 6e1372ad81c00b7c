"""What a reviewer must have ticked before a step can be passed, and a decision must say (art. 34, 38; LIC-9, LIC-15)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to check: yes/no, or a number between bounds."""

    code: str
    text: str
    numeric: bool = False
    minimum: float | None = None
    maximum: float | None = None


def check_points(points: Sequence[Point], answers: Mapping[str, object], opinion: str) -> None:
    """Every point is answered; whoever passes in spite of a failed one says why."""
    failed = [point for point in points if not _fits(point, answers.get(point.code))]
    if failed and not opinion.strip():
        raise RuleViolation(
            "point_failed_without_reason",
            N_("“%(point)s”不符合，仍要通过的，请在意见里写明理由；否则请退回。"),
            params={"point": failed[0].text},
            field="opinion",
        )


def _fits(point: Point, answer: object) -> bool:
    if answer is None or answer == "":
        raise RuleViolation(
            "point_unchecked",
            N_("审查要点“%(point)s”还没有核对，请勾选或填写结果。"),
            params={"point": point.text},
            field=f"point_{point.code}",
        )
    if not point.numeric:
        return answer is True
    try:
        number = float(str(answer))
    except ValueError:
        raise RuleViolation(
            "point_not_a_number",
            N_("审查要点“%(point)s”要填数字。"),
            params={"point": point.text},
            field=f"point_{point.code}",
        ) from None
    above = point.minimum is None or number >= point.minimum
    return above and (point.maximum is None or number <= point.maximum)


def check_grant(criteria: Collection[str], conditions: Sequence[str]) -> None:
    """A licence is granted when every published condition is met (art. 38(1)): each must have been picked."""
    missing = [text for text in conditions if text not in criteria]
    if missing:
        raise RuleViolation(
            "criterion_unpicked",
            N_("“%(text)s”还没有确认符合。全部条件符合才能准予；不符合的，请作不予许可决定并说明理由。"),
            params={"text": missing[0]},
            field="criteria",
            basis="行政许可法第三十八条第一款",
        )


def check_refusal(reasons: Collection[str], basis: Collection[str]) -> None:
    """A refusal states its reasons and grounds; the remedies are added by the document (art. 38(2); LIC-15)."""
    if not any(text.strip() for text in reasons):
        raise RuleViolation(
            "refusal_without_reason",
            N_("不予许可必须写明理由，让申请人知道哪里不符合。"),
            field="reasons",
            basis="行政许可法第三十八条第二款",
        )
    if not any(text.strip() for text in basis):
        raise RuleViolation(
            "refusal_without_basis",
            N_("不予许可必须写明法律依据（法律名称和条款）。"),
            field="basis",
            basis="行政许可法第三十八条第二款",
        )


def check_opinion(opinion: str, field: str = "opinion") -> None:
    """Who sends something back or passes it on says why."""
    if not opinion.strip():
        raise RuleViolation("opinion_missing", N_("请写明理由，让接手的同事一看就懂。"), field=field)
