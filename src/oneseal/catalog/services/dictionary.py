"""The field dictionary and the basic catalogue: what items share (CAT-1, 2.24)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction

from oneseal.catalog.events import BasicItemsEntered, FieldRestored, FieldRetired, FieldsDefined
from oneseal.catalog.models import BasicItem, FieldDefinition
from oneseal.catalog.rules import basics, dictionary
from oneseal.catalog.selectors.shared import published_users
from oneseal.catalog.services.versions import require_keeper
from oneseal.foundation import clock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, NotFound, RuleViolation, Violations
from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


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
    """Write data into the dictionary, new or changed; returns how many. All or nothing.

    Raises Violations, or RuleViolation for the changed format of a datum that published forms ask for.
    """
    require_keeper(actor, actor.bureau_id)
    problems = [
        p for entry in entries for p in dictionary.entry_problems(entry.name, entry.label, entry.format)
    ]
    if problems:
        raise Violations(problems)
    with transaction.atomic():
        _keep_formats(entries)
        FieldDefinition.objects.bulk_create(
            [FieldDefinition(**asdict(entry)) for entry in entries],
            update_conflicts=True,
            unique_fields=["name"],
            update_fields=["label", "format", "personal", "why"],
        )
        event = FieldsDefined([entry.name for entry in entries])
        record(actor, Subject("field_dictionary", actor.bureau_id), event)
    return len(entries)


def _keep_formats(entries: Sequence[FieldEntry]) -> None:
    rows = FieldDefinition.objects.select_for_update().filter(name__in=[entry.name for entry in entries])
    known = {row.name: row for row in rows}
    for entry in entries:
        row = known.get(entry.name)
        if row is not None and row.format != entry.format:
            dictionary.check_format_kept(row.label, row.format, entry.format, published_users(entry.name))


def add_field(actor: Actor, entry: FieldEntry) -> None:
    """Enter one datum that the dictionary does not have yet. Raises Conflict where it has."""
    with transaction.atomic():
        if FieldDefinition.objects.filter(name=entry.name).exists():
            text = N_("字段字典里已有“%(name)s”。请换一个名称，或直接使用已有的数据。")
            raise Conflict("datum_exists", text, params={"name": entry.name}, field="name")
        define_fields(actor, [entry])


def retire_field(actor: Actor, *, name: str, on: date | None) -> None:
    """From `on`, today at the earliest, no form may begin to ask for a datum; None takes that back.

    Forms that ask for it already go on. Raises RuleViolation.
    """
    require_keeper(actor, actor.bureau_id)
    with transaction.atomic():
        row = FieldDefinition.objects.select_for_update().filter(name=name).first()
        if row is None:
            raise NotFound("datum_not_found", N_("字段字典里没有这个数据，请从列表里选择。"))
        if row.retired_on == on:
            return
        if on is not None and on < clock.today():
            text = N_("停用日期不能早于今天，请选择今天或以后的日期。")
            raise RuleViolation("retired_in_past", text, field="retired_on")
        event: Event = FieldRetired(name, row.label, on.isoformat()) if on else FieldRestored(name, row.label)
        change = Update(FieldDefinition, row.pk, {"retired_on": on})
        record(actor, Subject("field_dictionary", actor.bureau_id), event, changes=[change])


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
