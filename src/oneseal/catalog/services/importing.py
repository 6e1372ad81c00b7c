"""Import of items from .xlsx, .csv and JSON, with a preview, all or nothing; export to the same."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from pydantic import ValidationError

from oneseal.catalog.events import ItemsImported
from oneseal.catalog.models import Item, ItemVersion
from oneseal.catalog.rules.content import ItemContent
from oneseal.catalog.rules.diff import compare
from oneseal.catalog.rules.tables import COLUMNS, ROWS_LIMIT, CellError, Row, code_for, line_of, read_rows
from oneseal.catalog.selectors.items import content_of, visible_items
from oneseal.catalog.services.sheets import read_cells, write_csv, write_workbook
from oneseal.catalog.services.versions import draft_item, require_keeper
from oneseal.foundation.journal import Subject, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.kernel.text import N_

FORMATS = ("xlsx", "csv", "json")
CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
}


@dataclass(slots=True)
class Planned:
    """What the import would do with one row. `action`: new, changed, same or refused; `content` None: list only."""

    number: int
    code: str
    name: str
    action: str
    content: ItemContent | None = None
    origin: dict[str, Any] = field(default_factory=dict)
    listed: dict[str, Any] = field(default_factory=dict)
    changes: list[str] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)


@dataclass(slots=True)
class Preview:
    """What an import would do, row by row, and everything that is wrong."""

    file_name: str
    rows: list[Planned]
    errors: list[CellError]

    def count(self, action: str) -> int:
        """How many rows have this action."""
        return sum(row.action == action for row in self.rows)

    @property
    def counts(self) -> dict[str, int]:
        """Rows by action."""
        return {action: self.count(action) for action in ("new", "changed", "same", "refused")}

    @property
    def all_errors(self) -> list[CellError]:
        """Errors of the file, then of the rows."""
        return [*self.errors, *(error for row in self.rows for error in row.errors)]


def preview_import(actor: Actor, *, data: bytes, name: str) -> Preview:
    """Read a file and say what importing it would do; changes nothing.

    Raises RuleViolation where the file cannot be read at all.
    """
    require_keeper(actor, actor.bureau_id)
    if name.lower().endswith(".json") or data[:1] in (b"{", b"["):
        rows, errors = _read_json(data)
    else:
        rows, errors = read_rows(read_cells(data, name))
    known = _known(actor)
    return Preview(name, [_plan(row, known, name) for row in rows], errors)


def apply_import(actor: Actor, *, data: bytes, name: str) -> Preview:
    """Import a file: every row or, where anything is wrong, none. New contents become drafts, to be reviewed."""
    with transaction.atomic():
        preview = preview_import(actor, data=data, name=name)
        if preview.all_errors:
            raise Violations([_refusal(error) for error in preview.all_errors[:200]])
        listed = [row for row in preview.rows if row.action == "new" and row.content is None]
        Item.objects.bulk_create(
            [Item(bureau_id=actor.bureau_id, code=row.code, **row.listed, **row.origin) for row in listed]
        )
        for row in preview.rows:
            if row.content is not None and row.action in ("new", "changed"):
                draft_item(
                    actor, code=row.code, content=row.content, note=f"导入：{name}"[:300], origin=row.origin
                )
        counts = preview.counts
        event = ItemsImported(
            name, counts["new"], counts["changed"], counts["same"], [row.code for row in listed]
        )
        record(actor, Subject("catalogue", actor.bureau_id), event)
        return preview


def _refusal(error: CellError) -> RuleViolation:
    where = (
        gettext("第%(row)s行“%(column)s”：") % {"row": error.row, "column": error.column} if error.row else ""
    )
    text = gettext(error.message)
    message = where + (text % error.params if error.params else text)
    return RuleViolation("import_cell", message, field=f"{error.row}.{error.column}")


def _known(actor: Actor) -> dict[str, tuple[Item, ItemContent | None]]:
    """Items of the bureau by code and by raw code, with their newest content."""
    newest: dict[int, ItemVersion] = {}
    for version in ItemVersion.objects.filter(item__bureau_id=actor.bureau_id).order_by("item_id", "number"):
        newest[version.item_id] = version
    known: dict[str, tuple[Item, ItemContent | None]] = {}
    for item in Item.objects.filter(bureau_id=actor.bureau_id):
        content = content_of(newest[item.pk]) if item.pk in newest else None
        known[item.code] = (item, content)
        if item.raw_code:
            known[item.raw_code] = (item, content)
    return known


def _plan(row: Row, known: dict[str, tuple[Item, ItemContent | None]], source: str) -> Planned:
    planned = Planned(row.number, row.code, str(row.values.get("name", "")), "refused", errors=row.errors)
    if row.errors:
        return planned
    item, before = known.get(row.raw_code) or known.get(row.code) or (None, None)
    planned.origin = {**row.origin, "source": source} if row.raw_code else {"source": source}
    if item is not None:
        planned.code = item.code
    if before is not None or row.complete or "*" in row.values:
        _plan_content(planned, row, before)
        return planned
    planned.listed = {
        "name": row.values["name"],
        "type": row.values["type"],
        "business_line": row.values.get("business_line", ""),
        "department": row.values.get("former_department", ""),
    }
    planned.action = "new" if item is None else _listed_change(planned, item)
    return planned


def _listed_change(planned: Planned, item: Item) -> str:
    """An entry without content that is there already may not be changed by a list: its content must be written."""
    if all(getattr(item, name) == value for name, value in planned.listed.items()):
        return "same"
    message = N_("这个事项已登记，但本行内容不足以更新它。请补齐办件类型、时限、服务对象等列后再导入。")
    planned.errors.append(CellError(planned.number, "", message, {}))
    return "refused"


def _plan_content(planned: Planned, row: Row, before: ItemContent | None) -> None:
    whole = row.values.get("*")
    base = before.model_dump(mode="json") if before else {}
    try:
        after = ItemContent.model_validate(whole if whole is not None else _merged(base, row.values))
    except ValidationError as error:
        planned.errors += [_shape_error(row.number, part) for part in error.errors()]
        return
    planned.content = after
    if before is None:
        planned.action = "new"
        return
    changes = compare(before, after)
    planned.changes = [
        f"{c.label}{'（' + c.part + '）' if c.part else ''}：{c.before or '无'} → {c.after or '无'}"
        for c in changes
    ]
    planned.action = "changed" if changes else "same"


def _merged(base: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    """Values over the base; a limit keeps its unit and note."""
    merged = {**base, **values}
    for name in ("statutory_limit", "promised_limit"):
        if name in values and name in base:
            merged[name] = {**base[name], **values[name]}
    if "variants" in values:
        merged["variants"] = [_merged_variant(base, each) for each in values["variants"]]
    return merged


def _merged_variant(base: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """A variant over the one of the same code, which keeps what a table cannot say: scope, conditions, units."""
    known: dict[str, Any] = next(
        (one for one in base.get("variants", []) if one["code"] == given["code"]), {}
    )
    merged = {**known, **given}
    for name in ("statutory_limit", "promised_limit"):
        if given[name] and known.get(name):
            merged[name] = {**known[name], **given[name]}
    return merged


def _shape_error(row: int, part: Any) -> CellError:
    where = ".".join(map(str, part["loc"]))
    message = N_("“%(where)s”不符合事项内容的格式（%(why)s），请核对。")
    return CellError(row, where, message, {"where": where, "why": part["msg"]})


def _read_json(data: bytes) -> tuple[list[Row], list[CellError]]:
    """`{"items": [{"code": …, "content": {…}}]}` as the export writes it."""
    try:
        document = json.loads(data)
    except ValueError:
        return [], [CellError(0, "", N_("这不是有效的 JSON 文件，请用本系统导出的格式。"), {})]
    entries = document.get("items") if isinstance(document, dict) else document
    if not isinstance(entries, list) or not entries or len(entries) > ROWS_LIMIT:
        return [], [CellError(0, "", N_("JSON 里没有“items”列表，或数量超限。请用本系统导出的格式。"), {})]
    return [_json_row(number, entry) for number, entry in enumerate(entries, 1)], []


def _json_row(number: int, entry: Any) -> Row:
    if not isinstance(entry, dict) or not isinstance(entry.get("content"), dict):
        return Row(number, errors=[CellError(number, "content", N_("缺少事项内容（content）。"), {})])
    content = entry["content"]
    raw = str(entry.get("raw_code") or "")
    code = str(entry.get("code") or code_for(raw or str(content.get("name", ""))))
    return Row(number, code, raw, {"*": content, "name": content.get("name", "")})


def export_items(actor: Actor, *, form: str) -> bytes:
    """All items that the actor may see, with their current (else newest) content, as xlsx, csv or json."""
    contents = newest_contents(actor)
    if form == "json":
        entries = [
            {"code": item.code, "raw_code": item.raw_code, "content": content.model_dump(mode="json")}
            for item, content in contents
            if content is not None
        ]
        return json.dumps({"items": entries}, ensure_ascii=False, indent=1).encode()
    headings = [gettext(column.heading) for column in COLUMNS]
    lines = [_line(item, content) for item, content in contents]
    return (
        write_workbook(headings, lines, gettext("事项清单")) if form == "xlsx" else write_csv(headings, lines)
    )


def newest_contents(actor: Actor) -> list[tuple[Item, ItemContent | None]]:
    """Items with what their current version says; the newest draft's where none applies yet."""
    items = list(visible_items(actor).order_by("code"))
    missing = [item.pk for item in items if item.current_version is None]
    drafts = {
        v.item_id: v for v in ItemVersion.objects.filter(item_id__in=missing).order_by("item_id", "number")
    }
    found = []
    for item in items:
        version = item.current_version or drafts.get(item.pk)
        found.append((item, content_of(version) if version else None))
    return found


def _line(item: Item, content: ItemContent | None) -> list[str]:
    if content is not None:
        return line_of(content, item.code, item.raw_code)
    told = {
        "code": item.code,
        "name": item.name,
        "type": item.get_type_display(),
        "raw_code": item.raw_code,
        "former_department": item.department,
    }
    return [str(told.get(column.element, "")) for column in COLUMNS]
