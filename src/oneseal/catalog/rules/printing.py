"""An item's form on paper: empty, or filled as a sample (CAT-8, inventory 2.13)."""

from typing import Any

from oneseal.catalog.rules.content import ItemContent
from oneseal.catalog.rules.form_values import Value, is_shown, show
from oneseal.catalog.rules.forms import FieldSpec, specs

MOST_CHOICES = 12
"""A choice with more is left to be written."""


def sheet(content: ItemContent, title: str, value: Value | None = None) -> dict[str, Any]:
    """The form as documents.rules.sheets.Sheet wants it; without a value every field is empty, choices as boxes."""
    sections: dict[str, list[dict[str, Any]]] = {}
    for spec in specs(content.form):
        if value is None or is_shown(spec, value):
            sections.setdefault(spec.section, []).append(_row(spec, value))
    return {
        "title": title,
        "item_name": content.name,
        "issuer": content.body_name,
        "sample": value is not None,
        "sections": [{"title": name, "rows": rows} for name, rows in sections.items()],
    }


def _row(spec: FieldSpec, value: Value | None) -> dict[str, Any]:
    own = value.get(spec.name) if value else None
    label = f"{spec.title}（{spec.unit}）" if spec.unit and value is None else spec.title
    if spec.kind == "group":
        rows = [[show(part, row.get(part.name), mask=False) for part in spec.fields] for row in own or []]
        return {"label": label, "columns": [part.title for part in spec.fields], "rows": rows}
    boxes = value is None and 0 < len(spec.choices) <= MOST_CHOICES
    empty = "　".join(f"□ {word}" for _, word in spec.choices) if boxes else ""
    hint = "" if value is not None or spec.required else "选填"
    return {"label": label, "text": empty if value is None else show(spec, own, mask=False), "hint": hint}
