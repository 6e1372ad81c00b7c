"""A visit ended: whoever has its code may judge it, once (EVA-2)."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.urls import reverse

from oneseal.cases.services import Visit
from oneseal.feedback import events, selectors
from oneseal.feedback.models import Invitation
from oneseal.feedback.rules import asking
from oneseal.foundation.journal import Subject, record
from oneseal.kernel.access import SYSTEM
from oneseal.notices.services import Recipient, notify
from oneseal.queueing import selectors as queueing


@dataclass(frozen=True, kw_only=True)
class Served(Visit):
    """What ended, and when: a visit of some kind; `id` is the ticket's or the like."""

    kind: str
    ended_at: datetime


def invite(served: Served) -> Invitation:
    """Let a visit be judged; the same visit again is the same invitation. Who is known gets the link (站内信、短信)."""
    known = Invitation.objects.filter(kind=served.kind, subject_id=served.id).first()
    if known:
        return known
    code = asking.code_of([secrets.randbelow(len(asking.ALPHABET)) for _ in range(asking.LENGTH)])
    try:
        with transaction.atomic():
            row = Invitation.objects.create(
                kind=served.kind,
                subject_id=served.id,
                ended_at=served.ended_at,
                code=code,
                **served.columns,
            )
            who = SYSTEM.of_bureau(served.bureau_id)
            record(who, Subject("visit", row.pk), events.VisitInvited(row.window))
            _send_link(row)
    except IntegrityError:
        return Invitation.objects.get(kind=served.kind, subject_id=served.id)
    return row


def _send_link(row: Invitation) -> None:
    if row.applicant is None:
        return
    notify(
        SYSTEM,
        bureau_id=row.bureau_id,
        recipient=Recipient.of(row.applicant),
        template="please_evaluate_visit",
        data={"place": row.place, "code": row.code},
        dedupe_key=f"visit:{row.pk}",
        about=Subject("visit", row.pk),
        link=f"{reverse('feedback:evaluate', args=[row.code])}?way=sms",
    )


def invite_by_ticket(ticket_id: int, said: dict[str, object], ended_at: datetime) -> Invitation | None:
    """A served ticket of the queue (news `queueing.ticket_served`) may be judged; None for a ticket that is gone."""
    found = queueing.served_visit(ticket_id)
    if found is None:
        return None
    cases = [case for case in said.get("cases") or [] if isinstance(case, int)]  # type: ignore[attr-defined]
    return invite(
        Served(
            kind="visit",
            id=ticket_id,
            bureau_id=found.bureau_id,
            section_id=found.section_id,
            title=found.line,
            place=found.hall,
            window=found.window,
            judged=found.staff,
            ended_at=ended_at,
            applicant_id=found.applicant_id,
            case_id=cases[0] if cases and selectors.taken_in(cases[0], found.begun_at, ended_at) else None,
        )
    )
