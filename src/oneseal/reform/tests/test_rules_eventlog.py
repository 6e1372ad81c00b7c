"""The event log as a public tool reads it."""

import json
import warnings
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from oneseal.reform.rules.eventlog import KINDS, Happening, Trace, ocel, xes

START = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
NAMES = ["提交申请", "受理", '审查 <书面> & "现场"', "决定"]


def traces() -> list[Trace]:
    return [
        Trace(
            f"办2026-{case:04}",
            "food_licence",
            '食品经营许可（含"网络"）',
            100 + case % 2,
            "granted",
            [
                Happening(
                    case * 10 + place,
                    "cases.passed",
                    name,
                    START + timedelta(days=case, hours=place),
                    place,
                    name if place == 2 else "",
                )
                for place, name in enumerate(NAMES)
            ],
        )
        for case in range(3)
    ]


@pytest.fixture
def pm4py() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pm4py
    return pm4py


def written(pieces: Any, path: Path) -> str:
    path.write_text("".join(pieces), encoding="utf-8")
    return str(path)


def test_a_process_miner_reads_the_xes(pm4py: Any, tmp_path: Path) -> None:
    log = pm4py.read_xes(written(xes(traces()), tmp_path / "log.xes"))
    assert sorted(set(log["case:concept:name"])) == ["办2026-0000", "办2026-0001", "办2026-0002"]
    first = log[log["case:concept:name"] == "办2026-0000"]
    assert list(first["concept:name"]) == NAMES
    assert first["time:timestamp"].iloc[1].to_pydatetime() == START + timedelta(hours=1)
    assert list(first["org:resource"].iloc[1:]) == ["actor-1", "actor-2", "actor-3"]
    follows, starts, ends = pm4py.discover_dfg(log)
    assert follows == dict.fromkeys(pairwise(NAMES), 3)
    assert (starts, ends) == ({NAMES[0]: 3}, {NAMES[-1]: 3})


def test_a_process_miner_reads_the_ocel(pm4py: Any, tmp_path: Path) -> None:
    log = pm4py.read_ocel2_json(written(ocel(traces()), tmp_path / "log.jsonocel"))
    assert set(pm4py.ocel_get_object_types(log)) == set(KINDS)
    counted = log.objects["ocel:type"].value_counts().to_dict()
    assert counted == {"case": 3, "item": 1, "applicant": 2, "actor": 3, "step": 3}
    assert len(log.events) == 12
    flat = pm4py.ocel_flattening(log, "case")
    assert list(flat[flat["case:concept:name"] == "办2026-0001"]["concept:name"]) == NAMES


def test_every_relation_leads_to_an_object() -> None:
    log = json.loads("".join(ocel(traces())))
    known = {each["id"] for each in log["objects"]}
    links = [link for each in (*log["objects"], *log["events"]) for link in each["relationships"]]
    assert links
    assert {link["objectId"] for link in links} <= known
    types = {each["name"] for each in log["eventTypes"]}
    assert {each["type"] for each in log["events"]} <= types
    assert len(known) == len(log["objects"])


def test_nothing_is_a_log_too() -> None:
    assert ElementTree.fromstring("".join(xes([]))).findall("{*}trace") == []
    assert json.loads("".join(ocel([])))["events"] == []
