"""The good/bad evaluation (好差评): levels, dimensions, tags, counts (EVA-1…6; 国办发〔2019〕51号)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.rates import Rate
from oneseal.kernel.text import N_


class Stage(StrEnum):
    """What is evaluated: a visit to the window, the handling as a whole, the handling after rectification (EVA-2)."""

    VISIT = "visit"
    HANDLING = "handling"
    FOLLOW_UP = "follow_up"


STAGES: dict[str, str] = {
    Stage.VISIT: N_("窗口办事（一次一评）"),
    Stage.HANDLING: N_("办件（一事一评）"),
    Stage.FOLLOW_UP: N_("整改后追评"),
}


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


CONTACT_DAYS = 1
"""Working days in which somebody speaks with a dissatisfied applicant (EVA-4); the bureau may set less."""

RECTIFY_DAYS = 15
"""Working days in which what was complained of is put right (EVA-4); the bureau may set less."""


def stage_now(
    *, at_window: bool, ended: bool, given: Mapping[str, bool], rectified: bool
) -> tuple[Stage | None, str]:
    """The stage that the applicant may evaluate now; else None and why not (EVA-2).

    `given`: stages evaluated already, with whether by default (defaults give way). `at_window`: handed in at a
    window. `rectified`: a negative evaluation of this case was put right, which opens one follow-up.
    """
    open_ = {stage for stage in Stage if given.get(stage, True)}
    if ended and Stage.HANDLING in open_:
        return Stage.HANDLING, ""
    if rectified and Stage.FOLLOW_UP in open_:
        return Stage.FOLLOW_UP, ""
    if at_window and not ended and Stage.VISIT in open_:
        return Stage.VISIT, ""
    if given and not all(given.values()):
        return None, "evaluated_already"
    return None, "not_closed"


def check_handler(staff: int, evaluated: Collection[int]) -> None:
    """Nobody handles a negative evaluation of their own work (EVA-4), nor reads it (EVA-5)."""
    if not staff or staff in evaluated:
        raise Forbidden(
            "evaluated_yourself",
            N_("您经办过这个办件，差评要由其他同事核实处理。"),
            basis="国办发〔2019〕51号",
        )


def check_contact(contacted: bool, note: str) -> None:
    """Contact is recorded once, with what was said (EVA-4)."""
    if contacted:
        raise Conflict("contacted_already", N_("已经登记过回访，请刷新页面看最新进展。"))
    if not note.strip():
        raise RuleViolation("note_missing", N_("请写下回访情况：联系到谁、反映了什么。"), field="note")


def check_rectification(contacted: bool, rectified: bool, remedy: str) -> None:
    """First the contact, then the remedy, which is said in words (EVA-4)."""
    if rectified:
        raise Conflict("rectified_already", N_("已经登记过整改，请刷新页面看最新进展。"))
    if not contacted:
        raise RuleViolation("contact_first", N_("请先登记回访情况，再登记整改结果。"))
    if not remedy.strip():
        raise RuleViolation("remedy_missing", N_("请写下整改措施，申请人会看到。"), field="remedy")


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


def check_void(level: int, reason: str) -> None:
    """Only praise that was not the visitor's own is put aside, with a reason; a complaint is handled instead (EVA-5)."""
    if is_negative(level):
        raise RuleViolation(
            "negative_stands",
            N_("差评不能作废，请回访核实，不属实的在回访里说明。"),
            basis="国办发〔2019〕51号",
        )
    if not reason.strip():
        raise RuleViolation("reason_missing", N_("请写明根据什么认定不是办事人自己的评价。"), field="reason")


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of a period; rates are read off numerator and denominator, never stored as a percentage.

    `default` (nobody gave them) and `voided` (not the visitor's own) enter no rate (EVA-5, EVA-6).
    """

    active: int = 0
    satisfied: int = 0
    negative: int = 0
    default: int = 0
    score_sum: int = 0
    voided: int = 0

    @property
    def satisfaction(self) -> Rate:
        """满意率: levels 5, 4 and 3 over the active ones (EVA-6)."""
        return Rate(self.satisfied, self.active)

    @property
    def score(self) -> Rate:
        """The unit's score: each level times 20, over the active ones (EVA-6)."""
        return Rate(self.score_sum, self.active)


@dataclass(frozen=True, slots=True)
class Handled:
    """What became of negative ones: `due` have passed their last day or were done; the rest still has time (EVA-6)."""

    contact_due: int
    contacted: int
    rectify_due: int
    rectified: int

    @property
    def contact(self) -> Rate:
        """差评回访率: contacted over due."""
        return Rate(self.contacted, self.contact_due)

    @property
    def rectification(self) -> Rate:
        """差评整改率: put right over due."""
        return Rate(self.rectified, self.rectify_due)


def active_rate(active: int, ended: int) -> Rate:
    """主动评价率: active evaluations over everything ended that could be evaluated (EVA-6)."""
    return Rate(active, ended)


def tally(evaluations: Iterable[tuple[int, bool, bool]]) -> Tally:
    """Count (level, by default, voided). Defaults and voided ones are counted apart and enter no rate (EVA-5, EVA-6)."""
    listed = list(evaluations)
    active = [level for level, default, voided in listed if not default and not voided]
    return Tally(
        active=len(active),
        satisfied=sum(level >= Level.FAIRLY_SATISFIED for level in active),
        negative=sum(is_negative(level) for level in active),
        default=sum(default for _, default, _ in listed),
        score_sum=sum(level * 20 for level in active),
        voided=sum(voided and not default for _, default, voided in listed),
    )
