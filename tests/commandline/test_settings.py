"""docs/running.md names every setting that the program reads, and no other."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.layers import SOURCE

TABLE = re.compile(r"^\|(?P<names>[^|]*)\|[^|]+\|[^|]+\|$", re.MULTILINE)
NAME = re.compile(r"`([A-Z][A-Z_]+)`")
NOT_FOR_PEOPLE = {"ONESEAL_EMBEDDED", "ONESEAL_PUBLISHED_STATIC"}
"""The program tells its own child processes by these."""


def documented() -> set[str]:
    """Names in the table's first column."""
    text = (SOURCE.parents[1] / "docs" / "running.md").read_text(encoding="utf-8")
    return {name for row in TABLE.finditer(text) for name in NAME.findall(row["names"])}


def read(path: Path) -> Iterator[str]:
    """Names of environment variables in a file's code (not in its texts for people)."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and re.fullmatch(r"ONESEAL_[A-Z_]+|DATABASE_URL", text):
            yield text


def test_every_setting_is_in_the_table_and_nothing_else() -> None:
    used = {
        name for path in SOURCE.rglob("*.py") if "tests" not in path.parts for name in read(path)
    } - NOT_FOR_PEOPLE
    assert len(used) > 30
    assert sorted(used - documented()) == []
    assert sorted(documented() - used) == []
