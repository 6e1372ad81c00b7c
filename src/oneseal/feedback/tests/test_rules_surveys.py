"""Questions, files and results of surveys; the ledger's days."""

from datetime import date

import pytest

from oneseal.cases.rules.evaluation import Handled, Tally, active_rate, tally
from oneseal.catalog.rules import forms
from oneseal.feedback.rules import ledger, surveys
from oneseal.kernel.errors import RuleViolation

UNITS = ["市场科", "投资科"]
HEAD = ["编号", "科室", "满意程度", "意见"]


def test_questions_become_a_form() -> None:
    texts = surveys.questions("办事效率\n服务态度\n还有什么建议 *")
    assert texts == [("办事效率", False), ("服务态度", False), ("还有什么建议", True)]
    form = surveys.form_of(texts, [(7, "市场科")])
    assert forms.schema_problems(form) == []
    assert [spec.kind for spec in forms.specs(form)] == ["radio", "radio", "radio", "textarea"]
    assert form["required"] == ["unit", "q1", "q2"]


@pytest.mark.parametrize("lines", ["", "  \n", "一样\n一样", "*", "\n".join(f"问{n}" for n in range(21))])
def test_questions_that_cannot_be(lines: str) -> None:
    with pytest.raises(RuleViolation):
        surveys.questions(lines)


@pytest.mark.parametrize(
    ("data", "level"),
    [
        ({"q1": "5", "q2": "4"}, 4),
        ({"q1": "5", "q2": "5", "q3": "好"}, 5),
        ({"q3": "好"}, None),
        ({"q1": "1"}, 1),
    ],
)
def test_the_level_of_an_answer(data: dict[str, str], level: int | None) -> None:
    assert surveys.overall(data) == level


def test_a_right_file() -> None:
    rows = [HEAD, ["1", "市场科", "非常满意", ""], ["", "", "", ""], ["2", "", "2", "等太久"]]
    lines, problems = surveys.read(rows, UNITS)
    assert problems == []
    assert [(line.row, line.unit, line.level, line.comment) for line in lines] == [
        (2, "市场科", 5, ""),
        (4, "", 2, "等太久"),
    ]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (["", "", "5"], "编号"),
        (["1", "财政局", "5"], "科室"),
        (["1", "", "很好"], "满意程度"),
        (["1"], "满意程度"),
    ],
)
def test_errors_are_told_by_row_and_column(row: list[str], column: str) -> None:
    _, problems = surveys.read([HEAD, row], UNITS)
    assert [(each.row, each.column) for each in problems] == [(2, column)]


def test_a_number_told_twice_and_files_without_rows() -> None:
    _, problems = surveys.read([HEAD, ["1", "", "5"], ["1", "", "4"]], UNITS)
    assert [(each.row, each.column) for each in problems] == [(3, "编号")]
    assert surveys.read([HEAD], UNITS)[1][0].row == 2
    assert surveys.read([["甲", "乙"]], UNITS)[1][0].row == 1
    assert surveys.read([], UNITS)[1]


def test_the_published_rate_of_2019() -> None:
    found = surveys.result([5] * 700 + [4] * 200 + [3] * 82 + [2] * 15 + [1] * 3)
    assert (found.satisfied, found.answers) == (982, 1000)
    assert found.satisfaction.percent(1) == "98.2%"
    assert surveys.result([None, None]).satisfaction.percent(1) == "—"


def test_formulas_of_evaluations() -> None:
    counted = tally(
        [(5, False, False), (3, False, False), (2, False, False), (5, True, False), (5, False, True)]
    )
    assert counted == Tally(active=3, satisfied=2, negative=1, default=1, score_sum=200, voided=1)
    assert (counted.satisfaction.numerator, counted.satisfaction.denominator) == (2, 3)
    assert counted.score.quotient(1) == "66.7"
    assert active_rate(3, 4).percent(0) == "75%"
    handled = Handled(4, 3, 2, 2)
    assert (handled.contact.percent(0), handled.rectification.percent(0)) == ("75%", "100%")


def test_the_ledgers_days() -> None:
    today = date(2026, 11, 20)
    ledger.check_due(date(2026, 11, 21), today)
    for due, before in ((today, None), (date(2026, 12, 1), date(2026, 12, 1))):
        with pytest.raises(RuleViolation):
            ledger.check_due(due, today, before)
    with pytest.raises(RuleViolation):
        ledger.check_closing("改了")
