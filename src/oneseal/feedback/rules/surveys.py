"""Surveys: their kinds, states, questions, files of third parties, results (inventory 10.7, 10.9, 10.12)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.rates import Rate, Rounding
from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable

KINDS: Final = {
    "third_party": N_("第三方满意度测评"),
    "half_year": N_("半年评议"),
    "opinion": N_("征求意见"),
}


class SurveyState(StrEnum):
    """Being prepared, answered, ended, told to everybody."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    PUBLIC = "public"


LIFE: Final = TransitionTable(
    {
        SurveyState.DRAFT: N_("准备中"),
        SurveyState.OPEN: N_("征集中"),
        SurveyState.CLOSED: N_("已结束"),
        SurveyState.PUBLIC: N_("已公布"),
    },
    [
        Edge(SurveyState.DRAFT, "open", SurveyState.OPEN),
        Edge(SurveyState.DRAFT, "import", SurveyState.CLOSED),
        Edge(SurveyState.OPEN, "close", SurveyState.CLOSED),
        Edge(SurveyState.CLOSED, "publish", SurveyState.PUBLIC),
    ],
)
STATES: Final = LIFE.labels

LEVELS: Final = [
    ("5", N_("非常满意")),
    ("4", N_("满意")),
    ("3", N_("基本满意")),
    ("2", N_("不满意")),
    ("1", N_("非常不满意")),
]
WORDS: Final = {word: int(level) for level, word in LEVELS}
MOST_QUESTIONS: Final = 20
WHICH: Final = N_("评议哪个科室")


def questions(lines: str) -> list[tuple[str, bool]]:
    """The questions that staff typed, one a line; a line that ends with `*` is answered in words, others by level.

    Raises RuleViolation for none, too many, or one told twice.
    """
    found = [line.strip() for line in lines.splitlines() if line.strip()]
    texts = [(line.rstrip("*＊").strip(), line[-1] in "*＊") for line in found]
    names = [text for text, _ in texts]
    if not names or len(names) > MOST_QUESTIONS or len(set(names)) < len(names) or not all(names):
        raise RuleViolation(
            "questions_wrong",
            N_("请写1至%(most)s个问题，一行一个，不要重复；要对方用文字回答的，在行尾加 *。"),
            params={"most": MOST_QUESTIONS},
            field="questions",
        )
    return texts


def form_of(texts: Sequence[tuple[str, bool]], units: Sequence[tuple[int, str]]) -> dict[str, Any]:
    """The questions as a form of the catalogue's kind (JSON Schema), with the unit that is judged first."""
    fields: dict[str, Any] = {}
    required = []
    if units:
        fields["unit"] = _choice(WHICH, [(str(pk), name) for pk, name in units], 1)
        required.append("unit")
    for place, (text, in_words) in enumerate(texts, 1):
        if in_words:
            words = {"type": "string", "title": text, "maxLength": 1000, "x-format": "textarea"}
            fields[f"q{place}"] = {**words, "x-order": place + 1}
        else:
            fields[f"q{place}"] = _choice(text, LEVELS, place + 1)
            required.append(f"q{place}")
    return {"type": "object", "properties": fields, "required": required}


def _choice(title: str, choices: Sequence[tuple[str, str]], order: int) -> dict[str, Any]:
    return {
        "type": "string",
        "title": title,
        "enum": [value for value, _ in choices],
        "x-labels": dict(choices),
        "x-order": order,
    }


def overall(data: dict[str, Any]) -> int | None:
    """One answer's level: the mean of its rated questions, halves down; None where none was rated."""
    rated = [int(value) for name, value in data.items() if name.startswith("q") and value in dict(LEVELS)]
    return (2 * sum(rated) + len(rated) - 1) // (2 * len(rated)) if rated else None


@dataclass(frozen=True, slots=True)
class Result:
    """What came out, for all or one unit: answers, satisfied ones, the score of a hundred."""

    answers: int
    satisfied: int
    levels: int

    @property
    def satisfaction(self) -> Rate:
        """满意率: levels 3 to 5 over those that gave a level, cut and not rounded, as circulars do."""
        return Rate(self.satisfied, self.answers, Rounding.TRUNCATE)

    @property
    def score(self) -> Rate:
        """Each level times 20, over the answers."""
        return Rate(20 * self.levels, self.answers)


def result(levels: Iterable[int | None]) -> Result:
    """Counted; answers without a level are left out."""
    rated = [level for level in levels if level is not None]
    return Result(len(rated), sum(level >= 3 for level in rated), sum(rated))


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a cell of a file; `row` as the spreadsheet counts, 1 is the heading."""

    row: int
    column: str
    message: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One interview, or one form on paper, of a file. `level` None: only words were asked for."""

    row: int
    number: str
    unit: str
    level: int | None
    comment: str


HEAD: Final = ("编号", "科室", "满意程度", "意见")
"""Columns of the file: number, section, level (a word or 1 to 5), comment."""
MOST: Final = 50_000


def read(
    cells: Sequence[Sequence[str]], units: Iterable[str], *, rated: bool = True
) -> tuple[list[Line], list[Problem]]:
    """The interviews of a file and everything that is wrong with it. `units`: the sections that there are. Not `rated`:
    forms that ask for opinions, where the level may be missing and the words may not."""
    needed = "满意程度" if rated else "意见"
    if not cells or not {"编号", needed} <= {cell.strip() for cell in cells[0]}:
        why = N_(
            "第一行应是列名：编号、科室、满意程度、意见；编号和满意程度必须有，征求意见的，编号和意见必须有。"
        )
        return [], [Problem(1, "", why)]
    place = {name: [cell.strip() for cell in cells[0]].index(name) for name in HEAD if name in cells[0]}
    known, seen = set(units), set[str]()
    lines, problems = [], []
    for row, values in enumerate(cells[1 : MOST + 1], 2):
        cell = {name: values[at].strip() if at < len(values) else "" for name, at in place.items()}
        if not any(cell.values()):
            continue
        line, wrong = _line(row, cell, known, seen, rated)
        problems += wrong
        seen.add(cell["编号"])
        if line:
            lines.append(line)
    if not lines and not problems:
        problems.append(Problem(2, "", N_("表里没有数据行。")))
    return lines, problems


def _line(
    row: int, cell: dict[str, str], known: set[str], seen: set[str], rated: bool
) -> tuple[Line | None, list[Problem]]:
    wrong = []
    number, unit, said = cell["编号"], cell.get("科室", ""), cell.get("满意程度", "")
    level = WORDS.get(said, int(said) if said in dict(LEVELS) else 0)
    if not number:
        wrong.append(Problem(row, "编号", N_("没有编号。")))
    elif number in seen:
        wrong.append(Problem(row, "编号", N_("编号与前面的行重复。"), number))
    if unit and unit not in known:
        wrong.append(Problem(row, "科室", N_("没有这个科室，请照组织机构里的名称填写。"), unit))
    if not rated and not cell["意见"]:
        wrong.append(Problem(row, "意见", N_("没有写意见。")))
    if not level and (rated or said):
        wrong.append(
            Problem(row, "满意程度", N_("应是非常满意、满意、基本满意、不满意、非常不满意，或者5到1。"), said)
        )
    if wrong:
        return None, wrong
    return Line(row, number[:40], unit, level or None, cell.get("意见", "")[:1000]), []
