"""Loading one row under lock without building a query each time."""

from functools import cache
from typing import Any, TypeVar

from django.db import connection, models

from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

M = TypeVar("M", bound=models.Model)


def lock(model: type[M], pk: int) -> M:
    """The row `pk`, locked until the transaction ends. Raises NotFound when there is none.

    Make it the first statement of an act: the journal's order of entries follows this lock.
    """
    sql, names, converters = _lock_statement(model)
    with connection.cursor() as cursor:
        cursor.execute(sql, [pk])
        row = cursor.fetchone()
    if row is None:
        raise NotFound("not_found", N_("没有找到这条记录，或者您无权查看。"))
    values = list(row)
    for place, converter, expression in converters:
        values[place] = converter(values[place], expression, connection)
    return model.from_db("default", names, values)


@cache
def _lock_statement(model: type[models.Model]) -> tuple[str, list[str], list[tuple[int, Any, Any]]]:
    fields = model._meta.concrete_fields
    columns = ", ".join(f'"{field.column}"' for field in fields)
    converters = [
        (place, converter, field.get_col(model._meta.db_table))
        for place, field in enumerate(fields)
        for converter in field.get_db_converters(connection)
    ]
    names = [field.attname for field in fields]
    return f'SELECT {columns} FROM "{model._meta.db_table}" WHERE id = %s FOR UPDATE', names, converters
