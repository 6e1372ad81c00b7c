"""Zones, patrols, findings (分片包干, 巡查, inventory 1.16)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from oneseal.appraisal import events, selectors
from oneseal.appraisal.models import Finding, Patrol, Zone
from oneseal.appraisal.rules import patrols as rules
from oneseal.appraisal.rules.patrols import BASIS, FINDING
from oneseal.appraisal.services.scores import check_lead
from oneseal.documents import services as documents
from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.text import N_


def keep_zone(actor: Actor, *, name: str, leader: int) -> Zone:
    """Give a part of the hall to a leader, or to another one. Raises Forbidden, NotFound, RuleViolation."""
    check_lead(actor)
    plain = name.strip()[:80]
    if not plain:
        raise RuleViolation("no_name", N_("请填写片区名称。"), field="name")
    person = identity.access_staff(actor, leader)
    with transaction.atomic():
        row, _ = Zone.objects.update_or_create(
            bureau_id=actor.bureau_id,
            name=plain,
            defaults={"leader": person, "from_on": clock.today(), "closed_on": None},
        )
        record(actor, Subject("zone", row.pk), events.ZoneKept(plain, leader))
    return row


@dataclass(frozen=True, slots=True)
class Seen:
    """Something that a patrol found: what, who puts it right until when, a photograph (name and bytes)."""

    text: str
    responsible: int
    rectify_by: date
    photo: tuple[str, bytes] | None = None


def patrol(actor: Actor, *, zone: int, note: str = "", seen: Sequence[Seen] = ()) -> Patrol:
    """Write down a round with what it found; a round that found nothing counts too. Raises Forbidden, RuleViolation."""
    if not actor.staff_id or not actor.has(*selectors.PATROLLERS):
        raise Forbidden("not_patroller", N_("巡查由局领导、科室负责人、督查和督办岗登记。"), basis=BASIS)
    where, now = selectors.access_zone(actor, zone), clock.now()
    for each in seen:
        rules.check_until(each.rectify_by, clock.today())
        identity.access_staff(actor, each.responsible)
        if not each.text.strip():
            raise RuleViolation("no_text", N_("请写明发现了什么问题。"), field="text")
    with transaction.atomic():
        row = Patrol.objects.create(
            bureau_id=actor.bureau_id, zone=where, by_id=actor.staff_id, at=now, note=note.strip()[:500]
        )
        for each in seen:
            Finding.objects.create(
                patrol=row,
                bureau_id=actor.bureau_id,
                text=each.text.strip()[:500],
                photo_id=_photo(actor, each),
                responsible_id=each.responsible,
                rectify_by=each.rectify_by,
            )
        record(actor, Subject("patrol", row.pk), events.Patrolled(where.name, len(seen)))
    return row


def _photo(actor: Actor, seen: Seen) -> int | None:
    if seen.photo is None:
        return None
    name, content = seen.photo
    bureau_id, purpose = actor.bureau_id, selectors.PURPOSE
    return documents.store_file(actor, bureau_id=bureau_id, name=name, content=content, purpose=purpose).pk


def mend_finding(actor: Actor, *, finding_id: int, remedy: str) -> Finding:
    """Whoever answers for a finding says how it was put right. Raises Forbidden, Conflict, NotFound, RuleViolation."""
    found = selectors.access_finding(actor, finding_id)
    rules.check_mender(actor.staff_id, found.responsible_id)
    text = remedy.strip()[:500]
    if not text:
        raise RuleViolation("no_remedy", N_("请写明怎样整改的。"), field="remedy")
    return _move(actor, found, "mend", text, {"remedy": text, "mended_at": clock.now()})


def check_finding(actor: Actor, *, finding_id: int, done: bool, note: str = "") -> Finding:
    """Whoever found it confirms that it is put right, or sends it back with the reason."""
    found = selectors.access_finding(actor, finding_id)
    rules.check_finder(actor.staff_id, found.patrol.by_id)
    text = note.strip()[:300]
    if not done and not text:
        raise RuleViolation("no_note", N_("退回整改请写明还差什么。"), field="note")
    values: dict[str, object] = {"check_note": text, "checked_at": clock.now() if done else None}
    return _move(actor, found, "confirm" if done else "send_back", text, values)


def _move(actor: Actor, found: Finding, verb: str, reason: str, values: dict[str, object]) -> Finding:
    with transaction.atomic():
        row = lock(Finding, found.pk)
        state = FINDING.step(row.state, verb)
        event = events.FindingMoved(row.pk, FINDING.labels[state])
        change = Update(Finding, row.pk, values | {"state": state}, expect={"state": row.state})
        record(actor, Subject("patrol", row.patrol_id), event, changes=[change], reason=reason)
    row.refresh_from_db()
    return row
