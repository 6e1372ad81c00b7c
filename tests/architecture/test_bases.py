"""What a refusal rests on is a law, a standard or the bureau's own system by name, never a number of our own lists."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "oneseal"
SERIES = "BID|CAL|CAT|COM|CRD|ECERT|ESEAL|EVA|GP|HOT|KPI|LIC|ONE|PRJ|PUB|SOLO|SUP|TOL"
OURS = re.compile(rf"(?<![A-Za-z0-9-])(?:{SERIES})-(?:\d{{1,2}}|[A-Z])(?![\d-])|（\d{{1,2}}\.\d{{1,2}}）")
BARE = re.compile(r"\d{1,2}\.\d{1,2}|Z\.\d|ESEAL")
"""A whole basis of this kind is one of ours too."""


def _documentation(tree: ast.AST) -> set[int]:
    """Strings that stand alone: docstrings and the words under a field, which only developers read."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def _shown(tree: ast.AST) -> Iterator[tuple[int, str]]:
    silent = _documentation(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node.lineno, node.value


def ours(text: str) -> list[str]:
    """Lines of a program on which people would be shown a number of our own lists."""
    tree = ast.parse(text)
    found = [f"{line}: {said}" for line, said in _shown(tree) if OURS.search(said)]
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "basis" and isinstance(node.value, ast.Constant):
            said = str(node.value.value)
            found += [f"{node.value.lineno}: {said}"] if BARE.fullmatch(said) else []
    return found


@pytest.mark.parametrize("context", sorted(each.name for each in SOURCE.iterdir() if each.is_dir()))
def test_nobody_is_shown_numbers_of_our_own_lists(context: str) -> None:
    files = [each for each in (SOURCE / context).rglob("*.py") if "tests" not in each.parts]
    assert [f"{each}:{line}" for each in files for line in ours(each.read_text("utf-8"))] == []
    pages = [each for each in (SOURCE / context).rglob("*.html") if OURS.search(each.read_text("utf-8"))]
    assert pages == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ('raise E("x", basis="5.3")', 1),
        ('raise E("x", basis="受审分离（5.3）")', 1),
        ('B = "容缺受理（TOL-1）"', 1),
        ('def f():\n    """LIC-20."""', 0),
        ('raise E("x", basis="行政许可法第五条")', 0),
        ('B = "GB/T 39554.1—2020"', 0),
    ],
)
def test_the_search_finds_them(text: str, count: int) -> None:
    assert len(ours(text)) == count
