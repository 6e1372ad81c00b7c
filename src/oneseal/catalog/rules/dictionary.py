"""The field dictionary: what an entry must say, what may not change, what may no longer be asked for (2.24)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from oneseal.catalog.rules.formats import FORMATS
from oneseal.catalog.rules.forms import FieldSpec, Schema, all_properties, specs
from oneseal.catalog.rules.gaps import Gap
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")


def asked_for(fields: Iterable[FieldSpec]) -> Iterator[FieldSpec]:
    """The fields that ask for something, rows of groups included."""
    for spec in fields:
        if spec.kind == "group":
            yield from asked_for(spec.fields)
        else:
            yield spec


def data_of(schema: Schema) -> dict[str, str]:
    """The data that a form asks for, by their name in the dictionary (the field's own where it has none): their titles."""
    found: dict[str, str] = {}
    for name, part in all_properties(schema).items():
        rows = part.get("items", {}) if part.get("type") == "array" else {}
        if rows.get("type") == "object":
            found |= data_of(rows)
        else:
            found[str(part.get("x-field") or name)] = str(part.get("title", name))
    return found


def entry_problems(name: str, label: str, format: str) -> list[RuleViolation]:
    """What keeps an entry out of the dictionary: its name's shape, no label, an unknown format (2.24)."""
    found = []
    if not NAME.fullmatch(name):
        text = N_("名称“%(name)s”只能用小写字母、数字和下划线，并以字母开头，如 contact_phone。请改正。")
        found.append(RuleViolation("datum_name", text, params={"name": name}, field="name"))
    if not label.strip():
        text = N_("“%(name)s”没有标签，请填写群众在表单上看到的名称。")
        found.append(RuleViolation("datum_label", text, params={"name": name}, field="label"))
    if format not in FORMATS:
        text = N_("“%(name)s”的格式“%(format)s”不存在，请从列表里选择。")
        params = {"name": name, "format": format}
        found.append(RuleViolation("datum_no_format", text, params=params, field="format"))
    return found


def check_format_kept(label: str, before: str, after: str, users: list[str]) -> None:
    """A datum that published forms ask for keeps its format: what applicants gave was checked by it (2.24, CAT-13).

    `users` are the names of the items whose published versions ask for it.
    """
    if before != after and users:
        text = N_(
            "“%(label)s”已被%(n)d个已发布的事项使用（%(users)s），格式不能改。请另登记一个数据，把这个停用。"
        )
        params = {"label": label, "n": len(users), "users": "、".join(users[:3])}
        raise RuleViolation("datum_format_used", text, params=params, field="format")


def newly_asked_retired(
    schema: Schema, before: Schema, retired: Mapping[str, tuple[str, date]], day: date
) -> list[Gap]:
    """Retired data (name → label, day) that a form begins to ask for; what `before` asked for already goes on."""
    known = data_of(before)
    return [
        Gap(
            f"form.properties.{spec.name}",
            "datum_retired",
            N_("字段“%(title)s”用的数据“%(label)s”从%(day)s起停用，请改用字段字典里的其他数据。"),
            {"title": spec.title, "label": retired[name][0], "day": retired[name][1].isoformat()},
        )
        for spec in asked_for(specs(schema) if schema else ())
        if (name := spec.datum or spec.name) in retired and retired[name][1] <= day and name not in known
    ]
