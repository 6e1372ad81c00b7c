"""An example on the reformer's bench: the industrial project of the sources, 19 links, 126 papers, 60 days before.

The catalogue of that district is not known; the items here are built so that 12 links, 61 papers and 42 days come out
of what they say. They are in nobody's catalogue and cannot be applied for.
"""

from oneseal.catalog.rules.composing_parts import Design, Part, Past
from oneseal.catalog.rules.content import ItemContent
from oneseal.demo.authoring import content

TEMPLATE = "project_filing"
# Code, name, promised working days, what it waits for, papers of its own; four papers are asked for by all.
ITEMS = (
    ("land", "建设用地规划许可", 8, "", 7),
    ("approval", "项目核准", 10, "land", 6),
    ("energy", "节能审查", 8, "approval", 5),
    ("environment", "环境影响评价审批", 10, "approval", 7),
    ("planning", "建设工程规划许可", 4, "approval", 6),
    ("drawings", "施工图审查", 10, "planning", 6),
    ("defence", "人防工程审批", 4, "planning", 5),
    ("contract", "合同备案", 1, "drawings", 5),
    ("quality", "质量安全监督手续", 1, "drawings", 5),
    ("permit", "施工许可", 9, "contract quality defence", 5),
)
SHARED = ("营业执照", "项目总平面图", "可行性研究报告", "用地范围图")
FORMER = tuple(
    Past(f"环节{place}", days=4 if place < 3 else 3, materials=7 if place < 12 else 6, trips=0)
    for place in range(19)
)
STEP = {"key": "decide", "name": "决定", "kind": "decision", "post": "investment_head"}


def industrial() -> Design:
    """Ten items that run in parallel where they may."""
    like = content(TEMPLATE).model_dump(mode="json")
    return Design(tuple(_part(like, *row) for row in ITEMS), past=FORMER)


def _part(like: dict[str, object], code: str, name: str, days: int, after: str, own: int) -> Part:
    papers = [(f"{code}_{place}", f"{name}材料{place + 1}") for place in range(own)]
    papers += [(f"shared_{place}", title) for place, title in enumerate(SHARED)]
    said = {
        "name": name,
        "short_name": "",
        "basic_code": code,
        "implementation_code": "",
        "promised_limit": {"days": days},
        "statutory_limit": {"days": days},
        "prerequisites": after.split(),
        "materials": [{"code": each, "name": title} for each, title in papers],
        "steps": [STEP],
        "questions": [],
        "variants": [],
        "form": {},
        "results": [],
    }
    return Part(code, ItemContent.model_validate({**like, **said}))
