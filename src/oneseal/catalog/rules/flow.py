"""The flow chart of an item, drawn from its steps (2.11)."""

from oneseal.catalog.rules.content import ItemContent, Step

HEAD = (
    "digraph flow { rankdir=TB; bgcolor=transparent; nodesep=0.3; ranksep=0.35; "
    'node [shape=box, style=rounded, fontsize=13, fontname="sans-serif", color="#010101", fontcolor="#010101", '
    'margin="0.16,0.08"]; edge [color="#010101", fontcolor="#010101", fontsize=11, fontname="sans-serif", '
    "arrowsize=0.7]; "
)


def flow_source(content: ItemContent) -> str:
    """The steps as a graph in the dot language, from application to delivery; empty without steps."""
    if not content.steps:
        return ""
    lines = [HEAD, 'start [label="申请与受理", shape=oval]; ', 'end [label="办结、送达", shape=oval]; ']
    followed = {key for step in content.steps for key in step.after}
    for step in content.steps:
        style = ', style="rounded,dashed"' if step.when else ""
        lines.append(f'{step.key} [label="{_label(step)}"{style}]; ')
        lines += [f"{before} -> {step.key}; " for before in step.after or ["start"]]
        if step.key not in followed:
            lines.append(f"{step.key} -> end; ")
    return "".join([*lines, "}"])


def _label(step: Step) -> str:
    name = step.name.replace("\\", "＼").replace('"', "＂")
    wrapped = "\\n".join(name[i : i + 12] for i in range(0, len(name), 12))
    return f"{wrapped}\\n（{step.days}个工作日）" if step.days else wrapped


def reading_order(steps: list[Step]) -> list[Step]:
    """Steps in an order in which each comes after those it waits for; a cycle's steps come last as given."""
    placed: list[Step] = []
    left = list(steps)
    while left:
        done = {step.key for step in placed}
        ready = [step for step in left if set(step.after) <= done]
        if not ready:
            return placed + left
        placed += ready
        left = [step for step in left if step not in ready]
    return placed
