"""Values of a form: from what was typed to JSON and back, checked, prefilled, summed up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from oneseal.catalog.rules.formats import FORMATS, plain, yuan
from oneseal.catalog.rules.forms import ROWS_LIMIT, Condition, FieldSpec, Schema, all_properties, specs
from oneseal.kernel.identifiers import mask_number
from oneseal.kernel.text import N_

Value = dict[str, Any]


class Typed(Protocol):
    """What a browser sent: a QueryDict, or anything like it."""

    def getlist(self, key: str) -> list[Any]:
        """All values of a name."""


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field: its flat name, a sentence marked with N_ and what fills it."""

    name: str
    code: str
    message: str
    params: Mapping[str, object]

    @property
    def text(self) -> str:
        """The sentence in Chinese."""
        return self.message % self.params


MESSAGES = {
    "required": N_("请填写“%(title)s”。"),
    "choose": N_("请选择“%(title)s”。"),
    "type": N_("“%(title)s”的内容格式不对，请重新填写。"),
    "integer": N_("“%(title)s”应为整数，请只填数字。"),
    "number": N_("“%(title)s”应为数字，请只填数字和小数点。"),
    "minLength": N_("“%(title)s”至少要写%(limit)s个字。"),
    "maxLength": N_("“%(title)s”最多%(limit)s个字，现有%(length)s个，请缩短。"),
    "pattern": N_("“%(title)s”的格式不对，请核对。"),
    "enum": N_("“%(title)s”不在可选范围内，请重新选择。"),
    "const": N_("“%(title)s”必须勾选或填为规定的值，才能继续。"),
    "minimum": N_("“%(title)s”不能小于%(limit)s。"),
    "maximum": N_("“%(title)s”不能大于%(limit)s。"),
    "exclusiveMinimum": N_("“%(title)s”必须大于%(limit)s。"),
    "exclusiveMaximum": N_("“%(title)s”必须小于%(limit)s。"),
    "multipleOf": N_("“%(title)s”应为%(limit)s的整数倍。"),
    "minItems": N_("“%(title)s”至少要有%(limit)s项，请添加。"),
    "maxItems": N_("“%(title)s”最多%(limit)s项，请删除多余的。"),
    "uniqueItems": N_("“%(title)s”有重复的项，请删除重复的。"),
    "additionalProperties": N_("提交的内容里有表单以外的字段，请刷新页面重新填写。"),
}


def flat(*parts: str | int) -> str:
    """The name of a field in the browser: `partners-0-name`."""
    return "-".join(map(str, parts))


def read(schema: Schema, typed: Typed, prefix: str = "") -> Value:
    """What was typed, as JSON. Empty fields are absent; what cannot be read stays text, for the check to refuse.

    Fields that are hidden by a condition are dropped. `prefix` stands before each name (`form-`).
    """
    value = _read(specs(schema), typed, prefix)
    return visible(schema, value)


def _read(fields: tuple[FieldSpec, ...], typed: Typed, prefix: str) -> Value:
    found = {}
    for spec in fields:
        name = prefix + spec.name
        value = (
            _read_group(spec, typed, name) if spec.kind == "group" else _read_field(spec, typed.getlist(name))
        )
        if value not in ("", None, []):
            found[spec.name] = value
    return found


def _read_group(spec: FieldSpec, typed: Typed, name: str) -> list[Value]:
    """Rows of a repeating group; empty rows are dropped."""
    rows = [_read(spec.fields, typed, flat(name, row) + "-") for row in range(rows_sent(typed, name))]
    return [row for row in rows if row]


def rows_sent(typed: Typed, name: str) -> int:
    """How many rows of a group the browser showed."""
    sent = (typed.getlist(f"{name}-rows") or ["0"])[-1]
    return min(int(sent), ROWS_LIMIT) if str(sent).isdecimal() else 0


def _read_field(spec: FieldSpec, sent: list[Any]) -> Any:
    if spec.kind == "checkboxes":
        by_text = {str(value): value for value, _label in spec.choices}
        return [by_text.get(text, text) for text in sent if text != ""]
    text = str(sent[-1]) if sent else ""
    if spec.kind == "boolean":
        return True if text in ("on", "true", "1") else None
    if not text.strip():
        return None
    if spec.choices:
        return next((value for value, _label in spec.choices if str(value) == text), text)
    if spec.kind in ("integer", "number"):
        return _number(spec.kind, text)
    return FORMATS.get(spec.format, FORMATS[""]).normalise(text)


def _number(kind: str, text: str) -> int | float | str:
    digits = plain(text).replace(",", "")
    try:
        number = float(digits) if kind == "number" else int(digits)
    except ValueError:
        return text
    return number if abs(number) < 10**15 else text


def visible(schema: Schema, value: Value) -> Value:
    """The value without fields whose condition does not hold."""
    hidden = {spec.name for spec in specs(schema) if not is_shown(spec, value)}
    return {name: part for name, part in value.items() if name not in hidden} if hidden else value


def is_shown(spec: FieldSpec, value: Value) -> bool:
    """Whether a field's conditions hold for the values of the other fields."""
    return all(_matches(condition, value.get(condition.field)) for condition in spec.shown_when)


def _matches(condition: Condition, value: Any) -> bool:
    chosen = value if isinstance(value, list) else [value]
    return any(one in condition.values for one in chosen)


def validate(schema: Schema, value: Value) -> list[FieldError]:
    """What is wrong with a value, one error at most for each field, in the order of the form."""
    errors: dict[str, FieldError] = {}
    for error in Draft202012Validator(schema).iter_errors(value):
        found = _explain(schema, error)
        errors.setdefault(found.name, found)
    for found in _formats(specs(schema), value, ""):
        errors.setdefault(found.name, found)
    order = {spec.name: place for place, spec in enumerate(specs(schema))}
    return sorted(errors.values(), key=lambda e: order.get(e.name.split("-")[0], -1))


def _explain(schema: Schema, error: ValidationError) -> FieldError:
    path = list(error.absolute_path)
    code = str(error.validator)
    if code == "required":
        path.append(error.message.split("'")[1])
    field = _field_at(schema, path)
    title = field.get("title", path[-1] if path else "")
    params: dict[str, object] = {"title": title, "limit": _limit(field, error)}
    if isinstance(error.instance, str):
        params["length"] = len(error.instance)
    message = MESSAGES.get(code, MESSAGES["type"])
    if code == "required" and ("enum" in field or field.get("type") == "boolean"):
        message = MESSAGES["choose"]
    if code == "type":
        wrong = "money" if field.get("x-format") == "money" else str(error.validator_value)
        message = FORMATS["money"].message if wrong == "money" else MESSAGES.get(wrong, MESSAGES["type"])
    if code == "pattern":
        message = field.get("x-message", message)
    return FieldError(flat(*path), code, message, params)


def _limit(field: Schema, error: ValidationError) -> object:
    if field.get("x-format") == "money" and isinstance(error.validator_value, int):
        return yuan(error.validator_value) + "元"
    return error.validator_value


def _field_at(schema: Schema, path: list[str | int]) -> Schema:
    part = schema
    for step in path:
        part = part.get("items", {}) if isinstance(step, int) else all_properties(part).get(step, {})
    return part


def _formats(fields: tuple[FieldSpec, ...], value: Value, prefix: str) -> list[FieldError]:
    errors = []
    for spec in fields:
        found = value.get(spec.name)
        if spec.kind == "group" and isinstance(found, list):
            for row, part in enumerate(found):
                if isinstance(part, dict):
                    errors += _formats(spec.fields, part, prefix + flat(spec.name, row) + "-")
        form = FORMATS.get(spec.format)
        if (
            form
            and form.message
            and isinstance(found, str)
            and spec.kind != "money"
            and not form.valid(found)
        ):
            errors.append(FieldError(prefix + spec.name, "format", form.message, {"title": spec.title}))
    return errors


def prefill(schema: Schema, known: Mapping[str, Any]) -> Value:
    """What the system already knows, put into the fields that carry the same dictionary name (2.24)."""
    found = {
        spec.name: known[spec.datum]
        for spec in specs(schema)
        if spec.datum and known.get(spec.datum) not in (None, "")
    }
    return {name: value for name, value in found.items() if not _refused(schema, name, value)}


def _refused(schema: Schema, name: str, value: Any) -> bool:
    return not Draft202012Validator(all_properties(schema)[name]).is_valid(value)


def known_from(schema: Schema, value: Value) -> dict[str, Any]:
    """The other way: dictionary names with what this form says, for the next form."""
    return {spec.datum: value[spec.name] for spec in specs(schema) if spec.datum and spec.name in value}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a summary."""

    label: str
    text: str
    personal: bool = False
    rows: tuple[tuple[str, ...], ...] = ()
    heads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One section of a summary."""

    title: str
    lines: tuple[Line, ...]


Shown = Callable[[FieldSpec, str], str]
"""What is read of a field's text by somebody who may not read all of it."""


def _plain(spec: FieldSpec, text: str) -> str:
    return text


def summary(schema: Schema, value: Value, *, mask: bool = True, shown: Shown = _plain) -> list[Part]:
    """A filled form for reading: sections with labels and texts; personal data masked unless told otherwise.

    `shown` tells what is left of each text for readers from whom more than that is kept.
    """
    parts: dict[str, list[Line]] = {}
    for spec in specs(schema):
        if is_shown(spec, value):
            line = _line(spec, value.get(spec.name), mask, shown)
            parts.setdefault(spec.section, []).append(line)
    return [Part(title, tuple(lines)) for title, lines in parts.items()]


def _line(spec: FieldSpec, value: Any, mask: bool, shown: Shown) -> Line:
    if spec.kind != "group":
        return Line(spec.title, shown(spec, show(spec, value, mask=mask)), spec.personal)
    heads = tuple(column.title for column in spec.fields)
    rows = tuple(
        tuple(shown(column, show(column, row.get(column.name), mask=mask)) for column in spec.fields)
        for row in (value if isinstance(value, list) else [])
        if isinstance(row, dict)
    )
    return Line(spec.title, "", spec.personal, rows, heads)


def show(spec: FieldSpec, value: Any, *, mask: bool = True) -> str:
    """One value as text for reading; empty for nothing."""
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if spec.choices:
        labels = dict(spec.choices)
        return "、".join(str(labels.get(one, one)) for one in (value if isinstance(value, list) else [value]))
    if spec.kind == "money" and isinstance(value, int):
        return f"{yuan(value)} 元"
    text = f"{_chinese(spec.kind, str(value))}{' ' + spec.unit if spec.unit else ''}"
    return (
        mask_number(text) if mask and spec.personal and FORMATS.get(spec.format, FORMATS[""]).mask else text
    )


def unshown(spec: FieldSpec, text: str) -> Any:
    """The other way: the value that a text printed by `show` stands for; None where a field of this kind holds none.

    For what is read off a document of the bureau (2.24); nothing masked can be read back.
    """
    plain_text = text.removesuffix(f" {spec.unit}") if spec.unit else text
    if spec.kind in ("group", "checkboxes", "boolean") or not text.strip():
        return None
    if spec.choices:
        return next((value for value, label in spec.choices if str(label) == text), None)
    if spec.kind in ("integer", "number"):
        return _number(spec.kind, plain_text)
    return FORMATS.get(spec.format, FORMATS[""]).normalise(plain_text)


@lru_cache(maxsize=1024)
def _chinese(kind: str, text: str) -> str:
    if kind not in ("date", "month") or not text[:4].isdecimal() or text.count("-") not in (1, 2):
        return text
    return "".join(f"{int(part)}{unit}" for part, unit in zip(text.split("-"), "年月日", strict=False))
