"""Paths named in the documentation exist."""

import re

import pytest

from tests.architecture.layers import ROOT

DOCUMENTS = [
    "README.md",
    "README.zh-CN.md",
    "CONTRIBUTING.md",
    *(f"docs/{p.name}" for p in (ROOT / "docs").glob("*.md")),
]
NAMED = re.compile(r"`((?:src|tests|deploy|docs|benchmarks)/[^`\s<>…*]+)`|\]\(([^)#:]+)\)")
COVERAGE_ROW = re.compile(r"^\| (\d+\.\d+) \|.*?\| (works|part|not yet) \|(.*)$", re.MULTILINE)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_paths_named_in_a_document_exist(name: str) -> None:
    path = ROOT / name
    missing = []
    for code, link in NAMED.findall(path.read_text(encoding="utf-8")):
        target = ROOT / code if code else path.parent / link
        if not target.exists():
            missing.append(code or link)
    assert missing == []


def test_coverage_has_a_state_for_every_row_and_proof_for_what_works() -> None:
    text = (ROOT / "docs/coverage.md").read_text(encoding="utf-8")
    rows = COVERAGE_ROW.findall(text)
    assert len(rows) == len(re.findall(r"^\| \d+\.\d+ \|", text, re.MULTILINE))
    unproved = [number for number, state, rest in rows if state == "works" and "tests/" not in rest]
    assert unproved == []
