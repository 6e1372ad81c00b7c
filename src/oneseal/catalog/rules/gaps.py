"""One finding about an item's content: where, what, why."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that keeps a version from being published.

    `path` names the place (`materials.2.name`), `message` is a Chinese sentence marked with N_ whose places are
    filled from `params`, `basis` the law or rule id.
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
