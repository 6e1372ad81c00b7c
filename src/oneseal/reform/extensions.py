"""Examples that contexts above put on the bench beside the bureau's own items, such as those of the demonstration."""

from collections.abc import Callable
from dataclasses import dataclass

from oneseal.catalog.rules.composing_parts import Design


@dataclass(frozen=True)
class Example:
    """A set of items that is in no catalogue; `design` makes it when somebody looks. `shown` says whether to offer it."""

    code: str
    name: str
    design: Callable[[], Design]
    shown: Callable[[], bool]


_examples: list[Example] = []


def offer_example(example: Example) -> None:
    """Let the bench look at it."""
    _examples.append(example)


def examples() -> list[Example]:
    """Those that are offered here."""
    return [each for each in _examples if each.shown()]
