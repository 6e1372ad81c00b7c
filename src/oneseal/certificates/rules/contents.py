"""What is printed on a certificate, from what the applicant filled in (ECERT-6)."""

from collections.abc import Iterable, Mapping
from typing import Any

from oneseal.catalog.rules import form_values, forms

Line = dict[str, str]


def lines(
    fields: Iterable[Mapping[str, str]], schema: Mapping[str, Any], value: Mapping[str, Any]
) -> list[Line]:
    """The type's fields with their texts, in the type's order; data that the form does not have are left out.

    A field's `key` is the form's field or its name in the field dictionary. Nothing is masked: it is the holder's own.
    """
    specs = {name: spec for spec in forms.specs(dict(schema)) for name in (spec.datum, spec.name) if name}
    found = []
    for field in fields:
        spec = specs.get(field["key"])
        text = (
            form_values.show(spec, value.get(spec.name), mask=False) if spec and spec.kind != "group" else ""
        )
        if text.strip():
            found.append({"label": field["label"], "text": text.strip()})
    return found


def data(
    fields: Iterable[Mapping[str, str]], printed: Iterable[Line], holder: str, id_kind: str, number: str
) -> dict[str, str]:
    """The other way: what a certificate says, by the names of the field dictionary (2.24): lines and who holds it."""
    keys = {field["label"]: field["key"] for field in fields}
    said = {keys[line["label"]]: line["text"] for line in printed if line["label"] in keys}
    prefix, code = ("org", "org_uscc") if id_kind == "uscc" else ("person", "person_id")
    held = {f"{prefix}_name": holder, code: number}
    return held | said


def carried(old: Iterable[Line], new: Iterable[Line]) -> list[Line]:
    """The old version's lines with what the new application says in their place; new lines follow (ECERT-4)."""
    said = {line["label"]: line["text"] for line in new}
    kept = [{"label": line["label"], "text": said.pop(line["label"], line["text"])} for line in old]
    return kept + [{"label": label, "text": text} for label, text in said.items()]
