"""The desk's lists: which columns they can show, which filters can be kept (interface: lists)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from oneseal.kernel.errors import NotFound, RuleViolation
from oneseal.kernel.text import N_

MOST_FILTERS = 20
"""Kept filters of one person for one list; more would be a list of its own."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column beside the first, which always names the case. `sort` is the list's key for sorting by it."""

    key: str
    label: str
    shown: bool = True
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """One list: its columns in order and the names of its filters in the address."""

    columns: tuple[Column, ...]
    filters: tuple[str, ...]


_STEP_FILTERS = ("q", "green", "state", "due", "kind", "item", "post", "unit", "sort")
LISTS: dict[str, Listing] = {
    "work": Listing(
        (
            Column("applicant", N_("申请人")),
            Column("step", N_("环节")),
            Column("due", N_("期限"), sort="due"),
            Column("opened", N_("到手时间"), sort="opened"),
            Column("post", N_("岗位"), shown=False),
            Column("channel", N_("渠道"), shown=False),
            Column("received", N_("收件"), shown=False),
            Column("statutory", N_("法定到期"), shown=False),
        ),
        _STEP_FILTERS,
    ),
    "team": Listing(
        (
            Column("applicant", N_("申请人"), shown=False),
            Column("step", N_("环节")),
            Column("holder", N_("在谁手上")),
            Column("opened", N_("到手时间"), sort="opened"),
            Column("due", N_("期限"), sort="due"),
            Column("post", N_("岗位"), shown=False),
            Column("received", N_("收件"), shown=False),
            Column("statutory", N_("法定到期"), shown=False),
        ),
        _STEP_FILTERS,
    ),
    "search": Listing(
        (
            Column("applicant", N_("申请人")),
            Column("state", N_("状态")),
            Column("case_due", N_("期限")),
            Column("section", N_("承办科室")),
            Column("received", N_("收件")),
            Column("channel", N_("渠道"), shown=False),
            Column("accepted", N_("受理"), shown=False),
            Column("statutory", N_("法定到期"), shown=False),
            Column("outcome", N_("决定"), shown=False),
            Column("closed", N_("办结"), shown=False),
        ),
        ("q", "state", "section", "item", "outcome", "from", "to"),
    ),
}


def listing(name: str) -> Listing:
    """A list by its name. Raises NotFound."""
    if name not in LISTS:
        raise NotFound("no_such_list", N_("没有这个列表，请从左侧导航重新打开。"))
    return LISTS[name]


def chosen(name: str, keys: Iterable[str]) -> list[str]:
    """The columns to be shown, in the list's order, without unknown ones; an empty choice shows the usual ones."""
    wanted = set(keys)
    found = [column.key for column in listing(name).columns if column.key in wanted]
    return found or [column.key for column in listing(name).columns if column.shown]


def kept_filter(name: str, asked: Mapping[str, str]) -> dict[str, str]:
    """What of an address belongs to a filter. Raises RuleViolation where nothing is filtered."""
    found = {key: asked[key].strip() for key in listing(name).filters if asked.get(key, "").strip()}
    if not found:
        raise RuleViolation("nothing_filtered", N_("还没有筛选条件。请先筛选，再保存。"), field="name")
    return found


def check_filter(name: str, count: int) -> str:
    """The filter's name, trimmed. Raises RuleViolation for none, a long one, or too many filters."""
    text = name.strip()
    if not text:
        raise RuleViolation("name_missing", N_("请给这个筛选起个名字。"), field="name")
    if len(text) > 40:
        raise RuleViolation("name_too_long", N_("筛选名称最多40个字，请缩短。"), field="name")
    if count >= MOST_FILTERS:
        raise RuleViolation(
            "too_many_filters",
            N_("每个列表最多保存 %(most)s 个筛选，请先删除不用的。"),
            params={"most": MOST_FILTERS},
            field="name",
        )
    return text
