"""One finding about an item's content: where, what, why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

CODES: Final = "GB/T 39554.1—2020"
LIMITS: Final = "行政许可法第四十二条"
LETTER: Final = "国办发〔2020〕42号"
"""What findings about codes, limits and commitments rest on. Numbers of our own lists tell readers nothing."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that keeps a version from being published.

    `path` names the place (`materials.2.name`), `message` is a Chinese sentence marked with N_ whose places are
    filled from `params`, `basis` the law or standard, empty where the bureau itself set the rule.
    """

    path: str
    code: str
    message: str
    params: Mapping[str, object] = field(default_factory=dict)
    basis: str = ""

    @property
    def text(self) -> str:
        """The sentence in Chinese."""
        return self.message % self.params if self.params else self.message
