"""Reading notices: good ones, and each fault at its row."""

import json

import pytest

from oneseal.foundation.rules.holidays import NoticeDraft, read_csv, read_json
from oneseal.foundation.tests.shipped import notices
from oneseal.kernel.errors import Violations
from oneseal.kernel.workdays import SpecialDay

GOOD = (
    "2027-01-01,休,元旦\n2027-02-05,休,春节\n2027-02-20,班,春节\n2027-05-01,休,劳动节\n2027-10-01,休,国庆节\n"
)


def faults(act) -> list[tuple[str, str | None]]:  # type: ignore[no-untyped-def]
    with pytest.raises(Violations) as caught:
        act()
    return [(item.code, item.field) for item in caught.value.items]


def as_json(draft: NoticeDraft) -> str:
    days = [{"date": str(each.day), "off": each.off, "name": each.name} for each in draft.days]
    return json.dumps({"year": draft.year, "title": draft.title, "url": draft.source_url, "days": days})


@pytest.mark.parametrize("draft", notices(), ids=lambda draft: f"{draft.year}-{draft.title[-4:]}")
def test_every_shipped_notice_passes_the_checks(draft: NoticeDraft) -> None:
    assert read_json(as_json(draft)).days == draft.days


def test_csv_with_and_without_heading_and_other_words() -> None:
    plain = read_csv(GOOD, year=2027)
    headed = read_csv("\ufeff日期,类型,名称\n" + GOOD.replace("休", "放假").replace("-", "/"), year=" 2027 ")
    assert plain.days == headed.days
    assert plain.title == "国务院办公厅关于2027年部分节假日安排的通知"
    assert SpecialDay(plain.days[2].day, False, "春节") == plain.days[2]


def test_the_public_data_set_form() -> None:
    rows = [line.split(",") for line in GOOD.split()]
    days = [{"name": name, "date": day, "isOffDay": off == "休"} for day, off, name in rows]
    draft = read_json(json.dumps({"year": 2027, "papers": ["https://www.gov.cn/a"], "days": days}))
    assert draft.source_url == "https://www.gov.cn/a"
    assert draft.days == read_csv(GOOD, year=2027).days


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{", [("json_broken", "file")]),
        ("[]", [("json_shape", "file")]),
        ('{"year": 2027}', [("json_shape", "file")]),
        ('{"year": 2027, "papers": [], "days": []}', [("no_days", "days")]),
        ('{"year": "x", "days": [3]}', [("year_wrong", "year"), ("day_wrong", "days")]),
        ('{"year": 2027, "days": [{"date": "2027-10-01", "off": true, "name": "国庆节"}]}',
         [("statutory_day_missing", "days")] * 2),
    ],
)  # fmt: skip
def test_faults_of_json(text: str, expected: list[tuple[str, str]]) -> None:
    assert faults(lambda: read_json(text)) == expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("2027-02-30,休,春节", "day_wrong"),
        ("2027-02-06,歇,春节", "off_wrong"),
        ("2027-02-06,休,", "name_missing"),
        ("2027-02-06,休," + "春" * 61, "name_missing"),
        ("2027-02-05,休,春节", "day_twice"),
        ("2028-01-01,休,元旦", "day_outside"),
        ("2026-11-30,休,元旦", "day_outside"),
        ("2027-02-22,班,春节", "makeup_on_weekday"),
        ("不是日期", "day_wrong"),
    ],
)
def test_faults_of_rows(more: str, expected: str) -> None:
    assert faults(lambda: read_csv(GOOD + more, year=2027)) == [(expected, "days")]


def test_december_before_may_be_listed() -> None:
    assert read_csv(GOOD + "2026-12-31,休,元旦", year=2027).days[0].day.year == 2026


def test_faults_of_the_heading_fields() -> None:
    assert faults(lambda: read_csv(GOOD, year=2027, url="gov.cn", published_on="11月4日")) == [
        ("published_wrong", "published_on"),
        ("url_wrong", "source_url"),
    ]
    assert faults(lambda: read_csv(GOOD, year=None)) == [("year_wrong", "year")]
