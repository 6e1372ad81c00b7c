"""What a type of certificate may say, and who may put it into force (ECERT-2, ECERT-6)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from oneseal.catalog.rules.merged import MERGED_BY
from oneseal.kernel.errors import Forbidden, RuleViolation, Violations
from oneseal.kernel.text import N_

MOST_LINES: Final = 10
"""More lines do not fit on the face."""


@dataclass(frozen=True, slots=True)
class Face:
    """What is printed: the certificate's name and the lines `{"key", "label"}`; whether it bears on public safety.

    `licence`: the kind of firm whose business licence it is (a key of MERGED_BY), empty for any other certificate.
    """

    name: str
    lines: tuple[tuple[str, str], ...]
    public_safety: bool
    licence: str = ""

    def as_values(self) -> dict[str, Any]:
        """As the columns keep it."""
        fields = [{"key": key, "label": label} for key, label in self.lines]
        return {
            "name": self.name,
            "fields": fields,
            "public_safety": self.public_safety,
            "merges": list(MERGED_BY.get(self.licence, ())),
        }


def face(
    name: str,
    lines: Sequence[tuple[str, str]],
    public_safety: bool,
    known: Mapping[str, str],
    licence: str = "",
) -> Face:
    """What was typed, put in order; a line without a label takes the datum's. `known`: datum to label (ECERT-6).

    Raises Violations: no name, a datum that the dictionary does not know, one that is printed twice, too many lines.
    """
    problems = []
    if not name.strip():
        problems.append(RuleViolation("name_missing", N_("请填写证照名称。"), field="name"))
    keys = [key for key, _ in lines]
    for place, key in enumerate(keys):
        if key not in known:
            problems.append(
                _at(place, "datum_unknown", N_("字段字典里没有“%(key)s”，请先在字段字典里登记。"), key)
            )
        elif key in keys[:place]:
            problems.append(
                _at(place, "datum_twice", N_("“%(key)s”已经在上面列出，请删去一行。"), known[key])
            )
    if len(keys) > MOST_LINES:
        message = N_("证照面最多印%(most)s行，请删去不必要的行。")
        problems.append(RuleViolation("too_many_lines", message, params={"most": MOST_LINES}))
    if problems:
        raise Violations(problems)
    shown = tuple((key, label.strip() or known[key]) for key, label in lines)
    return Face(name.strip(), shown, public_safety, licence)


def _at(place: int, code: str, message: str, key: str) -> RuleViolation:
    return RuleViolation(code, message, params={"key": key}, field=f"key_{place}")


def check_publisher(drafted_by: int | None, staff_id: int) -> None:
    """What is printed on certificates takes effect only after a second person looked at it. Raises Forbidden."""
    if drafted_by == staff_id:
        raise Forbidden("own_draft", N_("这是您自己起草的，请由另一位同事核对后启用。"))


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Collection[str]:
    """The columns that a draft changes."""
    return [name for name, value in after.items() if before.get(name) != value]
