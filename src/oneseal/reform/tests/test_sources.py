"""The industrial project of the sources: 19 links, 126 papers and 60 days became 12, 61 and 42 by parallel approval.

The catalogue of that district is not known; the theme here is built so that each figure comes out of what items say.
"""

from typing import Any

from oneseal.catalog.rules.composing import compose
from oneseal.catalog.rules.composing_figures import savings
from oneseal.catalog.rules.composing_parts import Design, Past
from oneseal.reform.rules.analysis import analyse
from oneseal.reform.tests.test_rules_analysis import paper, part

# Code, promised working days, what it waits for, papers of its own; four papers are asked for by several.
ITEMS = [
    ("land", 8, "", 7),
    ("approval", 10, "land", 6),
    ("energy", 8, "approval", 5),
    ("environment", 10, "approval", 7),
    ("planning", 4, "approval", 6),
    ("drawings", 10, "planning", 6),
    ("defence", 4, "planning", 5),
    ("contract", 1, "drawings", 5),
    ("quality", 1, "drawings", 5),
    ("permit", 9, "contract quality defence", 5),
]
SHARED = ("营业执照", "项目总平面图", "可行性研究报告", "用地范围图")
FORMER = [
    Past(f"环节{place}", days=4 if place < 3 else 3, materials=7 if place < 12 else 6) for place in range(19)
]


def industrial() -> Design:
    """Ten items that run in parallel where they may."""
    step = {"key": "decide", "name": "决定", "kind": "decision", "post": "investment_head"}
    parts = []
    for code, days, after, own in ITEMS:
        materials: list[dict[str, Any]] = [paper(f"{code}材料{number}") for number in range(own)]
        materials += [paper(name) for name in SHARED]
        said: dict[str, Any] = {"prerequisites": after.split(), "materials": materials, "steps": [step]}
        parts.append(part(code, days, **said))
    return Design(tuple(parts), past=tuple(FORMER))


def test_the_figures_of_the_sources_come_out_of_the_items() -> None:
    found = {each.key: (each.before, each.after) for each in savings(compose(industrial(), {}))}
    assert (found["links"], found["materials"], found["days"]) == ((19, 12), (126, 61), (60, 42))


def test_the_bench_names_what_decides_the_42_days() -> None:
    found = analyse(industrial())
    assert found.path_days == 42
    assert found.path[0] == "land"
    assert found.path[-1] == "permit"
    assert [each.name for each in found.asked_twice] == sorted(SHARED)
