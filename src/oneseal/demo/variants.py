"""Gives the demonstration items their handling variants 业务办理项, by rules that are the same for all of them (CAT-1).

Who asks for the first time brings everything; who changes, renews, gives up or has a licence replaced brings the old
licence and what that variant is about. Places are looked at where they are new or changed.
"""

from typing import Any

from oneseal.catalog.rules.content import VARIANT
from oneseal.catalog.rules.variants import SUFFIXES
from oneseal.demo import notation

Entry = dict[str, Any]
WORDS = {"new": "新办", "change": "变更", "renew": "延续", "cancel": "注销", "replace": "补证"}
CONDITIONS = {
    "change": ["许可证在有效期内", "变更后仍符合取得许可的条件"],
    "renew": ["在许可证有效期届满30日前提出"],
    "cancel": ["许可证载明的活动已停止，没有未办结的处罚"],
    "replace": ["许可证在有效期内，遗失或者损坏"],
}
ALWAYS = frozenset({"licence_copy", "legal_id_card", "id_card", "agent_letter"})
"""Who one is, is asked in every variant."""
OF_PLACE = frozenset({"site_proof", "layout_plan", "equipment_sheet"})
OF_RUNNING = frozenset({"site_proof", "staff_list", "health_certs", "lab_report", "safety_assessment"})
OWN = {
    "old_licence": ("原许可证正、副本 | 本局颁发的电子证照由系统调用，不用交；只有纸质的交回原件 | 与登记信息一致 | original=1", "change renew cancel"),
    "change_proof": ("变更事项证明 | 变更名称、负责人、地址、范围的证明文件 | 与变更内容一致", "change"),
    "running_report": ("有效期内经营情况说明 | 写明遵守规定和整改情况 | 无未整改问题", "renew"),
    "cancel_statement": ("注销申请说明 | 写明停止活动的日期和善后安排 | 善后安排明确", "cancel"),
    "lost_statement": ("遗失或者损坏说明 | 遗失的写明时间地点，损坏的交回原件 | 说明属实", "replace"),
}  # fmt: skip
FIELDS = {
    "licence_no": ("原许可证", "change renew cancel replace"),
    "change_before": ("变更内容", "change"),
    "change_after": ("变更内容", "change"),
    "cancel_reason": ("注销信息", "cancel"),
}


def listed(short: str, limits: dict[str, str]) -> list[Entry]:
    """The variants as the content has them."""
    return [
        {
            "code": kind,
            "kind": kind,
            "name": f"{short}{WORDS[kind]}",
            "suffix": SUFFIXES[kind],
            "conditions": CONDITIONS.get(kind, []),
            **_limits(written),
        }
        for kind, written in limits.items()
    ]


def _limits(written: str) -> Entry:
    if not written:
        return {}
    statutory, promised = (int(part) for part in written.split("/"))
    return {
        "statutory_limit": {"days": statutory, "note": "演示时限"},
        "promised_limit": {"days": promised, "note": "本局公开承诺"},
    }


def spread(document: Entry, fields: dict[str, Entry]) -> Entry:
    """The document with conditions on the variant; `fields` are the schemas of FIELDS."""
    kinds = [each["kind"] for each in document["variants"]]
    return {
        **document,
        "questions": [_only(q, kinds, {"new", "change", "renew"}) for q in document["questions"]],
        "materials": [
            *(_material(m, kinds) for m in document["materials"]),
            *_own(kinds, document["results"]),
        ],
        "steps": [_step(step, kinds) for step in document["steps"]],
        "form": _form(document["form"], kinds, fields),
    }


def _only(part: Entry, kinds: list[str], wanted: set[str]) -> Entry:
    """The part for some variants only; its own condition stays."""
    chosen = [kind for kind in kinds if kind in wanted]
    return part if chosen == kinds else {**part, "when": {VARIANT: chosen, **part["when"]}}


def _material(material: Entry, kinds: list[str]) -> Entry:
    if material["code"] in ALWAYS:
        return material
    wanted = {"new"}
    wanted |= {"change"} if material["code"] in OF_PLACE else set()
    wanted |= {"renew"} if material["code"] in OF_RUNNING else set()
    necessity = "conditional" if material["necessity"] == "required" else material["necessity"]
    return {**_only(material, kinds, wanted), "necessity": necessity}


def _own(kinds: list[str], results: list[Entry]) -> list[Entry]:
    issued = next((result["certificate"] for result in results), "")
    found = []
    for code, (text, written) in OWN.items():
        chosen = [kind for kind in written.split() if kind in kinds]
        if chosen:
            stands = {"certificate": issued} if code == "old_licence" else {}
            found.append({**notation.material(code, text, {VARIANT: chosen}), **stands})
    return found


def _step(step: Entry, kinds: list[str]) -> Entry:
    if step["kind"] in {"review", "sign_off", "decision"}:
        return step
    return _only(step, kinds, {"new", "change"} if step["kind"] == "survey" else {"new"})


def _form(schema: Entry, kinds: list[str], fields: dict[str, Entry]) -> Entry:
    properties, required = dict(schema["properties"]), list(schema["required"])
    first = next(iter(properties.values()))["x-section"]
    running = [kind for kind in kinds if kind in {"new", "change", "renew"}]
    for name, field in properties.items():
        section = field["x-section"]
        if section != first and "联系" not in section and "领取" not in section and running != kinds:
            properties[name] = {**field, "x-when": {VARIANT: running}}
    for name, (section, written) in FIELDS.items():
        chosen = [kind for kind in written.split() if kind in kinds]
        if chosen:
            place = len(properties) + 1
            told = {"x-section": section, "x-order": place, "x-when": {VARIANT: chosen}}
            properties[name] = {**fields[name], **told}
            required.append(name)
    return {**schema, "properties": properties, "required": required}
