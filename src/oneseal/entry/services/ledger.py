"""What the ledger says: units, their items, consents, the figures that units report (inventory 3.2, 3.3)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from oneseal.cases import selectors as cases
from oneseal.catalog import selectors as catalog
from oneseal.entry import events, selectors
from oneseal.entry.models import EntryItem, EntryUnit, UnitReturn
from oneseal.entry.rules import breaches, ledger
from oneseal.entry.rules.breaches import BASIS, Source
from oneseal.entry.rules.ledger import Standing
from oneseal.entry.services.breaches import Lead, open_lead
from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import months_after
from oneseal.queueing import selectors as queueing


def _check_keeper(actor: Actor) -> None:
    if not actor.has(*selectors.KEEPERS):
        raise Forbidden("not_keeper", N_("进驻台账由协调督办岗或者系统管理岗登记。"), basis=BASIS)


@dataclass(frozen=True, slots=True)
class UnitSaid:
    """What is written of a unit: batch, the section of its powers (since when, by which document), when it moved in."""

    batch: str = ""
    section: str = ""
    section_on: date | None = None
    section_paper: str = ""
    moved_on: date | None = None
    head: str = ""


def keep_unit(actor: Actor, *, unit: int, said: UnitSaid) -> EntryUnit:
    """Put a unit on the ledger, or change what stands there. Raises Forbidden, NotFound, RuleViolation."""
    _check_keeper(actor)
    found, today = identity.access_organisation(actor, unit), clock.today()
    _check_unit(said, today)
    values: dict[str, Any] = {
        "batch": said.batch.strip(),
        "section": said.section.strip(),
        "section_on": said.section_on,
        "section_paper": said.section_paper.strip(),
        "moved_on": said.moved_on,
        "head": said.head.strip(),
        "left_on": None,
    }
    with transaction.atomic():
        row, _ = EntryUnit.objects.update_or_create(
            bureau_id=actor.bureau_id, unit_id=found.pk, defaults=values
        )
        event = events.UnitKept(found.name, row.section, _iso(said.section_on), _iso(said.moved_on))
        record(actor, Subject("entry_unit", row.pk), event)
    return row


def _check_unit(said: UnitSaid, today: date) -> None:
    if said.section_on is not None and not said.section.strip():
        text = N_("请填写权力集中到哪个科室。")
        raise RuleViolation("no_section", text, field="section", basis=BASIS)
    for name, day in (("section_on", said.section_on), ("moved_on", said.moved_on)):
        if day is not None and day > today:
            text = N_("这一天还没有到，做到以后再登记。")
            raise RuleViolation("future_day", text, field=name, basis=BASIS)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def take_items(actor: Actor, *, unit_id: int) -> int:
    """Put the unit's items of the catalogue on the ledger that are not there yet; return how many."""
    _check_keeper(actor)
    row = selectors.access_unit(actor, unit_id)
    with transaction.atomic():
        lock(EntryUnit, row.pk)
        listed = catalog.visible_items(actor).filter(department=row.unit.name, status="active")
        known = EntryItem.objects.filter(bureau=actor.bureau_id, item__isnull=False).values("item")
        new = [
            EntryItem(bureau_id=actor.bureau_id, unit=row, item_id=pk, name=name)
            for pk, name in listed.exclude(pk__in=known).values_list("pk", "name")
        ]
        made = EntryItem.objects.bulk_create(new, ignore_conflicts=True)
        if made:
            record(actor, Subject("entry_unit", row.pk), events.ItemsTaken(len(made)))
    return len(made)


@dataclass(frozen=True, slots=True)
class ItemSaid:
    """What is written of an item: how it stands, at which window what is done, the consent to stay outside."""

    state: str
    window: int | None = None
    entered_on: date | None = None
    accepts: bool = False
    decides: bool = False
    seals: bool = False
    paper: str = ""
    consent_on: date | None = None
    until: date | None = None
    why: str = ""


def keep_item(
    actor: Actor, *, unit_id: int, said: ItemSaid, name: str = "", entry_id: int | None = None
) -> EntryItem:
    """Write how an item stands; without `entry_id` one that is not in our catalogue is added by its name.

    Raises Forbidden, NotFound, Conflict (the unit has an item of that name), RuleViolation, Violations.
    """
    _check_keeper(actor)
    unit = selectors.access_unit(actor, unit_id)
    values = _values(actor, said, clock.today())
    try:
        with transaction.atomic():
            row = _entry(actor, unit, name, entry_id)
            event = events.ItemKept(
                row.name,
                said.state,
                str(values["window_number"]),
                bool(values["accepts"]),
                bool(values["decides"]),
                bool(values["seals"]),
                str(values["paper"]),
                _iso(values["until"]),
            )
            del values["window_number"]
            record(
                actor,
                Subject("entry_item", row.pk),
                event,
                changes=[Update(EntryItem, row.pk, values)],
            )
    except IntegrityError as error:
        text = N_("这个单位已经有同名的事项，请直接修改那一条。")
        raise Conflict("name_taken", text, field="name") from error
    row.refresh_from_db()
    return row


def _entry(actor: Actor, unit: EntryUnit, name: str, entry_id: int | None) -> EntryItem:
    if entry_id is not None:
        row = selectors.access_entry(actor, entry_id)
        return lock(EntryItem, row.pk)
    plain = " ".join(name.split())
    if not plain:
        raise RuleViolation("no_name", N_("请填写事项名称。"), field="name")
    return EntryItem.objects.create(bureau_id=actor.bureau_id, unit=unit, name=plain)


def _values(actor: Actor, said: ItemSaid, today: date) -> dict[str, Any]:
    """The columns that belong to a standing; the others are emptied."""
    empty: dict[str, Any] = {
        "hall_id": None,
        "window_id": None,
        "entered_on": None,
        "accepts": False,
        "decides": False,
        "seals": False,
        "paper": "",
        "consent_on": None,
        "until": None,
        "why": "",
        "window_number": "",
    }
    values = empty | {"state": said.state}
    if said.state == Standing.EXCEPTED:
        paper, why = said.paper.strip(), said.why.strip()
        ledger.check_exception(
            paper=paper, consent_on=said.consent_on, until=said.until, why=why, today=today
        )
        return values | {"paper": paper, "consent_on": said.consent_on, "until": said.until, "why": why}
    if said.state != Standing.ENTERED:
        return values
    if not said.window:
        text = N_("请选择在哪个窗口办理。")
        raise RuleViolation("no_window", text, field="window", basis=BASIS)
    if said.entered_on is not None and said.entered_on > today:
        text = N_("进驻日期不能晚于今天。")
        raise RuleViolation("future_day", text, field="entered_on", basis=BASIS)
    window = queueing.access_window(actor, said.window)
    marks = {"accepts": said.accepts, "decides": said.decides, "seals": said.seals}
    place = {"hall_id": window.hall_id, "window_id": window.pk, "window_number": window.number}
    return values | place | marks | {"entered_on": said.entered_on or today}


def return_figures(actor: Actor, *, entry_id: int, month: date, number: int, source: str) -> UnitReturn:
    """Write how many applications a unit took in for an item in a month that is over, beside our own number.

    Where the unit counts more than we know of, the rest was handled outside the hall: a lead is opened, once for the
    item and month. Said again, the figures are corrected; a lead stays until somebody judges it.
    Raises Forbidden, NotFound, RuleViolation.
    """
    if not (actor.has(*selectors.REPORTERS) or selectors.SCOPE in actor.scopes):
        raise Forbidden("not_reporter", N_("单位报数由协调督办岗、督查岗登记。"), basis=BASIS)
    first = month.replace(day=1)
    breaches.check_month(first, clock.today())
    if not source.strip():
        raise RuleViolation("no_source", N_("请写明数字从哪里来。"), field="source", basis=BASIS)
    with transaction.atomic():
        entry = lock(EntryItem, selectors.access_entry(actor, entry_id).pk)
        row = _keep_figures(actor, entry, first, number, source.strip())
        more = breaches.outside(number, row.ours)
        if more and not hasattr(row, "breach"):
            facts = f"{first:%Y-%m}：{row.source}报{number}件，系统{row.ours}件"
            lead = Lead(Source.FIGURES, more, facts, item=entry, figures=row)
            open_lead(actor, entry.unit, lead)
    return row


def _keep_figures(actor: Actor, entry: EntryItem, first: date, number: int, source: str) -> UnitReturn:
    last = months_after(first, 1) - timedelta(days=1)
    ours = cases.received_of(entry.item_id, first, last) if entry.item_id else 0
    values = {
        "bureau_id": actor.bureau_id,
        "reported": number,
        "ours": ours,
        "source": source,
        "by_id": actor.staff_id or None,
        "at": clock.now(),
    }
    row, _ = UnitReturn.objects.update_or_create(item=entry, month=first, defaults=values)
    event = events.FiguresReturned(entry.name, f"{first:%Y-%m}", number, ours)
    record(actor, Subject("entry_item", entry.pk), event)
    return row
