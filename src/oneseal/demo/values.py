"""Invented values for forms by the name of the datum, as written in data/values.yaml."""

import random
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from oneseal.demo.authoring import read

STREETS = (
    "便民路",
    "解放路",
    "文昌路",
    "滨河路",
    "青石大道",
    "工业一路",
    "白鹭街",
    "枫林路",
    "龙泉路",
    "云溪巷",
)
ETHNIC = {
    "苏和巴特尔": "蒙古族",
    "古丽娜尔·艾山": "维吾尔族",
    "阿卜杜热西提·买买提依明": "维吾尔族",
    "次仁卓玛": "藏族",
    "朴成浩": "朝鲜族",
    "马占山": "回族",
    "龙彩云": "苗族",
}


def text(name: str, today: date, rng: random.Random) -> str:
    """A line for a datum; an empty text where none is written."""
    lines = read("values.yaml")["texts"].get(name)
    if not lines:
        return ""
    line = str(rng.choice(lines))
    return line.format(n=f"{rng.randint(1, 999999):06d}", year=today.year, yymm=f"{today:%y%m}")


def between(name: str) -> tuple[float, float] | None:
    """The range of a number; None where none is written."""
    written = read("values.yaml")["numbers"].get(name)
    if written is None:
        return None
    low, high = str(written).split("..")
    return float(low), float(high)


def day(name: str, today: date, others: Mapping[str, Any], rng: random.Random) -> date:
    """A day, counted from the day of application or from another day of the same form."""
    *after, span = str(read("values.yaml")["dates"].get(name, "5..90")).split()
    low, high = (int(part) for part in span.split(".."))
    begins = date.fromisoformat(others[after[0]]) if after and after[0] in others else today
    return begins + timedelta(days=rng.randint(low, high))


def address(rng: random.Random) -> str:
    """A place in the city."""
    return f"云岭市{rng.choice(STREETS)}{rng.randint(1, 260)}号"


def ethnic_group(name: str) -> str:
    """The ethnic group of a demonstration citizen."""
    return ETHNIC.get(name, "汉族")


def trade_words(slug: str) -> list[str]:
    """Words of the names of those who ask for an item; empty where anybody may."""
    return str(read("values.yaml")["trades"].get(slug, "")).split()


def together(name: str, rng: random.Random) -> dict[str, Any]:
    """A datum with those that belong to it; empty where it stands alone."""
    groups = read("values.yaml")["together"]
    lines = next((lines for lines in groups if name in lines[0]), None)
    return dict(rng.choice(lines)) if lines else {}


def row(group: str, kind: str, rng: random.Random) -> dict[str, Any]:
    """What belongs together in a row of a list; `kind` is the equipment_kind of the form, if any."""
    rows = read("values.yaml")["rows"]
    lines = rows.get(f"{group}:{kind}") or rows.get(group)
    return dict(rng.choice(lines)) if lines else {}
