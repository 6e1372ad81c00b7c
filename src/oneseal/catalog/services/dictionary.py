"""The field dictionary and the basic catalogue: what items share (CAT-1, 2.24)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db import transaction

from oneseal.catalog.events import BasicItemsEntered, FieldsDefined
from oneseal.catalog.models import BasicItem, FieldDefinition
from oneseal.catalog.services.versions import require_keeper
from oneseal.foundation.journal import Subject, record
from oneseal.kernel.access import Actor


@dataclass(frozen=True, slots=True)
class FieldEntry:
    """One datum: its name in every form, its label, format (rules.formats), whether it is personal, why it is asked."""

    name: str
    label: str
    format: str = ""
    personal: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class BasicEntry:
    """One entry of the basic catalogue: code (CAT-4), name, type (CAT-2), who keeps it (1 national, 2 provincial)."""

    code: str
    name: str
    type: str
    level: str = "1"


def define_fields(actor: Actor, entries: Sequence[FieldEntry]) -> int:
    """Write data into the dictionary, new or changed; returns how many. All or nothing."""
    require_keeper(actor, actor.bureau_id)
    with transaction.atomic():
        FieldDefinition.objects.bulk_create(
            [FieldDefinition(**asdict(entry)) for entry in entries],
            update_conflicts=True,
            unique_fields=["name"],
            update_fields=["label", "format", "personal", "why"],
        )
        event = FieldsDefined([entry.name for entry in entries])
        record(actor, Subject("field_dictionary", actor.bureau_id), event)
    return len(entries)


def enter_basic_items(actor: Actor, entries: Sequence[BasicEntry]) -> int:
    """Write entries of the basic catalogue, new or changed; returns how many. All or nothing."""
    require_keeper(actor, actor.bureau_id)
    with transaction.atomic():
        BasicItem.objects.bulk_create(
            [BasicItem(**asdict(entry)) for entry in entries],
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["name", "type", "level"],
        )
        event = BasicItemsEntered([entry.code for entry in entries])
        record(actor, Subject("basic_catalogue", actor.bureau_id), event)
    return len(entries)
