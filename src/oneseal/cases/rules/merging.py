"""Two tabs on one draft: what each changed since it was opened is kept; where both changed one field, both are told."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Value = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Merged:
    """`value` holds everything, mine where both changed one field; `conflicts` names these fields.

    `taken` names fields that came from the other tab alone.
    """

    value: dict[str, Any]
    conflicts: tuple[str, ...]
    taken: tuple[str, ...]

    def keeping(self, theirs: Value) -> dict[str, Any]:
        """The same value with theirs where both changed one field: to be kept until somebody chooses."""
        kept = {name: part for name, part in self.value.items() if name not in self.conflicts}
        return kept | {name: theirs[name] for name in self.conflicts if name in theirs}

    def seen(self, base: Value, mine: Value) -> dict[str, Any]:
        """What this tab has seen from now on: its own fields, but the old ones where it has still to choose."""
        known = {name: part for name, part in mine.items() if name not in self.conflicts}
        return known | {name: base[name] for name in self.conflicts if name in base}


def merge(base: Value, mine: Value, theirs: Value) -> Merged:
    """Join two versions of a form that both began as `base`. An absent field is an empty one."""
    value: dict[str, Any] = {}
    conflicts, taken = [], []
    for name in dict.fromkeys([*base, *theirs, *mine]):
        before, here, there = base.get(name), mine.get(name), theirs.get(name)
        chosen = here
        if here != there and here == before:
            chosen = there
            taken.append(name)
        elif here != there and there != before:
            conflicts.append(name)
        if chosen is not None:
            value[name] = chosen
    return Merged(value, tuple(conflicts), tuple(taken))
