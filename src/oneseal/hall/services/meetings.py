"""Meeting an applicant: filed, approved beforehand, written down; and contacts that were not (inventory 3.24)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.urls import reverse

from oneseal.cases.services import lift_mask, papers
from oneseal.cases.services.loading import lock_case, lock_unseen, tell
from oneseal.foundation import calendars, clock
from oneseal.foundation.db import lock
from oneseal.foundation.display import local_day, paper_moment
from oneseal.foundation.journal import Subject, Update
from oneseal.hall import events, selectors
from oneseal.hall.models import Meeting as Row
from oneseal.hall.rules import meetings, paths
from oneseal.hall.rules.meetings import BASIS, LIFE, Meeting
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.notices.services import Recipient, notify


@dataclass(frozen=True, slots=True)
class Plan:
    """Whom an examiner wants to meet, why, where, when, and which other officer is present (staff id)."""

    visitors: str
    reason: str
    room: str
    starts_at: datetime
    second: int


def ask_to_meet(actor: Actor, *, case_id: int, plan: Plan) -> Row:
    """File a meeting with the applicant of a case that is being handled; a head has to approve it before it begins."""
    if not actor.staff_id or not actor.has(*selectors.MEETERS):
        raise Forbidden("not_examining", N_("只有审查、决定人员会见申请人需要备案。"), basis=BASIS)
    who = paths.text_of(plan.visitors, field="visitors", missing=N_("请写明会见谁。"))[:200]
    why = paths.text_of(plan.reason, field="reason", missing=N_("请写明为什么必须当面谈。"))[:500]
    room = paths.text_of(plan.room, field="room", missing=N_("请写明在哪个洽谈室。"))[:100]
    workday = calendars.current().is_workday(local_day(plan.starts_at))
    meetings.check_time(plan.starts_at, clock.now(), workday=workday)
    meetings.check_second(actor.staff_id, plan.second)
    if plan.second not in identity.colleagues(actor.bureau_id, [plan.second]):
        raise RuleViolation("no_such_colleague", N_("请从列表里选择一位在岗同事。"), field="second")
    with transaction.atomic():
        case = lock_case(actor, case_id).case
        if not case.number or case.closed_at is not None:
            raise Conflict("case_closed", N_("这个办件不在办理中，不需要会见申请人。"), basis=BASIS)
        row = Row(
            uid=uuid4(),
            bureau_id=actor.bureau_id,
            case_id=case_id,
            state=LIFE.initial,
            staff_id=actor.staff_id,
            second_id=plan.second,
            visitors=who,
            reason=why,
            room=room,
            starts_at=plan.starts_at,
            asked_at=clock.now(),
        )
        row.save()
        tell(actor, case, events.MeetingAsked(row.pk, case.number, plan.starts_at.isoformat()), reason=why)
    return row


def answer_meeting(actor: Actor, *, meeting_id: int, approve: bool, answer: str = "") -> Row:
    """Approve or decline, before it begins, by a head who is not there. The applicant is told when and where."""
    with transaction.atomic():
        row = _locked(actor, meeting_id, "approve" if approve else "decline")
        present = {row.staff_id, row.second_id or 0}
        if approve:
            meetings.check_approver(actor.staff_id, present, row.starts_at, clock.now())
        else:
            paths.text_of(answer, field="answer", missing=N_("请写明为什么不同意会见。"))
        _settle(actor, row, "approve" if approve else "decline", answer)
        if approve:
            lift_mask(case_id=row.case_id, why="meeting")
            _tell_applicant(actor, row, "meeting_set")
    return row


def call_off_meeting(actor: Actor, *, meeting_id: int, answer: str) -> Row:
    """Who asked calls it off; an applicant who was told is told again."""
    paths.text_of(answer, field="answer", missing=N_("请写明为什么取消。"))
    with transaction.atomic():
        row = _locked(actor, meeting_id, "cancel")
        agreed = row.state == Meeting.APPROVED
        _settle(actor, row, "cancel", answer)
        if agreed:
            _tell_applicant(actor, row, "meeting_off")
    return row


def write_minutes(actor: Actor, *, meeting_id: int, minutes: str) -> Row:
    """What was said, by one of those present, after it began; the minutes are issued as a document."""
    said = paths.text_of(minutes, field="minutes", missing=N_("请写明谈了什么、达成什么。"))
    with transaction.atomic():
        row = _locked(actor, meeting_id, "hold")
        meetings.check_held(row.starts_at, clock.now())
        document = _minutes(actor, row, said)
        change = _change(
            row, "hold", {"record": said, "recorded_at": clock.now(), "document_id": document.pk}
        )
        event = events.MeetingHeld(row.pk, row.case.number, document.number)
        tell(actor, row.case, event, changes=[change])
        row.state = Meeting.HELD
    return row


def record_contact(actor: Actor, *, case_id: int, staff: int, met_at: datetime, found: str) -> Row:
    """Record a contact of an examiner with an applicant that nobody approved: a violation, and how it was found."""
    if not actor.has(*selectors.WATCHERS):
        raise Forbidden("may_not_record", N_("未经备案的接触由督查岗或者负责人登记。"), basis=BASIS)
    fact = paths.text_of(found, field="found", missing=N_("请写明接触的情况和怎样发现的。"))
    meetings.check_met(met_at, clock.now())
    if staff not in identity.colleagues(actor.bureau_id, [staff]):
        raise RuleViolation("no_such_colleague", N_("请从列表里选择一位在岗同事。"), field="staff")
    with transaction.atomic():
        case = lock_case(actor, case_id).case
        row = Row(
            uid=uuid4(),
            bureau_id=actor.bureau_id,
            case_id=case_id,
            state=Meeting.UNFILED,
            staff_id=staff,
            visitors="",
            starts_at=met_at,
            asked_at=clock.now(),
            settled_by_id=actor.staff_id or None,
            settled_at=clock.now(),
            record=fact,
        )
        row.save()
        tell(actor, case, events.UnfiledContact(row.pk, case.number, staff), reason=fact)
    return row


def _locked(actor: Actor, meeting_id: int, verb: str) -> Row:
    lock_unseen(actor, lock(Row, meeting_id).case_id)
    row = selectors.access_meeting(actor, meeting_id)
    LIFE.step(row.state, verb)
    present = actor.staff_id in {row.staff_id, row.second_id}
    if verb in selectors.meeting_acts(actor, row) or (present and verb in {"approve", "hold"}):
        return row
    text = N_("会见由没有参加的负责人批准，由申请会见的人取消，由在场的人记录。")
    raise Forbidden("not_yours", text, basis=BASIS)


def _change(row: Row, verb: str, values: dict[str, Any]) -> Update:
    return Update(Row, row.pk, {"state": LIFE.step(row.state, verb), **values}, expect={"state": row.state})


def _settle(actor: Actor, row: Row, verb: str, answer: str) -> None:
    target = LIFE.step(row.state, verb)
    values = {"settled_by_id": actor.staff_id, "settled_at": clock.now(), "answer": answer.strip()[:500]}
    event = events.MeetingSettled(row.pk, row.case.number, target, LIFE.labels[target])
    tell(actor, row.case, event, changes=[_change(row, verb, values)], reason=answer.strip())
    row.state = target


def _minutes(actor: Actor, row: Row, said: str) -> papers.Issued:
    at = paper_moment(row.starts_at)
    officers = [each.name for each in (row.staff, row.second) if each is not None]
    return papers.issue(
        actor,
        row.case,
        "meeting_minutes",
        paragraphs=[said],
        facts=[
            {"name": "会见时间", "value": at},
            {"name": "会见地点", "value": row.room},
            {"name": "会见事由", "value": row.reason},
            {"name": "来访人", "value": row.visitors},
            {"name": "批准人", "value": row.settled_by.name if row.settled_by else ""},
        ],
        people=[
            *({"name": name, "capacity": "工作人员", "signed": at} for name in officers),
            {"name": row.visitors[:60], "capacity": "申请人一方", "signed": ""},
        ],
        basis=BASIS,
    )


def _tell_applicant(actor: Actor, row: Row, template: str) -> None:
    case = row.case
    notify(
        actor,
        bureau_id=row.bureau_id,
        recipient=Recipient.of(case.applicant),
        template=template,
        data={
            "case_number": case.number,
            "item_name": case.item_name,
            "at": row.starts_at.isoformat(),
            "place": row.room,
        },
        dedupe_key=f"{template}:{row.pk}",
        about=Subject("case", case.pk),
        link=reverse("cases:case", args=[case.pk]),
    )
