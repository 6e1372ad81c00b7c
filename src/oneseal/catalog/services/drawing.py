"""Drawing a flow chart with the graphviz-pure program that ships as a Python package."""

import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

SECONDS = 20
PROLOGUE = re.compile(r"^.*?(?=<svg)", re.S)
POINTS = re.compile(r'(<svg[^>]*?) width="(\d+)pt" height="(\d+)pt"')
"""A size in points, which browsers would read as larger than the page's own letters."""


@cache
def _program() -> str:
    beside = Path(sys.executable).parent / "graphviz-pure"
    found = str(beside) if beside.exists() else shutil.which("graphviz-pure")
    if not found:
        raise FileNotFoundError("graphviz-pure is not installed; it is listed in requirements/base.txt")
    return found


@cache
def draw(source: str) -> str:
    """The SVG of a graph in the dot language; the empty string for an empty source.

    Its colours come from the page (classes and currentColor), so that it follows dark mode.
    """
    if not source:
        return ""
    done = subprocess.run(
        [_program(), "-Tsvg"], input=source.encode(), capture_output=True, check=True, timeout=SECONDS
    )
    svg = PROLOGUE.sub("", done.stdout.decode())
    svg = POINTS.sub(r'\1 width="\2" height="\3"', svg, count=1)
    return svg.replace('"#010101"', '"currentColor"').replace('"#fefefe"', '"none"')
