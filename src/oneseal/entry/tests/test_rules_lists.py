"""Reading a unit's list and comparing it: tables of cells and of cases."""

from datetime import date

import pytest

from oneseal.entry.rules.lists import COLUMNS, Found, Line, Ours, check_period, compare, day_of, read
from oneseal.kernel.errors import RuleViolation

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
ITEMS = {"用水报装": 1, "WATER1": 1, "用水过户": 2}
GOOD = ["水〔2026〕8号", "用水报装", "2026-10-08", "2026/10/9", "SX-8"]


def test_a_list_that_is_right() -> None:
    lines, wrong = read(
        [list(COLUMNS), GOOD, ["", "", "", "", ""], ["9", "WATER1", "2026年10月31日"]], ITEMS, FIRST, LAST
    )
    assert not wrong
    assert lines[0] == Line(2, "水〔2026〕8号", 1, date(2026, 10, 8), date(2026, 10, 9), "SX-8")
    assert (lines[1].row, lines[1].decided_on, lines[1].result) == (4, None, "")


@pytest.mark.parametrize(
    ("place", "value", "column", "word"),
    [
        (0, "", "编号", "没有编号"),
        (0, "11010519491231002X", "编号", "身份证"),
        (4, "联系13800139000", "结果编号", "手机号"),
        (0, "号" * 61, "编号", "60个字"),
        (1, "用气报装", "事项", "台账里没有"),
        (2, "十月八日", "受理日期", "不是日期"),
        (2, "2026-02-30", "受理日期", "不是日期"),
        (2, "2026-09-30", "受理日期", "起止日期"),
        (2, "2026-11-01", "受理日期", "起止日期"),
        (3, "昨天", "办结日期", "不是日期"),
        (3, "2026-10-07", "办结日期", "早于"),
    ],
)
def test_a_cell_that_is_wrong(place: int, value: str, column: str, word: str) -> None:
    row = [*GOOD]
    row[place] = value
    lines, (wrong, *_) = read([list(COLUMNS), row], ITEMS, FIRST, LAST)
    assert (lines, wrong.row, wrong.column) == ([], 2, column)
    assert word in wrong.text


@pytest.mark.parametrize(
    ("cells", "word"),
    [
        ([], "第一行"),
        ([["编号", "事项"]], "第一行"),
        ([[*COLUMNS, "申请人姓名"], [*GOOD, "张伟"]], "申请人姓名"),
        ([list(COLUMNS)], "没有数据行"),
        ([list(COLUMNS), GOOD, GOOD], "重复"),
        ([list(COLUMNS), *[GOOD] * 20_001], "最多"),
    ],
)
def test_a_file_that_is_wrong(cells: list[list[str]], word: str) -> None:
    assert word in read(cells, ITEMS, FIRST, LAST)[1][0].text


def test_days_and_periods() -> None:
    assert day_of("2026.1.5") == date(2026, 1, 5)
    today = date(2026, 11, 1)
    check_period(FIRST, LAST, today)
    check_period(date(2025, 11, 1), LAST, today)
    for first, last in ((LAST, FIRST), (FIRST, today), (date(2025, 10, 30), LAST)):
        with pytest.raises(RuleViolation):
            check_period(first, last, today)


def line(row: int, number: str, day: int, result: str = "", item: int = 1, decided: int = 0) -> Line:
    return Line(row, number, item, date(2026, 10, day), date(2026, 10, decided) if decided else None, result)


def test_what_lines_are_to_us() -> None:
    ours = [
        Ours(("CASE1", "受1"), 1, date(2026, 10, 8), date(2026, 10, 9), date(2026, 10, 12)),
        Ours(("CASE2", ""), 1, date(2026, 10, 8)),
        Ours(("CASE3", "受3"), 1, date(2026, 10, 20)),
        Ours(("CASE4", ""), 2, date(2026, 10, 8)),
    ]
    found = compare(
        [
            line(2, "受1", 9),
            line(3, "a", 8),
            line(4, "b", 8),
            line(5, "受3", 15),
            line(6, "c", 16, result="证9"),
            line(7, "d", 8, item=2),
            line(8, "e", 30),
            line(9, "CASE4", 8, item=2),
        ],
        ours,
        results={"证9"},
        told={"e"},
    )
    assert [(each.found, each.ours) for each in found] == [
        (Found.KNOWN, "受1"),
        (Found.LIKELY, "CASE2"),
        (Found.UNKNOWN, ""),
        (Found.AFTERWARDS, "受3"),
        (Found.KNOWN, "证9"),
        (Found.UNKNOWN, ""),
        (Found.TOLD, ""),
        (Found.KNOWN, "CASE4"),
    ]


def test_another_day_of_decision_is_another_case() -> None:
    ours = [Ours(("CASE1", ""), 1, date(2026, 10, 8), date(2026, 10, 8), date(2026, 10, 12))]
    assert compare([line(2, "a", 8, decided=13)], ours)[0].found == Found.UNKNOWN
    assert compare([line(2, "a", 8, decided=12)], ours)[0].found == Found.LIKELY
    assert compare([line(2, "a", 8)], ours, taken={"CASE1": "b"})[0].found == Found.UNKNOWN
    assert compare([line(2, "a", 8)], ours, taken={"CASE1": "a"})[0].found == Found.LIKELY
    assert compare([line(2, "a", 8)], ours, told={"a"})[0].found == Found.TOLD
