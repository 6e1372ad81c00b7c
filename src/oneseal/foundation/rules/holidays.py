"""Reading a holiday notice from JSON or CSV, with every fault told by row (CAL-2, CAL-6)."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import SpecialDay

YEARS = range(1990, 2101)
ALWAYS_OFF = ((1, 1), (5, 1), (10, 1))
OFF_WORDS = {"true": True, "1": True, "休": True, "休息": True, "放假": True, "off": True}
OFF_WORDS |= {"false": False, "0": False, "班": False, "上班": False, "调休上班": False, "work": False}
BASIS = "全国年节及纪念日放假办法第七条"


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """A notice as read from a file or form, checked by itself but not yet against the calendar."""

    year: int
    title: str
    days: tuple[SpecialDay, ...]
    source_url: str = ""
    source: str = ""
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the source: where it stands and what it says, as text."""

    place: int
    day: str
    off: str
    name: str


def fault(code: str, message: str, *, field: str = "days", **params: object) -> RuleViolation:
    """A fault in the notice, at a field of the form."""
    return RuleViolation(code, message, params=params, field=field, basis=BASIS)


def unpack(text: str) -> Iterator[date]:
    """The days of a packed list: days and `first/last` ranges in ISO form, separated by spaces."""
    for part in text.split():
        first, _, last = part.partition("/")
        day, end = date.fromisoformat(first), date.fromisoformat(last or first)
        while day <= end:
            yield day
            day += timedelta(days=1)


def read_packed(raw: Mapping[str, Any]) -> NoticeDraft:
    """A notice of the shipped file, whose days are packed as ranges by holiday."""
    days = [
        SpecialDay(day, kind == "off", name)
        for kind in ("off", "work")
        for name, packed in raw[kind].items()
        for day in unpack(packed)
    ]
    published = raw["published_on"]
    return NoticeDraft(
        year=raw["year"],
        title=raw["title"],
        days=tuple(sorted(days)),
        source_url=raw["url"],
        source=raw["source"],
        published_on=date.fromisoformat(published) if published else None,
    )


def read_json(text: str) -> NoticeDraft:
    """A notice from JSON: `year`, `title`, `url`, `published_on`, `days` of `date`, `off`, `name`.

    Also takes the form of the public data set holiday-cn (`papers`, `isOffDay`). Raises Violations.
    """
    try:
        raw = json.loads(text)
    except ValueError as error:
        raise Violations(
            [
                fault(
                    "json_broken",
                    N_("文件不是有效的 JSON：%(detail)s。请检查后重新上传。"),
                    field="file",
                    detail=error,
                )
            ]
        ) from None
    if not isinstance(raw, dict) or not isinstance(raw.get("days"), list):
        raise Violations(
            [
                fault(
                    "json_shape",
                    N_("文件里没有 days 列表。请按模板填写 year、title 和 days。"),
                    field="file",
                )
            ]
        )
    rows = [_json_row(place, each) for place, each in enumerate(raw["days"], 1)]
    papers = raw.get("papers")
    url = str(raw.get("url") or (papers[-1] if isinstance(papers, list) and papers else ""))
    return _draft(raw.get("year"), str(raw.get("title") or ""), url, raw.get("published_on"), rows)


def _json_row(place: int, each: object) -> _Row:
    if not isinstance(each, dict):
        return _Row(place, str(each), "", "")
    off = each.get("off", each.get("isOffDay", ""))
    return _Row(place, str(each.get("date", "")), str(off), str(each.get("name", "")))


def read_csv(
    text: str, *, year: object, title: str = "", url: str = "", published_on: object = None
) -> NoticeDraft:
    """A notice from CSV with the columns 日期, 休/班, 名称 (a heading line may be there). Raises Violations."""
    rows = []
    for place, cells in enumerate(csv.reader(io.StringIO(text.lstrip("\ufeff"))), 1):
        cells = [cell.strip() for cell in cells]
        if not any(cells) or (place == 1 and cells[0] in {"日期", "date"}):
            continue
        day, off, name = (*cells, "", "", "")[:3]
        rows.append(_Row(place, day, off, name))
    return _draft(year, title, url, published_on, rows)


def _draft(year: object, title: str, url: str, published_on: object, rows: list[_Row]) -> NoticeDraft:
    faults: list[RuleViolation] = []
    number = _year(year, faults)
    published = _published(published_on, faults)
    if url and not url.startswith(("https://", "http://")):
        faults.append(
            fault("url_wrong", N_("通知网址应以 https:// 开头，请填写完整网址。"), field="source_url")
        )
    days = _days(rows, number, faults)
    if not rows:
        faults.append(
            fault("no_days", N_("没有任何放假或上班日期。空的年份不能当作“没有假日”，请填入通知中的日期。"))
        )
    elif not faults:
        faults.extend(_omissions(number, days))
    if faults:
        raise Violations(faults)
    title = title.strip() or f"国务院办公厅关于{number}年部分节假日安排的通知"
    return NoticeDraft(number, title, tuple(sorted(days)), source_url=url, published_on=published)


def _year(year: object, faults: list[RuleViolation]) -> int:
    text = str(year if year is not None else "").strip()
    if text.isascii() and text.isdigit() and int(text) in YEARS:
        return int(text)
    faults.append(
        fault("year_wrong", N_("年份“%(year)s”不对，请填四位数字，如 2027。"), field="year", year=text)
    )
    return 0


def _published(value: object, faults: list[RuleViolation]) -> date | None:
    if value in (None, ""):
        return None
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError:
        faults.append(
            fault(
                "published_wrong",
                N_("发布日期“%(day)s”不对，请按 2026-11-04 的样子填写。"),
                field="published_on",
                day=value,
            )
        )
        return None


def _days(rows: list[_Row], year: int, faults: list[RuleViolation]) -> list[SpecialDay]:
    found: dict[date, SpecialDay] = {}
    for row in rows:
        try:
            each = _day(row, year)
            if each.day in found:
                raise fault(
                    "day_twice",
                    N_("第%(row)s行：%(day)s 出现了两次，请删去一行。"),
                    row=row.place,
                    day=each.day,
                )
            found[each.day] = each
        except RuleViolation as error:
            faults.append(error)
    return list(found.values())


def _day(row: _Row, year: int) -> SpecialDay:
    try:
        day = date.fromisoformat(row.day.replace("/", "-"))
    except ValueError:
        raise fault(
            "day_wrong",
            N_("第%(row)s行：日期“%(day)s”不对，请按 2027-02-05 的样子填写。"),
            row=row.place,
            day=row.day,
        ) from None
    off = OFF_WORDS.get(row.off.lower())
    if off is None:
        raise fault(
            "off_wrong",
            N_("第%(row)s行：“%(off)s”看不懂，请写“休”或“班”。"),
            row=row.place,
            off=row.off,
        )
    if not row.name or len(row.name) > 60:
        raise fault("name_missing", N_("第%(row)s行：请写节日名称（60字以内），如“春节”。"), row=row.place)
    if year and day.year != year and (day.year, day.month) != (year - 1, 12):
        raise fault(
            "day_outside",
            N_("第%(row)s行：%(day)s 不在%(year)s年内。只有上一年12月的日期可以列在本年通知里。"),
            row=row.place,
            day=day,
            year=year,
        )
    if not off and day.weekday() < 5:
        raise fault(
            "makeup_on_weekday",
            N_("第%(row)s行：%(day)s 不是周六、周日，本来就上班。请核对是否写错日期，或删去这一行。"),
            row=row.place,
            day=day,
        )
    return SpecialDay(day, off, row.name)


def _omissions(year: int, days: list[SpecialDay]) -> Iterator[RuleViolation]:
    off = {each.day for each in days if each.off}
    for month, number in ALWAYS_OFF:
        if date(year, month, number) not in off:
            yield fault(
                "statutory_day_missing",
                N_("缺少法定假日%(month)s月%(day)s日。请核对是否整份通知都已录入。"),
                month=month,
                day=number,
            )
