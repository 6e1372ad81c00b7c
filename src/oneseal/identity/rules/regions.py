"""Reading region tables (inventory 4.6): 12-digit codes, five levels, every ancestor present."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.identifiers import REGION_LENGTHS
from oneseal.kernel.text import N_

DEMONSTRATION = "99"
"""No province has this number in GB/T 2260: places that do not exist are put under it."""


@dataclass(frozen=True, slots=True)
class Place:
    """One division as a table says it; `parent` is its code one level up (a level may be missing)."""

    code: str
    name: str
    level: int
    parent: str | None

    @property
    def demonstration(self) -> bool:
        """Whether the place is invented."""
        return self.code.startswith(DEMONSTRATION)


@dataclass
class Plan:
    """What loading a table would do. `errors` are (line, refusal); with any, nothing is loaded."""

    added: list[Place] = field(default_factory=list)
    renamed: list[tuple[Place, str]] = field(default_factory=list)
    same: int = 0
    errors: list[tuple[int, RuleViolation]] = field(default_factory=list)


def level_of(code: str) -> int:
    """1 province … 5 village, from the zeros at the end of a 12-digit code."""
    return next(level for level, length in enumerate(REGION_LENGTHS, 1) if code[length:].strip("0") == "")


def ancestors(code: str) -> list[str]:
    """The codes of the places above, from the top; a missing level repeats the one above and is left out."""
    above = [code[:length].ljust(12, "0") for length in REGION_LENGTHS[: level_of(code) - 1]]
    return [each for place, each in enumerate(above) if each != code and each not in above[:place]]


def parse(code: str, name: str) -> Place:
    """One row. Raises RuleViolation for a code that is not 12 digits or a name that is empty or too long."""
    code, name = code.strip(), name.strip()
    if len(code) != 12 or not (code.isascii() and code.isdigit()) or code[:2] < "11":
        text = N_("行政区划代码“%(code)s”不是12位数字，请补足12位（不足的末尾补0）。")
        raise RuleViolation("region_code_wrong", text, params={"code": code}, field="code")
    if not 1 <= len(name) <= 60:
        text = N_("行政区划“%(code)s”的名称应为1至60个字，请补充或缩短。")
        raise RuleViolation("region_name_wrong", text, params={"code": code}, field="name")
    above = ancestors(code)
    return Place(code, name, level_of(code), above[-1] if above else None)


def plan(rows: Sequence[tuple[int, str, str]], known: Mapping[str, str]) -> Plan:
    """What loading (line, code, name) rows over the `known` codes and names would change.

    A place whose parent is neither known nor in the table is an error; so is a code given twice.
    """
    made = Plan()
    seen: dict[str, Place] = {}
    for line, code, name in rows:
        try:
            place = parse(code, name)
            if place.code in seen:
                text = N_("行政区划代码“%(code)s”在文件中出现了两次，请删除一行。")
                raise RuleViolation("region_twice", text, params={"code": place.code}, field="code")
        except RuleViolation as error:
            made.errors.append((line, error))
            continue
        seen[place.code] = place
        _place(made, place, known)
    for line, code, _name in rows:
        found = seen.get(code.strip())
        if found and found.parent and found.parent not in seen and found.parent not in known:
            text = N_("行政区划“%(code)s”的上级“%(parent)s”不存在，请先补上上级。")
            params = {"code": found.code, "parent": found.parent}
            made.errors.append((line, RuleViolation("region_orphan", text, params=params, field="code")))
    return made


def _place(made: Plan, place: Place, known: Mapping[str, str]) -> None:
    if place.code not in known:
        made.added.append(place)
    elif known[place.code] != place.name:
        made.renamed.append((place, known[place.code]))
    else:
        made.same += 1
