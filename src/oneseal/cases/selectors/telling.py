"""The journal's entries of cases in the words of their history, for the journal's own page."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from oneseal.cases.rules import deadlines, sentences
from oneseal.kernel import clocks


def told(kind: str, data: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """An entry's sentence and the values that read differently from the entry; "" for other kinds."""
    if not kind.startswith("cases."):
        return "", {}
    said = sentences.SENTENCES.get(sentences.variant(kind, data))
    if said is None:
        return "", {}
    if "procedure" in data:
        procedure = deadlines.PROCEDURES[clocks.suspension(str(data["procedure"]))]
        return said.text, {"procedure": gettext(procedure)}
    return said.text, {}
