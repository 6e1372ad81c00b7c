"""What a town's or village's counter is measured by: levels, six aspects, five extensions, coverage (7.2, 7.5–7.7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

BASIS: Final = "国办函〔2021〕86号（政务服务向基层延伸）"
TOWN, VILLAGE = "town", "village"
LEVELS: Final = {TOWN: N_("镇（街道）"), VILLAGE: N_("村（社区）")}
KINDS: Final = {"town_centre": TOWN, "village_station": VILLAGE}
"""Kind of organisation → level."""
HOWS: Final = {
    "accept": N_("受理"),
    "forward": N_("收件后转办"),
    "guide": N_("咨询、帮办"),
}
"""How far an item goes at a level."""
REACHES: Final = {
    "decide": N_("这里办结"),
    "review": N_("这里审查，审批局决定（区镇联办）"),
    "receive": N_("这里受理，审批局审批（镇办受理）"),
    "open": N_("窗口前移：这里可以递交，审批局审批"),
    "forward": N_("收件后转审批局"),
}
"""How far an item really goes at a unit, by what was delegated to it and where it may be handed in."""


@dataclass(frozen=True, slots=True)
class Point:
    """Something a unit has reached or not. `towns`: asked of towns alone; `paper`: needs the document that did it."""

    group: str
    label: str
    says: str
    towns: bool = False
    paper: bool = False


ASPECT, EXTENSION, SIGN = "aspect", "extension", "sign"
LISTED, ITEMS, PLATE, ALL_ROUND = "list", "items", "plate", "all_round"
GROUPS: Final = {
    ASPECT: N_("六个方面标准化"),
    EXTENSION: N_("五个延伸"),
    SIGN: N_("挂牌和全科窗口"),
}
POINTS: Final[Mapping[str, Point]] = {
    "setup": Point(ASPECT, N_("机构设置"), N_("名称统一，有负责人，人员到岗")),
    "hall": Point(ASPECT, N_("大厅建设"), N_("有受理区、等候区、自助区，无障碍")),
    LISTED: Point(ASPECT, N_("事项清单和办事指南"), N_("本级标准清单的事项全部进驻，指南摆在窗口")),
    "flow": Point(ASPECT, N_("服务流程"), N_("一次告知、收件有凭证、按时转办、结果送到")),
    "platform": Point(ASPECT, N_("平台建设"), N_("用统一系统办理，账号、网络、高拍仪齐全")),
    "management": Point(ASPECT, N_("中心管理"), N_("考勤、首问负责、投诉电话、台账齐全")),
    "institution": Point(EXTENSION, N_("体制延伸"), N_("机构和编制下到镇里，有文件"), towns=True, paper=True),
    ITEMS: Point(EXTENSION, N_("事项延伸"), N_("事项委托或进驻到镇里"), towns=True),
    "service": Point(EXTENSION, N_("服务延伸"), N_("帮办代办、上门服务到村到户"), towns=True),
    "system": Point(EXTENSION, N_("系统延伸"), N_("审批系统和专线通到镇里"), towns=True),
    "guidance": Point(EXTENSION, N_("指导延伸"), N_("审批局培训、驻点指导、定期回访"), towns=True),
    PLATE: Point(SIGN, N_("已挂牌"), N_("便民服务中心（站）的牌子已经挂出")),
    ALL_ROUND: Point(SIGN, N_("全科窗口"), N_("什么事项都收，收件后转审批局，不让群众跑")),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """What can be counted about a unit: items of its level's list that are there and missing, items delegated to it."""

    here: int = 0
    missing: int = 0
    delegated: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says about a unit at a point: whether it holds, since when, in words, by which paper."""

    holds: bool
    since: date | None = None
    note: str = ""
    paper: str = ""


def points_of(level: str) -> dict[str, Point]:
    """What is asked of a unit of a level."""
    return {code: point for code, point in POINTS.items() if level == TOWN or not point.towns}


def check_fact(level: str, code: str, said: Said, counted: Counted, today: date) -> None:
    """Refuse a fact that is none, and one that what can be counted speaks against (7.5, 7.6). Raises RuleViolation."""
    if code not in points_of(level):
        raise RuleViolation("no_such_point", N_("请从列表里选择一项。"), field="point", basis=BASIS)
    if not said.holds:
        if not said.note.strip():
            text = N_("没有做到的，请写明差在哪里、怎么改。")
            raise RuleViolation("note_missing", text, field="note", basis=BASIS)
        return
    if said.since is None or said.since > today:
        raise RuleViolation("since_wrong", N_("请填写做到的日期，不能晚于今天。"), field="since", basis=BASIS)
    if POINTS[code].paper and not said.paper.strip():
        raise RuleViolation("paper_missing", N_("请写明文件名称或文号。"), field="paper", basis=BASIS)
    if code == LISTED and (counted.missing or not counted.here):
        text = N_("本级标准清单还有%(missing)d项没有进驻，不能记为达标。请先登记进驻事项。")
        params = {"missing": counted.missing}
        raise RuleViolation("items_missing", text, params=params, field="holds", basis=BASIS)
    if code == ITEMS and not counted.delegated + counted.here:
        text = N_("还没有委托或进驻到这里的事项，不能记为事项已延伸。")
        raise RuleViolation("nothing_extended", text, field="holds", basis=BASIS)


def reach(scope: str, *, open_at_towns: bool) -> str:
    """How far an item goes at a unit: as far as a letter of delegation says, else by its channels (LIC-23)."""
    return scope or ("open" if open_at_towns else "forward")


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many; nothing is said of none."""

    done: int
    whole: int

    @property
    def percent(self) -> int | None:
        """Whole percent, rounded down: 99.9 is not all. None of nothing."""
        return 100 * self.done // self.whole if self.whole else None


def check_period(first: date, last: date, today: date) -> None:
    """Points are handed over for days that are over. Raises RuleViolation."""
    if last < first:
        raise RuleViolation("days_reversed", N_("结束日期不能早于开始日期。"), field="last")
    if last >= today:
        text = N_("这段时间还没有结束，结束以后再移交考评分。")
        raise RuleViolation("period_runs", text, field="last")
