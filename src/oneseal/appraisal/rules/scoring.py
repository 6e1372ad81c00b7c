"""A day's score and a month's ranking, from recorded facts and local weights (窗口考核, inventory 3.26).

Scores are whole tenths of a point, from 0 to 1000, so that no rounding differs between two computers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

BASIS = "窗口与窗口工作人员考核方案"
FULL = 1000
"""A hundred points in tenths."""


class Part(StrEnum):
    """What a day's score is made of."""

    ATTENDANCE = "attendance"
    SERVICE = "service"
    QUALITY = "quality"
    EVALUATION = "evaluation"
    CONDUCT = "conduct"


PARTS = {
    Part.ATTENDANCE: N_("在岗"),
    Part.SERVICE: N_("办件"),
    Part.QUALITY: N_("差错"),
    Part.EVALUATION: N_("群众评价"),
    Part.CONDUCT: N_("行为规范"),
}


class Mark(StrEnum):
    """What the centre marked of somebody's day (双重管理, inventory 1.8)."""

    PRESENT = "present"
    LATE = "late"
    EARLY = "early"
    AWAY = "away"
    ABSENT = "absent"
    LEAVE = "leave"
    DUTY = "duty"


MARKS = {
    Mark.PRESENT: N_("正常在岗"),
    Mark.LATE: N_("迟到"),
    Mark.EARLY: N_("早退"),
    Mark.AWAY: N_("中途离岗"),
    Mark.ABSENT: N_("缺勤"),
    Mark.LEAVE: N_("请假"),
    Mark.DUTY: N_("公出"),
}


class Origin(StrEnum):
    """Where a figure of a score comes from."""

    SEATS = "seats"
    CONFIRMED = "confirmed"
    CENTRE = "centre"
    PENDING = "pending"
    NONE = "none"
    VISITS = "visits"
    CASES = "cases"
    SLIPS = "slips"
    VOICES = "voices"
    FEW = "few"
    VERIFIED = "verified"
    APPEAL = "appeal"


ORIGINS = {
    Origin.SEATS: N_("坐岗记录"),
    Origin.CONFIRMED: N_("坐岗记录，中心已核实"),
    Origin.CENTRE: N_("中心登记"),
    Origin.PENDING: N_("坐岗记录有异常，中心还没有核实，暂不扣分"),
    Origin.NONE: N_("没有排班和坐岗记录，按正常在岗"),
    Origin.VISITS: N_("叫号记录里办完的"),
    Origin.CASES: N_("办件记录里办过的"),
    Origin.SLIPS: N_("补正和材料移交记录"),
    Origin.VOICES: N_("近30天的评价"),
    Origin.FEW: N_("近30天评价太少，按满分"),
    Origin.VERIFIED: N_("查实的违规记录"),
    Origin.APPEAL: N_("申诉成立后更正"),
}
EXCUSED = frozenset({Mark.LEAVE, Mark.DUTY})
"""Marks of a day that is not scored."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """The local weights (points of a hundred) and steps (points for each time); `target` services make the service
    part full, `voices` evaluations of the last thirty days are needed before they count, `days` scored days before
    somebody is ranked; `tolerance` minutes late or early, and a `pause` of so many, are let pass."""

    attendance: int = 20
    service: int = 30
    quality: int = 20
    evaluation: int = 20
    conduct: int = 10
    late: int = 5
    mistake: int = 5
    target: int = 10
    voices: int = 5
    days: int = 10
    tolerance: int = 10
    pause: int = 30

    @property
    def weights(self) -> dict[Part, int]:
        """Points of each part."""
        return {part: int(getattr(self, part.value)) for part in Part}


def check_scheme(scheme: Scheme) -> None:
    """The parts make a hundred, nothing is negative, and the counts are sensible. Raises RuleViolation."""
    weights = scheme.weights
    if min(weights.values()) < 0 or sum(weights.values()) != 100:
        text = N_("各项分值不能为负，合计应为100分（现在是%(sum)s分）。")
        raise RuleViolation("not_hundred", text, params={"sum": sum(weights.values())}, field="attendance")
    ranges = [("late", 0, 100), ("mistake", 0, 100), ("target", 1, 500), ("voices", 1, 100), ("days", 1, 31)]
    ranges += [("tolerance", 0, 120), ("pause", 0, 240)]
    for name, least, most in ranges:
        if not least <= getattr(scheme, name) <= most:
            text = N_("应在%(least)s到%(most)s之间，请修改。")
            raise RuleViolation("out_of_range", text, params={"least": least, "most": most}, field=name)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is recorded of somebody's day: the mark and its origin, services and theirs, mistakes, evaluations,
    violations' points."""

    mark: str = Mark.PRESENT
    served: int = 0
    mistakes: int = 0
    levels: tuple[int, ...] = ()
    """Levels of the evaluations of the last thirty days: never of the day alone, which would tell who gave them."""
    points: int = 0
    """Points of the violations verified of this day."""
    known: str = Origin.NONE
    counted: str = Origin.VISITS


@dataclass(frozen=True, slots=True)
class Line:
    """One part of a score: tenths reached, tenths possible, the number behind it, and where that comes from."""

    part: str
    got: int
    full: int
    count: int = 0
    origin: str = ""

    def kept(self) -> dict[str, object]:
        """As it is kept in the database."""
        return asdict(self)


def is_scored(workday: bool, mark: str, on_leave: bool) -> bool:
    """Whether a day counts at all: holidays, leave and duty elsewhere are no absence."""
    return workday and not on_leave and mark not in EXCUSED


def _within(tenths: int, full: int) -> int:
    return max(0, min(tenths, full))


def score(facts: Facts, scheme: Scheme) -> list[Line]:
    """The lines of a day's score, each between nothing and its part's points (3.26).

    Somebody absent has nothing for attendance and service. Too few evaluations stand as full: silence is no reproach.
    """
    full = {part: points * 10 for part, points in scheme.weights.items()}
    absent = facts.mark == Mark.ABSENT
    slips = facts.mark in {Mark.LATE, Mark.EARLY, Mark.AWAY}
    attendance = 0 if absent else full[Part.ATTENDANCE] - 10 * scheme.late * slips
    service = 0 if absent else full[Part.SERVICE] * min(facts.served, scheme.target) // scheme.target
    voices = facts.levels if len(facts.levels) >= scheme.voices else ()
    said = full[Part.EVALUATION] * sum(voices) // (5 * len(voices)) if voices else full[Part.EVALUATION]
    kept = full[Part.QUALITY] - 10 * scheme.mistake * facts.mistakes
    reached = {
        Part.ATTENDANCE: (attendance, int(slips or absent), facts.known),
        Part.SERVICE: (service, facts.served, facts.counted),
        Part.QUALITY: (kept, facts.mistakes, Origin.SLIPS),
        Part.EVALUATION: (said, len(facts.levels), Origin.VOICES if voices else Origin.FEW),
        Part.CONDUCT: (full[Part.CONDUCT] - 10 * facts.points, facts.points, Origin.VERIFIED),
    }
    return [
        Line(part, _within(got, full[part]), full[part], count, origin)
        for part, (got, count, origin) in reached.items()
    ]


def total(lines: Iterable[Line]) -> int:
    """The day's score in tenths, 0 to 1000."""
    return _within(sum(line.got for line in lines), FULL)


def corrected(lines: Sequence[Line], part: str, tenths: int) -> list[Line]:
    """The lines after an appeal that was right: one part is set anew. Raises RuleViolation."""
    line = next((each for each in lines if each.part == part), None)
    if line is None:
        raise RuleViolation("part_unknown", N_("请选择要更正的一项。"), field="part")
    if not 0 <= tenths <= line.full:
        text = N_("更正后的分数应在0到%(full)s分之间。")
        raise RuleViolation("points_wrong", text, params={"full": line.full // 10}, field="points")
    anew = replace(line, got=tenths, origin=Origin.APPEAL)
    return [anew if each is line else each for each in lines]


@dataclass(frozen=True, slots=True)
class Month:
    """Somebody's month: sum of scores in tenths, scored days, mistakes, violations."""

    staff: int
    number: str
    sum: int
    days: int
    mistakes: int = 0
    violations: int = 0

    @property
    def mean(self) -> int:
        """The mean score in tenths, cut off; nothing without a day."""
        return self.sum // self.days if self.days else 0


def points(tenths: int) -> str:
    """Tenths as points: 96.5."""
    return f"{tenths / 10:g}"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the ranking; 0: too few days to be ranked."""

    rank: int
    month: Month


def ranking(months: Iterable[Month], least_days: int) -> list[Place]:
    """Best mean first; then fewer violations, fewer mistakes. Equal ones share a place and stand by number: the order
    does not depend on how the rows came. Those with too few days follow, unranked."""
    rows = list(months)
    enough = sorted((row for row in rows if row.days >= least_days), key=_order)
    places, former, rank = [], None, 0
    for index, row in enumerate(enough, 1):
        merit = _order(row)[:-1]
        rank = rank if merit == former else index
        former = merit
        places.append(Place(rank, row))
    few = sorted((row for row in rows if row.days < least_days), key=lambda row: row.number)
    return places + [Place(0, row) for row in few]


def _order(row: Month) -> tuple[int, int, int, str]:
    return (-(row.sum * 1000 // row.days if row.days else 0), row.violations, row.mistakes, row.number)


def lines_of(kept: Iterable[Mapping[str, object]]) -> list[Line]:
    """Lines as they were kept."""
    return [
        Line(
            str(each["part"]),
            int(str(each["got"])),
            int(str(each["full"])),
            int(str(each["count"])),
            str(each.get("origin", "")),
        )
        for each in kept
    ]
