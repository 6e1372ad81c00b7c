"""The same four steps for SpiffWorkflow: its state is loaded, one task run, the state saved."""

import logging
from itertools import pairwise

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState

KEYS = ("review", "check", "decide", "sign")


def _process() -> str:
    nodes = ["start", *KEYS, "end"]
    tasks = "".join(f'<bpmn:userTask id="{key}" name="{key}"/>' for key in KEYS)
    flows = "".join(
        f'<bpmn:sequenceFlow id="f{place}" sourceRef="{a}" targetRef="{b}"/>'
        for place, (a, b) in enumerate(pairwise(nodes))
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" '
        'targetNamespace="urn:bench"><bpmn:process id="approval" isExecutable="true">'
        f'<bpmn:startEvent id="start"/>{tasks}<bpmn:endEvent id="end"/>{flows}'
        "</bpmn:process></bpmn:definitions>"
    )


logging.getLogger("spiff").setLevel(logging.WARNING)

SERIALIZER = BpmnWorkflowSerializer()


def first_state() -> str:
    """The serialised state of a workflow that waits at its first task."""
    parser = BpmnParser()
    parser.add_bpmn_str(_process().encode())
    workflow = BpmnWorkflow(parser.get_spec("approval"))
    workflow.do_engine_steps()
    return str(SERIALIZER.serialize_json(workflow))


def run_one_task(state: str) -> str:
    """The state after the waiting task is done and the next one waits."""
    workflow = SERIALIZER.deserialize_json(state)
    workflow.get_next_task(state=TaskState.READY, manual=True).run()
    workflow.do_engine_steps()
    return str(SERIALIZER.serialize_json(workflow))
