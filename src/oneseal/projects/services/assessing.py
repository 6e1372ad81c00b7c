"""Regional assessments and flows: what the coordinator keeps (5.14, PRJ-5, PRJ-7)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from pydantic import ValidationError

from oneseal.foundation import clock, db
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.kernel.text import N_
from oneseal.projects import events
from oneseal.projects.models import Assessment, FlowTemplate
from oneseal.projects.rules import assessments, templates
from oneseal.projects.rules.templates import Flow
from oneseal.projects.selectors.access import visible_assessments


def _check_coordinator(actor: Actor) -> None:
    if not actor.has(Role.COORDINATOR, Role.ITEM_KEEPER):
        raise Forbidden("not_coordinator", N_("区域评估和审批流程由协调岗、事项管理岗维护。"))


def list_assessment(
    actor: Actor,
    *,
    kind: str,
    title: str,
    document: str,
    area: Any,
    valid_from: date,
    valid_until: date,
    conditions: str = "",
) -> Assessment:
    """Enter a regional assessment with its polygon and validity. Raises RuleViolation for a wrong one."""
    _check_coordinator(actor)
    if kind not in assessments.ASSESSMENTS:
        raise RuleViolation("no_such_kind", N_("请选择评估事项。"), field="kind")
    for field, value, longest in (("title", title, 200), ("document", document, 120)):
        if not value.strip() or len(value) > longest:
            text = N_("请填写，不超过%(longest)s个字。")
            raise RuleViolation("text_length", text, params={"longest": longest}, field=field)
    if valid_until < valid_from:
        raise RuleViolation("ends_before", N_("有效期的止日不能早于起日。"), field="valid_until")
    assessments.shape(area, "area")
    with transaction.atomic():
        row = Assessment.objects.create(
            bureau_id=actor.bureau_id,
            kind=kind,
            title=title.strip(),
            document=document.strip(),
            area=area,
            conditions=conditions.strip(),
            valid_from=valid_from,
            valid_until=valid_until,
        )
        record(
            actor, Subject("assessment", row.pk), events.AssessmentListed(row.title, valid_until.isoformat())
        )
    return row


def end_assessment(actor: Actor, *, assessment_id: int, reason: str) -> Assessment:
    """Stop reusing an assessment; what it stood for so far stays."""
    _check_coordinator(actor)
    if not reason.strip():
        raise RuleViolation("reason_missing", N_("请写明停用的原因。"), field="reason")
    with transaction.atomic():
        if not visible_assessments(actor).filter(pk=assessment_id).exists():
            raise NotFound("assessment_not_found", N_("没有找到这项区域评估。"))
        row = db.lock(Assessment, assessment_id)
        if row.ended_on:
            raise Conflict("ended_already", N_("这项区域评估已经停用。"))
        values = {"ended_on": clock.today(), "end_reason": reason.strip()[:300]}
        event = events.AssessmentEnded(row.title)
        record(
            actor,
            Subject("assessment", row.pk),
            event,
            changes=[Update(Assessment, row.pk, values)],
            reason=reason,
        )
    row.refresh_from_db()
    return row


def adopt_flow(actor: Actor, *, content: Mapping[str, Any]) -> Flow:
    """Set the flow of a kind of project from now on; projects registered before keep theirs.

    Raises Violations with every fault: circles named, missing prerequisites, stages without a lead (PRJ-8).
    """
    _check_coordinator(actor)
    try:
        flow = Flow.model_validate(content)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        text = N_("流程内容不合规定（%(where)s），请改正。")
        raise RuleViolation("flow_shape", text, params={"where": where}, field="flow") from error
    templates.check(flow)
    with transaction.atomic():
        now = clock.now()
        rows = FlowTemplate.objects.select_for_update().filter(
            bureau=actor.bureau_id, investor=flow.investor, until__isnull=True
        )
        rows.update(until=now)
        row = FlowTemplate.objects.create(
            bureau_id=actor.bureau_id,
            investor=flow.investor,
            content=flow.model_dump(mode="json"),
            since=now,
        )
        event = events.FlowAdopted(flow.investor.value, flow.title, flow.target)
        record(actor, Subject("project_flow", row.pk), event)
    return flow
