"""A certificate on paper: asked for, taken by the machine with exactly one blank, printed, spoiled, given up.

Locks: the machine first, then the print, then the certificate; so two that take at once get different blanks.
"""

from uuid import UUID

from django.db import transaction

from oneseal.certificates import events
from oneseal.certificates.models import Blank, BlankPrinter, Certificate, PrintJob
from oneseal.certificates.rules.blanks import BLANKS, JOBS, OPEN, BlankState, JobState
from oneseal.certificates.rules.states import State
from oneseal.certificates.selectors import access_certificate
from oneseal.certificates.selectors import blanks as selectors
from oneseal.certificates.services.blanks import reason
from oneseal.certificates.services.rendering import render_certificate
from oneseal.documents.selectors import open_file
from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import NOBODY, Actor
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


def ask_print(actor: Actor, *, certificate_id: int, printer_id: int, why: str = "") -> PrintJob:
    """Have a valid certificate printed; a second time only with a reason, and the earlier paper is then void.

    Raises Forbidden, Conflict (not valid, a print under way), RuleViolation for no reason.
    """
    _may_print(actor)
    access_certificate(actor, certificate_id)
    selectors.access_printer(actor, printer_id)
    with transaction.atomic():
        row = lock(Certificate, certificate_id)
        _check_printable(row)
        jobs = selectors.prints_of(row.pk)
        if any(job.state in OPEN for job in jobs):
            raise Conflict("print_under_way", N_("这份证照已经在排队打印，请刷新页面。"))
        before = next((job for job in jobs if job.state == JobState.DONE and job.voided_at is None), None)
        if before is not None and not why.strip():
            text = N_("这份证照已经打印在空白证 %(blank)s 上。再打要写明原因，原来那张随即作废。")
            params = {"blank": before.blank.code if before.blank else ""}
            raise RuleViolation("reprint_needs_reason", text, params=params, field="why")
        job = PrintJob.objects.create(
            bureau_id=row.bureau_id,
            certificate=row,
            printer_id=printer_id,
            reason=reason(why) if before else why.strip()[:200],
            replaces=before,
            asked_by_id=actor.staff_id,
            asked_at=clock.now(),
        )
        event = events.PrintAsked(job.pk, job.printer.name, again=before is not None)
        record(actor, Subject("licence", row.pk), event, reason=job.reason)
    return job


def _may_print(actor: Actor, *, machine: bool = False) -> None:
    """People need the role; where `machine`, nobody is a machine that was known by its key."""
    if not actor.has(*selectors.PRINTERS) and not (machine and actor == NOBODY):
        raise Forbidden("may_not_print", N_("纸质证照由窗口的出件人员打印。"))


def _check_printable(row: Certificate) -> None:
    if row.state != State.VALID:
        raise Conflict("not_valid", N_("这份证照现在不是有效状态，不能打印。"))


def take_print(actor: Actor, *, printer_id: int, uid: UUID | None = None) -> PrintJob | None:
    """The machine begins with its oldest print (or this one) on its next blank; None where nothing waits.

    Asked again before it is finished, the same print with the same blank is the answer. Raises Forbidden, Conflict without blanks.
    """
    _may_print(actor, machine=True)
    with transaction.atomic():
        printer = lock(BlankPrinter, printer_id)
        rows = PrintJob.objects.filter(printer=printer, state__in=OPEN).select_related("certificate", "blank")
        jobs = list(rows.order_by("id"))
        under_way = next((job for job in jobs if job.state == JobState.TAKEN), None)
        if under_way is not None:
            if uid is not None and under_way.uid != uid:
                raise Conflict("machine_busy", N_("这台打证机还有一张没打完，请先登记它的结果。"))
            return under_way
        job = next((job for job in jobs if uid is None or job.uid == uid), None)
        if job is None:
            return None
        blank = _next_blank(printer, job.certificate.type_id)
        changes = [
            Update(
                Blank, blank.pk, {"state": BLANKS.step(blank.state, "take")}, expect={"state": blank.state}
            ),
            Update(PrintJob, job.pk, {"state": JOBS.step(job.state, "take"), "blank_id": blank.pk}),
        ]
        event = events.PrintTaken(job.pk, printer.name, blank.code)
        who = actor.of_bureau(job.bureau_id)
        record(who, Subject("licence", job.certificate_id), event, changes=changes)
    return selectors.print_at(printer_id, job.uid)


def _next_blank(printer: BlankPrinter, type_id: int) -> Blank:
    rows = Blank.objects.filter(printer=printer, type=type_id, state=BlankState.PRINTER)
    found = rows.order_by("lot", "number").first()
    if found is None:
        text = N_("打证机“%(name)s”里没有这种空白证了，请先领用。")
        raise Conflict("no_blanks", text, params={"name": printer.name})
    return found


def print_file(*, printer_id: int, uid: UUID) -> bytes:
    """The sealed PDF of the print under way on this machine. Raises NotFound, Conflict."""
    job = selectors.print_at(printer_id, uid)
    if job.state != JobState.TAKEN:
        raise Conflict("not_under_way", N_("这个打印任务不在打印中，请重新取单。"))
    made = render_certificate(job.certificate_id).pdf
    if made is None:
        raise Conflict("not_rendered", N_("证照文件还没有生成，请稍后再取。"))
    with open_file(made) as file:
        return bytes(file.read())


def finish_print(actor: Actor, *, printer_id: int, uid: UUID, blank: str) -> PrintJob:
    """It is on paper; `blank` is the number that the machine or the clerk reads off that paper.

    Told again, nothing more happens. A certificate that ended meanwhile is not given out: the blank is spoiled and the
    print given up. Raises Forbidden, Conflict where another blank lay in the machine, or the print is not under way.
    """
    _may_print(actor, machine=True)
    with transaction.atomic():
        job = _locked(printer_id, uid)
        said = blank.strip().upper()
        if job.state == JobState.DONE and job.blank is not None and job.blank.code == said:
            return job
        state, on = JOBS.step(job.state, "finish"), _blank_of(job)
        if on.code != said:
            text = N_("应当打印在空白证 %(blank)s 上，实际是 %(said)s。请核对；放错的登记损坏后换一张再打。")
            raise Conflict("other_blank", text, params={"blank": on.code, "said": said or "—"}, field="blank")
        row = lock(Certificate, job.certificate_id)
        if row.state != State.VALID:
            _give_up(actor, job, N_("打印期间证照失效"))
            return selectors.print_at(printer_id, uid)
        changes = [
            Update(Blank, on.pk, {"state": BLANKS.step(on.state, "use"), "printer_id": None}),
            *_void_earlier(job),
            Update(PrintJob, job.pk, {"state": state, "done_at": clock.now()}, expect={"state": job.state}),
        ]
        voided = job.replaces.blank.code if job.replaces and job.replaces.blank else ""
        event = events.Printed(job.pk, on.code, voided)
        _tell(actor, job, event, changes, job.reason)
    return selectors.print_at(printer_id, uid)


def _void_earlier(job: PrintJob) -> list[Update]:
    before = job.replaces
    if before is None or before.blank is None or before.voided_at is not None:
        return []
    # In a statement of its own, before: of one certificate only one paper stands at any moment (one_standing_print).
    PrintJob.objects.filter(pk=before.pk).update(voided_at=clock.now())
    values = {"state": BLANKS.step(before.blank.state, "void"), "why": job.reason}
    return [Update(Blank, before.blank.pk, values)]


def spoil_print(actor: Actor, *, printer_id: int, uid: UUID, why: str) -> PrintJob:
    """The blank was spoiled in the machine: written off with the reason; the print waits for the next one."""
    _may_print(actor, machine=True)
    why = reason(why)
    with transaction.atomic():
        job = _locked(printer_id, uid)
        state, on = JOBS.step(job.state, "spoil"), _blank_of(job)
        changes = [
            Update(Blank, on.pk, _spoiled(on, why)),
            Update(PrintJob, job.pk, {"state": state, "blank_id": None}, expect={"state": job.state}),
        ]
        _tell(actor, job, events.PrintSpoiled(job.pk, on.code), changes, why)
    return selectors.print_at(printer_id, uid)


def cancel_print(actor: Actor, *, printer_id: int, uid: UUID) -> PrintJob:
    """Nothing was printed and nothing will be; a blank that lay ready goes back among the others."""
    _may_print(actor)
    with transaction.atomic():
        job = _locked(printer_id, uid)
        state, changes = JOBS.step(job.state, "cancel"), []
        if job.blank is not None:
            changes.append(Update(Blank, job.blank.pk, {"state": BLANKS.step(job.blank.state, "put_back")}))
        changes.append(
            Update(PrintJob, job.pk, {"state": state, "blank_id": None}, expect={"state": job.state})
        )
        _tell(actor, job, events.PrintCancelled(job.pk), changes, "")
    return selectors.print_at(printer_id, uid)


def _give_up(actor: Actor, job: PrintJob, why: str) -> None:
    on = _blank_of(job)
    changes = [
        Update(Blank, on.pk, _spoiled(on, why)),
        Update(PrintJob, job.pk, {"state": JOBS.step(job.state, "cancel"), "blank_id": None}),
    ]
    _tell(actor, job, events.PrintSpoiled(job.pk, on.code), changes, why)


def _spoiled(blank: Blank, why: str) -> dict[str, object]:
    return {"state": BLANKS.step(blank.state, "spoil"), "why": why, "printer_id": None}


def _locked(printer_id: int, uid: UUID) -> PrintJob:
    lock(BlankPrinter, printer_id)
    rows = PrintJob.objects.select_related("blank", "replaces__blank", "certificate")
    return rows.get(pk=selectors.print_at(printer_id, uid).pk)


def _blank_of(job: PrintJob) -> Blank:
    if job.blank is None:
        raise JOBS.refuse(job.state, "finish")
    return job.blank


def _tell(actor: Actor, job: PrintJob, event: Event, changes: list[Update], why: str) -> None:
    who = actor.of_bureau(job.bureau_id)
    record(who, Subject("licence", job.certificate_id), event, changes=changes, reason=why)
