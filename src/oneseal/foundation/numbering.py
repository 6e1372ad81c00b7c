"""Numbers without gaps or duplicates: the series' row is locked until the act commits."""

from django.db import connection

SQL = """
INSERT INTO foundation_numberseries AS s (bureau_id, series, year, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (bureau_id, series, year) DO UPDATE SET last = s.last + 1 RETURNING last
"""


def next_number(bureau_id: int, series: str, year: int) -> int:
    """The next number of a series in a year, starting at 1.

    Call it inside the act's transaction: an act that rolls back gives its number back, and a second act
    waits for the first, so the series has no gap.
    """
    with connection.cursor() as cursor:
        cursor.execute(SQL, [bureau_id, series, year])
        return int(cursor.fetchone()[0])
