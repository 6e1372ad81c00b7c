"""Finding items by what people type: Chinese words, any two characters, pinyin, initials."""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from oneseal.catalog.models import ItemSearch
from oneseal.catalog.rules.search import fold, queries

PAGE = 20


@dataclass(frozen=True, slots=True)
class Found:
    """One item in a result list."""

    item_id: int
    code: str
    name: str
    type: str
    department: str
    online: bool
    appliable: bool
    for_person: bool
    for_organisation: bool
    themes: list[str]


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed to; empty means everything. `audience` is person or organisation."""

    bureau_id: int = 0
    type: str = ""
    audience: str = ""
    department: str = ""
    business_line: str = ""
    theme: str = ""
    online: bool = False
    applied: str = ""
    """yes: powers used on application (CAT-3); no: those used of the bureau's own motion."""


COLUMNS = "item_id, code, name, type, department, online, appliable, for_person, for_organisation, themes"
BY_USE = "popularity DESC, length(folded), item_id"
BY_NAME = "folded = %s DESC, starts_with(folded, %s) DESC, "
BY_PART = "strpos(folded, %s) > 0 DESC, "


def search_items(
    text: str, filters: Filters | None = None, *, page: int = 1, size: int = PAGE
) -> list[Found]:
    """Items that match, best first: the exact name, names that begin with it, names that contain it, the rest;
    among equals the more used one first. Empty text lists everything by use. Ask for `size` + 1 to see whether
    there is a next page. Where nothing contains what was typed, items with all of its words, then with any.
    """
    narrowed = filters or Filters()
    order, ranked = _order(fold(text).replace(" ", ""))
    paged = [*ranked, size, (max(page, 1) - 1) * size]
    for wanted in queries(text):
        where, params = _where(wanted, narrowed)
        sql = f"SELECT {COLUMNS} FROM catalog_itemsearch WHERE {where} ORDER BY {order} LIMIT %s OFFSET %s"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(sql, [*params, *paged])
            rows = cursor.fetchall()
        if rows or (page > 1 and _count(wanted, narrowed)):
            return [Found(*row) for row in rows]
    return []


def _order(folded: str) -> tuple[str, list[Any]]:
    """How to rank; only what can tell rows apart is computed for each of them."""
    if not folded or folded.isascii():
        return BY_USE, []
    if len(folded) <= 2:
        return BY_NAME + BY_USE, [folded] * 2
    return BY_NAME + BY_PART + BY_USE, [folded] * 3


def count_items(text: str, filters: Filters | None = None) -> int:
    """How many items match, by the same rule as `search_items`."""
    return next((n for wanted in queries(text) if (n := _count(wanted, filters or Filters()))), 0)


def _count(wanted: str, filters: Filters) -> int:
    where, params = _where(wanted, filters)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM catalog_itemsearch WHERE {where}", params)  # noqa: S608
        return int(cursor.fetchone()[0])


def _where(wanted: str, filters: Filters) -> tuple[str, list[Any]]:
    conditions: list[str] = []
    params: list[Any] = []
    if wanted:
        conditions.append("document @@ %s::tsquery")
        params.append(wanted)
    for column in ("bureau_id", "type", "department", "business_line"):
        if value := getattr(filters, column):
            conditions.append(f"{column} = %s")
            params.append(value)
    if filters.audience in ("person", "organisation"):
        conditions.append(f"for_{filters.audience}")
    if filters.online:
        conditions.append("online")
    if filters.applied in ("yes", "no"):
        conditions.append("appliable" if filters.applied == "yes" else "NOT appliable")
    if filters.theme:
        conditions.append("themes @> ARRAY[%s]::varchar[]")
        params.append(filters.theme)
    return " AND ".join(conditions) or "true", params


def popular_items(count: int = 8, *, bureau_id: int = 0) -> list[Found]:
    """The most used items that can be applied for online."""
    return search_items("", Filters(bureau_id=bureau_id, online=True), size=count)


def themes() -> list[str]:
    """Every theme that an item belongs to, in order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT unnest(themes) AS theme FROM catalog_itemsearch ORDER BY theme")
        return [row[0] for row in cursor.fetchall()]


def departments() -> list[tuple[str, int]]:
    """Former departments with the number of their items."""
    rows = (
        ItemSearch.objects.exclude(department="").values_list("department", flat=True).order_by("department")
    )
    counts: dict[str, int] = {}
    for name in rows:
        counts[name] = counts.get(name, 0) + 1
    return list(counts.items())
