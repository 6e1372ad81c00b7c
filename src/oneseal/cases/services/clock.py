"""The legal clock: stopping it for the eight procedures, letting it run again, more time (LIC-10, 11, 13)."""

from collections.abc import Sequence

from django.db import transaction

from oneseal.cases import events
from oneseal.cases.models import Case, ClockInterval, Extension
from oneseal.cases.rules import deadlines
from oneseal.cases.rules.states import Act
from oneseal.cases.services import papers
from oneseal.cases.services.loading import Work, lock_case, lock_unseen
from oneseal.cases.services.starting import accepted_on, due_dates, statutory_clock
from oneseal.foundation import calendars
from oneseal.foundation.journal import Update
from oneseal.kernel import clocks
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.text import N_

CASE_OFFICERS = (Role.REVIEWER, Role.SECTION_HEAD, Role.BUREAU_HEAD)


def _officer(actor: Actor, case_id: int) -> Work:
    """The case under lock for somebody who examines cases."""
    work = lock_case(actor, case_id)
    if not work.in_role(*CASE_OFFICERS):
        raise Forbidden("may_not_steer", N_("只有审查人员和负责人可以暂停、恢复计时或申请延期。"))
    return work


def pauses_of(case: Case) -> list[deadlines.Pause]:
    """The stretches in which the case's clock stood still."""
    rows = ClockInterval.objects.filter(case=case)
    return [deadlines.Pause(row.reason, row.first, row.last, row.notice_id or 0) for row in rows]


def suspend_clock(
    actor: Actor, *, case_id: int, procedure: str, explanation: str, expected_days: int
) -> ClockInterval:
    """Stop the clock for one of the eight procedures of art. 45, telling the applicant in writing how long (LIC-13).

    `procedure` is a value of kernel.clocks.Suspension, `expected_days` in working days. Today is not counted.
    """
    with transaction.atomic():
        return _suspend(_officer(actor, case_id), procedure, explanation, expected_days)


def suspend_for(
    actor: Actor, *, case_id: int, procedure: str, explanation: str, expected_days: int
) -> ClockInterval:
    """The same for a context above that runs the procedure and has checked who may: its people need no role here."""
    with transaction.atomic():
        return _suspend(lock_unseen(actor, case_id), procedure, explanation, expected_days)


def _suspend(work: Work, procedure: str, explanation: str, expected_days: int) -> ClockInterval:
    work.act(Act.SUSPEND)
    deadlines.check_pause(procedure, explanation, expected_days)
    running = statutory_clock(work.case, pauses_of(work.case))
    notice = _tell_applicant(work, procedure, explanation, expected_days)
    clocks.suspend(running, work.today, procedure, notice_id=notice.pk)
    interval = ClockInterval.objects.create(
        case=work.case,
        reason=procedure,
        explanation=explanation.strip(),
        first=work.today,
        expected_days=expected_days,
        notice_id=notice.pk,
        started_by_id=work.actor.staff_id or None,
    )
    event = events.ClockSuspended(
        work.case.state,
        work.case.number,
        procedure,
        work.today.isoformat(),
        expected_days,
        interval.pk,
    )
    work.commit(event, reason=explanation)
    return interval


def _tell_applicant(work: Work, procedure: str, explanation: str, expected_days: int) -> papers.Issued:
    return papers.issue(
        work.actor,
        work.case,
        "special_procedure_notice",
        accepted_on=accepted_on(work.case),
        procedure=deadlines.PROCEDURES[clocks.suspension(procedure)],
        reason=explanation.strip(),
        starts_on=work.today,
        expected_days=f"{expected_days}个工作日",
        expected_end=calendars.current().add_workdays(work.today, expected_days).day,
    )


def resume_clock(actor: Actor, *, case_id: int, result: str = "") -> Case:
    """Let the clock run again from tomorrow; today still belongs to the procedure. Both due dates are computed anew."""
    with transaction.atomic():
        return _resume(_officer(actor, case_id), result)


def resume_for(actor: Actor, *, case_id: int, result: str = "") -> Case:
    """The same for a context above that ran the procedure and has checked who may end it."""
    with transaction.atomic():
        return _resume(lock_unseen(actor, case_id), result)


def _resume(work: Work, result: str) -> Case:
    work.act(Act.RESUME)
    interval = ClockInterval.objects.filter(case=work.case, last=None).first()
    if interval is None:
        raise Conflict("not_suspended", N_("这个办件没有暂停计时，请刷新页面。"))
    clocks.resume(statutory_clock(work.case, pauses_of(work.case)), work.today)
    pauses = [pause._replace(last=pause.last or work.today) for pause in pauses_of(work.case)]
    set_due(work, pauses)
    work.changes.append(Update(ClockInterval, interval.pk, {"last": work.today}))
    event = events.ClockResumed(
        work.case.state,
        work.case.number,
        interval.reason,
        work.today.isoformat(),
        str(work.case.statutory_due),
        str(work.case.promised_due),
        work.case.due_provisional,
    )
    work.commit(event, reason=result)
    return work.case


def set_due(work: Work, pauses: Sequence[deadlines.Pause]) -> None:
    """Compute both due dates and remember them to be written."""
    statutory, promised = due_dates(work.case, pauses)
    work.set(
        statutory_due=statutory.day,
        promised_due=promised.day,
        due_provisional=statutory.provisional or promised.provisional,
    )


def request_extension(
    actor: Actor, *, case_id: int, days: int, reason: str, authority: str = "bureau"
) -> Extension:
    """Ask for more time, once: `bureau` up to ten working days (LIC-10), `government` up to fifteen (LIC-11)."""
    with transaction.atomic():
        work = _officer(actor, case_id)
        work.act(Act.EXTEND)
        _check_extension(work, authority, days, reason)
        if Extension.objects.filter(case=work.case).exclude(state="declined").exists():
            raise Conflict("extension_pending", N_("这个办件已经申请过延期，请等待批准。"))
        extension = Extension.objects.create(
            case=work.case,
            authority=authority,
            days=days,
            reason=reason.strip(),
            requested_by_id=actor.staff_id,
            requested_at=work.now,
        )
        event = events.ExtensionRequested(work.case.state, work.case.number, extension.pk, authority, days)
        work.commit(event, reason=reason)
    return extension


def _check_extension(work: Work, authority: str, days: int, reason: str) -> None:
    running = statutory_clock(work.case, pauses_of(work.case))
    deadlines.extended(running, authority, days, reason, work.today, work.case.statutory_due or work.today)


def decide_extension(
    actor: Actor,
    *,
    extension_id: int,
    approve: bool,
    comment: str = "",
    approval_document: str = "",
) -> Extension:
    """The bureau's head grants or declines more time (LIC-10).

    For an extension by the government's head (LIC-11) the bureau's head enters the number of the government's
    approval. Granting issues 延期告知书 and moves both due dates.
    """
    with transaction.atomic():
        found = Extension.objects.filter(pk=extension_id).first()
        work = lock_case(actor, found.case_id if found else 0)
        extension = Extension.objects.get(pk=extension_id)
        _check_approver(work, extension, approve, approval_document)
        work.act(Act.EXTEND)
        values = _verdict(work, approve, comment, approval_document)
        if approve:
            values["notice_id"] = _extend(work, extension)
        work.changes.append(Update(Extension, extension.pk, values))
        event = events.ExtensionDecided(
            work.case.state,
            work.case.number,
            extension.pk,
            approve,
            extension.days,
            str(work.case.statutory_due),
            str(work.case.promised_due),
        )
        work.commit(event, reason=comment)
    extension.refresh_from_db()
    return extension


def _verdict(work: Work, approve: bool, comment: str, document: str) -> dict[str, object]:
    return {
        "state": Extension.State.APPROVED if approve else Extension.State.DECLINED,
        "decided_by_id": work.actor.staff_id,
        "decided_at": work.now,
        "comment": comment.strip(),
        "approval_document": document.strip(),
    }


def _check_approver(work: Work, extension: Extension, approve: bool, document: str) -> None:
    if extension.state != Extension.State.PENDING:
        raise Conflict("extension_decided", N_("这个延期申请已经处理过，请刷新页面。"))
    if not work.in_role(Role.BUREAU_HEAD):
        raise Forbidden(
            "not_bureau_head",
            N_("延期须经本行政机关负责人批准，请提交局领导。"),
            basis="行政许可法第四十二条",
        )
    if extension.requested_by_id == work.actor.staff_id:
        raise Forbidden("own_request", N_("不能批准自己提出的延期申请。"))
    if approve and extension.authority == "government" and not document.strip():
        raise RuleViolation(
            "approval_document_missing",
            N_("请填写本级人民政府负责人批准延期的文号。"),
            field="approval_document",
            basis="行政许可法第四十二条第二款",
        )


def _extend(work: Work, extension: Extension) -> int:
    """Move the due dates and issue the notice; returns the notice's id."""
    _check_extension(work, extension.authority, extension.days, extension.reason)
    before = work.case.statutory_due
    work.set(extension=extension.days)
    pauses = pauses_of(work.case)
    going_on = any(pause.last is None for pause in pauses)
    if not going_on:
        set_due(work, pauses)
    new_due = work.case.statutory_due
    if going_on and before is not None:
        new_due = calendars.current().add_workdays(before, extension.days).day
    authority = deadlines.AUTHORITIES[extension.authority]
    notice = papers.issue(
        work.actor,
        work.case,
        "extension_notice",
        accepted_on=accepted_on(work.case),
        original_due=before,
        days=extension.days,
        new_due=new_due,
        provisional=work.case.due_provisional,
        reason=extension.reason,
        approved_by=authority.approver,
    )
    return notice.pk
