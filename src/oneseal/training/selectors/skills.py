"""Who can serve what: asked by the hall before somebody sits at a window, and by the matrix."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from oneseal.catalog import selectors as catalog
from oneseal.catalog.rules.labels import LINES
from oneseal.foundation import clock
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_
from oneseal.training.models import Skill, SkillNeed
from oneseal.training.rules.skills import serves

KEEPERS = frozenset({Role.BUREAU_HEAD, Role.SECTION_HEAD, Role.ADMINISTRATOR, Role.COORDINATOR})
"""Who enters examinations, rotations and skills."""
ALERT_DAYS = 30
"""Calendar days before a skill ends its holder is told."""


def live_skills(day: date) -> QuerySet[Skill]:
    """Skills that count on a day."""
    return Skill.objects.filter(
        Q(until=None) | Q(until__gte=day), Q(revoked_on=None) | Q(revoked_on__gt=day), since__lte=day
    )


def skills_ending(day: date) -> list[int]:
    """Ids of the live skills that end within a month and that no longer one of the same person follows."""
    last = day + timedelta(days=ALERT_DAYS)
    same = Skill.objects.filter(staff=OuterRef("staff"), line=OuterRef("line"), revoked_on=None)
    same = same.filter(Q(item=OuterRef("item")) | Q(item=None), Q(until=None) | Q(until__gt=last))
    rows = live_skills(day).filter(until__lte=last, revoked_on=None, staff__left_on=None)
    return list(rows.exclude(Exists(same)).order_by("pk").values_list("pk", flat=True))


def _needs(day: date) -> QuerySet[SkillNeed]:
    return SkillNeed.objects.filter(Q(to_on=None) | Q(to_on__gte=day), from_on__lte=day)


def skills(staff_id: int, day: date) -> frozenset[int]:
    """Ids of the items that somebody has a proven skill for on a day; a line counts for each of its items."""
    rows = live_skills(day).filter(staff=staff_id).values_list("bureau_id", "item_id", "line")
    return _items(rows)


def needed(bureau_id: int, day: date) -> frozenset[int]:
    """Ids of the items that only those with a proven skill may serve on a day."""
    return _items(_needs(day).filter(bureau=bureau_id).values_list("bureau_id", "item_id", "line"))


def _items(rows: Iterable[tuple[int, int | None, str]]) -> frozenset[int]:
    found, lines, bureaus = set[int](), set[str](), set[int]()
    for bureau_id, item, line in rows:
        bureaus.add(bureau_id)
        if item is None:
            lines.add(line)
        else:
            found.add(item)
    if lines:
        found |= set(catalog.items_of_lines(bureaus, lines))
    return frozenset(found)


def may_serve(staff_id: int, item_id: int, day: date) -> bool:
    """Whether somebody may serve an item on a day. True where the bureau asks for no proven skill (1.10)."""
    return not lacking(staff_id, [item_id], day)


def lacking(staff_id: int, item_ids: Collection[int], day: date) -> list[str]:
    """Names of those of some items that somebody may not serve on a day, by name. At most five statements."""
    wanted = catalog.names_of(item_ids)
    bureaus = {bureau for bureau, _ in wanted.values()}
    asked = frozenset[int]().union(*(needed(bureau, day) for bureau in bureaus)) & set(wanted)
    if not asked:
        return []
    able = skills(staff_id, day)
    return sorted(name for pk, (_, name) in wanted.items() if not serves(pk, asked, able))


def able_staff(bureau_id: int, item_ids: Collection[int], day: date) -> dict[int, frozenset[int]]:
    """By staff id, which of some items each may serve by a proven skill; for planning. Two or three statements."""
    rows = live_skills(day).filter(bureau=bureau_id).values_list("staff_id", "item_id", "line")
    lines = catalog.line_of_items(item_ids)
    found: dict[int, set[int]] = {}
    for staff, item, line in rows:
        has = {item} & set(lines) if item else {pk for pk, of in lines.items() if of == line}
        found.setdefault(staff, set()).update(pk for pk in has if pk is not None)
    return {staff: frozenset(items) for staff, items in found.items()}


def visible_skills(actor: Actor) -> QuerySet[Skill]:
    """Skills of the bureau's people, for staff."""
    rows = Skill.objects.select_related("staff", "item")
    return rows.filter(bureau=actor.bureau_id) if actor.is_staff else rows.none()


def access_skill(actor: Actor, skill_id: int) -> Skill:
    """One skill that the actor may see. Raises NotFound otherwise."""
    found = visible_skills(actor).filter(pk=skill_id).first()
    if found is None:
        raise NotFound("skill_not_found", N_("没有找到这条技能记录，或者您无权查看。"))
    return found


def open_needs(actor: Actor) -> list[SkillNeed]:
    """For what the bureau asks for a proven skill, today or from a later day."""
    rows = SkillNeed.objects.filter(Q(to_on=None) | Q(to_on__gte=clock.today()), bureau=actor.bureau_id)
    return list(rows.select_related("item"))


@dataclass(frozen=True, slots=True)
class Line:
    """A group of the matrix: a line of business with its items."""

    code: str
    label: str
    items: list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Row:
    """One person: by item id the ground of the skill; how many of all items."""

    staff_id: int
    name: str
    section: str
    grounds: dict[int, str]

    def cells(self, line: Line) -> list[str]:
        """The grounds in the line's order, "" where there is none."""
        return [self.grounds.get(pk, "") for pk, _ in line.items]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Person by item, on a day. `covered`: by item id how many can; `asked`: items that need a proven skill."""

    day: date
    lines: list[Line]
    rows: list[Row]
    covered: dict[int, int]
    asked: frozenset[int]


def matrix(actor: Actor, day: date, *, line: str = "", section: int = 0) -> Matrix:
    """The skill matrix of the bureau on a day, of one line or section where asked. Five statements."""
    items = [each for each in catalog.active_items(actor) if line in {"", each.business_line}]
    people = list(identity.search_staff(actor, section=section).order_by("section__order", "number"))
    known = {each.pk: each.business_line for each in items}
    by_line: dict[str, list[int]] = {}
    for pk, of in known.items():
        by_line.setdefault(of, []).append(pk)
    held: dict[int, dict[int, str]] = {person.pk: {} for person in people}
    rows = live_skills(day).filter(bureau=actor.bureau_id, staff__in=held).order_by("since", "id")
    for staff, item, of, ground in rows.values_list("staff_id", "item_id", "line", "ground"):
        for pk in [item] if item else by_line.get(of, []):
            if pk in known:
                held[staff][pk] = ground
    covered = {pk: sum(pk in grounds for grounds in held.values()) for pk in known}
    groups = [
        Line(
            code,
            LINES.get(code, code),
            [(each.pk, each.name) for each in items if each.business_line == code],
        )
        for code in dict.fromkeys([*LINES, *by_line])
        if code in by_line
    ]
    lines_of = [Row(each.pk, each.name, each.section.name, held[each.pk]) for each in people]
    return Matrix(day, groups, lines_of, covered, needed(actor.bureau_id, day))
