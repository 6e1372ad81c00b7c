"""Applications handled outside the hall: lead, verdict, circular or talk, mended (inventory 3.2, 6.14)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from oneseal.documents import services as documents
from oneseal.entry import events, selectors
from oneseal.entry.models import Breach, EntryItem, EntryUnit, UnitReturn
from oneseal.entry.rules import breaches as rules
from oneseal.entry.rules.breaches import BASIS, BREACH, MEASURES, SOURCES, Measure, Source, Stage
from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.text import N_

KINDS = {Measure.CIRCULAR: "breach_circular", Measure.INTERVIEW: "breach_interview"}


@dataclass(frozen=True, slots=True)
class Lead:
    """What came to light. `figures`: the unit's return that said so; `found_on`: today if nothing is said."""

    source: str
    number: int
    facts: str
    item: EntryItem | None = None
    result: str = ""
    found_on: date | None = None
    figures: UnitReturn | None = None


def open_lead(actor: Actor, unit: EntryUnit, lead: Lead) -> Breach:
    """Write a lead and its news; the caller's transaction and checks."""
    row = Breach.objects.create(
        bureau_id=unit.bureau_id,
        unit=unit,
        item=lead.item,
        source=lead.source,
        number=lead.number,
        facts=lead.facts[:500],
        result=lead.result,
        found_on=lead.found_on or clock.today(),
        figures=lead.figures,
        by_id=actor.staff_id or None,
        at=clock.now(),
    )
    event = events.BreachReported(unit.unit.name, lead.source, lead.number)
    record(actor, Subject("breach", row.pk), event)
    return row


def report_breach(
    actor: Actor,
    *,
    unit_id: int,
    source: str,
    facts: str,
    number: int = 1,
    entry_id: int | None = None,
    result: str = "",
    found_on: date | None = None,
) -> Breach:
    """Write down that something was handled outside the hall. A result with a number of ours is none.

    Raises Forbidden, NotFound, RuleViolation, Conflict (the result was reported already).
    """
    if not actor.has(*selectors.REPORTERS):
        raise Forbidden("not_reporter", N_("体外办件线索由协调督办岗、督查岗登记。"), basis=BASIS)
    unit, today = selectors.access_unit(actor, unit_id), clock.today()
    if not facts.strip():
        raise RuleViolation("no_facts", N_("请写明在哪里发现、办了什么。"), field="facts", basis=BASIS)
    if found_on is not None and found_on > today:
        raise RuleViolation("future_day", N_("发现日期不能晚于今天。"), field="found_on", basis=BASIS)
    entry = _item_of(actor, unit, entry_id)
    plain = "".join(result.split())
    _check_result(actor, source, plain)
    with transaction.atomic():
        lock(EntryUnit, unit.pk)
        if plain and Breach.objects.filter(bureau=actor.bureau_id, result=plain).exists():
            raise Conflict("reported_already", N_("这个编号的线索已经登记过。"), field="result")
        lead = Lead(source, number, facts.strip(), item=entry, result=plain, found_on=found_on)
        return open_lead(actor, unit, lead)


def _item_of(actor: Actor, unit: EntryUnit, entry_id: int | None) -> EntryItem | None:
    entry = selectors.access_entry(actor, entry_id) if entry_id else None
    if entry is not None and entry.unit_id != unit.pk:
        raise RuleViolation("other_unit", N_("这个事项不是该单位的，请重新选择。"), field="item")
    return entry


def _check_result(actor: Actor, source: str, number: str) -> None:
    if source not in SOURCES or source in rules.BY_COMPARING:
        raise RuleViolation("no_source", N_("请选择线索来源。"), field="source")
    if source == Source.RESULT and not number:
        raise RuleViolation("no_result", N_("请填写证照、批文的编号，系统先查有没有。"), field="result")
    known = selectors.known_result(actor, number) if number else ""
    if known:
        text = N_("这个编号是本系统办出的（%(known)s），不是体外办件。")
        raise RuleViolation("known_result", text, params={"known": known}, field="result", basis=BASIS)


def judge_breach(actor: Actor, *, breach_id: int, true: bool, verdict: str) -> Breach:
    """Say whether a lead is true; a true one is counted for its unit. Not by who brought it. Raises Forbidden, Conflict."""
    if not actor.has(*selectors.JUDGES):
        raise Forbidden("not_judge", N_("线索由协调督办岗、督查岗或者局领导核实。"), basis=BASIS)
    said = _said(verdict, "verdict", N_("请写明核实的情况。"))
    unit_id = selectors.access_breach(actor, breach_id).unit_id
    with transaction.atomic():
        lock(EntryUnit, unit_id)
        row = lock(Breach, breach_id)
        stage = BREACH.step(row.stage, "confirm" if true else "dismiss")
        rules.check_judge(actor.staff_id, row.by_id or 0)
        values: dict[str, Any] = {
            "stage": stage,
            "verdict": said,
            "judged_by_id": actor.staff_id,
            "judged_at": clock.now(),
        }
        event: events.BreachConfirmed | events.BreachDismissed = events.BreachDismissed()
        if true:
            earlier = selectors.confirmed_of(unit_id)
            measure = rules.measure_for(earlier)
            values |= {"nth": earlier + 1, "measure": measure}
            event = events.BreachConfirmed(earlier + 1, measure)
        change = Update(Breach, row.pk, values, expect={"stage": row.stage})
        record(actor, Subject("breach", row.pk), event, changes=[change], reason=said)
    row.refresh_from_db()
    return row


def _said(text: str, field: str, ask: str) -> str:
    plain = text.strip()[:500]
    if not plain:
        raise RuleViolation("empty_text", ask, field=field, basis=BASIS)
    return plain


def order_mending(actor: Actor, *, breach_id: int, text: str, mend_by: date, talked_to: str = "") -> Breach:
    """Issue the circular, or the minutes of the talk with the unit's head, and set the day until which it is mended.

    Raises Forbidden, Conflict, RuleViolation.
    """
    if not actor.has(*selectors.ORDERERS):
        raise Forbidden("not_head", N_("通报和约谈由局领导作出。"), basis=BASIS)
    selectors.access_breach(actor, breach_id)
    rules.check_mend_by(mend_by, clock.today())
    said = _said(text, "text", N_("请写明通报或者约谈的内容。"))
    with transaction.atomic():
        row = lock(Breach, breach_id)
        stage = BREACH.step(row.stage, "order")
        who = talked_to.strip()[:60]
        if row.measure == Measure.INTERVIEW and not who:
            raise RuleViolation("nobody", N_("请填写约谈了哪位负责人。"), field="talked_to", basis=BASIS)
        document = documents.issue_document(
            actor,
            bureau_id=row.bureau_id,
            kind=KINDS[Measure(row.measure)],
            subject=Subject("breach", row.pk),
            data=_data(row, said, mend_by, who),
            signed_name=actor.name,
        )
        values = {"stage": stage, "mend_by": mend_by, "talked_to": who, "document_id": document.pk}
        event = events.BreachOrdered(row.measure, document.number, mend_by.isoformat())
        change = Update(Breach, row.pk, values, expect={"stage": row.stage})
        record(actor, Subject("breach", row.pk), event, changes=[change], reason=said)
    row.refresh_from_db()
    return row


def _data(row: Breach, said: str, mend_by: date, who: str) -> dict[str, Any]:
    unit = row.unit.unit.name
    facts = [
        {"name": "单位", "value": unit},
        {"name": "事项", "value": row.item.name if row.item else "—"},
        {"name": "体外办件", "value": f"{row.number}件（{SOURCES[Source(row.source)]}）"},
        {"name": "次数", "value": f"该单位第{row.nth}次"},
        {"name": "整改期限", "value": f"{mend_by.year}年{mend_by.month}月{mend_by.day}日"},
    ]
    if who:
        facts.insert(1, {"name": "约谈对象", "value": who})
    to = "各进驻单位" if row.measure == Measure.CIRCULAR else unit
    return {
        "applicant": to,
        "item_name": f"{unit}体外办件{MEASURES[Measure(row.measure)]}",
        "paragraphs": [f"经核实：{row.verdict}", *said.splitlines()],
        "facts": facts,
        "basis": BASIS,
    }


def close_breach(actor: Actor, *, breach_id: int, remedy: str) -> Breach:
    """Say how it was mended, after having looked. Raises Forbidden, Conflict, RuleViolation."""
    if not actor.has(*selectors.JUDGES):
        raise Forbidden("not_judge", N_("整改由协调督办岗、督查岗或者局领导确认。"), basis=BASIS)
    selectors.access_breach(actor, breach_id)
    said = _said(remedy, "remedy", N_("请写明怎么整改的。"))
    with transaction.atomic():
        row = lock(Breach, breach_id)
        values = {"stage": BREACH.step(row.stage, "close"), "remedy": said, "closed_at": clock.now()}
        change = Update(Breach, row.pk, values, expect={"stage": Stage.ORDERED})
        record(actor, Subject("breach", row.pk), events.BreachClosed(), changes=[change], reason=said)
    row.refresh_from_db()
    return row
