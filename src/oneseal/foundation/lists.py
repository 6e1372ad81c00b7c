"""Keyset pages: as fast on the last page as on the first, and stable while rows come in."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet, ValidationError
from django.db import connection
from django.db.models import Model, Q, QuerySet

SIZES = (25, 100)
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Page(Generic[M]):
    """Rows of one page and the cursors of its neighbours; an empty cursor means that there is none."""

    rows: list[M]
    size: int
    next: str = ""
    previous: str = ""


def page_size(asked: str | None) -> int:
    """25 or 100 rows."""
    return 100 if asked == "100" else 25


def _encoded(row: Model, fields: Sequence[str]) -> str:
    values = [_plain(getattr(row, name.lstrip("-"))) for name in fields]
    return urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, date | datetime | Decimal | UUID) else value


def _decoded(cursor: str, length: int) -> list[Any] | None:
    """The cursor's values; None for one that was tampered with, which then means the first page."""
    try:
        values = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        return None
    return values if isinstance(values, list) and len(values) == length and None not in values else None


def _beyond(fields: Sequence[str], values: Sequence[Any], forward: bool) -> Q:
    """Rows after (or before) the row with these values in the order of `fields`."""
    condition = Q()
    for index, name in enumerate(fields):
        equal = {other.lstrip("-"): values[place] for place, other in enumerate(fields[:index])}
        descending = name.startswith("-")
        operator = "gt" if forward != descending else "lt"
        condition |= Q(**equal, **{f"{name.lstrip('-')}__{operator}": values[index]})
    return condition


def keyset_page(queryset: QuerySet[M], order: Sequence[str], asked: Mapping[str, str]) -> Page[M]:
    """The page that `asked` (request.GET with `after`, `before`, `size`) names.

    `order` lists concrete, never-null columns, the last one unique (`("-received_at", "-id")`). A cursor that
    does not fit the order is ignored: the reader lands on the first page rather than on an error.
    """
    size = page_size(asked.get("size"))
    backward = bool(asked.get("before")) and not asked.get("after")
    cursor = asked.get("before" if backward else "after") or ""
    values = _decoded(cursor, len(order)) if cursor else None
    flipped = [name[1:] if name.startswith("-") else f"-{name}" for name in order]
    ordered = queryset.order_by(*(flipped if backward else order))
    if values is not None:
        try:
            ordered = ordered.filter(_beyond(order, values, forward=not backward))
        except (ValueError, TypeError, ValidationError):
            values = None
    rows = list(ordered[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if backward:
        rows.reverse()
    has_next = bool(rows) and (backward or more)
    has_previous = bool(rows) and (more if backward else values is not None)
    return Page(
        rows,
        size,
        next=_encoded(rows[-1], order) if has_next else "",
        previous=_encoded(rows[0], order) if has_previous else "",
    )


def counts(asked: Mapping[str, Sequence[QuerySet[Any]]], cap: int | None = None) -> dict[str, int]:
    """How many rows each name's querysets find together, in one statement; with a cap, counting stops at `cap` + 1.

    The querysets of one name must not find the same row.
    """
    return count_columns({name: column(querysets, cap) for name, querysets in asked.items()})


@dataclass(frozen=True, slots=True)
class Column:
    """How many rows some querysets find together, as SQL of one column and what fills its places."""

    sql: str
    params: tuple[Any, ...]


def column(querysets: Sequence[QuerySet[Any]], cap: int | None = None) -> Column:
    """The column that counts the rows of querysets which share none; with a cap up to `cap` + 1."""
    terms, params = ["0"], list[Any]()
    for queryset in querysets:
        rows = queryset.order_by().values("pk")
        try:
            sql, values = (rows if cap is None else rows[: cap + 1]).query.sql_with_params()
        except EmptyResultSet:
            continue
        terms.append(f"(SELECT count(*) FROM ({sql}) found)")
        params.extend(values)
    total = " + ".join(terms)
    return Column(total if cap is None else f"least({total}, {cap + 1})", tuple(params))


def count_columns(columns: Mapping[str, Column]) -> dict[str, int]:
    """The numbers of some columns by name, in one statement."""
    params = [value for each in columns.values() for value in each.params]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(each.sql for each in columns.values())}", params)
        return dict(zip(columns, cursor.fetchone(), strict=True))
