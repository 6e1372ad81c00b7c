"""The annual list of key projects: what an entry must say, and which years are in force (inventory 11.4)."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final

from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.kernel.identifiers import is_uscc, tidy
from oneseal.kernel.text import N_

BASIS: Final = "年度重点建设项目计划"
LEVELS: Final = {
    "district": N_("区（县）级"),
    "city": N_("市级"),
    "province": N_("省级"),
    "state": N_("国家级"),
}
INDUSTRIES: Final = {
    "industry": N_("工业"),
    "energy": N_("能源"),
    "transport": N_("交通"),
    "water": N_("水利"),
    "housing": N_("城建和住房"),
    "farming": N_("农业"),
    "service": N_("服务业"),
    "social": N_("社会事业"),
    "other": N_("其他"),
}
COLUMNS: Final = {
    "year": "年度",
    "level": "级别",
    "code": "项目代码",
    "name": "项目名称",
    "owner": "建设单位",
    "owner_code": "统一社会信用代码",
    "industry": "行业",
    "approved_by": "批准文号",
}
"""The columns of the file that is imported, by their heading."""
CODE: Final = re.compile(r"\d{4}-\d{6}-\d{2}-\d{2}-\d{6}")
"""The unified code of an investment project (全国投资项目在线审批监管平台): year, region, kind, industry, serial (K)."""
MOST_ROWS: Final = 2000
OVERLAP_MONTH: Final = 3
"""Last year's list holds until the end of this month of the next year: the new one is not approved on 1 January (L)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One project as it stands on the plan. `level` and `industry` are codes of LEVELS and INDUSTRIES."""

    year: int
    level: str
    code: str
    name: str
    owner: str
    owner_code: str
    industry: str
    approved_by: str


def years_in_force(today: date) -> tuple[int, ...]:
    """The years whose list is in force today (L)."""
    return (today.year, today.year - 1) if today.month <= OVERLAP_MONTH else (today.year,)


def tidied(entry: Entry) -> Entry:
    """The same without blanks around, codes in their usual form."""
    values: dict[str, Any] = {each.name: getattr(entry, each.name) for each in fields(entry)}
    for name, value in values.items():
        values[name] = " ".join(value.split()) if isinstance(value, str) else value
    return Entry(**{**values, "owner_code": tidy(entry.owner_code), "code": code_of(entry.code)})


def code_of(raw: str) -> str:
    """A project code as it is written: 20 digits in five groups; anything else as it came."""
    digits = tidy(raw)
    if len(digits) != 20 or not digits.isdigit():
        return raw.strip()
    return "-".join((digits[:4], digits[4:10], digits[10:12], digits[12:14], digits[14:]))


def faults(entry: Entry, today: date) -> list[RuleViolation]:
    """What is wrong with an entry, each at its field (inventory 11.4)."""
    found = []
    for name, longest in (("name", 200), ("owner", 120), ("approved_by", 200)):
        text = getattr(entry, name)
        if not text:
            found.append(_fault("empty", N_("没有填写。请照批准的计划填写。"), name))
        elif len(text) > longest:
            found.append(_fault("too_long", N_("太长，请写简称。"), name))
    if not today.year - 5 <= entry.year <= today.year + 1:
        found.append(_fault("year_off", N_("年度应是近五年到明年之间的年份。"), "year"))
    if entry.level not in LEVELS:
        found.append(_fault("level_unknown", N_("级别应是：区（县）级、市级、省级、国家级。"), "level"))
    if entry.industry not in INDUSTRIES:
        text = N_("没有这个行业。请写：工业、能源、交通、水利、城建和住房、农业、服务业、社会事业、其他。")
        found.append(_fault("industry_unknown", text, "industry"))
    if not CODE.fullmatch(entry.code):
        text = N_("项目代码应是24位，例如 2026-990181-30-03-100001。请照备案证或者批复填写。")
        found.append(_fault("code_wrong", text, "code"))
    if not is_uscc(entry.owner_code):
        text = N_("统一社会信用代码不对，请核对18位代码。")
        found.append(_fault("owner_code_wrong", text, "owner_code"))
    return found


def _fault(code: str, text: str, field: str) -> RuleViolation:
    return RuleViolation(code, text, field=field, basis=BASIS)


def check_entry(entry: Entry, today: date) -> None:
    """Raises Violations for an entry that does not say what it must."""
    if found := faults(entry, today):
        raise Violations(found)


def decoded(content: bytes) -> str:
    """The text of a file from a spreadsheet: UTF-8, or GB 18030 as Chinese Windows saves it. Raises RuleViolation."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RuleViolation("unreadable", N_("文件读不出来，请另存为CSV（UTF-8）再导入。"), field="file")


def read_entries(text: str, today: date) -> list[Entry]:
    """The entries of a CSV file with COLUMNS as its first line. Raises Violations with each faulty row and why."""
    reader = csv.DictReader(io.StringIO(text))
    missing = [title for title in COLUMNS.values() if title not in (reader.fieldnames or [])]
    if missing:
        message = N_("文件缺少这些列：%(columns)s。请下载样表，照第一行的列名填写。")
        params = {"columns": "、".join(missing)}
        raise RuleViolation("columns_missing", message, params=params, field="file")
    found: list[Entry] = []
    wrong: list[RuleViolation] = []
    try:
        rows = [row for row in reader if any(str(value or "").strip() for value in row.values())]
    except csv.Error as error:
        raise RuleViolation("unreadable", N_("文件不是CSV，请另存为CSV再导入。"), field="file") from error
    if not rows or len(rows) > MOST_ROWS:
        text_ = N_("文件里没有项目，或者超过%(most)d行。请分几次导入。")
        raise RuleViolation("rows_wrong", text_, params={"most": MOST_ROWS}, field="file")
    for number, row in enumerate(rows, start=2):
        entry = _entry(row)
        problems = faults(entry, today)
        wrong += [_in_row(number, each) for each in problems]
        if any((entry.year, entry.code) == (other.year, other.code) for other in found):
            wrong.append(
                _in_row(number, _fault("twice", N_("同一年度的项目代码在文件里出现了两次。"), "code"))
            )
        found.append(entry)
    if wrong:
        raise Violations(wrong[:50])
    return found


def _entry(row: Mapping[str, str | None]) -> Entry:
    said = {name: str(row.get(title) or "").strip() for name, title in COLUMNS.items()}
    year = said.pop("year").removesuffix("年")
    levels = {label: key for key, label in LEVELS.items()} | {"区级": "district", "县级": "district"}
    industries = {label: key for key, label in INDUSTRIES.items()}
    said["level"] = levels.get(said["level"], said["level"])
    said["industry"] = industries.get(said["industry"], said["industry"])
    return tidied(Entry(year=int(year) if year.isascii() and year.isdigit() else 0, **said))


def _in_row(number: int, fault: RuleViolation) -> RuleViolation:
    """A fault as the one who imports reads it: which line, which column, what to do."""
    return RuleViolation(
        fault.code,
        N_("第%(row)d行“%(column)s”：%(why)s"),
        params={"row": number, "column": COLUMNS[fault.field or "code"], "why": fault.message},
        field="file",
        basis=BASIS,
    )
