"""Every read of towns and villages: units, lists, facts, coverage, the table of items, points."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from oneseal.agents import selectors as agents
from oneseal.agents.rules.life import Figures
from oneseal.catalog import selectors as catalog
from oneseal.foundation import clock
from oneseal.identity import selectors as identity
from oneseal.kernel.access import DESKWORK, NOBODY, Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_
from oneseal.towns.models import Fact, LevelItem, PointsTransfer, UnitItem
from oneseal.towns.rules import standards
from oneseal.towns.rules.standards import ALL_ROUND, ASPECT, EXTENSION, KINDS, PLATE, POINTS, Counted, Share

KEEPERS = (Role.COORDINATOR, Role.ITEM_KEEPER)
READERS = DESKWORK


@dataclass(frozen=True, slots=True)
class Row:
    """A unit with what is counted about it. `unit` is identity's; `missing` names the items of its level's list."""

    unit: Any
    level: str
    aspects: Share
    extensions: Share
    items: Share
    others: int
    missing: tuple[str, ...]
    plated: bool
    all_round: bool


@dataclass(frozen=True, slots=True)
class Line:
    """An item of a level or a unit. `reach`: how far it really goes at a unit; empty for a level."""

    item: Any
    how: str
    note: str = ""
    reach: str = ""
    listed: bool = True
    here: bool = True
    delegated: bool = False


def units_of(bureau_id: int) -> list[Any]:
    """Counters of towns and villages that are open: each town before its villages."""
    rows = identity.counters(bureau_id, tuple(KINDS))
    towns = [row for row in rows if KINDS[row.kind] == standards.TOWN]
    below = {town.pk: [row for row in rows if row.parent_id == town.pk] for town in towns}
    placed = {row.pk for town in towns for row in (town, *below[town.pk])}
    ordered = [row for town in towns for row in (town, *below[town.pk])]
    return [*ordered, *(row for row in rows if row.pk not in placed)]


def access_unit(actor: Actor, unit_id: int) -> Any:
    """One counter of the actor's bureau. Raises NotFound."""
    found = identity.access_organisation(actor, unit_id)
    if found.kind not in KINDS:
        raise NotFound("unit_not_found", N_("没有找到这个便民服务中心（站）。"))
    return found


def facts(unit_ids: Collection[int]) -> dict[int, dict[str, Fact]]:
    """What holds about units today: the latest fact at each point. One statement."""
    rows = Fact.objects.filter(unit__in=unit_ids).order_by("unit_id", "point", "-id")
    found: dict[int, dict[str, Fact]] = {pk: {} for pk in unit_ids}
    for row in rows.distinct("unit_id", "point"):
        found[row.unit_id][row.point] = row
    return found


def history(unit_id: int) -> list[Fact]:
    """Every fact of a unit, the newest first."""
    return list(Fact.objects.filter(unit=unit_id).select_related("found_by").order_by("-id")[:100])


def level_items(bureau_id: int) -> QuerySet[LevelItem]:
    """The standard lists."""
    return LevelItem.objects.filter(bureau=bureau_id).select_related("item__current_version")


def items_of(unit_ids: Collection[int]) -> dict[int, dict[int, UnitItem]]:
    """Unit → item → since when, today."""
    found: dict[int, dict[int, UnitItem]] = {pk: {} for pk in unit_ids}
    for row in UnitItem.objects.filter(unit__in=unit_ids, to_on=None).select_related("item"):
        found[row.unit_id][row.item_id] = row
    return found


def board(bureau_id: int) -> list[Row]:
    """Every unit with its figures; a number of statements that does not grow with the units."""
    units = units_of(bureau_id)
    ids = [unit.pk for unit in units]
    known, here = facts(ids), items_of(ids)
    lists: dict[str, dict[int, str]] = {level: {} for level in standards.LEVELS}
    for row in level_items(bureau_id):
        lists[row.level][row.item_id] = row.item.name
    return [_row(unit, known[unit.pk], here[unit.pk], lists[KINDS[unit.kind]]) for unit in units]


def _row(
    unit: Any, known: Mapping[str, Fact], here: Mapping[int, UnitItem], listed: Mapping[int, str]
) -> Row:
    level = KINDS[unit.kind]
    missing = tuple(name for item, name in listed.items() if item not in here)
    return Row(
        unit=unit,
        level=level,
        aspects=_share(known, ASPECT, level),
        extensions=_share(known, EXTENSION, level),
        items=Share(len(listed) - len(missing), len(listed)),
        others=len(here.keys() - listed.keys()),
        missing=missing,
        plated=_holds(known, PLATE),
        all_round=_holds(known, ALL_ROUND),
    )


def _holds(known: Mapping[str, Fact], point: str) -> bool:
    return point in known and known[point].holds


def _share(known: Mapping[str, Fact], group: str, level: str) -> Share:
    asked = [code for code, point in standards.points_of(level).items() if point.group == group]
    return Share(sum(_holds(known, code) for code in asked), len(asked))


def row_of(actor: Actor, unit_id: int) -> Row:
    """One unit with its figures. Raises NotFound."""
    unit = access_unit(actor, unit_id)
    listed = dict(
        level_items(actor.bureau_id).filter(level=KINDS[unit.kind]).values_list("item_id", "item__name")
    )
    return _row(unit, facts([unit_id])[unit_id], items_of([unit_id])[unit_id], listed)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far services reach: villages with a station, with a plate, with an all-round window, of all villages."""

    stations: Share
    plated: Share
    all_round: Share
    unplaced: int
    """Stations whose division is not known, or lies outside: they count for no village."""


def coverage(bureau_id: int, rows: Collection[Row]) -> Coverage:
    """Of the village divisions of the bureau's region (7.5). A village counts once, however many stations it has."""
    villages = set(identity.villages(bureau_id))
    stations = [row for row in rows if row.level == standards.VILLAGE]
    placed = [row for row in stations if row.unit.region_id in villages]

    def share(named: Collection[Row]) -> Share:
        return Share(len({row.unit.region_id for row in named}), len(villages))

    return Coverage(
        stations=share(placed),
        plated=share([row for row in placed if row.plated]),
        all_round=share([row for row in placed if row.all_round]),
        unplaced=len(stations) - len(placed),
    )


def counted(unit: Any) -> Counted:
    """What a fact about a unit is held against."""
    listed = set(level_items(unit.bureau_id).filter(level=KINDS[unit.kind]).values_list("item_id", flat=True))
    here = set(items_of([unit.pk])[unit.pk])
    given = catalog.delegated_to([unit.name], clock.today())[unit.name]
    return Counted(here=len(here & listed), missing=len(listed - here), delegated=len(given))


def table(units: Collection[Any]) -> list[tuple[Any, list[Line]]]:
    """What units do or should do, for each: items of its level's list and others, and how far each really goes there.

    A number of statements that does not grow with the units.
    """
    ids = [unit.pk for unit in units]
    here, given = items_of(ids), catalog.delegated_to([unit.name for unit in units], clock.today())
    listed: dict[str, dict[int, LevelItem]] = {level: {} for level in standards.LEVELS}
    for row in LevelItem.objects.filter(bureau__in={unit.bureau_id for unit in units}):
        listed[row.level][row.item_id] = row
    named: set[int] = set()
    named.update(*here.values(), *given.values(), *listed.values())
    rows = catalog.visible_items(NOBODY).filter(pk__in=named).select_related("current_version")
    items = list(rows.order_by("name", "pk"))
    return [
        (
            unit,
            _concerning(
                _line(item, listed[KINDS[unit.kind]], here[unit.pk], given[unit.name]) for item in items
            ),
        )
        for unit in units
    ]


def _concerning(lines: Iterable[Line]) -> list[Line]:
    return [line for line in lines if line.listed or line.here or line.delegated]


def _line(
    item: Any, listed: Mapping[int, LevelItem], here: Mapping[int, UnitItem], given: Mapping[int, str]
) -> Line:
    row = listed.get(item.pk)
    return Line(
        item=item,
        how=row.how if row else "",
        note=row.note if row else "",
        reach=standards.reach(given.get(item.pk, ""), open_at_towns=_open(item)),
        listed=row is not None,
        here=item.pk in here,
        delegated=item.pk in given,
    )


def _open(item: Any) -> bool:
    version = item.current_version
    return version is not None and "town" in catalog.content_of(version).channels


def guides(bureau_id: int, level: str) -> list[tuple[LevelItem, Any]]:
    """The standard list of a level with what each item's guide says in force today."""
    rows = level_items(bureau_id).filter(level=level, item__status="active")
    return [(row, catalog.content_of(row.item.current_version)) for row in rows if row.item.current_version]


def may_forward(actor: Actor) -> bool:
    """Whether the actor works at an all-round window, which takes in any item and forwards it (7.7)."""
    units = [unit for unit in identity.counters(actor.bureau_id, tuple(KINDS)) if unit.name in actor.outside]
    known = facts([unit.pk for unit in units])
    return any(_holds(each, ALL_ROUND) for each in known.values())


def points(actor: Actor, first: date, last: date) -> list[dict[str, Any]]:
    """Towns with an agent centre, their points and figures from a day to a day, the best first."""
    found: dict[int, list[tuple[int, ...]]] = {}
    names: dict[int, str] = {}
    for centre in agents.town_centres(actor):
        if unit := centre.unit:
            found.setdefault(unit.pk, []).append(astuple(agents.figures(centre, first, last)))
            names[unit.pk] = unit.name
    summed = {pk: Figures(*map(sum, zip(*each, strict=True))) for pk, each in found.items()}
    rows = [
        {"unit": pk, "town": names[pk], "points": each.points, "taken": each.taken, "finished": each.finished}
        | {"evaluated": each.evaluated, "trained": each.trained, "visits": each.visits_settled}
        for pk, each in summed.items()
    ]
    return sorted(rows, key=lambda row: -1 if row["points"] is None else row["points"], reverse=True)


def transfers(actor: Actor) -> QuerySet[PointsTransfer]:
    """What was handed over: for the bureau's staff, and for systems that read for it."""
    rows = PointsTransfer.objects.filter(bureau=actor.bureau_id).select_related("document", "made_by")
    return rows if actor.has(*READERS, Role.CLIENT) else rows.none()


def access_transfer(actor: Actor, transfer_id: int) -> PointsTransfer:
    """One of them. Raises NotFound."""
    found = transfers(actor).filter(pk=transfer_id).first()
    if found is None:
        raise NotFound("transfer_not_found", N_("没有找到这次移交，或者您无权查看。"))
    return found


def may_open_transfer(actor: Actor, transfer_id: int) -> bool:
    """Whether the actor may open its document."""
    return actor.is_staff and transfers(actor).filter(pk=transfer_id).exists()


def point_rows(level: str, known: Mapping[str, Fact]) -> list[tuple[str, list[tuple[str, Any, Fact | None]]]]:
    """Groups with their points and what holds, for a page."""
    asked = standards.points_of(level)
    return [
        (group, [(code, POINTS[code], known.get(code)) for code in asked if asked[code].group == group])
        for group in standards.GROUPS
        if any(point.group == group for point in asked.values())
    ]
