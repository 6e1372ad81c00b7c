"""The good/bad evaluation (好差评): levels, dimensions, tags, counts (EVA-1…6; 国办发〔2019〕51号)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_


class Level(IntEnum):
    """The five levels (EVA-1)."""

    VERY_SATISFIED = 5
    SATISFIED = 4
    FAIRLY_SATISFIED = 3
    DISSATISFIED = 2
    VERY_DISSATISFIED = 1


LEVELS: dict[int, str] = {
    5: N_("非常满意"),
    4: N_("满意"),
    3: N_("基本满意"),
    2: N_("不满意"),
    1: N_("非常不满意"),
}

ONLINE: dict[str, str] = {
    "efficiency": N_("办事效率"),
    "guide": N_("指南精确度"),
    "convenience": N_("便捷度"),
    "platform": N_("平台操作性"),
}
OFFLINE: dict[str, str] = {
    "efficiency": N_("服务效率"),
    "skill": N_("服务水平"),
    "attitude": N_("服务态度"),
}
"""Dimensions by channel (EVA-3)."""

_GOOD: dict[str, str] = {
    "one_trip": N_("一次就办好"),
    "fast": N_("办得快"),
    "clear_guide": N_("指南清楚"),
    "patient": N_("耐心解答"),
}
_FAIR: dict[str, str] = {
    "wait": N_("等待偏久"),
    "guide_hard": N_("指南不够好懂"),
    "form_long": N_("填的内容偏多"),
    "as_expected": N_("基本符合预期"),
}
_BAD: dict[str, str] = {
    "late": N_("超过承诺时间"),
    "extra_papers": N_("要了指南以外的材料"),
    "many_trips": N_("跑了多次"),
    "rude": N_("态度不好"),
    "unclear": N_("没有一次说清楚"),
    "system_fault": N_("系统不好用"),
}
TAGS: dict[int, dict[str, str]] = {5: _GOOD, 4: _GOOD, 3: _FAIR, 2: _BAD, 1: _BAD}
"""What may be ticked at each level (EVA-3)."""

DEFAULT_AFTER_DAYS = 30
"""Working days after closing when an unanswered request counts as a default; never merged with active ones (EVA-5)."""


def dimensions(channel: str) -> dict[str, str]:
    """The dimensions asked of somebody who came by this channel."""
    return ONLINE if channel == "online" else OFFLINE


def check(level: int, scores: Mapping[str, int], tags: Iterable[str], channel: str) -> None:
    """Refuse what is outside the published levels, dimensions and tags (EVA-1, EVA-3)."""
    if level not in LEVELS:
        raise RuleViolation("no_such_level", N_("请选择五个满意程度中的一个。"), field="level")
    known = dimensions(channel)
    if any(name not in known or score not in LEVELS for name, score in scores.items()):
        raise RuleViolation("no_such_dimension", N_("分项评价有误，请重新选择。"), field="scores")
    if not set(tags) <= set(TAGS[level]):
        raise RuleViolation("no_such_tag", N_("所选标签与满意程度不符，请重新选择。"), field="tags")


def is_negative(level: int) -> bool:
    """Dissatisfied and very dissatisfied (EVA-1): contact and rectification follow."""
    return level <= Level.DISSATISFIED


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of a period; rates are read off numerator and denominator, never stored as a percentage."""

    active: int
    satisfied: int
    negative: int
    default: int
    score_sum: int


def tally(evaluations: Iterable[tuple[int, bool]]) -> Tally:
    """Count (level, whether by default). Defaults are counted apart and enter no rate (EVA-5, EVA-6)."""
    listed = list(evaluations)
    active = [level for level, default in listed if not default]
    return Tally(
        active=len(active),
        satisfied=sum(level >= Level.FAIRLY_SATISFIED for level in active),
        negative=sum(is_negative(level) for level in active),
        default=len(listed) - len(active),
        score_sum=sum(level * 20 for level in active),
    )
