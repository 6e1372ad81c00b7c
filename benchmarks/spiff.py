"""An approval on SpiffWorkflow: its state is loaded, one task run, the state saved."""

import logging

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState

KEYS = ("receive", "review", "opinion_a", "opinion_b", "check", "decide", "sign", "deliver")
FLOWS = (
    ("start", "receive"), ("receive", "review"), ("review", "choice"), ("choice", "split"),
    ("choice", "check"), ("split", "opinion_a"), ("split", "opinion_b"), ("opinion_a", "join"),
    ("opinion_b", "join"), ("join", "check"), ("check", "decide"), ("decide", "sign"),
    ("sign", "deliver"), ("deliver", "end"),
)  # fmt: skip
FORM = {f"field_{number}": "云岭市人民路1号" for number in range(20)}


def _process() -> str:
    """Eight user tasks, an exclusive choice, a parallel split and join: an approval of usual size."""
    tasks = "".join(f'<bpmn:userTask id="{key}" name="{key}"/>' for key in KEYS)
    flows = "".join(
        f'<bpmn:sequenceFlow id="{a}_{b}" sourceRef="{a}" targetRef="{b}">'
        + (
            "<bpmn:conditionExpression>True</bpmn:conditionExpression>"
            if (a, b) == ("choice", "split")
            else ""
        )
        + "</bpmn:sequenceFlow>"
        for a, b in FLOWS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" '
        'targetNamespace="urn:bench"><bpmn:process id="approval" isExecutable="true">'
        f'<bpmn:startEvent id="start"/>{tasks}<bpmn:endEvent id="end"/>'
        '<bpmn:exclusiveGateway id="choice" default="choice_check"/>'
        '<bpmn:parallelGateway id="split"/><bpmn:parallelGateway id="join"/>'
        f"{flows}</bpmn:process></bpmn:definitions>"
    )


logging.getLogger("spiff").setLevel(logging.WARNING)

SERIALIZER = BpmnWorkflowSerializer()


def first_state() -> str:
    """The serialised state of a workflow that waits at its second task, the form filled in."""
    parser = BpmnParser()
    parser.add_bpmn_str(_process().encode())
    workflow = BpmnWorkflow(parser.get_spec("approval"))
    workflow.do_engine_steps()
    first = workflow.get_next_task(state=TaskState.READY, manual=True)
    first.data.update(FORM)
    first.run()
    workflow.do_engine_steps()
    return str(SERIALIZER.serialize_json(workflow))


def run_one_task(state: str) -> str:
    """The state after the waiting task is done and the next one waits."""
    workflow = SERIALIZER.deserialize_json(state)
    workflow.get_next_task(state=TaskState.READY, manual=True).run()
    workflow.do_engine_steps()
    return str(SERIALIZER.serialize_json(workflow))
