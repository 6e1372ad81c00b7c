"""Rows of an item's lists (materials, steps, questions, variants) as the keeper's forms show and give them."""

import re
from collections.abc import Callable
from typing import Any

from oneseal.catalog.rules.content import ItemContent, When

Value = dict[str, Any]
SPLIT = re.compile(r"[、,，\s]+")


def row_to_form(row: Value) -> Value:
    """A row of a list as the form shows it: conditions, points and options as lines."""
    shown = dict(row)
    if "when" in row:
        shown["when"] = "；".join(
            f"{question}={','.join(options)}" for question, options in row["when"].items()
        )
    if "after" in row:
        shown["after"] = " ".join(row["after"])
    if "review_points" in row:
        shown["review_points"] = "\n".join(point["text"] for point in row["review_points"])
    if "options" in row:
        shown["options"] = "\n".join(f"{option['code']}={option['label']}" for option in row["options"])
    if "suffix" in row:
        shown |= _variant_to_form(row)
    return shown


def _variant_to_form(row: Value) -> Value:
    shown: Value = {"conditions": "\n".join(row["conditions"])}
    for name in ("statutory", "promised"):
        limit = row[f"{name}_limit"] or {}
        shown |= {f"{name}_{key}": limit[key] for key in ("days", "unit") if key in limit}
    return shown


LIMITS = ("statutory", "promised")


def points_of(content: ItemContent, name: str) -> dict[str, Value]:
    """Review points by their text, so that one that is kept keeps its kind and bounds; limits of variants likewise."""
    if name == "questions":
        return {}
    if name == "variants":
        limits = [(f"{v.code}.{n}", getattr(v, f"{n}_limit")) for v in content.variants for n in LIMITS]
        return {key: limit.model_dump(mode="json") for key, limit in limits if limit}
    rows = content.materials if name == "materials" else content.steps
    return {point.text: point.model_dump(mode="json") for row in rows for point in row.review_points}


def _read_row(row: Value, known: dict[str, Value]) -> Value:
    told = dict(row)
    told["when"] = when_of(row.get("when", ""))
    lines = [line.strip() for line in row.get("review_points", "").splitlines() if line.strip()]
    told["review_points"] = [
        known.get(line) or {"code": f"p{n}", "text": line} for n, line in enumerate(lines, 1)
    ]
    return told


def _read_material(row: Value, known: dict[str, Value]) -> Value:
    return {"original": 0, "copies": 0, **_read_row(row, known)}


def _read_step(row: Value, known: dict[str, Value]) -> Value:
    return {**_read_row(row, known), "after": [key for key in SPLIT.split(row.get("after", "")) if key]}


def _read_question(row: Value, known: dict[str, Value]) -> Value:
    pairs = [line.partition("=") for line in row.get("options", "").splitlines() if line.strip()]
    options = [{"code": code.strip(), "label": label.strip() or code.strip()} for code, _sign, label in pairs]
    return {**row, "options": options, "when": when_of(row.get("when", ""))}


def _read_variant(row: Value, known: dict[str, Value]) -> Value:
    told = {
        **row,
        "conditions": [one.strip() for one in row.get("conditions", "").splitlines() if one.strip()],
    }
    for name in LIMITS:
        limit = {key: told.pop(f"{name}_{key}", None) for key in ("days", "unit")}
        given = {key: part for key, part in limit.items() if part is not None}
        told[f"{name}_limit"] = (
            {**known.get(f"{row.get('code')}.{name}", {}), **given} if "days" in given else None
        )
    return told


READERS: dict[str, Callable[[Value, dict[str, Value]], Value]] = {
    "materials": _read_material,
    "steps": _read_step,
    "questions": _read_question,
    "variants": _read_variant,
}


def when_of(text: str) -> When:
    """A condition typed as `premises=owned,leased; kind=shop`."""
    pairs = [part.partition("=") for part in re.split(r"[;；]", text) if part.strip()]
    return {
        question.strip(): [one for one in SPLIT.split(options) if one] for question, _sign, options in pairs
    }
