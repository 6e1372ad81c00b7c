"""Reaching a level: a document seen, confirmed by another, read by a machine, vouched for by another system.

And the one place where a level is asked for: `require`.
"""

from datetime import timedelta
from typing import Any

from django.db import transaction

from oneseal.assurance import events, selectors
from oneseal.assurance.models import Check
from oneseal.assurance.rules import refusing
from oneseal.assurance.rules.faces import CONSENT
from oneseal.assurance.rules.levels import GIVES, WAYS, Level, Way, until
from oneseal.assurance.selectors import CHECKERS, Matter
from oneseal.foundation import clock
from oneseal.foundation.db import lock, lock_name
from oneseal.foundation.journal import Subject, Update, record
from oneseal.identity import selectors as identity
from oneseal.kernel.access import SYSTEM, Actor
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.kernel.text import N_

VOUCHES = "assurance:vouch"
"""The scope of a system that may say whom it checked."""


def require(actor: Actor, matter: Matter) -> None:
    """Refuse an act of somebody whom the bureau does not know surely enough. Every door asks here.

    Raises RuleViolation `assurance_too_low` with what to do. A plain sign-in (level 1) asks the database nothing.
    """
    if matter.needed <= Level.ACCOUNT:
        return
    reached = selectors.standing_for(actor, matter).level
    if reached < matter.needed:
        raise refusing.too_low(matter.purpose, Level(matter.needed), reached, selectors.door_of(actor))


def keep(person_id: int, way: Way, *, party_id: int = 0, level: Level | None = None, **said: Any) -> Check:
    """The row of one check. Call it inside the act's transaction."""
    now = clock.now()
    day_ends = clock.midnight(clock.today() + timedelta(days=1)) - timedelta(seconds=1)
    return Check.objects.create(
        person_id=person_id,
        party_id=party_id or person_id,
        way=way,
        level=min(level or GIVES[way], GIVES[way]),
        at=now,
        until=until(way, now, day_ends),
        **said,
    )


def see_document(
    actor: Actor, *, applicant_id: int, agent_id: int | None, item_code: str, number: str, same: bool
) -> Check:
    """A clerk compared the original document with the person who came for an applicant; it counts for today.

    `number` is the document's: the applicant's own, their agent's or that of somebody authorised for the item;
    `same`: the clerk says that document and person agree. Raises Forbidden, RuleViolation, NotFound.
    """
    if not actor.has(*CHECKERS):
        raise Forbidden("not_clerk", N_("证件原件由窗口人员当面核对。"))
    if not same:
        text = N_("请先当面核对证件原件与来人一致，再勾选。不一致的不要登记，按冒名处理。")
        raise RuleViolation("not_compared", text, field="same")
    person = identity.collector(number, applicant_id, agent_id, item_code)
    if person is None:
        text = N_("这个证件号码不是申请人、代理人或者受托人的。请核对号码；委托别人的，请先登记授权。")
        raise NotFound("not_of_this_matter", text, field="number")
    with transaction.atomic():
        row = keep(
            person.pk,
            Way.DOCUMENT,
            party_id=applicant_id,
            bureau_id=actor.bureau_id,
            staff_id=actor.staff_id,
        )
        record(actor, _subject(person.pk), events.DocumentSeen(row.pk, applicant_id))
    return row


def confirm_check(actor: Actor, *, check_id: int) -> Check:
    """A second officer looks at document and person too: from then on it is level 4 without any camera.

    So nobody needs to have their face compared by a machine (measures on face recognition, not the only way; K art.
    10). Raises Conflict for the officer who saw it first, for one that is confirmed or over.
    """
    selectors.access_check(actor, check_id)
    with transaction.atomic():
        row = lock(Check, check_id)
        if row.way != Way.DOCUMENT or row.until < clock.now():
            raise Conflict("not_to_confirm", N_("这次核验已经复核过，或者已经过了当天，请刷新页面。"))
        if row.staff_id == actor.staff_id:
            raise Conflict("same_officer", N_("复核要由另一名工作人员来做，请同事用自己的账号复核。"))
        values = {
            "way": Way.CONFIRMED,
            "level": GIVES[Way.CONFIRMED],
            "confirmed_by_id": actor.staff_id,
            "confirmed_at": clock.now(),
        }
        change = Update(Check, row.pk, values, expect={"way": Way.DOCUMENT})
        record(actor, _subject(row.person_id), events.CheckConfirmed(row.pk), changes=[change])
    return selectors.access_check(actor, check_id)


def note_reading(*, bureau_id: int, device: str, number: str, way: str, serial: str, consent: bool) -> Check:
    """What a registered machine of the hall read: a document (`reader`) or a finger against it (`fingerprint`).

    A finger needs the person's separate consent before (PIPL art. 29). Raises RuleViolation, NotFound for a number
    that nobody here has. The machine says the same serial again: the same check.
    """
    chosen = Way(way)
    if chosen is Way.FINGERPRINT and not consent:
        text = N_("比对指纹前要取得本人单独同意；不同意的，请改用证件读取或者到窗口。")
        raise RuleViolation("no_consent", text, field="consent", basis=CONSENT)
    person = identity.applicant_by_number(number)
    if person is None or person.kind != "person":
        raise NotFound(
            "applicant_unknown", N_("没有这个证件号码的申请人，请先到窗口或者网上登记。"), field="number"
        )
    with transaction.atomic():
        lock_name(f"assurance:{device}:{serial}")
        told = Check.objects.filter(
            person=person.pk, bureau=bureau_id, device=device, serial=serial, way=chosen
        ).first()
        if told is not None:
            return told
        row = keep(person.pk, chosen, bureau_id=bureau_id, device=device, serial=serial)
        event = events.MachineRead(row.pk, chosen.value, WAYS[chosen], device, serial)
        record(SYSTEM.of_bureau(bureau_id), _subject(person.pk), event)
    return row


def vouch(actor: Actor, *, number: str, level: int, serial: str) -> Check:
    """Another system says how it checked a person: at most level 3, for an hour, for what it hands in itself.

    Raises NotFound for a number that nobody here has.
    """
    person = identity.applicant_by_number(number)
    if person is None:
        raise NotFound(
            "applicant_unknown", N_("没有这个证件号码的申请人，请先在申请里登记。"), field="number"
        )
    with transaction.atomic():
        lock_name(f"assurance:{actor.account_id}:{serial}")
        said: dict[str, Any] = {
            "account_id": actor.account_id,
            "bureau_id": actor.bureau_id,
            "serial": serial,
        }
        told = Check.objects.filter(person=person.pk, way=Way.VOUCHED, **said).first()
        if told is not None:
            return told
        row = keep(person.pk, Way.VOUCHED, level=Level(level), **said)
        event = events.VouchedFor(row.pk, row.level, str(row.get_level_display()), serial)
        record(actor, _subject(person.pk), event)
    return row


def _subject(person_id: int) -> Subject:
    return Subject("applicant", person_id)
