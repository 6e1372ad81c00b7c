"""Simplified deregistration from publication to its end (REG-4; 登记管理条例 art. 33)."""

from typing import Any

from django.db import transaction
from django.urls import reverse

from oneseal.certificates import services as certificates
from oneseal.foundation import calendars, clock, db
from oneseal.foundation.display import paper_day
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import SYSTEM, Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.identifiers import parse_phone
from oneseal.kernel.text import N_
from oneseal.notices.services import Recipient, notify
from oneseal.registration import events
from oneseal.registration.models import Deregistration, Objection
from oneseal.registration.rules import deregistration as rules
from oneseal.registration.rules.deregistration import ENDS, LAW, EndState
from oneseal.registration.selectors import ending as selectors
from oneseal.registration.services import naming
from oneseal.registration.services.drafting import begun_before, draft

SETTLERS = (Role.REVIEWER, Role.SECTION_HEAD)
MOST_OBJECTIONS = 50


def publish(*, deregistration_id: int) -> Deregistration:
    """All investors have signed: publicity begins; for 个体工商户 the departments' ten days do."""
    with transaction.atomic():
        row = db.lock(Deregistration, deregistration_id)
        state = ENDS.step(row.state, "publish")
        today = clock.today()
        days = rules.terms(today, calendars.current(), individual=row.individual)
        event = events.EndPublished(
            days.until.isoformat(), days.apply_by.isoformat() if days.apply_by else ""
        )
        _keep(
            SYSTEM,
            row,
            event,
            state=state,
            started_on=today,
            until=days.until,
            apply_by=days.apply_by,
            provisional=days.provisional,
        )
        _tell(row, "end_published", until=paper_day(days.until))
    return row


def _keep(actor: Actor, row: Deregistration, event: Any, *, reason: str = "", **values: Any) -> None:
    if reason:
        values["reason"] = reason[:500]
    change = Update(Deregistration, row.pk, values)
    record(actor, Subject("deregistration", row.pk), event, changes=[change], reason=reason)
    for name, value in values.items():
        setattr(row, name, value)


def _tell(row: Deregistration, template: str, key: str = "", **data: str) -> None:
    notify(
        SYSTEM,
        bureau_id=row.bureau_id,
        recipient=Recipient.of(row.holder),
        template=template,
        data={"name": row.name, **data},
        dedupe_key=f"{template}:{row.pk}:{key}",
        about=Subject("deregistration", row.pk),
        link=reverse("registration:end", args=[row.pk]),
    )


def give_up(actor: Actor, *, deregistration_id: int, reason: str = "") -> Deregistration:
    """The firm goes on: withdrawn, or an investor does not sign. Inside the act that says so."""
    with transaction.atomic():
        row = db.lock(Deregistration, deregistration_id)
        state = ENDS.step(row.state, "withdraw")
        today = clock.today()
        _keep(actor, row, events.EndWithdrawn(), reason=reason, state=state, ended_on=today)
    return row


def object_to_end(
    actor: Actor, *, deregistration_id: int, relation: str, name: str, phone: str, facts: str
) -> Objection:
    """Somebody concerned objects during publicity: a creditor, a department (art. 33(2)). Raises RuleViolation."""
    if not facts.strip() or not name.strip():
        text = N_("请写明您是谁、与企业有什么关系、有什么异议，好让我们核实。")
        raise RuleViolation("objection_incomplete", text, field="facts", basis=LAW)
    with transaction.atomic():
        row = db.lock(Deregistration, deregistration_id)
        open_ = row.state == EndState.WAITING and row.until is not None and clock.today() <= row.until
        if not open_:
            raise Conflict("publicity_over", N_("公示期已过，不能再提异议。可以向登记机关举报或者起诉。"))
        if row.objections.count() >= MOST_OBJECTIONS:
            raise Conflict("objections_many", N_("已收到很多异议，正在处理。请直接联系登记机关。"))
        made = Objection.objects.create(
            deregistration=row,
            relation=relation,
            name=name.strip()[:60],
            phone=parse_phone(phone),
            facts=facts.strip()[:2000],
            made_at=clock.now(),
        )
        record(actor, Subject("deregistration", row.pk), events.Objected(relation))
        _tell(row, "end_objected", key=str(made.pk))
    return made


def settle_objection(actor: Actor, *, objection_id: int, upheld: bool, settlement: str) -> Objection:
    """Say what an objection is worth: one that stands ends the short way. By the registering section."""
    if not actor.has(*SETTLERS):
        raise Forbidden("may_not_settle", N_("异议由登记科室处理。"))
    said = settlement.strip()[:500]
    if not said:
        raise RuleViolation("settlement_missing", N_("请写明核实的情况。"), field="settlement")
    with transaction.atomic():
        found = selectors.access_objection(actor, objection_id)
        row = db.lock(Deregistration, found.deregistration_id)
        objection = db.lock(Objection, objection_id)
        if objection.upheld is not None:
            raise Conflict("settled_already", N_("这条异议已经处理过了。"))
        values = {"upheld": upheld, "settlement": said, "settled_by_id": actor.staff_id}
        change = Update(Objection, objection.pk, values | {"settled_at": clock.now()})
        result = N_("异议成立，终止简易注销") if upheld else N_("异议不成立，继续公示")
        event = events.ObjectionSettled(result)
        record(actor, Subject("deregistration", row.pk), event, changes=[change], reason=said)
        if upheld and row.state == EndState.WAITING:
            state = ENDS.step(row.state, "object")
            end = Update(Deregistration, row.pk, {"state": state, "ended_on": clock.today(), "reason": said})
            record(actor, Subject("deregistration", row.pk), events.EndStopped(), changes=[end])
            _tell(row, "end_stopped", reason=said[:100])
    objection.refresh_from_db()
    return objection


def apply_for_end(actor: Actor, *, deregistration_id: int) -> Any:
    """After publicity without objection: begin the application itself, with what is known filled in. Returns the case.

    One that was begun before and goes on is that one. Raises NotFound, RuleViolation with the article.
    """
    selectors.access_end(actor, deregistration_id)
    with transaction.atomic():
        row = db.lock(Deregistration, deregistration_id)
        selectors.check_ready(row)
        if (case := begun_before(actor, row.case_id)) is not None:
            return case
        case = draft(
            actor,
            bureau_id=row.bureau_id,
            registers="individual_end" if row.individual else "company_end",
            applicant_id=row.holder_id,
            known={
                "org_name": row.name,
                "org_uscc": row.number,
                "business_name": row.name,
                "notice_from": row.started_on.isoformat() if row.started_on else "",
            },
        )
        if case is None:
            text = N_("简易注销登记还不能在网上办理。请带公示情况到窗口办理。")
            raise RuleViolation("no_ending_item", text)
        _keep(actor, row, events.EndDrafted(case.pk), case_id=case.pk)
    return case


def follow_case(*, case_id: int, kind: str) -> bool:
    """What became of an application for deregistration: handed in, granted, or ended otherwise."""
    found = selectors.of_application(case_id)
    if found is None:
        return False
    with transaction.atomic():
        row = db.lock(Deregistration, found.pk)
        if kind == "cases.submitted" and row.state == EndState.WAITING:
            state = ENDS.step(row.state, "apply")
            _keep(SYSTEM, row, events.EndApplied(case_id), state=state, case_id=case_id)
        elif kind == "granted" and row.state == EndState.APPLIED:
            _finish(row)
        elif kind == "ended" and row.state == EndState.APPLIED:
            state = ENDS.step(row.state, "reopen")
            _keep(SYSTEM, row, events.EndReopened(), state=state, case_id=0)
        else:
            return False
    return True


def _finish(row: Deregistration) -> None:
    """The licence is cancelled and the name ends: it is out of others' reach for a year."""
    certificates.cancel_with_case(SYSTEM, certificate_id=row.certificate_id, case_id=row.case_id)
    today = clock.today()
    naming.end_name(bureau_id=row.bureau_id, full=row.name, reason="简易注销")
    state = ENDS.step(row.state, "finish")
    _keep(SYSTEM, row, events.EndDone(row.case_id), state=state, ended_on=today)
    _tell(row, "end_done")


def lapse(*, deregistration_id: int) -> bool:
    """Not applied for within twenty days after publicity (细则 art. 49). False where it was, or an objection waits."""
    with transaction.atomic():
        row = db.lock(Deregistration, deregistration_id)
        over = row.apply_by is not None and clock.today() > row.apply_by
        if row.state != EndState.WAITING or not over:
            return False
        state = ENDS.step(row.state, "lapse")
        today = clock.today()
        _keep(SYSTEM, row, events.EndLapsed(), reason="逾期没有申请", state=state, ended_on=today)
        _tell(row, "end_lapsed")
    return True
