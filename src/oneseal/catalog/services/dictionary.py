"""The field dictionary and the basic catalogue: what items share (CAT-1, 2.24)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction

from oneseal.catalog.events import BasicItemsEntered, FieldsDefined
from oneseal.catalog.models import BasicItem, FieldDefinition
from oneseal.catalog.rules import basics
from oneseal.catalog.services.versions import require_keeper
from oneseal.foundation.journal import Subject, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Violations


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
    template: dict[str, Any] | None = None
    """The upper level's whole content, against which the five unifications are compared; None leaves it."""


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
    """Write entries of the basic catalogue, new or changed; returns how many. All or nothing.

    Raises Violations with what is wrong with a code (CAT-4) or a template.
    """
    require_keeper(actor, actor.bureau_id)
    problems = [problem for entry in entries for problem in basics.problems(**asdict(entry))]
    if problems:
        raise Violations(problems)
    with transaction.atomic():
        for known in (True, False):
            chosen = [BasicItem(**asdict(entry)) for entry in entries if (entry.template is None) is known]
            BasicItem.objects.bulk_create(
                chosen,
                update_conflicts=True,
                unique_fields=["code"],
                update_fields=["name", "type", "level", *([] if known else ["template"])],
            )
        event = BasicItemsEntered([entry.code for entry in entries])
        record(actor, Subject("basic_catalogue", actor.bureau_id), event)
    return len(entries)
