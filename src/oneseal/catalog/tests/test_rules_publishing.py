"""Which contents may be published, and what is said about the others."""

from oneseal.catalog.rules.publishing import problems
from oneseal.catalog.tests.factories import commitment_content, simple_content


def codes(content: object) -> set[str]:
    return {gap.code for gap in problems(content)}  # type: ignore[arg-type]


def test_the_factories_items_may_be_published() -> None:
    assert problems(simple_content()) == []
    assert problems(commitment_content()) == []
