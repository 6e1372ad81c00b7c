"""The flow of each kind of project: the bureau's own, else the shipped one (PRJ-5)."""

import json
from functools import cache
from pathlib import Path

from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_
from oneseal.projects.models import FlowTemplate
from oneseal.projects.rules.templates import Flow

SHIPPED = Path(__file__).parent.parent / "data" / "flows.json"


@cache
def shipped() -> dict[str, Flow]:
    """The flows that come with the program, by kind."""
    flows = [Flow.model_validate(each) for each in json.loads(SHIPPED.read_text(encoding="utf-8"))]
    return {flow.investor.value: flow for flow in flows}


def flow_of(bureau_id: int, investor: str) -> Flow:
    """The flow that a project registered now gets. Raises NotFound for an unknown kind."""
    row = FlowTemplate.objects.filter(bureau=bureau_id, investor=investor, until__isnull=True).first()
    if row is not None:
        return Flow.model_validate(row.content)
    if investor not in shipped():
        raise NotFound("no_such_flow", N_("没有这种项目类型的审批流程，请联系协调岗。"))
    return shipped()[investor]


def flows(bureau_id: int) -> list[Flow]:
    """The flow of every kind."""
    return [flow_of(bureau_id, investor) for investor in shipped()]
