"""The plan's entries and files, and what an early service measures."""

from datetime import date

import pytest

from oneseal.advance.rules import early, projects
from oneseal.advance.rules.projects import COLUMNS, Entry
from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.kernel.identifiers import uscc_check_character

TODAY = date(2026, 11, 20)
BODY = "91990100MA6N00000"
USCC = BODY + uscc_check_character(BODY)
GOOD = Entry(
    2026, "city", "2026-990181-30-03-100001", "生产线", "某公司", USCC, "industry", "云政发〔2026〕3号"
)
HEAD = ",".join(COLUMNS.values())
LINE = f"2026,市级,2026-990181-30-03-100001,生产线,某公司,{USCC},工业,云政发〔2026〕3号"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, ""),
        ({"name": ""}, "name"),
        ({"name": "长" * 201}, "name"),
        ({"name": "长" * 200}, ""),
        ({"year": 2020}, "year"),
        ({"year": 2021}, ""),
        ({"year": 2027}, ""),
        ({"year": 2028}, "year"),
        ({"level": "town"}, "level"),
        ({"industry": "magic"}, "industry"),
        ({"code": "2026-990181-30-03-10001"}, "code"),
        ({"owner_code": USCC[:-1] + "?"}, "owner_code"),
        ({"approved_by": ""}, "approved_by"),
    ],
)
def test_what_an_entry_must_say(changes: dict[str, object], field: str) -> None:
    entry = Entry(**{**{name: getattr(GOOD, name) for name in COLUMNS}, **changes})
    assert [each.field for each in projects.faults(entry, TODAY)] == ([field] if field else [])


@pytest.mark.parametrize(
    ("today", "years"),
    [
        (date(2026, 1, 1), (2026, 2025)),
        (date(2026, 3, 31), (2026, 2025)),
        (date(2026, 4, 1), (2026,)),
        (date(2026, 12, 31), (2026,)),
    ],
)
def test_last_years_list_holds_until_march(today: date, years: tuple[int, ...]) -> None:
    assert projects.years_in_force(today) == years


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_spreadsheets_file_is_read(encoding: str) -> None:
    text = projects.decoded(f"{HEAD}\r\n{LINE}\r\n,,,,,,,\r\n".encode(encoding))
    assert projects.read_entries(text, TODAY) == [GOOD]


def test_a_faulty_file_names_row_and_column() -> None:
    wrong = LINE.replace("工业", "魔法")
    with pytest.raises(Violations) as caught:
        projects.read_entries(f"{HEAD}\n{LINE}\n{wrong}\n", TODAY)
    rows = [(each.params["row"], each.params["column"]) for each in caught.value.items]
    assert rows == [(3, "行业"), (3, "项目代码")]


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "columns_missing"), ("项目名称\n生产线\n", "columns_missing"), (f"{HEAD}\n", "rows_wrong")],
)
def test_files_that_are_no_plan(text: str, code: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        projects.read_entries(text, TODAY)
    assert caught.value.code == code


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(RuleViolation):
        projects.decoded(b"\xff\xff\xff")


@pytest.mark.parametrize(
    ("linked", "corrected", "others", "others_corrected", "avoided"),
    [(0, 0, 10, 5, None), (4, 1, 0, 0, None), (4, 1, 10, 5, 25), (4, 4, 10, 5, -50), (3, 0, 3, 1, 33)],
)
def test_corrections_avoided(
    linked: int, corrected: int, others: int, others_corrected: int, avoided: int | None
) -> None:
    found = early.Measured(9, linked, None, corrected, others, others_corrected)
    assert found.avoided == avoided


def test_the_middle_of_days() -> None:
    assert early.middle([]) is None
    assert early.middle([1, 9, 4]) == 4
