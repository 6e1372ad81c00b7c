"""Numbers without gaps or duplicates: the series' row is locked until the act commits."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models

from oneseal.foundation import db
from oneseal.foundation.models import NumberSeries

SQL = """
INSERT INTO foundation_numberseries AS s (bureau_id, series, year, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (bureau_id, series, year) DO UPDATE SET last = s.last + 1 RETURNING last
"""

WITH_ID = f"WITH n AS ({SQL}) SELECT last, nextval(pg_get_serial_sequence(%s, 'id')) FROM n"

FROM_BLOCK = SQL.replace("RETURNING", "WHERE s.last < %s RETURNING")
NEXT_ID = "SELECT nextval(pg_get_serial_sequence(%s, 'id'))"

SET_ASIDE = """
INSERT INTO foundation_numberseries AS s (bureau_id, series, year, last) VALUES (%s, %s, %s, %s)
ON CONFLICT (bureau_id, series, year) DO UPDATE SET last = greatest(s.last, excluded.last)
"""

Sizes = Mapping[tuple[str, int], int]
"""How many numbers are set aside, by series and year."""
_block: ContextVar[Sizes | None] = ContextVar("numbering_block", default=None)


def next_number(bureau_id: int, series: str, year: int) -> int:
    """The next number of a series in a year, starting at 1.

    Call it inside the act's transaction: an act that rolls back gives its number back, and a second act
    waits for the first, so the series has no gap.
    """
    if drawn := _from_block(bureau_id, series, year):
        return drawn
    with db.prepared_cursor() as cursor:
        cursor.execute(SQL, [bureau_id, series, year])
        return int(cursor.fetchone()[0])


def next_number_and_id(bureau_id: int, series: str, year: int, model: type[models.Model]) -> tuple[int, int]:
    """The same together with a fresh id for the row that will bear the number, so that it needs no round trip."""
    drawn = _from_block(bureau_id, series, year)
    with db.prepared_cursor() as cursor:
        if drawn:
            cursor.execute(NEXT_ID, [model._meta.db_table])
            return drawn, int(cursor.fetchone()[0])
        cursor.execute(WITH_ID, [bureau_id, series, year, model._meta.db_table])
        number, row_id = cursor.fetchone()
        return int(number), int(row_id)


def set_aside(bureau_id: int, series: str, year: int, count: int) -> None:
    """Keep 1…`count` for what is entered later although it came first; the series goes on after them.

    A series that is further already stays as it is.
    """
    with db.prepared_cursor() as cursor:
        cursor.execute(SET_ASIDE, [bureau_id, series, year, count])


@contextmanager
def from_what_was_set_aside(sizes: Sizes) -> Iterator[None]:
    """Inside, numbers come from those set aside, in their order; then, and in other series, from the series itself."""
    token = _block.set(sizes)
    try:
        yield
    finally:
        _block.reset(token)


def last_number(bureau_id: int, series: str, year: int) -> int:
    """The number given last; 0 where none was."""
    row = NumberSeries.objects.filter(bureau_id=bureau_id, series=series, year=year).first()
    return row.last if row else 0


def _from_block(bureau_id: int, series: str, year: int) -> int:
    """A number set aside; 0 where none is or all are used."""
    size = (_block.get() or {}).get((series, year), 0)
    if not size:
        return 0
    with db.prepared_cursor() as cursor:
        cursor.execute(FROM_BLOCK, [bureau_id, f"{series}~", year, size])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def next_id(model: type[models.Model]) -> int:
    """A fresh id for a row that another row written before it must name."""
    with db.prepared_cursor() as cursor:
        cursor.execute(NEXT_ID, [model._meta.db_table])
        return int(cursor.fetchone()[0])
