"""Small notations used inside the demonstration's item files, turned into parts of an item version."""

import re
from typing import Any

When = dict[str, list[str]]
STEP = re.compile(
    r"^(?P<kind>\w+)(?:=(?P<name>[^:/@]+))?(?::(?P<post>\w+))?(?:/(?P<days>\d+))?(?:@(?P<when>\S+))?$"
)
BOUNDS = re.compile(r"^(?P<text>.+?)〔(?P<low>[\d.]*?)\.\.(?P<high>[\d.]*?)〕(?P<unit>.*)$")
KINDS = {
    "review": ("review", "材料审查", "{line}_reviewer", 1),
    "opinion": ("opinion", "征求意见", "coordinator", 3),
    "survey": ("survey", "现场核查", "survey_reviewer", 2),
    "technical": ("technical_review", "技术审查", "survey_reviewer", 5),
    "expert": ("expert_review", "专家评审", "{line}_reviewer", 5),
    "testing": ("testing", "检验检测", "{line}_reviewer", 5),
    "sign": ("sign_off", "签发", "deputy_head", 1),
    "decide": ("decision", "审批决定", "{line}_head", 1),
    "grant": ("decision", "当场决定", "{line}_reviewer", 0),
}


def cells(text: str, count: int) -> list[str]:
    """The parts of a line written as `a | b | c`, filled up with empty ones to `count`."""
    return ([part.strip() for part in text.split("|")] + [""] * count)[:count]


def when_of(text: str) -> When:
    """`question=option,option&question=option` as a condition; empty text is always."""
    parts = [part.split("=") for part in text.strip().split("&") if part]
    return {name.strip(): options.strip().split(",") for name, options in parts}


def question(code: str, text: str) -> dict[str, Any]:
    """`问题？ | option=标签 | option=标签`, with `多选` as a part for several answers and `@…` for when it is asked."""
    body, _, condition = text.partition(" @")
    words, *rest = (part.strip() for part in body.split("|"))
    options = [part.split("=", 1) for part in rest if "=" in part]
    return {
        "code": code,
        "text": words,
        "multiple": "多选" in rest,
        "options": [{"code": option, "label": label} for option, label in options],
        "when": when_of(condition),
    }


def points(prefix: str, texts: list[str]) -> list[dict[str, Any]]:
    """Review points: yes or no, or numeric where the text holds bounds as `注册资本〔200..〕万元`."""
    found: list[dict[str, Any]] = []
    for place, text in enumerate((t.strip() for t in texts if t.strip()), start=1):
        point: dict[str, Any] = {"code": f"{prefix[:36]}_{place}", "text": text}
        if match := BOUNDS.match(text):
            point |= {
                "text": match["text"],
                "kind": "numeric",
                "minimum": float(match["low"]) if match["low"] else None,
                "maximum": float(match["high"]) if match["high"] else None,
                "unit": match["unit"].strip(),
            }
        found.append(point)
    return found


def material(code: str, text: str, when: When) -> dict[str, Any]:
    """`名称 | 说明 | 审查要点; 审查要点 | flags`; flags are words such as `paper`, `tolerable`, `shared=来源`."""
    name, note, checks, flags = cells(text, 4)
    words = {word: value or "yes" for word, _, value in (flag.partition("=") for flag in flags.split())}
    found: dict[str, Any] = {
        "code": code,
        "name": name,
        "note": note,
        "when": when,
        "form": "paper" if "paper" in words else "both" if "both" in words else "electronic",
        "original": int(words.get("original", 0)),
        "copies": int(words.get("copies", 1)),
        "tolerable": "tolerable" in words,
        "source": words.get("source", "government" if "shared" in words else "applicant"),
        "issuer": words.get("issuer", ""),
        "shared_source": words.get("shared", ""),
        "certificate": words.get("certificate", ""),
        "valid_months": int(words["valid"]) if "valid" in words else None,
        "sample": words.get("sample", ""),
        "blank": words.get("blank", ""),
        "necessity": "optional" if "optional" in words else "conditional" if when else "required",
        "review_points": points(code, checks.split(";")),
    }
    return found


def flow(entry: dict[str, Any], line: str) -> list[dict[str, Any]]:
    """`review + survey > decide`: groups run one after another, the members of a group in parallel."""
    steps: list[dict[str, Any]] = []
    before: list[str] = []
    for group in str(entry["flow"]).split(">"):
        made = [_step(word.strip(), line, entry) for word in group.split(" + ")]
        for step in made:
            taken = {s["key"] for s in steps}
            base, count = step["key"], 2
            while step["key"] in taken:
                step["key"] = f"{base}_{count}"
                count += 1
            step["after"] = before
            steps.append(step)
        before = [step["key"] for step in made]
    return steps


def _step(word: str, line: str, entry: dict[str, Any]) -> dict[str, Any]:
    match = STEP.match(word)
    if match is None:
        raise ValueError(f"not a step: {word}")
    kind, name, post, days = KINDS[match["kind"]]
    return {
        "key": match["kind"],
        "name": match["name"] or name,
        "kind": kind,
        "post": match["post"] or post.format(line=line),
        "days": int(match["days"]) if match["days"] else days,
        "when": when_of(match["when"] or ""),
        "review_points": points(match["kind"], entry.get("checks", {}).get(match["kind"], [])),
        "must_present": entry.get("present", {}).get(match["kind"], ""),
    }
