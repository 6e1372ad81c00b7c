"""Numbers without gaps or duplicates: the series' row is locked until the act commits."""

from django.db import models

from oneseal.foundation import db

SQL = """
INSERT INTO foundation_numberseries AS s (bureau_id, series, year, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (bureau_id, series, year) DO UPDATE SET last = s.last + 1 RETURNING last
"""

WITH_ID = f"WITH n AS ({SQL}) SELECT last, nextval(pg_get_serial_sequence(%s, 'id')) FROM n"


def next_number(bureau_id: int, series: str, year: int) -> int:
    """The next number of a series in a year, starting at 1.

    Call it inside the act's transaction: an act that rolls back gives its number back, and a second act
    waits for the first, so the series has no gap.
    """
    with db.prepared_cursor() as cursor:
        cursor.execute(SQL, [bureau_id, series, year])
        return int(cursor.fetchone()[0])


def next_number_and_id(bureau_id: int, series: str, year: int, model: type[models.Model]) -> tuple[int, int]:
    """The same together with a fresh id for the row that will bear the number, so that it needs no round trip."""
    with db.prepared_cursor() as cursor:
        cursor.execute(WITH_ID, [bureau_id, series, year, model._meta.db_table])
        number, row_id = cursor.fetchone()
        return int(number), int(row_id)
