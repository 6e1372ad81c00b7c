"""The shorthand in which the demonstration items are written, expanded into full item versions.

`data/fields.yaml`     one line per datum: `code: 标签 | format | options | why`
`data/materials.yaml`  one line per common material: `code: 名称 | note | check; check | flags`
`data/variants.yaml`   which handling variants an item has, and their limits
`data/statutes.yaml`   text of the articles cited
`data/items/*.yaml`    the items by section; see data/README.md for the notation
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from oneseal.catalog.rules.content import ItemContent
from oneseal.demo import variants
from oneseal.demo.notation import cells, flow, material, question, when_of

DATA = Path(__file__).parent / "data"
Entry = dict[str, Any]
PERSONAL = {"phone", "resident_id", "address", "person"}
FLAGS = (
    "tolerance",
    "commitment",
    "commitment_replaces",
    "commitment_kind",
    "solo",
    "masked",
    "masked_materials",
    "assurance_hand_in",
    "assurance_sign",
    "assurance_collect",
    "separation",
    "separation_source",
    "separation_measures",
    "registers",
    "filing_shown",
    "filing_months",
    "filing_check_days",
    "filing_check_share",
    "prohibitions",
    "quota",
    "intermediaries",
    "delegated_by",
)


@cache
def read(name: str) -> Any:
    """A data file, parsed once."""
    return yaml.load((DATA / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@cache
def field(code: str) -> dict[str, Any]:
    """The JSON Schema of one datum of the field dictionary. Raises KeyError for a name not in it."""
    label, kind, options, why = cells(read("fields.yaml")[code], 4)
    schema: dict[str, Any] = {"title": label, "x-field": code, **_type(kind, options)}
    if why:
        schema["x-why"] = why
    if kind in PERSONAL:
        schema["x-personal"] = True
    return schema


def _type(kind: str, options: str) -> dict[str, Any]:
    """Keywords for a kind: text, a number with bounds, a choice, a list, or a formatted string."""
    pairs = dict(part.split("=", 1) for part in options.split() if "=" in part)
    if kind in {"choice", "choices"}:
        chosen: dict[str, Any] = {"type": "string", "enum": list(pairs), "x-labels": pairs}
        if kind == "choice":
            return chosen
        return {"type": "array", "items": chosen, "uniqueItems": True, "minItems": 1}
    if kind in {"integer", "number", "money"}:
        return _number(kind, pairs)
    if kind == "boolean":
        return {"type": "boolean"}
    if kind == "list":
        return {"type": "array", "minItems": 1, "maxItems": 50, "items": _object(options.split())}
    plain: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": int(pairs.get("max", 100))}
    if kind and kind not in {"person"}:
        plain |= {"x-format": kind} | ({"maxLength": 500} if kind in {"textarea", "address"} else {})
    return plain


def _number(kind: str, pairs: dict[str, str]) -> dict[str, Any]:
    """Numbers as they are; money is written in 元 and kept in 分."""
    schema: dict[str, Any] = {"type": "integer" if kind == "money" else kind, "minimum": 0}
    if kind == "money":
        schema["x-format"] = "money"
    for word, keyword in (("min", "minimum"), ("max", "maximum")):
        if word in pairs and kind == "money":
            schema[keyword] = int(Decimal(pairs[word]) * 100)
        elif word in pairs:
            schema[keyword] = float(pairs[word]) if "." in pairs[word] else int(pairs[word])
    if "unit" in pairs:
        schema["x-unit"] = pairs["unit"]
    return schema


def _object(names: list[str]) -> dict[str, Any]:
    """An object schema over field names; a name ending in ? is not required."""
    plain = [name.rstrip("?") for name in names]
    properties = {name: {**field(name), "x-order": place} for place, name in enumerate(plain, start=1)}
    required = [name for name in names if not name.endswith("?")]
    return {"type": "object", "properties": properties, "required": required}


def form(entry: Entry) -> dict[str, Any]:
    """The JSON Schema of an item's form, from section titles to field names, with its conditions."""
    sections: dict[str, str] = entry["form"]
    schema = _object([name for names in sections.values() for name in names.split()])
    places = {name.rstrip("?"): title for title, names in sections.items() for name in names.split()}
    schema["properties"] = {
        name: {**properties, "x-section": places[name]} for name, properties in schema["properties"].items()
    }
    rules = []
    for condition in entry.get("form_if", []):
        left, right = condition.split("->")
        name, values = left.strip().split("=")
        rules.append(
            {
                "if": {"properties": {name: {"enum": values.split(",")}}, "required": [name]},
                "then": {"required": right.split()},
            }
        )
    return {**schema, **({"allOf": rules} if rules else {})}


def basis(citation: str) -> dict[str, str]:
    """A legal ground: `短名:35` looks its text up in statutes.yaml, `法|条|文` is taken as written."""
    if "|" in citation:
        law, article, text = cells(citation, 3)
        return {"law": law, "article": article, "text": text}
    short, number = citation.split(":")
    statute = read("statutes.yaml")[short]
    article, text = statute["articles"][int(number)]
    return {"law": statute["name"], "article": article, "text": text}


@cache
def entries() -> dict[str, Entry]:
    """Every item as written, by its English slug, with its file's defaults and its place in the list."""
    found: dict[str, Entry] = {}
    for path in sorted((DATA / "items").glob("*.yaml")):
        parsed = read(f"items/{path.name}")
        for slug, entry in parsed["items"].items():
            if slug in found:
                raise ValueError(f"{path.name}: {slug} is defined twice")
            found[slug] = {**parsed.get("defaults", {}), **entry, "slug": slug}
    return found


def basic_code(slug: str) -> str:
    """The 12-digit basic code (CAT-4). Main numbers from 99001 up mark demonstration items."""
    place = list(read("codes.yaml")).index(slug)
    return f"00{entries()[slug].get('type', '01')}{99001 + place:05d}000"


def _limits(entry: Entry) -> dict[str, Any]:
    statutory, promised = (int(part) for part in str(entry["limit"]).split("/"))
    return {
        "statutory_limit": {"days": statutory, "note": entry.get("limit_note", "行政许可法第四十二条")},
        "promised_limit": {"days": promised, "note": "当场办结" if promised == 0 else "本局公开承诺"},
    }


BUSINESS_LICENCES = ("individual_start",)
"""Registrations whose result is an (electronic) business licence of who applies (4.12); a company is nobody's applicant
before it is registered."""


def _results(slug: str, entry: Entry) -> list[dict[str, Any]]:
    """What a grant yields: a licence that the bureau itself decides, or a business licence, is an electronic certificate
    of a type of its own."""
    name, written, months = cells(entry["result"], 3)
    kind = written or "licence"
    issues = slug in BUSINESS_LICENCES or (kind == "licence" and not entry.get("decides"))
    return [
        {
            "name": name,
            "kind": kind,
            "valid_months": int(months) if months else None,
            "certificate": slug if issues else "",
        }
    ]


def _fees(entry: Entry) -> list[dict[str, Any]]:
    return [
        {"name": name, "basis": ground, "standard": standard, "fen": int(fen), "when": when_of(when)}
        for name, ground, standard, fen, when in (cells(f, 5) for f in entry.get("fees", []))
    ]


def content(slug: str) -> ItemContent:
    """The full item version of a slug. Raises pydantic's ValidationError or KeyError for a slip of the pen."""
    entry = entries()[slug]
    steps = flow(entry, entry["line"]) if "flow" in entry else []
    slow = [s for s in steps if s["kind"] not in {"review", "sign_off", "decision"}]
    trips = entry.get("trips", 0)
    document: dict[str, Any] = {
        **read("common.yaml")["item"],
        **_identity(slug, entry),
        **_limits(entry),
        "basis": [basis(citation) for citation in entry["law"]],
        "scope": entry["scope"],
        "conditions": entry["conditions"],
        "handling": "instant" if not slow and str(entry["limit"]).endswith("/0") else "commitment",
        "special_procedures": sorted({w for s in slow for w in _special(s, entry)}),
        "channels": entry.get("channels", "window online courier").split(),
        "trips": trips,
        "online_depth": "网上申请、现场交验原件" if trips else "全程网办",
        "questions": [question(code, text) for code, text in entry.get("ask", {}).items()],
        "materials": list(materials(entry)),
        "form": form(entry),
        "steps": steps,
        "fees": _fees(entry),
        "results": _results(slug, entry),
        "themes": entry.get("themes", []),
        "prerequisites": [basic_code(needed) for needed in entry.get("needs", "").split()],
        "keywords": entry.get("words", "").split(),
        **{flag: entry[flag] for flag in FLAGS if flag in entry},
    }
    limits = read("variants.yaml").get(slug)
    if limits:
        document["variants"] = variants.listed(entry.get("short") or entry["name"], limits)
        document = variants.spread(document, {name: field(name) for name in variants.FIELDS})
    return ItemContent.model_validate(document)


def _identity(slug: str, entry: Entry) -> dict[str, Any]:
    """Names, codes and bodies of an item."""
    code, level = basic_code(slug), str(entry.get("level", "4"))
    own = f"{read('common.yaml')['item']['body_code']}{level}{code}"
    return {
        "name": entry["name"],
        "short_name": entry.get("short", ""),
        "type": entry.get("type", "01"),
        "basic_code": code,
        "implementation_code": own,
        "handling_code": f"{own}{entry.get('variant', '01')}",
        "local_codes": [f"YL-DEMO-{code[4:9]}"],
        "level": level,
        "power_source": str(entry.get("power", "4")),
        "decides": entry.get("decides", ""),
        "former_department": f"云岭市{entry['former']}",
        "supervisor": f"云岭市{entry.get('supervisor', entry['former'])}",
        "service_objects": list(str(entry.get("objects", "2")).replace(" ", "")),
        "business_line": entry["line"],
    }


def _special(step: dict[str, Any], entry: Entry) -> list[str]:
    if step["kind"] == "expert_review":
        return ["expert"]
    return [entry.get("special", "testing")] if step["kind"] == "testing" else []


def materials(entry: Entry) -> Iterator[dict[str, Any]]:
    """The item's materials: common ones named by code, own ones written out."""
    for written in entry["materials"]:
        if isinstance(written, str):
            code, _, condition = written.partition("@")
            text = read("materials.yaml")[code.strip()]
            yield material(code.strip(), text, when_of(condition))
        else:
            for code, text in written.items():
                body, _, condition = text.partition(" @")
                yield material(code, body, when_of(condition))
