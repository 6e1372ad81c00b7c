"""The last day passed: both sides and the supervisor are told, once (SUP-A)."""

from django.db import transaction
from django.urls import reverse

from oneseal.foundation import clock, db
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import SYSTEM, Role
from oneseal.supervision import events
from oneseal.supervision.models import Finding, Push
from oneseal.supervision.rules.findings import Matter
from oneseal.supervision.rules.states import FINDING, PushState
from oneseal.supervision.services.telling import bureau_side, department_side, in_role, tell


def escalate_push(push_id: int) -> bool:
    """Put the missing receipt on record and tell liaisons of both sides and the supervisor. Whether it was new."""
    with transaction.atomic():
        row = db.lock(Push, push_id)
        if row.state not in {PushState.SENT, PushState.RETURNED} or row.escalated_on:
            return False
        who, subject = SYSTEM.of_bureau(row.bureau_id), Subject("push", row.pk)
        change = Update(Push, row.pk, {"escalated_on": clock.today()})
        record(who, subject, events.Escalated(row.due.isoformat()), changes=[change])
        staff = department_side(row.bureau_id, row.department_id) | bureau_side(row.department_id)
        staff |= in_role(row.bureau_id, Role.SUPERVISOR)
        data = {"department": row.department.name, "number": row.number, "due": row.due.isoformat()}
        link = reverse("supervision:push", args=[row.pk])
        tell(who, row.bureau_id, staff, "push_late", data, subject, link, key=row.due.isoformat())
    return True


def escalate_finding(finding_id: int) -> bool:
    """The same for an answer that is missing: the section's head, who has it in hand, and the supervisor."""
    with transaction.atomic():
        row = db.lock(Finding, finding_id)
        if row.state in FINDING.final or row.escalated_on:
            return False
        who, subject = SYSTEM.of_bureau(row.bureau_id), Subject("finding", row.pk)
        change = Update(Finding, row.pk, {"escalated_on": clock.today()})
        record(who, subject, events.FindingEscalated(row.due.isoformat()), changes=[change])
        staff = in_role(row.bureau_id, Role.SUPERVISOR)
        staff |= in_role(row.bureau_id, Role.SECTION_HEAD, row.section_id)
        staff |= {row.owner_id} if row.owner_id else set()
        staff |= in_role(row.bureau_id, Role.BUREAU_HEAD) if row.matter == Matter.PROPOSAL else set()
        data = {"department": row.department.name, "number": row.push.number, "due": row.due.isoformat()}
        link = reverse("supervision:finding", args=[row.pk])
        tell(who, row.bureau_id, staff, "finding_late", data, subject, link)
    return True
