"""Entries of the basic catalogue: what is wrong with one, and how a file of the upper level is read (CAT-1, 2.4)."""

import json
from typing import Any

from pydantic import ValidationError

from oneseal.catalog.rules.content import ItemContent, ItemType
from oneseal.catalog.rules.gaps import CODES
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.item_codes import ItemCodeKind, parse_item_code
from oneseal.kernel.text import N_

Entry = dict[str, Any]


def problems(
    code: str, name: str, type: str, level: str, template: dict[str, Any] | None
) -> list[RuleViolation]:
    """What keeps an entry out: its code (CAT-4), type (CAT-2), or a template that is no item content."""
    found = []
    parsed = parse_item_code(code)
    if parsed.kind is not ItemCodeKind.BASIC or parsed.code != code:
        text = N_("基本编码“%(code)s”应为12位数字：2位省份＋2位类型＋5位主项＋3位子项。请核对。")
        found.append(RuleViolation("basic_code_shape", text, params={"code": code}, field="code"))
    elif parsed.parts["type"] != type or type not in set(ItemType):
        text = N_("基本编码第3、4位是“%(found)s”，与事项类型“%(type)s”不一致，请核对。")
        params = {"found": parsed.parts["type"], "type": type}
        found.append(RuleViolation("basic_code_type", text, params=params, field="type", basis=CODES))
    if not name.strip():
        text = N_("基本编码“%(code)s”没有事项名称，请填写。")
        found.append(RuleViolation("name_missing", text, params={"code": code}, field="name"))
    if template is not None:
        found += _template(code, template)
    return found


def _template(code: str, template: dict[str, Any]) -> list[RuleViolation]:
    try:
        content = ItemContent.model_validate(template)
    except ValidationError as error:
        first = error.errors()[0]
        text = N_("“%(code)s”的上级模板在“%(where)s”处不对：%(what)s。请改正文件后重新上传。")
        params = {"code": code, "where": ".".join(map(str, first["loc"])), "what": first["msg"]}
        return [RuleViolation("template_wrong", text, params=params, field="template")]
    if content.basic_code and content.basic_code != code:
        text = N_("上级模板的基本编码是“%(found)s”，与“%(code)s”不同，请核对是否选错文件。")
        params = {"found": content.basic_code, "code": code}
        return [RuleViolation("template_other", text, params=params, field="template")]
    return []


def read_file(data: bytes) -> list[Entry]:
    """Entries out of a JSON file: an export of items (each with `content`), a list of contents, or one content.

    Raises RuleViolation.
    """
    try:
        parsed = json.loads(data.decode("utf-8-sig"))
    except ValueError as error:  # UnicodeDecodeError and JSONDecodeError are such
        text = N_("文件不是有效的 JSON（UTF-8）。请选择上级系统或本系统导出的 .json 文件。")
        raise RuleViolation("file_unreadable", text, field="file") from error
    rows = parsed.get("items", [parsed]) if isinstance(parsed, dict) else parsed
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        text = N_("文件里没有事项。应为事项的列表，每项含“content”或直接是事项内容。")
        raise RuleViolation("file_empty", text, field="file")
    return [_entry(row.get("content", row)) for row in rows]


def _entry(content: Any) -> Entry:
    given = content if isinstance(content, dict) else {}
    return {
        "code": str(given.get("basic_code", "")),
        "name": str(given.get("name", "")),
        "type": str(given.get("type", "")),
        "template": given,
    }
