"""One form for several items: each datum of the field dictionary is asked once (ONE-1; inventory 2.24)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from oneseal.catalog.rules.composing_parts import RESULT, Design
from oneseal.catalog.rules.forms import Schema, all_properties, branches

OWN = "__"
BOUNDS = (("minLength", "maxLength"), ("minimum", "maximum"), ("minItems", "maxItems"))
KIND = ("type", "x-format", "pattern")
TEXTS = ("x-why", "description", "x-unit")


@dataclass(frozen=True, slots=True)
class Merged:
    """The one form: its schema, for each item which field of its own is which field of the one, what is filled in.

    `fields`: (item, its field) → field of the one form. `filled`: field of the one form → the datum that it repeats,
    or `result:<item>`; those are not asked. `apart`: data that two items ask so differently that both must be asked.
    """

    schema: Schema
    fields: Mapping[tuple[str, str], str]
    filled: Mapping[str, str]
    apart: tuple[tuple[str, str], ...] = ()
    asked_singly: int = 0
    """How many fields the items would ask, each alone."""

    @property
    def asked(self) -> int:
        """How many fields the one form asks."""
        return len(all_properties(self.schema)) if self.schema else 0

    def split(self, data: Mapping[str, Any], item: str) -> dict[str, Any]:
        """What of the one form belongs on an item's own form; what a result brings later is left out."""
        found: dict[str, Any] = {}
        for (code, name), target in self.fields.items():
            if code != item:
                continue
            source = self.filled.get(target, target)
            value = data.get(target, None if source.startswith(RESULT) else data.get(source))
            if value is not None:
                found[name] = value
        return found

    def awaited(self, item: str) -> dict[str, str]:
        """Fields of an item that a result of another item brings: field → that item."""
        return {
            name: self.filled[target].removeprefix(RESULT)
            for (code, name), target in self.fields.items()
            if code == item and self.filled.get(target, "").startswith(RESULT)
        }


@dataclass(frozen=True, slots=True)
class Naming:
    """Under which name each field of each item stands in the one form, and what could not be made one."""

    fields: Mapping[tuple[str, str], str]
    apart: tuple[tuple[str, str], ...]


def naming(forms: Iterable[tuple[str, Schema]]) -> Naming:
    """One name for one datum over whole forms, whatever the situation, so that a draft's values keep their names."""
    held: dict[str, Schema] = {}
    fields: dict[tuple[str, str], str] = {}
    apart: list[tuple[str, str]] = []
    for item, schema in forms:
        here: set[str] = set()
        for name, part in all_properties(schema).items():
            datum = str(part.get("x-field", ""))
            own = f"{item.replace('-', '_')}{OWN}{name}"
            if not datum:
                fields[item, name] = own
                continue
            both = both_of(held[datum], part) if datum in held else part
            if both is None or datum in here:
                fields[item, name] = own
                apart.append((item, datum))
                continue
            held[datum], fields[item, name] = both, datum
            here.add(datum)
    return Naming(fields, tuple(apart))


def both_of(one: Schema, other: Schema) -> Schema | None:
    """A field that satisfies both: the narrower bounds, the options common to both. None where there is none."""
    for key in KIND:
        if one.get(key) != other.get(key):
            return None
    found = dict(one)
    for key in TEXTS:
        if key in other and key not in one:
            found[key] = other[key]
    if not _narrowed(found, other):
        return None
    if "enum" in one or "enum" in other:
        return _common_options(found, one, other)
    if "items" in one or "items" in other:
        return _common_items(found, one, other)
    return found


def _narrowed(found: Schema, other: Schema) -> bool:
    """Put the narrower bounds into `found`; whether anything fits between them."""
    for low, high in BOUNDS:
        if low in other:
            found[low] = max(found.get(low, other[low]), other[low])
        if high in other:
            found[high] = min(found.get(high, other[high]), other[high])
        if low in found and high in found and found[low] > found[high]:
            return False
    return True


def _common_options(found: Schema, one: Schema, other: Schema) -> Schema | None:
    first: list[Any] = list(one["enum"] if "enum" in one else other["enum"])
    second: list[Any] = list(other["enum"] if "enum" in other else one["enum"])
    labels: Any = one.get("x-labels") or other.get("x-labels") or {}
    if isinstance(labels, list):
        labels = dict(zip(first, labels, strict=False))
    common = [value for value in first if value in second]
    kept = {str(value): labels.get(value, labels.get(str(value), value)) for value in common}
    return {**found, "enum": common, "x-labels": kept} if common else None


def _common_items(found: Schema, one: Schema, other: Schema) -> Schema | None:
    """Lists: of the same options narrowed, or rows with the same columns."""
    first, second = one.get("items", {}), other.get("items", {})
    if first.get("type") == "object" or second.get("type") == "object":
        same = set(all_properties(first)) == set(all_properties(second))
        return found if same else None
    items = both_of(first, second)
    return {**found, "items": items} if items is not None else None


def merge(items: Sequence[tuple[str, Schema]], design: Design) -> Merged:
    """The one form of the items that apply, each with its schema in its situation."""
    names = naming((part.code, part.content.form) for part in design.parts)
    properties: dict[str, Schema] = {}
    required: dict[str, None] = {}
    rules: list[Schema] = []
    fields: dict[tuple[str, str], str] = {}
    for item, schema in items:
        renamed = {name: names.fields[item, name] for name in all_properties(schema)}
        fields |= {(item, name): target for name, target in renamed.items()}
        for name, part in _in_order(schema):
            before = properties.get(renamed[name])
            properties[renamed[name]] = (both_of(before, part) if before else part) or part
        required |= dict.fromkeys(renamed[name] for name in schema.get("required", []) if name in renamed)
        rules += [_renamed(branch, renamed) for branch in branches(schema)]
    filled = _filled(design.fills, set(fields.values()), {item for item, _ in items})
    merged = _schema(properties, required, rules, set(filled))
    return Merged(merged, fields, filled, names.apart, len(fields))


def _in_order(schema: Schema) -> list[tuple[str, Schema]]:
    return sorted(all_properties(schema).items(), key=lambda pair: int(pair[1].get("x-order", 0)))


def _filled(fills: Mapping[str, str], names: set[str], items: set[str]) -> dict[str, str]:
    """Of the fills those whose source is there."""
    return {
        target: source
        for target, source in fills.items()
        if target in names
        and (source in names or (source.startswith(RESULT) and source.removeprefix(RESULT) in items))
    }


def _renamed(branch: Schema, names: Mapping[str, str]) -> Schema:
    condition = {
        names[name]: part for name, part in branch["if"].get("properties", {}).items() if name in names
    }
    then = branch.get("then", {})
    needed = [names[name] for name in then.get("required", []) if name in names]
    needed += [
        names[name] for name in then.get("properties", {}) if name in names and names[name] not in needed
    ]
    return {"if": {"properties": condition, "required": list(condition)}, "then": {"required": needed}}


def _schema(
    properties: Mapping[str, Schema], required: Iterable[str], rules: Iterable[Schema], dropped: set[str]
) -> Schema:
    kept = {name: part for name, part in properties.items() if name not in dropped}
    if not kept:
        return {}
    sections: dict[str, list[str]] = {}
    for name, part in kept.items():
        sections.setdefault(str(part.get("x-section", "")), []).append(name)
    ordered = [name for names in sections.values() for name in names]
    schema: Schema = {
        "type": "object",
        "properties": {name: {**kept[name], "x-order": place} for place, name in enumerate(ordered, start=1)},
        "required": [name for name in required if name in kept],
    }
    asked = [rule for each in rules if (rule := _without(each, dropped))]
    unique: list[Schema] = []
    for rule in asked:
        if rule not in unique:
            unique.append(rule)
    return schema | ({"allOf": unique} if unique else {})


def _without(rule: Schema, dropped: set[str]) -> Schema | None:
    needed = [name for name in rule["then"]["required"] if name not in dropped]
    if not needed or dropped.intersection(rule["if"]["properties"]):
        return None
    return {"if": rule["if"], "then": {"required": needed}}
