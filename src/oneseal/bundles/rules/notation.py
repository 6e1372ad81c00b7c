"""The lines in which a keeper writes questions, errands, fills and the past way, and how they are read again.

`code: 问题？ | yes=是 no=否 | 多选` · `key: 名称 | 合作单位 | 天数 | 之后 | 内容、内容` · `org_name = company_name` ·
`名称 | 天数 | 环节 | 材料 | 跑动`. A condition: `code=yes,no; other=a`.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from oneseal.bundles.rules.content import ThemeErrand, ThemePast
from oneseal.catalog.rules.content import Question
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

Row = dict[str, Any]
MULTIPLE = "多选"
PAIR = re.compile(r"([a-z][a-z0-9_]{0,39})=(\S+)")


def lines(text: str) -> list[tuple[int, str]]:
    """The written lines with their numbers, blank ones left out."""
    return [(n, line.strip()) for n, line in enumerate(text.splitlines(), 1) if line.strip()]


def cells(line: str) -> list[str]:
    """The parts between bars."""
    return [part.strip() for part in line.split("|")]


def _bad(field: str, number: int, line: str, how: str) -> RuleViolation:
    text = N_("第%(n)d行“%(line)s”读不懂。请写成：%(how)s")
    return RuleViolation("line", text, params={"n": number, "line": line[:40], "how": how}, field=field)


def read_all(
    field: str, text: str, how: str, read: Callable[[str], Row], problems: list[RuleViolation]
) -> list[Row]:
    """Every line read; those that cannot be are told and left out."""
    found = []
    for number, line in lines(text):
        try:
            found.append(read(line))
        except (ValueError, IndexError, ValidationError):
            problems.append(_bad(field, number, line, how))
    return found


QUESTION = "food: 做餐饮吗？ | yes=做 no=不做"
ERRAND = "seal: 公章刻制 | engraver | 1 | company_start | 企业名章、财务专用章"
FILL = "org_name = company_name"
PAST = "公司登记 | 15 | 6 | 9 | 2"
WHEN = "food=yes"


def question(line: str) -> Row:
    """One question with its options. Raises ValueError, IndexError or ValidationError."""
    code, rest = line.split(":", 1)
    text, options, *more = cells(rest)
    pairs = [{"code": found[1], "label": found[2]} for found in PAIR.finditer(options)]
    row = {
        "code": code.strip(),
        "text": text,
        "options": pairs,
        "multiple": MULTIPLE in more,
        "help": "".join(part for part in more if part != MULTIPLE),
    }
    return Question.model_validate(row).model_dump(mode="json")


def question_line(row: Question) -> str:
    """The question as it is written."""
    options = " ".join(f"{option.code}={option.label}" for option in row.options)
    parts = [f"{row.code}: {row.text}", options, row.help, MULTIPLE if row.multiple else ""]
    return " | ".join(part for part in parts if part)


def errand(line: str) -> Row:
    """One order to a partner."""
    key, rest = line.split(":", 1)
    name, partner, days, *more = cells(rest)
    after = [part for part in re.split(r"[,，\s]+", more[0]) if part] if more else []
    contents = [part for part in re.split(r"[、;；]", more[1]) if part.strip()] if len(more) > 1 else []
    row = {"key": key.strip(), "name": name, "partner": partner, "days": int(days), "after": after}
    return ThemeErrand.model_validate({**row, "contents": contents}).model_dump(mode="json")


def errand_line(row: ThemeErrand) -> str:
    """The order as it is written."""
    parts = [
        f"{row.key}: {row.name}",
        row.partner,
        str(row.days),
        ",".join(row.after),
        "、".join(row.contents),
    ]
    return " | ".join(parts).rstrip(" |")


def fill(line: str) -> Row:
    """One datum that repeats another, or comes from a result."""
    target, source = (part.strip() for part in line.split("=", 1))
    if not target or not source:
        raise ValueError(line)
    return {target: source}


def past(line: str) -> Row:
    """One link of the way it went before."""
    name, days, *more = cells(line)
    numbers = [int(part) for part in more]
    row = {"name": name, "days": int(days)} | dict(
        zip(("links", "materials", "trips"), numbers, strict=False)
    )
    return ThemePast.model_validate(row).model_dump(mode="json")


def past_line(row: ThemePast) -> str:
    """The link as it is written."""
    return " | ".join([row.name, *(str(n) for n in (row.days, row.links, row.materials, row.trips))])


def when(text: str) -> dict[str, list[str]]:
    """A condition: `code=yes,no; other=a`. Raises ValueError."""
    found: dict[str, list[str]] = {}
    for part in re.split(r"[;；]", text):
        if not part.strip():
            continue
        code, options = part.split("=", 1)
        values = [each for each in re.split(r"[,，\s]+", options) if each]
        if not values or not re.fullmatch(r"[a-z][a-z0-9_]*", code.strip()):
            raise ValueError(text)
        found[code.strip()] = values
    return found


def when_text(condition: Mapping[str, Iterable[str]]) -> str:
    """The condition as it is written."""
    return "; ".join(f"{code}={','.join(options)}" for code, options in condition.items())
