"""Forms as data: a JSON Schema (object) whose `x-` keywords say how it is laid out.

Understood on a field: `title`, `description` (help), `type` (string, integer, number, boolean, array, object inside
an array), `enum` with `x-labels`, `minLength`, `maxLength`, `pattern` with `x-message`, `minimum`, `maximum`,
`minItems`, `maxItems`, `default`; `x-format` (a key of formats.FORMATS), `x-section`, `x-order`, `x-rows` (height of a text area), `x-field` (name in the
field dictionary), `x-personal`, `x-why` (one line why it is asked), `x-unit`, `x-when` (situation condition).
On the object: `required`, `if`/`then` or `allOf` of these: fields that `then` names are shown only where `if` holds
(`if` may compare fields with `const` or `enum`). An array of objects is a repeating group.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from oneseal.catalog.rules.content import ItemContent
from oneseal.catalog.rules.formats import FORMATS
from oneseal.catalog.rules.gaps import Gap
from oneseal.kernel.text import N_

RADIO_LIMIT = 5
ROWS_LIMIT = 200
Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Condition:
    """Show a field only while another field has one of the values."""

    field: str
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a form, ready to be read, checked and drawn.

    `kind` is text, textarea, integer, number, money, boolean, select, radio, checkboxes, date, month or group.
    """

    name: str
    title: str
    kind: str
    schema: Schema
    required: bool = False
    """Required always, or whenever it is shown."""
    section: str = ""
    order: int = 0
    help: str = ""
    why: str = ""
    datum: str = ""
    """Name in the field dictionary."""
    personal: bool = False
    unit: str = ""
    format: str = ""
    choices: tuple[tuple[Any, str], ...] = ()
    shown_when: tuple[Condition, ...] = ()
    fields: tuple["FieldSpec", ...] = ()

    @property
    def conditional(self) -> bool:
        """Whether the field is shown only in some cases."""
        return bool(self.shown_when)


def specs(schema: Schema, *, compact: bool = False) -> tuple[FieldSpec, ...]:
    """The fields of a form in the order in which they are shown: by `x-order`, sections by their first field.

    The database keeps no order of an object's keys, so what has no `x-order` comes in any order
    (`numbered` gives it one before it is stored). `compact` inside rows: lists instead of buttons.
    """
    shown = shown_when(schema)
    properties = all_properties(schema)
    required = set(schema.get("required", []))
    for branch in branches(schema):
        required |= set(branch.get("then", {}).get("required", []))
    found = [
        _spec(name, part, name in required, shown.get(name, ()), compact) for name, part in properties.items()
    ]
    listed = sorted(found, key=lambda spec: spec.order)
    places = {section: place for place, section in enumerate(dict.fromkeys(s.section for s in listed))}
    return tuple(sorted(listed, key=lambda spec: (places[spec.section], spec.order)))


def numbered(schema: Schema) -> Schema:
    """The schema with `x-order` on every field: PostgreSQL's jsonb does not keep the order in which they stand."""
    found = dict(schema)
    if isinstance(schema.get("properties"), dict):
        found["properties"], order = {}, 0
        for name, part in schema["properties"].items():
            given = part.get("x-order") if isinstance(part, dict) else None
            order = given if isinstance(given, int) else order + 1
            found["properties"][name] = (
                {**numbered(part), "x-order": order} if isinstance(part, dict) else part
            )
    for key in ("items", "then"):
        if isinstance(schema.get(key), dict):
            found[key] = numbered(schema[key])
    return found


def in_order(schema: Schema) -> Schema:
    """The other way: fields standing in their order, without `x-order`, for people to edit."""
    found = {key: part for key, part in schema.items() if key != "x-order"}
    if isinstance(schema.get("properties"), dict):
        ordered = sorted(schema["properties"].items(), key=lambda pair: pair[1].get("x-order", 0))
        found["properties"] = {name: in_order(part) for name, part in ordered}
    if isinstance(schema.get("items"), dict):
        found["items"] = in_order(schema["items"])
    return found


def all_properties(schema: Schema) -> dict[str, Schema]:
    """The object's properties, those that only `then` branches bring included."""
    found: dict[str, Schema] = dict(schema.get("properties", {}))
    for branch in branches(schema):
        for name, part in branch.get("then", {}).get("properties", {}).items():
            found[name] = {**part, **found.get(name, {})}
    return found


def branches(schema: Schema) -> Iterator[Schema]:
    """Every `if`/`then` of the object."""
    if "if" in schema:
        yield schema
    for part in schema.get("allOf", []):
        if "if" in part:
            yield part


def shown_when(schema: Schema) -> dict[str, tuple[Condition, ...]]:
    """For each conditional field, what must hold for it to be shown."""
    always = set(schema.get("required", []))
    found: dict[str, tuple[Condition, ...]] = {}
    for branch in branches(schema):
        conditions = tuple(
            Condition(name, tuple(part["enum"]) if "enum" in part else (part["const"],))
            for name, part in branch["if"].get("properties", {}).items()
            if "enum" in part or "const" in part
        )
        then = branch.get("then", {})
        for name in [*then.get("required", []), *then.get("properties", {})]:
            if name not in always and conditions:
                found[name] = conditions
    return found


def _spec(
    name: str, schema: Schema, required: bool, shown: tuple[Condition, ...], compact: bool
) -> FieldSpec:
    items = schema.get("items", {})
    group = schema.get("type") == "array" and items.get("type") == "object"
    return FieldSpec(
        name=name,
        title=str(schema.get("title", name)),
        kind="select" if compact and _kind(schema) == "radio" else _kind(schema),
        schema=schema,
        required=required,
        section=str(schema.get("x-section", "")),
        order=int(schema.get("x-order", 0)),
        help=str(schema.get("description", "")),
        why=str(schema.get("x-why", "")),
        datum=str(schema.get("x-field", "")),
        personal=bool(schema.get("x-personal", False)),
        unit=str(schema.get("x-unit", "")),
        format=str(schema.get("x-format", "")),
        choices=_choices(schema if "enum" in schema else items),
        shown_when=shown,
        fields=specs(items, compact=True) if group else (),
    )


def _kind(schema: Schema) -> str:
    match schema.get("type", "string"):
        case "array":
            return "group" if schema.get("items", {}).get("type") == "object" else "checkboxes"
        case "boolean":
            return "boolean"
        case "integer" | "number" as number:
            return "money" if schema.get("x-format") == "money" else str(number)
    if "enum" in schema:
        return "radio" if len(schema["enum"]) <= RADIO_LIMIT else "select"
    kind = schema.get("x-format", "")
    return kind if kind in ("textarea", "date", "month") else "text"


def _choices(schema: Schema) -> tuple[tuple[Any, str], ...]:
    """Values with their labels: `x-labels` as a list beside `enum`, or as value → label."""
    values = schema.get("enum", [])
    labels = schema.get("x-labels", {})
    if isinstance(labels, list):
        labels = dict(zip(values, labels, strict=False))
    return tuple((value, str(labels.get(value, labels.get(str(value), value)))) for value in values)


def problems(content: ItemContent) -> list[Gap]:
    """Faults of the form's schema that would make it unusable."""
    if not content.form:
        return []
    return schema_problems(content.form)


def schema_problems(schema: Schema, path: str = "form") -> list[Gap]:
    """Faults of one form, each with its path."""
    if schema.get("type") != "object" or not isinstance(schema.get("properties"), dict):
        message = N_("表单应是一个对象（type 为 object，且有 properties）。")
        return [Gap(path, "form_not_object", message)]
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        where = ".".join([path, *map(str, error.absolute_path)])
        message = N_("表单定义不符合 JSON Schema：%(path)s（%(detail)s）。")
        return [Gap(where, "form_schema", message, {"path": where, "detail": error.message[:120]})]
    return [*_field_problems(schema, path), *_name_problems(schema, path)]


def _field_problems(schema: Schema, path: str) -> Iterator[Gap]:
    for name, part in all_properties(schema).items():
        where = f"{path}.properties.{name}"
        if not part.get("title"):
            yield Gap(where, "field_title", N_("字段“%(name)s”没有标题（title）。"), {"name": name})
        if part.get("x-format", "") not in FORMATS:
            params = {"name": name, "format": part["x-format"]}
            yield Gap(where, "field_format", N_("字段“%(name)s”的格式“%(format)s”不存在。"), params)
        if part.get("type") not in ("string", "integer", "number", "boolean", "array"):
            yield Gap(where, "field_type", N_("字段“%(name)s”的类型不能用作表单字段。"), {"name": name})
        items = part.get("items", {})
        if part.get("type") == "array" and items.get("type") == "object":
            yield from schema_problems(items, f"{where}.items")
        elif part.get("type") == "array" and "enum" not in items:
            message = N_("多选字段“%(name)s”没有选项（items.enum）。")
            yield Gap(where, "field_choices", message, {"name": name})


def _name_problems(schema: Schema, path: str) -> Iterator[Gap]:
    known = set(all_properties(schema))
    named = list(schema.get("required", []))
    for branch in branches(schema):
        named += [*branch["if"].get("properties", {}), *branch.get("then", {}).get("required", [])]
    for name in dict.fromkeys(named):
        if name not in known:
            message = N_("表单规则用到了不存在的字段“%(name)s”。")
            yield Gap(path, "unknown_field", message, {"name": name})


def dictionary_problems(schema: Schema, known: Mapping[str, tuple[str, str]]) -> list[Gap]:
    """Fields that leave the field dictionary (name → label, format): one datum must have one name in every item."""
    gaps: list[Gap] = []
    for spec in specs(schema):
        path = f"form.properties.{spec.name}"
        if not spec.datum or spec.kind == "group":
            continue
        if spec.datum not in known:
            message = N_("字段“%(title)s”用了字段字典里没有的名称“%(datum)s”，请改用已有名称或先登记。")
            gaps.append(Gap(path, "datum_unknown", message, {"title": spec.title, "datum": spec.datum}))
        elif known[spec.datum][1] != spec.format:
            message = N_("字段“%(title)s”与字段字典里的“%(label)s”名称相同而格式不同，请核对。")
            gaps.append(
                Gap(
                    path,
                    "datum_format",
                    message,
                    {"title": spec.title, "label": known[spec.datum][0]},
                )
            )
    return gaps
