"""A call entered by hand, an answered one written up, a missed one called back (inventory 3.23)."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from oneseal.catalog import selectors as catalog
from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.display import local_day
from oneseal.foundation.journal import Insert, Subject, Update, record
from oneseal.helplines import events, selectors
from oneseal.helplines.models import CallTry, PhoneCall
from oneseal.helplines.rules.life import (
    BASIS,
    CALLS,
    OUTCOMES,
    CallState,
    Outcome,
    Spoken,
    check_give_up,
    check_told,
)
from oneseal.helplines.services.hearing import counts, due_of
from oneseal.helplines.services.reaching import CALL, hold_line, spoke
from oneseal.identity import selectors as identity
from oneseal.identity.services import seeing_reason
from oneseal.inquiries import services as inquiries
from oneseal.kernel.access import SYSTEM, Actor
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.identifiers import parse_phone
from oneseal.kernel.text import N_
from oneseal.notices.services import notify_staff
from oneseal.queueing import services as queueing
from oneseal.queueing.services import Slotted

PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Told:
    """What a call was about and what became of it.

    An inquiry takes the note as its question. An appointment needs a slot and who comes: their number or
    telephone, empty for the number that called.
    """

    outcome: str
    note: str = ""
    item_id: int | None = None
    slot: Slotted | None = None
    who: str = ""


def enter_call(actor: Actor, *, line_id: int, told: Told | None, caller: str = "") -> PhoneCall:
    """Enter a call that came now: answered with what became of it, or missed (`told` none): then it is called back.

    Raises Forbidden for a number of others, RuleViolation at the field that is wrong.
    """
    line = selectors.access_line(actor, line_id)
    _check_answers(actor, selectors.answers(actor, line))
    now, plain = clock.now(), parse_phone(caller, field="caller") if caller.strip() else ""
    state = CallState.SETTLED if told else CallState.MISSED
    row = PhoneCall(bureau_id=actor.bureau_id, line=line, state=state, caller=plain, rang_at=now)
    row.counts = counts(now)
    with transaction.atomic():
        hold_line(line.pk)
        if told is None:
            row.due = due_of(now)
        else:
            row.answered_at = row.ended_at = now
            for name, value in _settled(actor, plain, told).items():
                setattr(row, name, value)
        row.save()
        named = CALLS.labels[state]
        record(actor, Subject(CALL, row.pk), events.CallEntered(line.pk, line.number, state, named))
        if told:
            spoke(actor, line.pk, Spoken(row.pk, plain, now))
    return row


def settle_call(actor: Actor, *, call_id: int, told: Told) -> None:
    """Write up a call that the exchange reported as answered; whoever does it took it."""
    with transaction.atomic():
        row = _locked(actor, call_id, "settle")
        _conclude(actor, row, "settle", told)


def return_call(actor: Actor, *, call_id: int, told: Told) -> None:
    """Somebody who was missed was called back and reached; their other missed calls on the number are over too."""
    line_id = selectors.access_call(actor, call_id).line_id
    with transaction.atomic():
        hold_line(line_id)
        row = _locked(actor, call_id, "return")
        attempt: dict[str, Any] = {
            "call_id": row.pk,
            "by_id": actor.staff_id,
            "at": clock.now(),
            "reached": True,
        }
        _conclude(actor, row, "return", told, Insert(CallTry, attempt), tries=row.tries + 1)
        spoke(actor, line_id, Spoken(row.pk, row.caller, attempt["at"]))


def try_call(actor: Actor, *, call_id: int) -> None:
    """Somebody called back and did not get through: it stays on the list."""
    with transaction.atomic():
        row = _locked(actor, call_id, "return")
        attempt = {"call_id": row.pk, "by_id": actor.staff_id, "at": clock.now(), "reached": False}
        change = Update(PhoneCall, row.pk, {"tries": row.tries + 1}, expect={"tries": row.tries})
        event = events.CallTried(row.tries + 1)
        record(actor, Subject(CALL, row.pk), event, changes=[change, Insert(CallTry, attempt)])


def give_up_call(actor: Actor, *, call_id: int) -> None:
    """End a missed call that cannot be called back: no number, or enough tries (L)."""
    with transaction.atomic():
        row = _locked(actor, call_id, "give_up")
        check_give_up(row.caller, row.tries, settings.CALLBACK_TRIES)
        values = {"state": CALLS.step(row.state, "give_up"), "settled_at": clock.now()}
        change = Update(PhoneCall, row.pk, values, expect={"state": row.state})
        record(actor, Subject(CALL, row.pk), events.CallGivenUp(row.tries), changes=[change])


def see_caller(actor: Actor, *, call_id: int, reason: str) -> str:
    """The caller's number in full, with the reason in the journal: to those who have to call back or took the call."""
    why = seeing_reason(reason)
    row = selectors.access_call(actor, call_id)
    if not selectors.may_see_caller(actor, row):
        text = N_("只有要回电的人和接这个电话的人可以看号码。")
        raise Forbidden("not_yours", text, basis="个人信息保护法第六条")
    with transaction.atomic():
        record(actor, Subject(CALL, row.pk), events.CallerSeen(row.pk), reason=why)
    return str(row.caller)


def remind_missed(*, bureau_id: int) -> int:
    """Tell those who answer that missed calls are to be called back today; the heads of sections too. How many."""
    today, by_section = clock.today(), dict[int, int]()
    for row in selectors.missed_until(bureau_id):
        by_section[row.line.section_id] = by_section.get(row.line.section_id, 0) + 1
    for section, number in by_section.items():
        people = identity.in_roles(bureau_id, selectors.ANSWERING, today, units=[section])
        notify_staff(
            SYSTEM.of_bureau(bureau_id),
            bureau_id=bureau_id,
            staff_ids=sorted(people),
            template="calls_missed",
            data={"number": number},
            occasion=f"{section}:{today.isoformat()}",
            link=reverse("helplines:calls"),
        )
    return sum(by_section.values())


def _locked(actor: Actor, call_id: int, verb: str) -> PhoneCall:
    lock(PhoneCall, call_id)
    row = selectors.access_call(actor, call_id)
    CALLS.step(row.state, verb)
    _check_answers(actor, selectors.answers(actor, row.line))
    return row


def _check_answers(actor: Actor, answers: bool) -> None:
    if not answers or not actor.staff_id:
        raise Forbidden("not_yours", N_("这个咨询电话由别的科室接听，您不能登记。"), basis=BASIS)


def _conclude(actor: Actor, row: PhoneCall, verb: str, told: Told, *more: Insert, **columns: Any) -> None:
    values = _settled(actor, row.caller, told) | columns | {"state": CALLS.step(row.state, verb)}
    change = Update(PhoneCall, row.pk, values, expect={"state": row.state})
    event = events.CallSettled(
        outcome=told.outcome,
        outcome_name=OUTCOMES[Outcome(told.outcome)],
        item=told.item_id,
        inquiry=values["inquiry_id"],
        appointment=values["appointment_id"],
        returned=verb == "return",
        on_time=row.due is None or local_day(values["settled_at"]) <= row.due,
    )
    record(actor, Subject(CALL, row.pk), event, changes=[change, *more])


def _settled(actor: Actor, caller: str, told: Told) -> dict[str, Any]:
    """The columns of a call that is done; an inquiry or an appointment is made by its own context's act."""
    note = check_told(told.note, told.item_id, told.outcome)
    if told.item_id is not None:
        catalog.access_item(actor, told.item_id)
    made: dict[str, Any] = {"inquiry_id": None, "appointment_id": None}
    if told.outcome == Outcome.INQUIRY:
        made["inquiry_id"] = inquiries.record_inquiry(
            actor, channel=PHONE, question=note, item_id=told.item_id, phone=caller
        ).pk
    elif told.outcome == Outcome.APPOINTMENT:
        made["appointment_id"] = _book(actor, told, told.who or caller)
    now = clock.now()
    return made | {
        "outcome": told.outcome,
        "note": note,
        "item_id": told.item_id,
        "taker_id": actor.staff_id,
        "settled_at": now,
    }


def _book(actor: Actor, told: Told, who: str) -> int:
    if told.slot is None:
        raise RuleViolation("slot_missing", N_("请选择预约的队列、日期和时间。"), field="starts")
    found = identity.find_applicants(actor, who)
    if len(found) != 1:
        text = N_("没有找到这位申请人，或者不止一位。请输入登记过的身份证号、信用代码或手机号。")
        raise RuleViolation("applicant_unknown", text, field="who")
    row = queueing.book(actor, told.slot, applicant_id=found[0].pk, item_id=told.item_id or 0)
    return int(row.pk)
