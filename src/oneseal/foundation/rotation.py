"""Sealing everything again after a new data key was set."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection, models, transaction

from oneseal.foundation import crypto
from oneseal.foundation.fields import EncryptedTextField, Sealed, encrypted_fields


def tables() -> Iterator[type[models.Model]]:
    """Every model that has encrypted fields."""
    return (model for model in apps.get_models() if model._meta.managed and encrypted_fields(model))


def reseal(model: type[models.Model], *, batch: int = 500) -> int:
    """Seal under the current key what another one sealed; return the number of rows.

    Each batch is a transaction of its own, so it can be stopped and run again, and work goes on beside it.
    Raises crypto.Unreadable when a key is missing from ONESEAL_OLD_DATA_KEYS.
    """
    total = 0
    while changed := _reseal_batch(model, encrypted_fields(model), batch):
        total += changed
    return total


def _reseal_batch(model: type[models.Model], columns: list[EncryptedTextField], batch: int) -> int:
    table = model._meta.db_table
    wanted = ", ".join(f'"{field.column}"' for field in columns)
    stale = " OR ".join(f'substring("{f.column}" from 1 for {crypto.HEAD}) <> %s' for f in columns)
    assigned = ", ".join(f'"{field.column}" = %s' for field in columns)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f'SELECT id, uid, {wanted} FROM "{table}" WHERE {stale} ORDER BY id LIMIT %s FOR UPDATE',
            [*[crypto.current_head()] * len(columns), batch],
        )
        rows = cursor.fetchall()
        cursor.executemany(
            f'UPDATE "{table}" SET {assigned} WHERE id = %s',
            [
                [*(_again(field, raw, uid) for field, raw in zip(columns, values, strict=True)), pk]
                for pk, uid, *values in rows
            ],
        )
    return len(rows)


def _again(field: EncryptedTextField, raw: bytes | None, uid: object) -> bytes | None:
    return None if raw is None else field.close(field.open(Sealed(bytes(raw)), uid), uid).raw
