"""Loading one row under lock without building a query each time."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import Any, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.utils import CursorWrapper

from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_


@contextmanager
def relaxed_commits() -> Iterator[None]:
    """Inside, a commit does not wait for the disk: for loading what can be loaded again after a crash.

    Nothing is left half done by a crash, but the last fraction of a second may be lost.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET synchronous_commit")


M = TypeVar("M", bound=models.Model)
N = TypeVar("N", bound=models.Model)


_Prepared: Any = ServerBindingCursor


def backend() -> Any:
    """This thread's connection itself: every attribute read through Django's `connection` is looked up anew."""
    return connections[DEFAULT_DB_ALIAS]


def prepared_cursor() -> CursorWrapper:
    """A cursor whose statements the server parses and plans once, for the few that every act runs.

    Django's own cursors put the values into the text, so each statement is planned anew; planning the
    journal's statement costs more than running it. Statements are counted and logged as Django's are.
    """
    own = backend()
    own.ensure_connection()
    return cast(CursorWrapper, own._prepare_cursor(_Prepared(own.connection)))


def lock(model: type[M], pk: int) -> M:
    """The row `pk`, locked until the transaction ends. Raises NotFound when there is none.

    Make it the first statement of an act: the journal's order of entries follows this lock.
    """
    rows = rows_where(model, "id = %s FOR UPDATE", [pk])
    if not rows:
        raise not_found()
    return rows[0]


def rows_where(model: type[M], condition: str, params: Sequence[Any]) -> list[M]:
    """Whole rows by a constant SQL condition, without building a query each time."""
    select, names, converters = _select_statement(model)
    with prepared_cursor() as cursor:
        cursor.execute(f"{select} WHERE {condition}", params)
        return [_instance(model, names, converters, row) for row in cursor.fetchall()]


def lock_name(name: str) -> None:
    """Wait until nobody else holds this name, and hold it until the transaction ends.

    For acts whose row is not there yet, so that two at once make it only once.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def lock_with_rows(
    model: type[M], condition: str, other: type[N], other_condition: str, params: Sequence[Any]
) -> tuple[M, list[N]]:
    """One row under lock and rows of another table read after the lock, sent in one round trip.

    Both conditions take the same `params`. The server runs the statements one after the other, each on its own
    snapshot, so the second sees what was committed until the lock was got. Raises NotFound when there is no such row.
    """
    own = backend()
    first, names, converters = _select_statement(model)
    second, other_names, other_converters = _select_statement(other)
    with prepared_cursor() as locking, prepared_cursor() as reading:
        with own.wrap_database_errors, own.connection.pipeline():
            locking.execute(f"{first} WHERE {condition} FOR UPDATE", params)
            reading.execute(f"{second} WHERE {other_condition}", params)
        locked = [_instance(model, names, converters, row) for row in locking.fetchall()]
        rows = [_instance(other, other_names, other_converters, row) for row in reading.fetchall()]
    if not locked:
        raise not_found()
    return locked[0], rows


def read_together(*statements: tuple[str, Sequence[Any]]) -> list[list[tuple[Any, ...]]]:
    """The rows of several constant statements with their params, sent in one round trip, in the order asked.

    Each runs on its own snapshot: hold the lock that keeps them still, where they must agree.
    """
    own = backend()
    with ExitStack() as opened:
        cursors = [opened.enter_context(prepared_cursor()) for _ in statements]
        with own.wrap_database_errors, own.connection.pipeline():
            for cursor, (sql, params) in zip(cursors, statements, strict=True):
                cursor.execute(sql, params)
        return [cursor.fetchall() for cursor in cursors]


def not_found() -> NotFound:
    """The same answer for rows that are absent and rows that are not for the reader."""
    return NotFound("not_found", N_("没有找到这条记录，或者您无权查看。"))


def _instance(
    model: type[M], names: list[str], converters: list[tuple[int, Any, Any]], row: Sequence[object]
) -> M:
    values = list(row)
    for place, converter, expression in converters:
        values[place] = converter(values[place], expression, backend())
    return model.from_db("default", names, values)


@cache
def _select_statement(model: type[models.Model]) -> tuple[str, list[str], list[tuple[int, Any, Any]]]:
    fields = model._meta.concrete_fields
    columns = ", ".join(f'"{field.column}"' for field in fields)
    converters = [
        (place, converter, field.get_col(model._meta.db_table))
        for place, field in enumerate(fields)
        for converter in field.get_db_converters(connection)
    ]
    names = [field.attname for field in fields]
    return f'SELECT {columns} FROM "{model._meta.db_table}"', names, converters
