"""The six lists (2.7) and the eight disclosures (2.8), generated from what the items say."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from oneseal.catalog.rules import labels
from oneseal.catalog.rules.content import ItemContent, ItemType, Unit
from oneseal.catalog.rules.diff import text_of
from oneseal.kernel.text import N_

Line = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListKind:
    """One list: its name, its columns, and the lines that an item gives it."""

    key: str
    name: str
    columns: tuple[str, ...]
    lines: Callable[[ItemContent], list[Line]]
    worded: frozenset[str] = frozenset()
    """The columns whose cells are words of ours, not of the items."""


def _laws(content: ItemContent) -> str:
    return "；".join(labels.cite(basis.law, basis.article) for basis in content.basis)


def _powers(content: ItemContent) -> list[Line]:
    if content.type is ItemType.PUBLIC_SERVICE:
        return []
    type_ = text_of("type", content.type)
    return [
        (
            content.name,
            type_,
            content.basic_code,
            text_of("power_source", content.power_source),
            _laws(content),
        )
    ]


def _duties(content: ItemContent) -> list[Line]:
    steps = "、".join(step.name for step in content.steps)
    limit = text_of("promised_limit", content.promised_limit)
    return [
        (
            content.name,
            content.body_name,
            steps,
            limit,
            content.supervisor or content.body_name,
            content.complaint,
        )
    ]


def _fees(content: ItemContent) -> list[Line]:
    return [(fee.name, content.name, fee.standard, fee.basis) for fee in content.fees]


def _prerequisites(content: ItemContent) -> list[Line]:
    return [(name, content.name, _laws(content)) for name in content.prerequisites]


def _intermediaries(content: ItemContent) -> list[Line]:
    return [(name, content.name, _laws(content)) for name in content.intermediaries]


def _conveniences(content: ItemContent) -> list[Line]:
    if content.type is not ItemType.PUBLIC_SERVICE and "town" not in content.channels:
        return []
    objects = text_of("service_objects", content.service_objects)
    return [(content.name, objects, text_of("channels", content.channels), content.consult)]


NAME, ITEM, LAW = N_("事项"), N_("用于事项"), N_("依据")
OURS = frozenset({N_("类型"), N_("权力来源"), N_("时限"), N_("服务对象"), N_("办理形式")})
SIX = (
    ListKind("powers", N_("权力清单"), (NAME, N_("类型"), N_("基本编码"), N_("权力来源"), LAW), _powers, OURS),
    ListKind("duties", N_("责任清单"), (NAME, N_("责任主体"), N_("责任环节"), N_("时限"), N_("监管部门"), N_("监督方式")), _duties, OURS),
    ListKind("fees", N_("行政事业性收费清单"), (N_("收费项目"), ITEM, N_("收费标准"), LAW), _fees),
    ListKind("prerequisites", N_("前置审批清单"), (N_("前置审批"), ITEM, LAW), _prerequisites),
    ListKind("intermediaries", N_("行政审批中介服务清单"), (N_("中介服务"), ITEM, LAW), _intermediaries),
    ListKind("conveniences", N_("便民服务目录"), (NAME, N_("服务对象"), N_("办理形式"), N_("咨询方式")), _conveniences, OURS),
)  # fmt: skip


def list_kind(key: str) -> ListKind | None:
    """A list by its key."""
    return next((kind for kind in SIX if kind.key == key), None)


PERIOD = re.compile(rf"(\d+)({'|'.join(labels.UNITS.values())})")


def period(words: str) -> tuple[int, Unit] | None:
    """The number and unit of `5个工作日` as labels.UNITS writes it; None for other words."""
    found = PERIOD.fullmatch(words)
    units = {word: unit for unit, word in labels.UNITS.items()}
    return (int(found[1]), units[found[2]]) if found else None


def lines_of(kind: ListKind, contents: Iterable[ItemContent]) -> list[Line]:
    """All lines of a list, ordered by their first column; equal lines once."""
    return sorted({line for content in contents for line in kind.lines(content)})


DISCLOSED = (
    N_("办理主体"),
    N_("依据"),
    N_("条件"),
    N_("程序"),
    N_("时限"),
    N_("结果"),
    N_("收费依据"),
    N_("收费标准"),
)


def disclosures(content: ItemContent) -> Line:
    """The eight disclosures of one item, in the order of DISCLOSED; empty where nothing is said."""
    free = N_("不收费")
    return (
        content.body_name,
        _laws(content),
        "；".join(content.conditions),
        " → ".join(step.name for step in content.steps),
        text_of("promised_limit", content.promised_limit),
        "、".join(f"{result.name}（{labels.RESULTS[result.kind]}）" for result in content.results),
        "；".join(fee.basis for fee in content.fees) or free,
        "；".join(fee.standard for fee in content.fees) or free,
    )


@dataclass(frozen=True, slots=True)
class LineChange:
    """One line that came, went or changed from one public version of a list to the next."""

    kind: str
    """added, removed or changed"""
    before: Line
    after: Line


def difference(old: Iterable[Line], new: Iterable[Line]) -> list[LineChange]:
    """What changed between two versions of a list (2.7): lines of one name that are alone on both sides are one change."""
    was, now = set(old), set(new)
    gone, come = sorted(was - now), sorted(now - was)
    names_gone, names_come = (Counter(line[0] for line in lines) for lines in (gone, come))
    paired = {line[0]: line for line in gone if names_gone[line[0]] == names_come[line[0]] == 1}
    changes: list[LineChange] = []
    for line in come:
        match = paired.get(line[0])
        changes.append(LineChange("changed" if match else "added", match or (), line))
    left = [line for line in gone if line[0] not in paired]
    return [*changes, *(LineChange("removed", line, ()) for line in left)]
