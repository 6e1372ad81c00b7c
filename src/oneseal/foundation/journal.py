"""Writing rows and their journal entry together, in one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any

from django.db import connection, models, transaction

from oneseal.foundation import clock, context, db
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict
from oneseal.kernel.events import Event
from oneseal.kernel.hashing import canonical
from oneseal.kernel.text import N_

SETTLED = "order_xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
"""Entries that no running transaction can still precede: those in order (order_xid, id) below it are complete."""

APPEND = """
head AS (
    INSERT INTO foundation_journalhead AS h (subject_kind, subject_id, seq, order_xid, hash)
    VALUES (%s, %s, 1, pg_current_xact_id()::text::bigint, sha256(%s))
    ON CONFLICT (subject_kind, subject_id) DO UPDATE SET
        seq = h.seq + 1,
        order_xid = greatest(h.order_xid, EXCLUDED.order_xid),
        hash = sha256(h.hash || %s)
    RETURNING seq, order_xid, hash
)
INSERT INTO foundation_journalentry
    (bureau_id, subject_kind, subject_id, seq, order_xid, kind, at, actor_id, actor_name, door, request_id,
     reason, data, hash)
SELECT %s, %s, %s, head.seq, head.order_xid, %s, %s, %s, %s, %s, %s, %s, %s::jsonb, head.hash FROM head
RETURNING id
"""

MISSING_HEADS = """
INSERT INTO foundation_journalhead (subject_kind, subject_id, seq, order_xid, hash)
SELECT kind, id, 0, 0, ''::bytea FROM unnest(%s::text[], %s::bigint[]) AS given (kind, id)
ON CONFLICT (subject_kind, subject_id) DO NOTHING
"""

APPEND_MANY = """
WITH given AS (
    SELECT * FROM unnest(%s::text[], %s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::bytea[])
        AS given (subject_kind, subject_id, bureau_id, kind, data, body)
), head AS (
    UPDATE foundation_journalhead h SET
        seq = h.seq + 1,
        order_xid = greatest(h.order_xid, pg_current_xact_id()::text::bigint),
        hash = sha256(h.hash || given.body)
    FROM given WHERE h.subject_kind = given.subject_kind AND h.subject_id = given.subject_id
    RETURNING given.bureau_id, h.subject_kind, h.subject_id, h.seq, h.order_xid, given.kind, given.data, h.hash
)
INSERT INTO foundation_journalentry
    (bureau_id, subject_kind, subject_id, seq, order_xid, kind, at, actor_id, actor_name, door, request_id,
     reason, data, hash)
SELECT bureau_id, subject_kind, subject_id, seq, order_xid, kind, %s, %s, %s, %s, %s, %s, data::jsonb, hash
FROM head ORDER BY subject_kind, subject_id
"""

HASHED = [
    "bureau_id",
    "subject_kind",
    "subject_id",
    "kind",
    "at",
    "actor_id",
    "actor_name",
    "door",
    "request_id",
    "reason",
    "data",
]


@dataclass(frozen=True, slots=True)
class Subject:
    """What an entry is about: a kind (`case`) and the row's id. Its entries form one hash chain."""

    kind: str
    id: int


@dataclass(frozen=True, slots=True)
class Update:
    """Columns to change on one row; `expect` are values that must still stand, else the act is a Conflict."""

    model: type[models.Model]
    pk: int
    values: Mapping[str, object]
    expect: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Insert:
    """One new row whose id nobody waits for."""

    model: type[models.Model]
    values: Mapping[str, object]


def entry_payload(*, at: datetime, **fields: Any) -> bytes:
    """Canonical bytes of an entry's columns; times as UTC text, because a zone's name can change."""
    return canonical({**fields, "at": at.astimezone(UTC).isoformat(timespec="microseconds")})


def payload_of(entry: Any) -> bytes:
    """The bytes that were hashed for a stored entry (a row or anything with its columns as attributes)."""
    return entry_payload(**{name: getattr(entry, name) for name in HASHED})


def record(
    actor: Actor,
    subject: Subject,
    event: Event,
    *,
    changes: Sequence[Update | Insert] = (),
    reason: str = "",
) -> int:
    """Apply the changes and append the entry, all in one statement; return the entry's id.

    Must run inside the act's transaction. Raises Conflict when an update finds no row in the expected state.
    """
    fields = _fields(actor, Entry(subject, event, actor.bureau_id), clock.now(), reason)
    body = entry_payload(**fields)
    params = [value for change in changes for value in _values(change)]
    params += [subject.kind, subject.id, body, body]
    params += [fields[name] for name in HASHED[:-1]]
    params.append(canonical(fields["data"]).decode())
    sql, updates = _statement(tuple(_shape(change) for change in changes))
    with db.prepared_cursor() as cursor:
        cursor.execute(sql, params)
        row = cursor.fetchone()
    if updates and row[1] != updates:
        transaction.set_rollback(True)
        raise Conflict("changed_meanwhile", N_("这条记录刚刚被别人处理过，请刷新后再看。"))
    return int(row[0])


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of many: what it is about, what happened, to which bureau it belongs."""

    subject: Subject
    event: Event
    bureau_id: int


def record_many(actor: Actor, entries: Sequence[Entry], *, reason: str = "") -> int:
    """Append one entry to each of many subjects in two statements; return how many.

    For acts on whole sets, whose rows the caller has changed and locked in the same transaction. A subject may
    appear once. Every entry continues its own chain, as with `record`.
    """
    if not entries:
        return 0
    ordered = sorted(entries, key=lambda each: (each.subject.kind, each.subject.id))
    if len({each.subject for each in ordered}) < len(ordered):
        raise ValueError("each subject may appear once in record_many")
    moment = clock.now()
    rows = [_fields(actor, each, moment, reason) for each in ordered]
    columns: list[list[Any]] = [
        [row[name] for row in rows] for name in ("subject_kind", "subject_id", "bureau_id", "kind")
    ]
    columns.append([canonical(row["data"]).decode() for row in rows])
    columns.append([entry_payload(**row) for row in rows])
    shared = [rows[0][name] for name in ("at", "actor_id", "actor_name", "door", "request_id", "reason")]
    with connection.cursor() as cursor:
        cursor.execute(MISSING_HEADS, columns[:2])
        cursor.execute(APPEND_MANY, [*columns, *shared])
        return int(cursor.rowcount)


def _fields(actor: Actor, entry: Entry, moment: datetime, reason: str) -> dict[str, Any]:
    """An entry's columns."""
    door = context.door.get()
    return {
        "bureau_id": entry.bureau_id,
        "subject_kind": entry.subject.kind,
        "subject_id": entry.subject.id,
        "kind": entry.event.kind,
        "at": moment,
        "actor_id": actor.account_id,
        "actor_name": actor.name,
        "door": door.name,
        "request_id": door.request_id,
        "reason": reason,
        "data": entry.event.data(),
    }


Shape = tuple[type[models.Model], tuple[str, ...], tuple[str, ...] | None]


def _shape(change: Update | Insert) -> Shape:
    """What decides a change's SQL: table, columns, and for an update the expected columns."""
    if isinstance(change, Insert):
        return change.model, tuple(change.values), None
    return change.model, tuple(change.values), tuple(change.expect or ())


def _values(change: Update | Insert) -> list[Any]:
    """A change's parameters, in the order of `_part`."""
    columns, backend = _columns(change.model)[1], db.backend()
    values = [columns[name].get_db_prep_save(value, backend) for name, value in change.values.items()]
    if isinstance(change, Update):
        values.append(change.pk)
        for name, value in (change.expect or {}).items():
            values.append(columns[name].get_db_prep_value(value, backend))
    return values


@lru_cache(maxsize=1024)
def _statement(shapes: tuple[Shape, ...]) -> tuple[str, int]:
    """The whole statement for these changes, and how many rows its updates must find."""
    parts = [_part(shape, place) for place, shape in enumerate(shapes)]
    updates = [
        f"(SELECT count(*) FROM c{place})" for place, shape in enumerate(shapes) if shape[2] is not None
    ]
    counted = APPEND + (f", {' + '.join(updates)}" if updates else "")
    return "WITH " + ", ".join([*parts, counted]), len(updates)


def _part(shape: Shape, place: int) -> str:
    """One data-modifying CTE named c<place>."""
    model, names, expected = shape
    table, columns = _columns(model)
    if expected is None:
        into = ", ".join(f'"{columns[name].column}"' for name in names)
        return f'c{place} AS (INSERT INTO "{table}" ({into}) VALUES ({", ".join(["%s"] * len(names))}))'
    assignments = ", ".join(f'"{columns[name].column}" = %s' for name in names)
    where = ["id = %s", *(f'"{columns[name].column}" IS NOT DISTINCT FROM %s' for name in expected)]
    return f'c{place} AS (UPDATE "{table}" SET {assignments} WHERE {" AND ".join(where)} RETURNING 1)'


@cache
def _columns(model: type[models.Model]) -> tuple[str, dict[str, Any]]:
    """Table name and fields by name and by attribute name (`case` and `case_id`)."""
    fields: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        fields[field.name] = fields[field.attname] = field
    return model._meta.db_table, fields
