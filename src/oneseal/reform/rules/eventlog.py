"""What happened, as process-mining tools read it: XES (IEEE 1849-2016) and OCEL 2.0 (ocel-standard.org).

People appear by numbers that only this bureau can resolve, never by name; applicants as objects without attributes.
`actor` is an account; NOBODY where something happened by itself.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from xml.sax.saxutils import quoteattr

XES_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="nested-attributes" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<global scope="trace"><string key="concept:name" value="unknown"/></global>
<global scope="event"><string key="concept:name" value="unknown"/>\
<date key="time:timestamp" value="1970-01-01T00:00:00+00:00"/></global>
<classifier name="activity" keys="concept:name"/>
"""
NOBODY = 0


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry of a case's journal. `at` has a zone; `step` names the step that it was about, if one."""

    number: int
    kind: str
    activity: str
    at: datetime
    actor: int = NOBODY
    step: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """One case with what it is about and everything that happened to it, in order."""

    case: str
    item_code: str
    item_name: str
    applicant: int
    outcome: str
    happenings: Sequence[Happening] = field(default_factory=tuple)


def xes(traces: Iterable[Trace]) -> Iterator[str]:
    """The log as XES, piece by piece."""
    yield XES_HEAD
    for trace in traces:
        yield "".join(_xes_trace(trace))
    yield "</log>\n"


def _xes_trace(trace: Trace) -> Iterator[str]:
    yield "<trace>" + _strings(
        {
            "concept:name": trace.case,
            "item:code": trace.item_code,
            "item:name": trace.item_name,
            "case:outcome": trace.outcome,
        }
    )
    for each in trace.happenings:
        named = {"concept:name": each.activity, "lifecycle:transition": "complete", "event:kind": each.kind}
        actor = {"org:resource": _actor(each.actor)} if each.actor else {}
        step = {"step:name": each.step} if each.step else {}
        moment = f'<date key="time:timestamp" value="{_xes_moment(each.at)}"/>'
        yield "<event>" + _strings(named | actor | step) + moment + "</event>"
    yield "</trace>\n"


def _strings(values: Mapping[str, str]) -> str:
    return "".join(f'<string key="{key}" value={quoteattr(value)}/>' for key, value in values.items())


def _xes_moment(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")


def _actor(number: int) -> str:
    return f"actor-{number}"


KINDS = ("case", "item", "applicant", "actor", "step")
"""Types of objects; the relation of an event to an object is named by the object's type."""


def ocel(traces: Sequence[Trace]) -> Iterator[str]:
    """The log as OCEL 2.0 JSON, piece by piece: what one tool calls a trace is here a web of objects."""
    activities = sorted({each.activity for trace in traces for each in trace.happenings})
    attributes = {
        "case": [_text("outcome")],
        "item": [_text("name")],
        "step": [_text("name")],
    }
    head = {
        "objectTypes": [{"name": kind, "attributes": attributes.get(kind, [])} for kind in KINDS],
        "eventTypes": [{"name": name, "attributes": [_text("kind")]} for name in activities],
    }
    yield _json(head)[:-1] + ',"objects":['
    yield from _joined(_objects(traces))
    yield '],"events":['
    yield from _joined(_events(traces))
    yield "]}\n"


def _text(name: str) -> dict[str, str]:
    return {"name": name, "type": "string"}


def _objects(traces: Sequence[Trace]) -> Iterator[dict[str, object]]:
    """Every object once; a case names its item and its applicant, a step its case."""
    seen: set[str] = set()
    for trace in traces:
        item, applicant = f"item-{trace.item_code}", f"applicant-{trace.applicant}"
        begun = trace.happenings[0].at if trace.happenings else None
        links = [_link(item, "item"), _link(applicant, "applicant")]
        yield _object(trace.case, "case", {"outcome": trace.outcome}, begun, links)
        others = {item: ("item", {"name": trace.item_name}), applicant: ("applicant", {})}
        others |= {_actor(each.actor): ("actor", {}) for each in trace.happenings if each.actor}
        for key, (kind, values) in others.items():
            if key not in seen:
                seen.add(key)
                yield _object(key, kind, values, begun)
        for step in dict.fromkeys(each.step for each in trace.happenings if each.step):
            links = [_link(trace.case, "case")]
            yield _object(_step(trace, step), "step", {"name": step}, begun, links)


def _object(
    key: str,
    kind: str,
    values: Mapping[str, str],
    begun: datetime | None,
    links: Sequence[dict[str, str]] = (),
) -> dict[str, object]:
    since = _ocel_moment(begun) if begun else "1970-01-01T00:00:00Z"
    attributes = [{"name": name, "time": since, "value": value} for name, value in values.items()]
    return {"id": key, "type": kind, "attributes": attributes, "relationships": list(links)}


def _events(traces: Sequence[Trace]) -> Iterator[dict[str, object]]:
    for trace in traces:
        whole = [_link(trace.case, "case"), _link(f"item-{trace.item_code}", "item")]
        whole.append(_link(f"applicant-{trace.applicant}", "applicant"))
        for each in trace.happenings:
            actor = [_link(_actor(each.actor), "actor")] if each.actor else []
            step = [_link(_step(trace, each.step), "step")] if each.step else []
            yield {
                "id": f"event-{each.number}",
                "type": each.activity,
                "time": _ocel_moment(each.at),
                "attributes": [{"name": "kind", "value": each.kind}],
                "relationships": [*whole, *step, *actor],
            }


def _step(trace: Trace, step: str) -> str:
    return f"{trace.case}/{step}"


def _link(key: str, qualifier: str) -> dict[str, str]:
    return {"objectId": key, "qualifier": qualifier}


def _ocel_moment(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")


def _joined(values: Iterable[object]) -> Iterator[str]:
    for place, value in enumerate(values):
        yield ("," if place else "") + _json(value)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
