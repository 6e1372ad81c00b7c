"""Small functions, small files, no exceptions list."""

import ast

from tests.architecture.layers import ROOT, SOURCE

FUNCTION_LINES = 40
FILE_LINES = 400


def sources() -> list[tuple[str, str]]:
    """Every Python file of the product and its tests but generated migrations."""
    files = [*SOURCE.rglob("*.py"), *(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")]
    return [
        (str(f.relative_to(ROOT)), f.read_text(encoding="utf-8"))
        for f in files
        if "migrations" not in f.parts
    ]


def test_functions_fit_on_a_screen() -> None:
    long = [
        f"{name}:{node.lineno} {node.name}"
        for name, text in sources()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > FUNCTION_LINES
    ]
    assert long == []


def test_files_stay_small() -> None:
    assert [name for name, text in sources() if text.count("\n") > FILE_LINES] == []


def test_public_functions_are_explained() -> None:
    silent = [
        f"{name}:{node.lineno} {node.name}"
        for name, text in sources()
        if "/tests/" not in name and not name.startswith("tests/")
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and ast.get_docstring(node) is None
    ]
    assert silent == []
