"""Reading a BPMN 2.0 model into steps: tasks, gateways, one start, ends, lanes; everything else is refused by name."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from oneseal.catalog.rules.bpmn import FLOW_NS, MODEL_NS, when_of
from oneseal.catalog.rules.content import When
from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.kernel.text import N_

LIMIT, DEPTH = 2_000_000, 60
TASKS = {"task", "userTask", "manualTask"}
CHOICES = {"exclusiveGateway", "inclusiveGateway"}
GATEWAYS = CHOICES | {"parallelGateway"}
NODES = TASKS | GATEWAYS | {"startEvent", "endEvent"}
WITHOUT_MEANING = {
    *("documentation", "text", "textAnnotation", "association", "incoming", "outgoing", "flowNodeRef"),
    *("ioSpecification", "inputSet", "outputSet", "resource", "resourceRef", "collaboration"),
}
"""Elements that say nothing about who does what after what, or that are read with another one."""
KNOWN = (
    NODES
    | WITHOUT_MEANING
    | {
        *("definitions", "process", "participant", "laneSet", "lane", "childLaneSet", "sequenceFlow"),
        *("conditionExpression", "extensionElements", "potentialOwner"),
    }
)
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Flow:
    """A sequence flow; `foreign`: its condition is in a language that is not ours."""

    id: str
    source: str
    target: str
    name: str
    when: When = field(default_factory=dict)
    foreign: bool = False


@dataclass(slots=True)
class Model:
    """What a file says: nodes by id in their order, flows, the lane (post code, name) and owner of each node."""

    nodes: dict[str, Element] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=list)
    lanes: dict[str, tuple[str, str]] = field(default_factory=dict)
    owners: dict[str, tuple[str, str]] = field(default_factory=dict)

    def kind(self, node: str) -> str:
        """The element's name: userTask, parallelGateway, …"""
        return local(self.nodes[node])

    def title(self, node: str) -> str:
        """Name and id, for messages."""
        name = " ".join(self.nodes[node].get("name", "").split())
        return f"{name}（{node}）" if name else node


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def ours(element: Element) -> bool:
    """Whether an element is of the BPMN model, not of its diagram or of an extension."""
    return element.tag.startswith(f"{{{MODEL_NS}}}")


def parse(data: bytes) -> Element:
    """The tree of a file. Document types, and with them entities, are refused, as are size and depth over the limits."""
    if len(data) > LIMIT:
        raise RuleViolation("bpmn_size", N_("文件超过2 MB。请导出单个流程的模型再上传。"), field="file")
    builder, parser, depth = TreeBuilder(), expat.ParserCreate(namespace_separator="}"), 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEPTH:
            raise RuleViolation("bpmn_depth", N_("文件嵌套太深，不是正常的流程模型。"), field="file")
        builder.start(_clark(tag), {_clark(key): value for key, value in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_clark(tag))

    def doctype(*_: object) -> None:
        text = N_("文件里有文档类型声明（DOCTYPE），不能接受。请从建模工具重新导出。")
        raise RuleViolation("bpmn_doctype", text, field="file")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = builder.data, doctype
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        text = N_("文件不是有效的 XML：%(why)s。请从建模工具重新导出。")
        raise RuleViolation("bpmn_xml", text, params={"why": str(error)}, field="file") from error
    return builder.close()


def _clark(name: str) -> str:
    return "{" + name if "}" in name else name


def read(data: bytes) -> Model:
    """The model in a file. Raises RuleViolation or Violations naming each element that is not understood."""
    root = parse(data)
    if root.tag != f"{{{MODEL_NS}}}definitions":
        text = N_("这不是 BPMN 2.0 文件（根元素应为 definitions）。请从建模工具导出 BPMN 2.0。")
        raise RuleViolation("bpmn_root", text, field="file")
    strange = [element for element in _elements(root) if local(element) not in KNOWN]
    if strange:
        text = N_(
            "不支持元素 %(tag)s（%(id)s）：只支持人工环节、排他/并行/包容网关、开始和结束。请改模型后重新上传。"
        )
        named = [{"tag": local(element), "id": _named(element)} for element in strange]
        unique = [dict(pair) for pair in dict.fromkeys(tuple(one.items()) for one in named)]
        raise Violations(
            [RuleViolation("bpmn_element", text, params=one, field="file") for one in unique[:SHOWN]]
        )
    processes = [element for element in root if element.tag == f"{{{MODEL_NS}}}process"]
    if len(processes) != 1:
        text = N_("文件里有%(n)d个流程（process），只能导入一个。请分开导出。")
        raise RuleViolation("bpmn_processes", text, params={"n": len(processes)}, field="file")
    return _model(root, processes[0])


def _elements(parent: Element) -> Iterator[Element]:
    """Elements of the model, extensions left out; one without id is told by its parent's."""
    for child in parent:
        if ours(child):
            if not child.get("id"):
                child.set("parent", parent.get("id") or parent.get("parent") or local(parent))
            yield child
            if local(child) != "extensionElements":
                yield from _elements(child)


def _named(element: Element) -> str:
    name = " ".join(element.get("name", "").split())
    return "，".join(part for part in (name, element.get("id") or element.get("parent", "")) if part)


def _model(root: Element, process: Element) -> Model:
    model = Model()
    resources = {e.get("id", ""): e.get("name", "") for e in root if local(e) == "resource"}
    for element in process:
        if not ours(element):
            continue
        if local(element) in NODES:
            model.nodes[element.get("id", "")] = element
            for owner in element.iter(f"{{{MODEL_NS}}}resourceRef"):
                code = (owner.text or "").strip().rpartition(":")[2]
                model.owners[element.get("id", "")] = (code.removeprefix("post_"), resources.get(code, ""))
        elif local(element) == "sequenceFlow":
            model.flows.append(_flow(element))
    for lane in process.iter(f"{{{MODEL_NS}}}lane"):
        for reference in lane.findall(f"{{{MODEL_NS}}}flowNodeRef"):
            post = lane.get(f"{{{FLOW_NS}}}post", "")
            model.lanes[(reference.text or "").strip()] = (post, " ".join(lane.get("name", "").split()))
    _connected(model)
    return model


def _flow(element: Element) -> Flow:
    condition = element.find(f"{{{MODEL_NS}}}conditionExpression")
    text = (condition.text or "").strip() if condition is not None else ""
    name, source, target, title = (element.get(key, "") for key in ("id", "sourceRef", "targetRef", "name"))
    if condition is None or condition.get("language") != FLOW_NS:
        return Flow(name, source, target, title, foreign=bool(text))
    try:
        return Flow(name, source, target, title, when_of(text))
    except ValueError as error:
        message = N_("连线 %(id)s 的条件“%(text)s”不符合“问题=选项,选项；问题=选项”的写法，请改正。")
        params = {"id": name, "text": text}
        raise RuleViolation("bpmn_condition", message, params=params, field="file") from error


def _connected(model: Model) -> None:
    for flow in model.flows:
        for end in (flow.source, flow.target):
            if end not in model.nodes:
                text = N_("连线 %(id)s 连到了不存在的元素“%(end)s”。请在建模工具里重新连接。")
                params = {"id": flow.id, "end": end}
                raise RuleViolation("bpmn_loose", text, params=params, field="file")
    starts = [node for node in model.nodes if model.kind(node) == "startEvent"]
    if len(starts) != 1:
        text = N_("流程有%(n)d个开始事件，应当恰好一个（申请与受理）。请改模型。")
        raise RuleViolation("bpmn_starts", text, params={"n": len(starts)}, field="file")
    reached, left = set(starts), list(starts)
    while left:
        node = left.pop()
        new = [f.target for f in model.flows if f.source == node and f.target not in reached]
        reached.update(new)
        left += new
    lost = [model.title(node) for node in model.nodes if node not in reached]
    if lost:
        text = N_("从开始事件走不到：%(names)s。请补上连线，或删除它们。")
        raise RuleViolation("bpmn_unreached", text, params={"names": "、".join(lost[:SHOWN])}, field="file")
