"""The flow of an item as a BPMN 2.0 model with its diagram (OMG formal/2011-01-03, ISO/IEC 19510).

A step's post is its lane and potential owner. Kind, days and review points stand in extension elements of FLOW_NS;
its situation in a condition expression of that language: `question=option,option；question=option`.
"""

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from oneseal.catalog.rules.bpmn_graph import Flow, Graph, Node, graph_of
from oneseal.catalog.rules.bpmn_layout import Box, Layout, lay_out
from oneseal.catalog.rules.content import Step, When

MODEL_NS = "http://www.omg.org/spec/BPMN/20100524/MODEL"
FLOW_NS = "urn:oneseal:flow:1"
NAMESPACES = {
    "bpmn": MODEL_NS,
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "oneseal": FLOW_NS,
}
BOUNDS = ("minimum", "maximum")


def write_model(name: str, steps: list[Step], posts: Mapping[str, str]) -> bytes:
    """The model of an item's steps, in UTF-8; `posts`: the name of each post by its code.

    The steps wait only for one another and in no circle (`graph.steps` finds nothing).
    """
    graph, of_step = graph_of(steps), {step.key: step.post for step in steps}
    root = Element("bpmn:definitions", {f"xmlns:{key}": value for key, value in NAMESPACES.items()})
    root.attrib |= {"id": "definitions", "targetNamespace": FLOW_NS, "exporter": "OneSeal"}
    codes = list(dict.fromkeys(of_step.values()))
    for code in codes:
        SubElement(root, "bpmn:resource", id=f"post_{code}", name=clean(posts.get(code, code)))
    pool = SubElement(root, "bpmn:collaboration", id="collaboration")
    SubElement(pool, "bpmn:participant", id="pool", name=clean(name), processRef="flow")
    process = SubElement(root, "bpmn:process", id="flow", name=clean(name), isExecutable="false")
    if codes:
        _lanes(process, graph, of_step, posts)
    by_key = {step.key: step for step in steps}
    for node in graph.nodes:
        _node(process, node, graph, by_key.get(node.owner))
    for flow in graph.flows:
        _flow(process, flow)
    _diagram(root, graph, lay_out(graph, of_step))
    indent(root)
    data: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return data


def clean(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return "".join(
        c
        for c in text
        if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )


def when_text(when: When) -> str:
    """A condition in the language FLOW_NS."""
    return "；".join(f"{question}={','.join(options)}" for question, options in when.items())


def when_of(text: str) -> When:
    """The condition that such a text says. Raises ValueError."""
    found: When = {}
    for part in text.split("；"):
        question, sign, options = part.strip().partition("=")
        if not sign or not question:
            raise ValueError(part)
        found[question] = options.split(",") if options else []
    return found


def _lanes(process: Element, graph: Graph, of_step: Mapping[str, str], posts: Mapping[str, str]) -> None:
    lanes = SubElement(process, "bpmn:laneSet", id="lanes")
    for code in dict.fromkeys(of_step.values()):
        about = {"id": f"lane_{code}", "name": clean(posts.get(code, code)), "oneseal:post": code}
        lane = SubElement(lanes, "bpmn:lane", about)
        for node in graph.nodes:
            if of_step.get(node.owner) == code:
                SubElement(lane, "bpmn:flowNodeRef").text = node.id


def _node(process: Element, node: Node, graph: Graph, step: Step | None) -> None:
    element = SubElement(process, f"bpmn:{node.tag}", id=node.id)
    if node.name:
        element.set("name", clean(node.name))
    leaving = [flow for flow in graph.flows if flow.source == node.id]
    arriving = [flow for flow in graph.flows if flow.target == node.id]
    if node.tag.endswith("Gateway"):
        element.set("gatewayDirection", "Diverging" if len(leaving) > 1 else "Converging")
        for flow in leaving:
            if flow.default:
                element.set("default", flow.id)
    task = step is not None and node.tag.endswith("Task")
    if step is not None and task:
        _details(SubElement(element, "bpmn:extensionElements"), step)
    for flow in arriving:
        SubElement(element, "bpmn:incoming").text = flow.id
    for flow in leaving:
        SubElement(element, "bpmn:outgoing").text = flow.id
    if step is not None and task:
        owner = SubElement(element, "bpmn:potentialOwner", id=f"owner_{step.key}")
        SubElement(owner, "bpmn:resourceRef").text = f"post_{step.post}"


def _details(parent: Element, step: Step) -> None:
    details = SubElement(parent, "oneseal:step", kind=step.kind.value, days=str(step.days))
    for point in step.review_points:
        about = {"code": point.code, "text": clean(point.text), "kind": point.kind}
        about |= {key: repr(value) for key in BOUNDS if (value := getattr(point, key)) is not None}
        about |= {key: clean(value) for key in ("unit", "basis") if (value := getattr(point, key))}
        SubElement(details, "oneseal:reviewPoint", about)


def _flow(process: Element, flow: Flow) -> None:
    about = {"id": flow.id, "sourceRef": flow.source, "targetRef": flow.target}
    element = SubElement(process, "bpmn:sequenceFlow", about)
    if flow.when:
        kind = {"xsi:type": "bpmn:tFormalExpression", "language": FLOW_NS}
        SubElement(element, "bpmn:conditionExpression", kind).text = clean(when_text(flow.when))


def _diagram(root: Element, graph: Graph, layout: Layout) -> None:
    diagram = SubElement(root, "bpmndi:BPMNDiagram", id="diagram")
    plane = SubElement(diagram, "bpmndi:BPMNPlane", id="plane", bpmnElement="collaboration")
    _shape(plane, "pool", layout.pool, isHorizontal="true")
    for code, box in layout.lanes.items():
        _shape(plane, f"lane_{code}", box, isHorizontal="true")
    for node in graph.nodes:
        _shape(plane, node.id, layout.nodes[node.id])
    for flow in graph.flows:
        edge = SubElement(plane, "bpmndi:BPMNEdge", id=f"shape_{flow.id}", bpmnElement=flow.id)
        for x, y in layout.flows[flow.id]:
            SubElement(edge, "di:waypoint", x=str(x), y=str(y))


def _shape(plane: Element, name: str, box: Box, **more: str) -> None:
    shape = SubElement(plane, "bpmndi:BPMNShape", {"id": f"shape_{name}", "bpmnElement": name, **more})
    sizes = {key: str(getattr(box, key)) for key in ("x", "y", "width", "height")}
    SubElement(shape, "dc:Bounds", sizes)
