"""Items as rows of a table: which columns, how each cell is read, what is wrong with it."""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from oneseal.catalog.rules.content import ItemContent, Variant
from oneseal.catalog.rules.diff import text_of
from oneseal.catalog.rules.labels import CHANNELS, HANDLING, LEVELS, LINES, OBJECTS, TYPES, VARIANT_KINDS
from oneseal.kernel.item_codes import parse_item_code
from oneseal.kernel.text import N_

ROWS_LIMIT = 20_000
HEADER_ROWS = 10
NAME_LIMIT = 300
CODE = re.compile(r"^[a-zA-Z0-9][a-zA-Z0-9_-]{0,59}$")
GUARDED = re.compile(r"^'(?=[=+\-@\t\r])")
SEPARATORS = re.compile(r"[、,，;；/|\s]+")
MANDATORY = (
    "name",
    "type",
    "body_name",
    "service_objects",
    "business_line",
    "handling",
    "statutory_limit",
    "promised_limit",
)
"""Without these a row yields an entry of the list, but no content yet."""


@dataclass(frozen=True, slots=True)
class CellError:
    """What is wrong with one cell; row as the spreadsheet counts it, column by its heading."""

    row: int
    column: str
    message: str
    params: Mapping[str, object]

    @property
    def text(self) -> str:
        """The sentence in Chinese."""
        return self.message % self.params if self.params else self.message


@dataclass(slots=True)
class Row:
    """One row as read: elements of the item's content, its codes, and what is wrong."""

    number: int
    code: str = ""
    raw_code: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    errors: list[CellError] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """Whether it says enough for a content."""
        return all(name in self.values for name in MANDATORY)

    @property
    def origin(self) -> dict[str, Any]:
        """Raw code with what could be read out of it (CAT-9)."""
        return (
            {"raw_code": self.raw_code, "parsed_code": parse_item_code(self.raw_code).as_json()}
            if self.raw_code
            else {}
        )


class Unreadable(ValueError):
    """A cell cannot be read; the argument is a sentence marked with N_."""


def _one(words: Mapping[str, str]) -> Callable[[str], str]:
    """Read a dictionary's word or code."""
    by_word = {word: str(code) for code, word in words.items()}

    def read(text: str) -> str:
        code = text if text in words else text.zfill(2)
        if code in words:
            return str(code)
        if text in by_word:
            return by_word[text]
        raise Unreadable(N_("“%(text)s”不在可选的词里：%(words)s。"), "、".join(words.values()))

    return read


def _many(words: Mapping[str, str]) -> Callable[[str], list[str]]:
    read = _one(words)
    return lambda text: [read(part) for part in SEPARATORS.split(text) if part]


def _days(text: str) -> dict[str, Any]:
    match = re.fullmatch(r"(\d{1,4})(?:\s*个?工作日)?", text)
    if match is None or int(match[1]) > 3650:
        raise Unreadable(N_("“%(text)s”应为工作日数，只填数字，如 20。"))
    return {"days": int(match[1])}


def _count(text: str) -> int:
    if not re.fullmatch(r"\d", text):
        raise Unreadable(N_("“%(text)s”应为0至9的次数。"))
    return int(text)


def _name(text: str) -> str:
    if len(text) > NAME_LIMIT:
        raise Unreadable(N_("名称超过300个字，请缩短。"))
    return text


def _code(text: str) -> str:
    if not CODE.match(text):
        raise Unreadable(N_("“%(text)s”应由字母、数字、短横线组成，最长60位。"))
    return text


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


VARIANT_LINE = re.compile(
    r"(?P<suffix>\d{2})\|(?P<kind>[^|]+)\|(?P<name>[^|]+)\|(?:(?P<law>\d{0,4})/(?P<promise>\d{0,4}))?\|(?P<code>[a-z]\w{0,39})",
    re.ASCII,
)


def _variants(text: str) -> list[dict[str, Any]]:
    """Lines such as `03|延续|食品经营许可延续|20/3|renew`; limits in working days, empty where they are the item's."""
    return [_variant(line) for line in _lines(text)]


def _variant(line: str) -> dict[str, Any]:
    match = VARIANT_LINE.fullmatch(line)
    if match is None:
        raise Unreadable(
            N_(
                "“%(text)s”应每行写一项：序号|种类|名称|法定/承诺工作日|代码，如 03|延续|许可延续|20/3|renew。"
            )
        )
    found: dict[str, Any] = {"kind": _one(VARIANT_KINDS)(match["kind"])}
    for part in ("suffix", "name", "code"):
        found[part] = match[part].strip()
    for part, limit in (("law", "statutory_limit"), ("promise", "promised_limit")):
        found[limit] = {"days": int(match[part])} if match[part] else None
    return found


def _words(text: str) -> list[str]:
    return [part for part in SEPARATORS.split(text) if part]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the element it fills, its heading, other headings it is known by, how a cell is read."""

    element: str
    heading: str
    read: Callable[[str], Any]
    known_as: tuple[str, ...] = ()


COLUMNS = (
    Column("code", N_("事项代码"), _code, ("code",)),
    Column("name", N_("事项名称"), _name, ("name", "名称", "事项")),
    Column("type", N_("事项类型"), _one(TYPES), ("task_type", "type", "权力类型")),
    Column("basic_code", N_("基本编码"), str, ("basic_code",)),
    Column("raw_code", N_("原系统编码"), str, ("item_code", "实施清单编码")),
    Column("former_department", N_("原主管部门"), str, ("department", "部门")),
    Column("body_name", N_("实施主体"), str, ("body_name",)),
    Column("body_code", N_("实施主体编码"), str, ("body_code",)),
    Column("level", N_("行使层级"), _one(LEVELS), ("level",)),
    Column("business_line", N_("办理科室"), _one(LINES), ("business_line",)),
    Column("service_objects", N_("服务对象"), _many(OBJECTS), ("service_objects",)),
    Column("handling", N_("办件类型"), _one(HANDLING), ("handling",)),
    Column("statutory_limit", N_("法定时限（工作日）"), _days, ("statutory_days",)),
    Column("promised_limit", N_("承诺时限（工作日）"), _days, ("promised_days",)),
    Column("channels", N_("办理形式"), _many(CHANNELS), ("channels",)),
    Column("trips", N_("到现场次数"), _count, ("trips",)),
    Column("variants", N_("业务办理项"), _variants, ("variants",)),
    Column("conditions", N_("受理条件"), _lines, ("conditions",)),
    Column("consult", N_("咨询方式"), str, ("consult",)),
    Column("complaint", N_("监督投诉方式"), str, ("complaint",)),
    Column("themes", N_("所属主题"), _words, ("themes",)),
    Column("keywords", N_("搜索词"), _words, ("keywords",)),
)
IGNORED = frozenset({"main_item", "dept_code", "area_code", "状态", "当前版本", "生效日期"})


def read_rows(cells: Sequence[Sequence[str]]) -> tuple[list[Row], list[CellError]]:
    """The rows of a table, and what is wrong with the table itself (no heading, unknown columns, too long)."""
    place, columns = _heading(cells)
    if columns is None:
        needed = "、".join(c.heading for c in COLUMNS[:4])
        message = N_(
            "没有找到表头。请把表头放在前10行内，列名如：%(columns)s；至少要有“事项名称”和“事项类型”。"
        )
        return [], [CellError(0, "", message, {"columns": needed})]
    if len(cells) - place - 1 > ROWS_LIMIT:
        message = N_("一次最多导入%(limit)s行，这个文件有%(rows)s行，请分成几个文件。")
        return [], [CellError(0, "", message, {"limit": ROWS_LIMIT, "rows": len(cells) - place - 1})]
    body = [(number, line) for number, line in enumerate(cells[place + 1 :], place + 2) if any(line)]
    rows = [_row(number, line, columns) for number, line in body]
    if not rows:
        return [], [CellError(0, "", N_("表头下面没有内容，请检查是否选错了文件或工作表。"), {})]
    _doubled(rows)
    return rows, []


def _heading(cells: Sequence[Sequence[str]]) -> tuple[int, dict[int, Column] | None]:
    names = {name: column for column in COLUMNS for name in (column.heading, *column.known_as)}
    for place, line in enumerate(cells[:HEADER_ROWS]):
        found = {at: names[cell.strip()] for at, cell in enumerate(line) if cell.strip() in names}
        if {"name", "type"} <= {column.element for column in found.values()}:
            return place, found
    return 0, None


def _row(number: int, line: Sequence[str], columns: Mapping[int, Column]) -> Row:
    row = Row(number)
    for at, column in columns.items():
        text = GUARDED.sub("", line[at].strip()) if at < len(line) else ""
        if not text:
            continue
        try:
            value = column.read(text)
        except Unreadable as error:
            params = {"text": text[:60], "words": error.args[1] if len(error.args) > 1 else ""}
            row.errors.append(CellError(number, column.heading, error.args[0], params))
            continue
        if column.element in ("code", "raw_code"):
            setattr(row, column.element, value)
        else:
            row.values[column.element] = value
    _complete(row, columns)
    return row


def _complete(row: Row, columns: Mapping[int, Column]) -> None:
    for column in COLUMNS[1:3]:
        told = any(error.column == column.heading for error in row.errors)
        if column.element not in row.values and not told:
            row.errors.append(CellError(row.number, column.heading, N_("没有填写，请补上。"), {}))
    if len(row.raw_code) > 200:
        row.errors.append(CellError(row.number, N_("原系统编码"), N_("编码超过200个字符，请核对。"), {}))
    if not row.code:
        row.code = code_for(row.raw_code or str(row.values.get("name", "")))


def code_for(raw: str) -> str:
    """A short code for an item that has none: its raw code where that can stand in an address, else a digest."""
    if CODE.match(raw):
        return raw.lower()
    return "i-" + hashlib.sha256(raw.encode()).hexdigest()[:16]


def _doubled(rows: list[Row]) -> None:
    first: dict[str, int] = {}
    for row in rows:
        if row.code in first:
            message = N_("与第%(first)s行是同一个事项（代码相同），请删除其中一行。")
            row.errors.append(CellError(row.number, N_("事项代码"), message, {"first": first[row.code]}))
        first.setdefault(row.code, row.number)


def line_of(content: ItemContent, code: str, raw_code: str) -> list[str]:
    """An item's cells in the order of COLUMNS, readable by `read_rows`."""
    special = {"code": code, "raw_code": raw_code}
    return [special.get(column.element) or _cell(content, column.element) for column in COLUMNS]


def _cell(content: ItemContent, element: str) -> str:
    if element in ("code", "raw_code"):
        return ""
    value = getattr(content, element)
    if element in ("statutory_limit", "promised_limit"):
        return str(value.days)
    if element == "variants":
        return "\n".join(_variant_line(each) for each in value)
    return "\n".join(value) if element == "conditions" else text_of(element, value)


def _variant_line(each: Variant) -> str:
    law, promise = (limit.days if limit else "" for limit in (each.statutory_limit, each.promised_limit))
    limits = "" if law == promise == "" else f"{law}/{promise}"
    return f"{each.suffix}|{VARIANT_KINDS[each.kind]}|{each.name.replace('|', '／')}|{limits}|{each.code}"
