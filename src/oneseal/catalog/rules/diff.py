"""What differs between two contents, in words (2.4, 2.6)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from oneseal.catalog.rules.content import ItemContent, Limit, When
from oneseal.catalog.rules.formats import yuan
from oneseal.catalog.rules.labels import (
    DICTIONARIES,
    FEE_DUES,
    FIELDS,
    MATERIAL_FORMS,
    NECESSITY,
    RESULTS,
    SOURCES,
    STEP_KINDS,
    UNITS,
    VARIANT_KINDS,
    cite,
)

FIVE = ("name", "basis", "steps", "materials", "promised_limit")
"""The five elements that must be equal in every place: 名称, 设定依据, 办理流程, 申请材料, 承诺期限 (2.4)."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: which element, which part of it, what it was and what it is. `kind`: added, removed, changed."""

    field: str
    label: str
    part: str
    kind: str
    before: str
    after: str


def compare(old: ItemContent, new: ItemContent, fields: Iterable[str] = tuple(FIELDS)) -> list[Change]:
    """Differences from the old content to the new one, element by element, in the order of the guide."""
    return [
        change for name in fields for change in _compare_field(name, getattr(old, name), getattr(new, name))
    ]


def five_unifications(own: ItemContent, upper: ItemContent) -> list[Change]:
    """Where an item departs from the upper level's in the five elements; a shorter promise is no departure (2.4)."""
    changes = compare(upper, own, FIVE)
    return [
        c
        for c in changes
        if c.field != "promised_limit" or not _shorter(own.promised_limit, upper.promised_limit)
    ]


def _shorter(own: Limit, upper: Limit) -> bool:
    return own.unit == upper.unit and own.days < upper.days


def _compare_field(name: str, old: Any, new: Any) -> list[Change]:
    if old == new:
        return []
    label = FIELDS[name]
    if name == "form":
        return _parts(name, _form_parts(old), _form_parts(new))
    if name in KEYED:
        return _parts(name, KEYED[name](old), KEYED[name](new))
    before, after = text_of(name, old), text_of(name, new)
    kind = "added" if not before else "removed" if not after else "changed"
    return [Change(name, label, "", kind, before, after)]


def _parts(name: str, old: dict[str, tuple[str, str]], new: dict[str, tuple[str, str]]) -> list[Change]:
    """Differences between two lists whose parts have keys: key → (name of the part, all it says)."""
    changes = []
    for key in dict.fromkeys([*old, *new]):
        was, now = old.get(key), new.get(key)
        if was == now:
            continue
        kind = "added" if was is None else "removed" if now is None else "changed"
        part = (now or was or ("", ""))[0]
        changes.append(Change(name, FIELDS[name], part, kind, was[1] if was else "", now[1] if now else ""))
    if not changes and list(old) != list(new):
        order = ["、".join(part[0] for part in side.values()) for side in (old, new)]
        changes.append(Change(name, FIELDS[name], "顺序", "changed", *order))
    return changes


def _when(when: When) -> str:
    return "；".join(f"{question}＝{'或'.join(options)}" for question, options in when.items())


def _joined(*parts: str) -> str:
    return "；".join(part for part in parts if part)


def _materials(materials: list[Any]) -> dict[str, tuple[str, str]]:
    return {
        m.code: (
            m.name,
            _joined(
                m.name,
                MATERIAL_FORMS[m.form],
                f"原件{m.original}份" if m.original else "",
                f"复印件{m.copies}份" if m.copies else "",
                SOURCES[m.source],
                m.issuer,
                NECESSITY[m.necessity],
                "可容缺" if m.tolerable else "",
                f"可共享获取：{m.shared_source}" if m.shared_source else "",
                f"可用证照：{m.certificate}" if m.certificate else "",
                f"交过一次{m.valid_months}个月内免交" if m.valid_months else "",
                m.note,
                f"适用：{_when(m.when)}" if m.when else "",
                "、".join(point.text for point in m.review_points),
            ),
        )
        for m in materials
    }


def _steps(steps: list[Any]) -> dict[str, tuple[str, str]]:
    names = {step.key: step.name for step in steps}
    return {
        s.key: (
            s.name,
            _joined(
                f"{s.name}（{STEP_KINDS[s.kind]}）",
                f"岗位 {s.post}",
                f"{s.days}个工作日",
                f"在{'、'.join(names.get(key, key) for key in s.after)}之后" if s.after else "受理后",
                f"适用：{_when(s.when)}" if s.when else "",
                "、".join(point.text for point in s.review_points),
                f"出示：{s.must_present}" if s.must_present else "",
            ),
        )
        for s in steps
    }


def _questions(questions: list[Any]) -> dict[str, tuple[str, str]]:
    return {
        q.code: (
            q.text,
            _joined(
                q.text,
                "可多选" if q.multiple else "",
                "／".join(option.label for option in q.options),
                _when(q.when),
            ),
        )
        for q in questions
    }


def _variants(variants: list[Any]) -> dict[str, tuple[str, str]]:
    return {
        v.code: (
            v.name,
            _joined(
                f"{v.suffix} {v.name}（{VARIANT_KINDS[v.kind]}）",
                f"法定{text_of('', v.statutory_limit)}" if v.statutory_limit else "",
                f"承诺{text_of('', v.promised_limit)}" if v.promised_limit else "",
                f"跑动{v.trips}次" if v.trips is not None else "",
                v.scope,
                "、".join(v.conditions),
            ),
        )
        for v in variants
    }


def _form_parts(schema: dict[str, Any]) -> dict[str, tuple[str, str]]:
    required = schema.get("required", [])
    found = {
        name: (
            str(field.get("title", name)),
            _joined(
                str(field.get("title", name)), "必填" if name in required else "选填", _field_text(field)
            ),
        )
        for name, field in schema.get("properties", {}).items()
    }
    rules = {key: part for key, part in schema.items() if key in ("if", "then", "allOf")}
    return found | ({"*": ("条件", str(rules))} if rules else {})


def _field_text(field: dict[str, Any]) -> str:
    return "，".join(
        f"{key}={value}" for key, value in field.items() if key not in ("title", "x-order", "x-why")
    )


def _basis(basis: list[Any]) -> dict[str, tuple[str, str]]:
    return {
        f"{b.law}{b.article}": (cite(b.law, b.article), _joined(cite(b.law, b.article), b.text))
        for b in basis
    }


def _places(places: list[Any]) -> dict[str, tuple[str, str]]:
    return {p.name: (p.name, _joined(p.address, p.hours, p.phone)) for p in places}


def _lowered(fee: Any) -> list[str]:
    """Who pays a charge, and on which grounds less of it."""
    grounds = [f"{each.name}减{each.percent}%（{each.basis}）" for each in fee.reductions]
    return [f"适用：{_when(fee.when)}", *grounds] if fee.when else grounds


def _fees(fees: list[Any]) -> dict[str, tuple[str, str]]:
    return {
        f.name: (
            f.name,
            _joined(f.standard, f.basis, f"{yuan(f.fen)}元" if f.fen else "", FEE_DUES[f.due], *_lowered(f)),
        )
        for f in fees
    }


def _results(results: list[Any]) -> dict[str, tuple[str, str]]:
    return {
        r.name: (
            r.name,
            _joined(
                RESULTS[r.kind],
                f"有效期{r.valid_months}个月" if r.valid_months else "长期有效",
                f"颁发电子证照（{r.certificate}）" if r.certificate else "",
            ),
        )
        for r in results
    }


KEYED: dict[str, Callable[[Any], dict[str, tuple[str, str]]]] = {
    "materials": _materials,
    "steps": _steps,
    "questions": _questions,
    "variants": _variants,
    "basis": _basis,
    "places": _places,
    "fees": _fees,
    "results": _results,
}


def text_of(name: str, value: Any) -> str:
    """An element's value in Chinese words, on one line."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Limit):
        days = f"{value.days}{UNITS[value.unit]}" if value.days else "当场办结"
        return _joined(days, value.note if value.note != days else "")
    if name in KEYED:
        return " ｜ ".join(text for _part, text in KEYED[name](value).values())
    if name == "form":
        return "、".join(part for part, _text in _form_parts(value).values())
    words = DICTIONARIES.get(name, {})
    if isinstance(value, list):
        return "、".join(str(words.get(one, one)) for one in value)
    return str(words.get(value, value))
