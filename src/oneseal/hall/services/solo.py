"""Appointing those who decide alone; taking in, leaving; drawing and checking afterwards (SOLO-1…5)."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction

from oneseal.cases import selectors as cases
from oneseal.cases import services as case_services
from oneseal.cases.services.loading import lock_case, lock_unseen, tell
from oneseal.catalog import selectors as catalog
from oneseal.documents import services as documents
from oneseal.foundation import clock
from oneseal.foundation.db import lock, not_found
from oneseal.foundation.display import paper_day
from oneseal.foundation.journal import Insert, Subject, Update, record
from oneseal.hall import events, selectors
from oneseal.hall.models import SoloApprover, SoloAudit, SoloOverrun
from oneseal.hall.rules import paths, solo
from oneseal.hall.rules.solo import BASIS, LIFE
from oneseal.identity import selectors as identity
from oneseal.kernel.access import SYSTEM, Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import months_after


def appoint_solo(actor: Actor, *, staff: int, certificate: str, from_on: date, to_on: date) -> SoloApprover:
    """Appoint somebody who examines or decides, for a term, with their certificate; issues the appointment."""
    _check_head(actor)
    number = paths.text_of(certificate, field="certificate", missing=N_("请填写独任审批员资格证书编号。"))[
        :60
    ]
    solo.check_term(from_on, to_on, clock.today())
    person = identity.access_staff(actor, staff)
    roles = {role for post in identity.current_posts([person]).get(staff, []) for role in post.roles}
    solo.check_person({Role(role) for role in roles} if not person.is_contractor else set())
    if not identity.visible_staff(actor).filter(selectors.staff_to_appoint(actor), pk=staff).exists():
        text = N_("这位同事已经是独任审批员，任期内不能重复任命。")
        raise RuleViolation("appointed_already", text, field="staff", basis=BASIS)
    with transaction.atomic():
        row = SoloApprover.objects.create(
            bureau_id=actor.bureau_id,
            staff_id=staff,
            certificate=number,
            from_on=from_on,
            to_on=to_on,
            appointed_by_id=actor.staff_id,
            appointed_at=clock.now(),
        )
        document = _appointment(actor, row)
        event = events.SoloAppointed(staff, from_on.isoformat(), to_on.isoformat(), document.number)
        change = Update(SoloApprover, row.pk, {"document_id": document.pk})
        record(actor, Subject("solo_approver", row.pk), event, changes=[change])
    return row


def _check_head(actor: Actor) -> None:
    if not actor.staff_id or not actor.has(Role.BUREAU_HEAD):
        raise Forbidden("not_bureau_head", N_("独任审批员由局领导任免。"), basis=BASIS)


def _appointment(actor: Actor, row: SoloApprover) -> Any:
    person = row.staff
    return documents.issue_document(
        actor,
        bureau_id=row.bureau_id,
        kind="solo_appointment",
        subject=Subject("solo_approver", row.pk),
        data={
            "applicant": person.name,
            "person": True,
            "item_name": "独任审批",
            "paragraphs": [
                f"经研究，任命你为独任审批员，对{person.section.name}列入独任审批清单的事项，"
                "一人审查、核准、签发。",
                "不予许可、延长期限、事实有疑问、信用有问题的，应当转入普通程序办理。",
            ],
            "facts": [
                {"name": "资格证书", "value": row.certificate},
                {"name": "任期", "value": f"{paper_day(row.from_on)}至{paper_day(row.to_on)}"},
            ],
            "basis": BASIS,
        },
        signed_name=actor.name,
    )


def dismiss_solo(actor: Actor, *, approver_id: int, reason: str) -> SoloApprover:
    """End an appointment before its term, with the reason; what is in hand is decided or leaves."""
    _check_head(actor)
    why = paths.text_of(reason, field="reason", missing=N_("请写明免去的原因。"))[:300]
    with transaction.atomic():
        row = lock(SoloApprover, approver_id)
        if row.bureau_id != actor.bureau_id:
            raise not_found()
        if row.revoked_at is not None:
            raise Conflict("dismissed_already", N_("已经免去，请刷新页面。"))
        change = Update(SoloApprover, row.pk, {"revoked_at": clock.now(), "revoked_because": why})
        event = events.SoloDismissed(row.staff_id)
        record(actor, Subject("solo_approver", row.pk), event, changes=[change], reason=why)
    return row


def begin_solo(actor: Actor, *, case_id: int) -> int:
    """Take a listed application in alone; the id of the step that the actor then decides (SOLO-1, SOLO-2)."""
    with transaction.atomic():
        case = lock_case(actor, case_id).case
        solo.check_begin(
            catalog.version_content(case.item_version_id),
            appointed=selectors.is_approver(actor, case),
            dishonest=cases.is_dishonest(case),
            promised=case.owes or bool(case.committed),
        )
        return case_services.accept_solo(actor, case_id=case_id).pk


def leave_solo(actor: Actor, *, case_id: int, reason: str) -> None:
    """Doubt, a refusal, more time: back to the normal flow, in which others examine and decide (SOLO-3)."""
    with transaction.atomic():
        case = lock_case(actor, case_id).case
        head = actor.has(Role.SECTION_HEAD) and case.section_id in actor.sections
        if case.acceptor_id != actor.staff_id and not head:
            text = N_("由承办的独任审批员或者科室负责人转入普通程序。")
            raise Forbidden("not_yours", text, basis=BASIS)
        case_services.leave_solo(actor, case_id=case_id, reason=reason)


def notice_overrun(*, case_id: int) -> bool:
    """A solo case is over its business minutes: told once, and sent to the normal flow where the bureau says so (SOLO-5).

    Returns False, changing nothing, where it was decided or left meanwhile, or was told already.
    """
    with transaction.atomic():
        case = lock_unseen(SYSTEM, case_id).case
        minutes = selectors.minutes_running(case)
        if (
            case.solo != "on"
            or not case.is_deadline_running
            or not solo.is_over(minutes, settings.SOLO_MINUTES)
        ):
            return False
        if SoloOverrun.objects.filter(case=case_id).exists():
            return False
        values = {"minutes": minutes, "limit": settings.SOLO_MINUTES, "noticed_at": clock.now()}
        row = Insert(SoloOverrun, {"bureau_id": case.bureau_id, "case_id": case_id, **values})
        tell(SYSTEM, case, events.SoloOverran(case.number, minutes, settings.SOLO_MINUTES), changes=[row])
        if solo.throws_out(settings.SOLO_OVERRUN):
            why = f"独任审批超过{settings.SOLO_MINUTES}分钟没有办结"
            case_services.leave_solo(SYSTEM, case_id=case_id, reason=why)
    return True


def draw_sample(bureau_id: int, *, month: date, seed: str) -> list[int]:
    """Draw the solo decisions of a month (its first day) for the check; nothing where it was drawn already."""
    with transaction.atomic():
        if SoloAudit.objects.filter(bureau=bureau_id, month=month).exists():
            return []
        pool = [
            case.pk
            for case in cases.solo_decided(
                bureau_id, clock.midnight(month), clock.midnight(months_after(month, 1))
            )
        ]
        drawn = solo.sample(pool, seed, settings.SOLO_SAMPLE_PERCENT)
        if not drawn:
            return []
        rows = [
            Insert(SoloAudit, {"bureau_id": bureau_id, "case_id": pk, "month": month, "seed": seed, **EMPTY})
            for pk in drawn
        ]
        event = events.SoloSampled(f"{month:%Y-%m}", seed, pool, drawn, len(drawn))
        who = SYSTEM.of_bureau(bureau_id)
        record(who, Subject("solo_sample", bureau_id), event, changes=rows)
    return drawn


EMPTY = {"state": solo.Audit.DUE, "finding": "", "auditor_id": None, "audited_at": None}


def audit_solo(actor: Actor, *, audit_id: int, clean: bool, finding: str) -> SoloAudit:
    """Write what the check of a drawn decision found; never by who decided it."""
    if not actor.staff_id or not actor.has(*selectors.AUDITORS):
        raise Forbidden("not_auditor", N_("独任审批由督查岗抽查。"), basis=BASIS)
    said = paths.text_of(finding, field="finding", missing=N_("请写明查了什么、结果怎样。"))
    with transaction.atomic():
        lock(SoloAudit, audit_id)
        row = selectors.access_audit(actor, audit_id)
        solo.check_auditor(actor.staff_id, row.case.decider_id)
        state = LIFE.step(row.state, "clear" if clean else "fault")
        values = {"state": state, "finding": said, "auditor_id": actor.staff_id, "audited_at": clock.now()}
        event = events.SoloAudited(row.pk, row.case.number, state, LIFE.labels[state])
        change = Update(SoloAudit, row.pk, values, expect={"state": row.state})
        tell(actor, lock_unseen(actor, row.case_id).case, event, changes=[change], reason=said)
    row.refresh_from_db()
    return row
