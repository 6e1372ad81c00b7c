"""The flow chart of one thing: what runs side by side, what waits for what, the longest path drawn strong (2.11)."""

from itertools import pairwise

from oneseal.catalog.rules.composing_graph import Plan
from oneseal.catalog.rules.composing_parts import Design

HEAD = (
    "digraph flow { rankdir=LR; bgcolor=transparent; nodesep=0.25; ranksep=0.45; "
    'node [shape=box, style=rounded, fontsize=13, fontname="sans-serif", color="#010101", fontcolor="#010101", '
    'margin="0.3,0.08"]; edge [color="#010101", fontsize=11, fontname="sans-serif", arrowsize=0.7]; '
)
WIDE = 9
"""So many characters stand on one line of a box."""


def chart(design: Design, plan: Plan) -> str:
    """The order as a graph in the dot language; empty where there is a circle or nothing to draw."""
    if plan.circles:
        return _circles(design, plan)
    if not plan.ends:
        return ""
    names, path = design.names, list(plan.path)
    strong = set(zip(["start", *path], [*path, "end"], strict=True))
    lines = [HEAD, 'start [label="一次申请", shape=oval]; ', 'end [label="全部办结", shape=oval]; ']
    errands = {each.key for each in design.errands}
    followed = {before for key in plan.ends for before in plan.waits.get(key, ())}
    for key in plan.ends:
        days = plan.ends[key] - plan.starts[key]
        said = "当场" if days < 1 else f"{days:.0f}个工作日"
        style = ', style="rounded,dashed"' if key in errands else ""
        lines.append(f'"{key}" [label="{_broken(names.get(key, key))}\\n{said}"{style}]; ')
        for before in plan.waits.get(key) or ("start",):
            lines.append(_edge(before, key, strong))
        if key not in followed:
            lines.append(_edge(key, "end", strong))
    return "".join([*lines, "}"])


def _circles(design: Design, plan: Plan) -> str:
    """Where items wait for each other: the circle drawn strong, so that one sees which link to take out."""
    around = {pair for circle in plan.circles for pair in pairwise(circle)}
    lines, names = [HEAD], design.names
    for key, before in plan.waits.items():
        lines.append(f'"{key}" [label="{_broken(names.get(key, key))}"]; ')
        for each in before:
            strong = (
                ' [penwidth=3, label="互为前提"]' if (each, key) in around or (key, each) in around else ""
            )
            lines.append(f'"{each}" -> "{key}"{strong}; ')
    return "".join([*lines, "}"])


def _edge(before: str, key: str, strong: set[tuple[str, str]]) -> str:
    return f'"{before}" -> "{key}"{" [penwidth=2.4]" if (before, key) in strong else ""}; '


def _broken(name: str) -> str:
    plain = name.replace("\\", "").replace('"', "")
    return "\\n".join(plain[place : place + WIDE] for place in range(0, len(plain), WIDE))
