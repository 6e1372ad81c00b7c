"""The window without veto: three paths instead of a refusal, each to its end (窗口无否决权, inventory 3.10)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from oneseal.kernel.access import Role
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable
from oneseal.kernel.workdays import Due, WorkCalendar

BASIS: Final = "窗口无否决权制度"


class Path(StrEnum):
    """Which of the three: where to go, what to bring, or a question for those who know."""

    GUIDE = "guide"
    LIST = "list"
    STUDY = "study"


@dataclass(frozen=True, slots=True)
class Way:
    """One path: what it is called, when it is taken, which document it gives, within how many working days (L) its
    end is due."""

    label: str
    hint: str
    document: str
    days: int


WAYS: Final[Mapping[Path, Way]] = {
    Path.GUIDE: Way(N_("指路单"), N_("不属于本机关的：写明找谁办"), "guide_slip", 3),
    Path.LIST: Way(N_("办事清单"), N_("还不符合条件的：列清单，写明怎么办"), "list_slip", 10),
    Path.STUDY: Way(N_("研判单"), N_("法律法规不明确、拿不准的：交研判"), "study_slip", 3),
}


class SlipState(StrEnum):
    """Where a slip stands. ESCALATED: the joint review has it."""

    OPEN = "open"
    ESCALATED = "escalated"
    SETTLED = "settled"


LIFE: Final = TransitionTable(
    {
        SlipState.OPEN: N_("跟进中"),
        SlipState.ESCALATED: N_("会审中"),
        SlipState.SETTLED: N_("已了结"),
    },
    [
        Edge(SlipState.OPEN, "escalate", SlipState.ESCALATED, BASIS),
        Edge(SlipState.OPEN, "settle", SlipState.SETTLED, BASIS),
        Edge(SlipState.ESCALATED, "settle", SlipState.SETTLED, BASIS),
    ],
)
UNSETTLED: Final = frozenset({SlipState.OPEN, SlipState.ESCALATED})


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a path may end. `answer`: the lawful answer that goes with it where the slip is about an application."""

    label: str
    answer: str = ""
    only_case: bool = False
    only_visit: bool = False


OUTCOMES: Final[Mapping[Path, Mapping[str, Outcome]]] = {
    Path.GUIDE: {
        "reached": Outcome(N_("已回访，找到了要找的机关"), only_visit=True),
        "not_ours": Outcome(N_("确认不属于本机关，出具不予受理决定书"), "not_ours", only_case=True),
        "ours": Outcome(N_("指错了，属于本机关：由窗口收件受理")),
        "unreachable": Outcome(N_("留了电话但三次联系不上"), only_visit=True),
    },
    Path.LIST: {
        "came_back": Outcome(N_("已备齐，提交了申请")),
        "given_up": Outcome(N_("申请人不再办理")),
        "unreachable": Outcome(N_("留了电话但三次联系不上")),
    },
    Path.STUDY: {
        "can_be_done": Outcome(N_("可以办：写明怎么办，由窗口受理")),
        "gaps": Outcome(N_("缺条件：列清单一次告知")),
        "not_ours": Outcome(N_("不属于本机关职权"), "not_ours"),
        "not_needed": Outcome(N_("此事依法不需要许可"), "not_needed"),
    },
}
ANSWERED: Final = "answered"
"""The application was answered otherwise (accepted, withdrawn …): the slip ends with it."""
ENDED: Final = N_("申请已经答复或者撤回，随之了结")
FOLLOWERS: Final[Mapping[Path, frozenset[Role]]] = {
    Path.GUIDE: frozenset({Role.CLERK, Role.SECTION_HEAD, Role.COORDINATOR}),
    Path.LIST: frozenset({Role.CLERK, Role.SECTION_HEAD, Role.COORDINATOR}),
    Path.STUDY: frozenset({Role.SECTION_HEAD, Role.COORDINATOR}),
}
"""Who brings a path to its end; about an application, a guide is for those who may sign a decision."""
LONGEST: Final = 2000


def followers(path: str, *, on_case: bool) -> frozenset[Role]:
    """Who brings this slip to its end: a study and what may turn an application away, never the window (3.10)."""
    roles = FOLLOWERS[Path(path)]
    return roles - {Role.CLERK} if on_case else roles


def outcomes(path: str, *, on_case: bool) -> dict[str, Outcome]:
    """The ends that this slip may have."""
    return {
        code: each
        for code, each in OUTCOMES[Path(path)].items()
        if not (each.only_visit if on_case else each.only_case)
    }


def outcome_label(path: str, code: str) -> str:
    """The words of an end, marked for translation; empty for none."""
    if code == ANSWERED:
        return ENDED
    found = OUTCOMES[Path(path)].get(code)
    return found.label if found else ""


def due(path: str, issued_on: date, calendar: WorkCalendar, answer_by: date | None = None) -> Due:
    """Until when the path is to be brought to its end.

    About an application never later than the last day for telling gaps (LIC-2): a study stops no clock. Where the
    power is another's, the written answer is due at once (licence law art. 32(1)(2)), so on the day itself.
    """
    if path == Path.GUIDE and answer_by is not None:
        return calendar.next_workday(issued_on)
    by = calendar.add_workdays(issued_on, WAYS[Path(path)].days)
    if answer_by is not None and answer_by < by.day:
        return Due(max(answer_by, issued_on), by.provisional)
    return by


def check_outcome(path: str, code: str, *, on_case: bool) -> Outcome:
    """The chosen end. Raises RuleViolation where this slip cannot end so."""
    found = outcomes(path, on_case=on_case).get(code)
    if found is None:
        raise RuleViolation("outcome_wrong", N_("请选择这张单子是怎样了结的。"), field="outcome", basis=BASIS)
    return found


def check_review(now: datetime, held_at: datetime, held_on: date, due: date) -> None:
    """A joint review is held from now on and before the path is due: a study stops no clock (3.10, 5.4)."""
    if held_at < now:
        raise RuleViolation("in_the_past", N_("会审时间已经过去，请改为以后的时间。"), field="held_at")
    if held_on > due:
        text = N_("会审最迟在%(day)s举行：研判不停表，这张单子当天到期。")
        raise RuleViolation(
            "review_too_late", text, params={"day": due.isoformat()}, field="held_at", basis=BASIS
        )


def check_invited(others: Collection[int]) -> None:
    """A review has a chair and two others at least (inventory 5.4)."""
    if len(others) < 2:
        text = N_("会审除召集人外至少请两人参加，请再选。")
        raise RuleViolation("too_few_invited", text, field="invited", basis="审批疑难问题会审机制")


def check_reviewed(now: datetime, held_at: datetime) -> None:
    """What was put before a review ends with what the review found."""
    if now < held_at:
        text = N_("会审还没有到时间，会审以后再了结。")
        raise RuleViolation("review_to_come", text, field="conclusion", basis="审批疑难问题会审机制")


def text_of(raw: str, *, field: str, missing: str) -> str:
    """What was written, trimmed. Raises RuleViolation `missing` for nothing, and for more than 2000 characters."""
    text = raw.strip()
    if not text:
        raise RuleViolation("text_missing", missing, field=field, basis=BASIS)
    if len(text) > LONGEST:
        raise RuleViolation("text_too_long", N_("最多2000个字，请缩短。"), field=field)
    return text


@dataclass(frozen=True, slots=True)
class Lack:
    """One line of the list: what is missing, and what to do about it."""

    what: str
    remedy: str


def lacks_of(rows: list[tuple[str, str]]) -> list[Lack]:
    """The lines of a list, empty ones left out. Raises RuleViolation for none, and for one without its remedy."""
    lines = [Lack(what.strip(), remedy.strip()) for what, remedy in rows if what.strip() or remedy.strip()]
    if not lines:
        text = N_("请至少列一项：缺什么、怎么办。条件都符合的应当收件。")
        raise RuleViolation("list_empty", text, field="what_1", basis=BASIS)
    for place, line in enumerate(lines, 1):
        if not line.what or not line.remedy:
            text = N_("第%(place)s项没有写全：缺什么和怎么办都要写，不能只说不行。")
            raise RuleViolation(
                "line_incomplete", text, params={"place": place}, field=f"what_{place}", basis=BASIS
            )
    return lines
