"""Every read of the bench: which set of items is looked at, what is found in it, what really happened."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Count, Sum
from django.utils.translation import gettext

from oneseal.bundles.selectors import themes as bundles
from oneseal.cases import selectors as cases
from oneseal.catalog.rules.composing import compose
from oneseal.catalog.rules.composing_figures import Saving, savings
from oneseal.catalog.rules.composing_parts import Design, Part
from oneseal.catalog.rules.content import ItemContent
from oneseal.catalog.rules.labels import LINES
from oneseal.catalog.selectors.keeping import published_contents
from oneseal.foundation import calendars, history
from oneseal.foundation.subscribers import JournalEntry
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import NotFound, RuleViolation
from oneseal.kernel.text import N_
from oneseal.reform.extensions import examples
from oneseal.reform.models import Spent, StepSpent
from oneseal.reform.rules.analysis import Analysis, analyse
from oneseal.reform.rules.eventlog import Happening, Trace
from oneseal.reform.rules.lives import ACTIVITIES
from oneseal.reform.rules.spending import INTAKE, Kind

TOLD = frozenset(ACTIVITIES)
LOG_LIMIT = 20_000
"""Cases in one log; more is refused, so that nobody takes a part for the whole."""
ALL = "all"
PICKED = "items"
EXAMPLE = "example"


@dataclass(frozen=True, slots=True)
class Scope:
    """A set of items by its key in addresses, with its parts and the items' ids by code.

    `versions` are the versions in force: with the same ones, everything found is the same.
    """

    key: str
    versions: tuple[int, ...]
    name: str = field(compare=False)
    design: Design = field(compare=False)
    items: Mapping[str, int] = field(compare=False)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Its items."""
        return self.design.parts


def scopes(actor: Actor) -> list[tuple[str, str]]:
    """What may be looked at: the whole catalogue, a line, a published theme, package or stage of projects."""
    lines = {item.business_line for item, _ in published_contents(actor)}
    return [
        (ALL, gettext(N_("全部事项"))),
        *((f"line:{line}", gettext(name)) for line, name in LINES.items() if line in lines),
        *((f"theme:{theme.code}", theme.title) for theme in _themes(actor)),
        *((f"{EXAMPLE}:{each.code}", each.name) for each in examples()),
    ]


def scope(actor: Actor, key: str, picked: Iterable[str] = ()) -> Scope:
    """The set that a key names; `picked` codes of items where it is PICKED. Raises NotFound for an unknown one."""
    rows = published_contents(actor)
    if key == PICKED:
        chosen = set(picked)
        return _scope(key, gettext(N_("选定的事项")), [row for row in rows if row[0].code in chosen])
    names = dict(scopes(actor))
    if key not in names:
        raise NotFound("no_scope", N_("没有这个范围。请从列表里选一个。"))
    kind, _, code = key.partition(":")
    if kind == "theme":
        built = bundles.built(next(theme for theme in _themes(actor) if theme.code == code))
        ids = {each: item.pk for each, item in built.items.items()}
        return Scope(key, tuple(built.versions.values()), names[key], built.design, ids)
    if kind == EXAMPLE:
        design = next(each for each in examples() if each.code == code).design()
        return Scope(key, (), names[key], design, {})
    line = key.removeprefix("line:")
    wanted = [row for row in rows if key == ALL or row[0].business_line == line]
    return _scope(key, names[key], wanted)


def _themes(actor: Actor) -> list[Any]:
    """Published themes of every kind of the bureau."""
    kinds = ("theme", "package", "stage")
    return [
        row for kind in kinds for row in bundles.published_themes(kind) if row.bureau_id == actor.bureau_id
    ]


def composed_by(actor: Actor, key: str) -> int:
    """The theme that a scope is, for those who may compose it; 0 for none."""
    kind, _, code = key.partition(":")
    if kind != "theme" or not actor.has(Role.ITEM_KEEPER):
        return 0
    return next((int(theme.pk) for theme in _themes(actor) if theme.code == code), 0)


def _scope(key: str, name: str, rows: Sequence[tuple[Any, ItemContent]]) -> Scope:
    parts = tuple(Part(item.code, content) for item, content in rows)
    versions = tuple(item.current_version_id for item, _ in rows)
    return Scope(key, versions, name, Design(parts), {item.code: item.pk for item, _ in rows})


@lru_cache(maxsize=16)
def analysis(scope: Scope) -> Analysis:
    """Every finding about the set."""
    return analyse(scope.design)


@lru_cache(maxsize=16)
def before_and_after(scope: Scope) -> tuple[Saving, ...]:
    """The four figures item by item and as one thing, computed from what the items say (ONE-6).

    Of a theme the largest situation: every answer given, so that all of its items are in it.
    """
    every = {each.code: [option.code for option in each.options] for each in scope.design.questions}
    return savings(compose(scope.design, every))


@dataclass(frozen=True, slots=True)
class Line:
    """Average working days a case by with whom it was; `name` of an item or a step, `cases` how many ended."""

    key: str
    name: str
    cases: int
    waiting: float
    working: float
    applicant: float = 0.0
    excluded: float = 0.0

    @property
    def total(self) -> float:
        """All of them."""
        return self.waiting + self.working + self.applicant + self.excluded


@dataclass(frozen=True, slots=True)
class Measured:
    """What really happened in a period: all cases, by item (most lost first), by step (longest waiting first)."""

    whole: Line
    items: list[Line]
    steps: list[Line]


def measured(actor: Actor, scope: Scope, first: date, last: date) -> Measured:
    """Where the days of the cases that ended in a period were lost: two statements."""
    day = calendars.office_hours().length.total_seconds() / 60
    ended = Spent.objects.filter(**_when(actor, scope, first, last)).values("item_id")
    sums: dict[str, Any] = {kind.value: Sum(kind.value) for kind in Kind}
    rows: list[Any] = list(ended.annotate(cases=Count("case"), **sums))
    names = {pk: (part.code, part.name) for part in scope.parts if (pk := scope.items.get(part.code))}
    items = [_line(*names[row["item_id"]], row, day) for row in rows]
    whole = {name: sum(row[name] for row in rows) for name in ("cases", *sums)}
    steps = (
        StepSpent.objects.filter(**_when(actor, scope, first, last))
        .values("key", "name")
        .annotate(cases=Count("case"), waiting=Sum("waiting"), working=Sum("working"))
    )
    return Measured(
        _line(scope.key, scope.name, whole, day),
        sorted(items, key=lambda line: -line.total * line.cases),
        sorted(
            (_line(row["key"], _step_name(row), row, day) for row in steps),
            key=lambda line: -line.waiting * line.cases,
        ),
    )


def _when(actor: Actor, scope: Scope, first: date, last: date) -> dict[str, Any]:
    return {
        "bureau_id": actor.bureau_id,
        "item__in": list(scope.items.values()),
        "ended_on__range": (first, last),
    }


def _step_name(row: Mapping[str, Any]) -> str:
    return gettext(N_("收件受理")) if row["key"] == INTAKE else str(row["name"])


def _line(key: str, name: str, row: Mapping[str, Any], day: float) -> Line:
    parts = {kind.value: row.get(kind.value, 0) / (row["cases"] or 1) / day for kind in Kind}
    return Line(key, name, row["cases"], **parts)


def traces(actor: Actor, scope: Scope, first: date, last: date) -> list[Trace]:
    """The cases that ended in a period, of those that the actor may see, with what happened to them.

    Raises RuleViolation for none, or for more than LOG_LIMIT.
    """
    ended = Spent.objects.filter(**_when(actor, scope, first, last)).values("case_id")
    rows = list(cases.visible_cases(actor).filter(pk__in=ended).order_by("id")[: LOG_LIMIT + 1])
    if not rows:
        raise RuleViolation("nothing_ended", N_("这段时间没有办结的办件，请换一段时间或范围。"))
    if len(rows) > LOG_LIMIT:
        text = N_("超过%(limit)d件，请缩短时间或缩小范围，分几次导出。")
        raise RuleViolation("log_too_long", text, params={"limit": LOG_LIMIT})
    journals = history.entries_of("case", [row.pk for row in rows], TOLD)
    codes = {pk: code for code, pk in scope.items.items()}
    return [
        Trace(
            row.number,
            codes[row.item_id],
            row.item_name,
            row.applicant_id,
            row.outcome,
            [_happening(each) for each in journals.get(row.pk, ())],
        )
        for row in rows
    ]


def _happening(entry: JournalEntry) -> Happening:
    step, activity = str(entry.data.get("step_name", "")), gettext(ACTIVITIES[entry.kind])
    activity = f"{activity}：{step}" if step else activity
    return Happening(entry.id, entry.kind, activity, entry.at, entry.actor_id, step)
