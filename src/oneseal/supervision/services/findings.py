"""What supervision found comes back, is accepted by the item's section, and answered (SUP-A; LIC-20)."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from oneseal.certificates import selectors as certificates
from oneseal.certificates.rules.states import State
from oneseal.foundation import calendars, clock
from oneseal.foundation.db import lock
from oneseal.foundation.fields import sealed
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.events import Event
from oneseal.kernel.text import N_
from oneseal.supervision import events, selectors
from oneseal.supervision.models import Finding
from oneseal.supervision.rules import findings as rules
from oneseal.supervision.rules.limits import answer_by
from oneseal.supervision.rules.states import BASIS, FINDING
from oneseal.supervision.services.receiving import signing
from oneseal.supervision.services.telling import department_side, in_role, tell


def report_finding(
    actor: Actor, *, push_id: int, matter: str, text: str, number: str = "", person: str = ""
) -> Finding:
    """Report what supervision found about a decision that the department received (行政许可法第六十一条).

    Raises RuleViolation for an incomplete report or a push not signed for, Forbidden for the bureau's own people.
    """
    rules.check_report(matter, text, number)
    push = selectors.access_push(actor, push_id)
    if not selectors.is_department(actor):
        raise Forbidden("not_your_side", N_("监管情况由监管部门的联络员反馈。"), basis=BASIS)
    if push.received_at is None:
        message = N_("这条推送还没有签收，请先签收再反馈监管情况。")
        raise RuleViolation("not_received", message, basis=BASIS)
    due = answer_by(clock.today(), settings.FINDING_DAYS, calendars.current())
    with transaction.atomic():
        row = Finding.objects.create(
            bureau_id=push.bureau_id,
            department=push.department,
            push=push,
            section_id=push.case.section_id,
            matter=matter,
            text=text.strip(),
            number=number.strip()[:60],
            reporter=signing(actor, person),
            reported_at=clock.now(),
            due=due.day,
            due_provisional=due.provisional,
        )
        name = rules.MATTERS[rules.Matter(matter)]
        event = events.Reported(push.pk, row.department.name, matter, name, due.day.isoformat())
        subject = Subject("finding", row.pk)
        record(actor, subject, event)
        _tell_bureau(actor, row)
    return row


def _tell_bureau(actor: Actor, row: Finding) -> None:
    """The section's head; a proposal to end the licence also goes to the heads of the bureau, who decide (LIC-20)."""
    staff = in_role(row.bureau_id, Role.SECTION_HEAD, row.section_id)
    data = {"department": row.department.name, "number": row.push.number, "due": row.due.isoformat()}
    template = "finding_reported"
    if row.matter == rules.Matter.PROPOSAL:
        template = "proposal_reported"
        staff |= in_role(row.bureau_id, Role.BUREAU_HEAD)
        data |= {"paper": row.number, "item_name": row.push.item_name}
    tell(actor, row.bureau_id, staff, template, data, Subject("finding", row.pk), _link(row))


def accept_finding(actor: Actor, *, finding_id: int) -> Finding:
    """Take a finding in hand for the item's section: 受理. Who accepts answers for it."""
    with transaction.atomic():
        row = _locked(actor, finding_id, "accept")
        values = {"owner_id": actor.staff_id, "accepted_at": clock.now()}
        _commit(actor, row, "accept", events.FindingAccepted(actor.staff_id), values)
    return row


def _holds(certificate: Any) -> bool:
    """Whether the certificate is valid as before, be it in a later version."""
    if certificate is None or not certificate.case_id:
        return certificate is not None and certificate.state == State.VALID
    standing = certificates.standing_after(certificate.case_id)
    return any(certificates.any_certificate(pk).state == State.VALID for pk in standing)


def answer_finding(actor: Actor, *, finding_id: int, measure: str, text: str) -> Finding:
    """Tell the department what was done. "Dealt with" only where the certificate no longer stands (LIC-20)."""
    with transaction.atomic():
        row = _locked(actor, finding_id, "answer")
        rules.check_answer(measure, text, holds=_holds(row.push.certificate))
        today = clock.today()
        values = {
            "measure": measure,
            "answer": sealed(Finding, "answer", row.uid, text.strip()),
            "answered_at": clock.now(),
            "answered_on": today,
        }
        event = events.FindingAnswered(
            measure, rules.MEASURES[rules.Measure(measure)], on_time=today <= row.due
        )
        _commit(actor, row, "answer", event, values)
        staff = department_side(row.bureau_id, row.department_id)
        data = {"number": row.push.number}
        tell(actor, row.bureau_id, staff, "finding_answered", data, Subject("finding", row.pk), _link(row))
    return row


def _link(row: Finding) -> str:
    return reverse("supervision:finding", args=[row.pk])


def _locked(actor: Actor, finding_id: int, verb: str) -> Finding:
    lock(Finding, finding_id)
    row = selectors.access_finding(actor, finding_id)
    FINDING.step(row.state, verb)
    if verb not in selectors.finding_acts(actor, row):
        message = N_("这条监管反馈由%(section)s办理，受理的人或科长才能答复。")
        params = {"section": row.section.name}
        raise Forbidden("not_your_section", message, params=params, basis=BASIS)
    return row


def _commit(actor: Actor, row: Finding, verb: str, event: Event, values: dict[str, object]) -> None:
    before = row.state
    after = {"state": FINDING.step(before, verb), **values}
    change = Update(Finding, row.pk, after, expect={"state": before})
    record(actor, Subject("finding", row.pk), event, changes=[change])
    row.refresh_from_db()
