"""The five lawful answers to an application that has arrived (licence law art. 32; LIC-1…6)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from oneseal.cases import events
from oneseal.cases.models import Case, CaseMaterial, Correction
from oneseal.cases.models.submission import BROUGHT
from oneseal.cases.rules import deadlines, intake
from oneseal.cases.rules.masking import judges, window_answers
from oneseal.cases.rules.states import Act, CaseState
from oneseal.cases.services import committing, holding, papers, tolerating
from oneseal.cases.services.drafts import situation_of
from oneseal.cases.services.loading import Work, check_unit, lock_case, lock_unseen
from oneseal.cases.services.starting import start
from oneseal.cases.services.submitting import renewed_codes, required_codes
from oneseal.catalog.rules.content import Step
from oneseal.foundation import calendars, clock
from oneseal.foundation.display import paper_day
from oneseal.foundation.journal import Update
from oneseal.kernel.access import SYSTEM, Actor, Role
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.text import N_

RECEIVERS = (Role.CLERK, Role.REVIEWER, Role.SECTION_HEAD)


def _receive(actor: Actor, case_id: int, *, answering: bool = True) -> Work:
    """The case under lock for somebody who may answer applications; `answering` needs to see whose it is."""
    work = lock_case(actor, case_id)
    if not work.in_role(*RECEIVERS):
        raise Forbidden("may_not_receive", N_("您的岗位不负责收件受理，请交给综合窗口或承办科室。"))
    if answering and work.case.masked and judges(work.actor):
        raise window_answers()
    check_unit(work, "receive")
    return work


def _turn_away(actor: Actor, case_id: int, outcome: intake.Outcome) -> Work:
    """The case under lock for somebody who may turn it away: never the window (窗口无否决权)."""
    work = lock_case(actor, case_id)
    intake.check_may_answer(outcome, actor.roles)
    work.in_role(*intake.SIGNERS)
    check_unit(work, "receive")
    return work


def accept_case(
    actor: Actor, *, case_id: int, owed_within: int | None = None, steps: Sequence[Step] | None = None
) -> Case:
    """Accept: everything is there, so the bureau must (art. 32(1)(5)). Opens the steps and starts the clock.

    What the applicant promised to bring later may be missing; `owed_within` working days are then given for it, at
    most until the promised day (None: ONESEAL_TOLERANCE_DAYS, shortened to it; TOL-2).

    `steps` replaces the steps of the situation (`solo.accept_solo`).

    The acceptance day is today, or after a correction the day the full set arrived (LIC-5). Issues 受理通知书.
    """
    with transaction.atomic():
        work = _receive(actor, case_id)
        work.act(Act.ACCEPT)
        situation = situation_of(work.case)
        standing = papers.standing(work.case)
        present = {material.code for material in standing if material.verdict != "gap"}
        owed = tolerating.owed_codes(work) | set(committing.replaced_by(work, work.case.committed))
        required = {code: name for code, name in required_codes(situation).items() if code not in owed}
        intake.check_complete(required, present)
        received, completed = _arrivals(work.case)
        moment = intake.acceptance_moment(
            work.now, received=received, completed=completed, corrected=work.case.submission > 1
        )
        work.set(accepted_at=moment, acceptor_id=actor.staff_id or None)
        if steps is not None:
            work.set(solo="on")
        start(work, steps or situation.steps, deemed=False, owed_within=owed_within)
    return work.case


def deem_accepted(*, case_id: int) -> bool:
    """Count an application as accepted because nobody told a gap in five working days (LIC-2).

    Accepted from the day of receipt. Returns False, changing nothing, where the case was answered meanwhile or the
    last day is provisional: nothing irreversible rests on a provisional day.
    """
    with transaction.atomic():
        work = lock_unseen(SYSTEM, case_id)
        case = work.case
        over = deadlines.is_over(
            work.today, case.answer_by, provisional=case.answer_provisional, calendar=calendars.current()
        )
        if case.state not in {CaseState.SUBMITTED, CaseState.CORRECTED} or not over:
            return False
        work.act(Act.ACCEPT)
        received, completed = _arrivals(case)
        moment = intake.deemed_moment(received, completed=completed, corrected=case.submission > 1)
        work.set(accepted_at=moment, deemed=True)
        start(work, situation_of(case).steps, deemed=True)
    return True


def _arrivals(case: Case) -> tuple[datetime, datetime]:
    """First and newest arrival; every submitted case has both."""
    if case.received_at is None or case.completed_at is None:
        raise RuleViolation("not_submitted", N_("这个办件还没有提交。"))
    return case.received_at, case.completed_at


def declare_not_needed(actor: Actor, *, case_id: int, reason: str, basis: str) -> Case:
    """不受理: the matter needs no licence; told at once (art. 32(1)(1), LIC-1 a)."""
    with transaction.atomic():
        work = _turn_away(actor, case_id, intake.Outcome.NOT_NEEDED)
        work.act(Act.DECLARE_NOT_NEEDED)
        _need(reason, basis)
        work.set(closed_at=work.now, decider_id=actor.staff_id)
        papers.issue(
            work.actor,
            work.case,
            "no_licence_needed",
            received_on=_received_on(work),
            reason=reason,
            basis=basis,
        )
        event = events.NotAccepted(work.case.state, work.case.number, "not_needed")
        work.commit(event, reason=reason)
    return work.case


def declare_not_ours(actor: Actor, *, case_id: int, reason: str, basis: str, authority: str) -> Case:
    """不予受理: not this bureau's power; in writing, naming the right agency (art. 32(1)(2), LIC-1 b, LIC-15)."""
    with transaction.atomic():
        work = _turn_away(actor, case_id, intake.Outcome.NOT_OURS)
        work.act(Act.DECLARE_NOT_OURS)
        intake.check_not_ours(authority)
        _need(reason, basis)
        work.set(closed_at=work.now, decider_id=actor.staff_id)
        papers.issue(
            work.actor,
            work.case,
            "non_acceptance",
            received_on=_received_on(work),
            reason=reason,
            basis=basis,
            right_agency=authority,
        )
        event = events.NotAccepted(work.case.state, work.case.number, "not_ours", authority)
        work.commit(event, reason=reason)
    return work.case


def _received_on(work: Work) -> date:
    return work.case.received_at.astimezone(clock.LOCAL).date() if work.case.received_at else work.today


def _need(reason: str, basis: str) -> None:
    for text, field in ((reason, "reason"), (basis, "basis")):
        if not text.strip():
            raise RuleViolation(
                f"{field}_missing",
                N_("请写明理由和法律依据，告知书要用。"),
                field=field,
                basis="行政许可法第三十二条",
            )


def request_correction(
    actor: Actor,
    *,
    case_id: int,
    gaps: Sequence[intake.Gap],
    correct_within: int = deadlines.CORRECTION_DAYS,
    notice: papers.Issued | None = None,
) -> Correction:
    """Tell every gap at once, in writing (art. 32(1)(4), LIC-4). `correct_within` in working days.

    `notice`: a document that a context above has issued for several cases together; None issues one for this case.

    A second notice may name only what was handed in anew since the first; raises RuleViolation otherwise.
    """
    with transaction.atomic():
        work = _receive(actor, case_id)
        work.act(Act.REQUEST_CORRECTION)
        named = _named(work, gaps)
        version = work.case.submission
        _check_gaps(work, named)
        days = max(1, correct_within)
        by = calendars.current().add_workdays(work.today, days)
        told = notice or _correction_notice(work, named, by.day)
        correction = Correction.objects.create(
            case=work.case,
            submission=version,
            gaps=[gap.data() for gap in named],
            days=days,
            correct_by=by.day,
            correct_provisional=by.provisional,
            asked_by_id=actor.staff_id,
            asked_at=work.now,
            notice_id=told.pk,
        )
        _mark_gaps(work, {gap.code: gap.problem for gap in named})
        work.commit(_asked(work, correction))
    return correction


def _asked(work: Work, correction: Correction) -> events.CorrectionRequested:
    codes = [gap["code"] for gap in correction.gaps]
    by = correction.correct_by.isoformat()
    return events.CorrectionRequested(
        work.case.state, work.case.number, correction.submission, codes, by, correction.pk
    )


def _check_gaps(work: Work, named: Sequence[intake.Gap]) -> None:
    """In time, only what the item asks for, nothing old a second time, nothing that the bureau obtains itself."""
    _check_notice_in_time(work)
    version = work.case.submission
    situation = situation_of(work.case)
    wanted = situation.materials
    allowed = {material.code for material in wanted} | {intake.FORM}
    renewed = renewed_codes(work.case, version) if version > 1 else set()
    intake.check_gaps(named, allowed, version=version, renewed=renewed, first=version == 1)
    rows = papers.standing(work.case)
    handed = {row.code for row in rows}
    intake.check_obtainable(named, {m.code: m.shared_source for m in wanted if m.shared_source}, handed)
    holding.check_gaps(situation, work, named, {row.code for row in rows if row.source in BROUGHT})


def _correction_notice(work: Work, gaps: Sequence[intake.Gap], by: date) -> papers.Issued:
    return papers.issue(
        work.actor,
        work.case,
        "correction_notice",
        received_on=_received_on(work),
        correct_by=by,
        gaps=[
            {"material": g.name, "problem": g.problem, "remedy": g.advice or "请按要求补正后重新提交"}
            for g in gaps
        ],
    )


def _named(work: Work, gaps: Sequence[intake.Gap]) -> list[intake.Gap]:
    """The gaps with the names of their materials."""
    names = {material.code: material.name for material in situation_of(work.case).materials}
    names[intake.FORM] = "申请表"
    return [intake.Gap(g.code, g.problem.strip(), g.advice.strip(), names.get(g.code, "")) for g in gaps]


def _check_notice_in_time(work: Work) -> None:
    """After five working days the application counts as accepted: gaps can no longer be told (LIC-2)."""
    case = work.case
    if deadlines.is_over(
        work.today, case.answer_by, provisional=case.answer_provisional, calendar=calendars.current()
    ):
        raise RuleViolation(
            "notice_too_late",
            N_("收件已超过五个工作日（截至%(day)s），依法视为受理，不能再要求补正。请直接受理。"),
            params={"day": str(case.answer_by)},
            basis="行政许可法第三十二条第一款第四项",
        )


def _mark_gaps(work: Work, problems: Mapping[str, str]) -> None:
    rows = CaseMaterial.objects.filter(case=work.case, replaced=False, code__in=list(problems))
    work.changes += [
        Update(CaseMaterial, row.pk, {"verdict": "gap", "verdict_note": problems[row.code][:300]})
        for row in rows
    ]


def check_material(actor: Actor, *, case_id: int, material_id: int, verdict: str, note: str = "") -> None:
    """Tick a material as fit or not while looking through an application; a help for the clerk, not an answer yet."""
    with transaction.atomic():
        work = _receive(actor, case_id, answering=False)
        row = CaseMaterial.objects.filter(pk=material_id, case=work.case, replaced=False).first()
        if row is None or verdict not in {"", "fit", "gap"}:
            raise RuleViolation("no_such_material", N_("没有这份材料，请刷新页面。"), field="material")
        work.changes.append(
            Update(CaseMaterial, row.pk, {"verdict": verdict, "verdict_note": note.strip()[:300]})
        )
        work.commit(events.MaterialChecked(work.case.state, row.code, material_id, verdict))


def lapse_correction(*, case_id: int) -> bool:
    """End a case that was not corrected in time: counts as withdrawn (local rule, AY art. 36).

    Returns False, changing nothing, where it was corrected meanwhile or the day is provisional.
    """
    with transaction.atomic():
        work = lock_unseen(SYSTEM, case_id)
        correction = Correction.objects.filter(case=work.case, supplied_at=None).order_by("id").last()
        if work.case.state != CaseState.AWAITING_CORRECTION or correction is None:
            return False
        if not deadlines.is_over(
            work.today,
            correction.correct_by,
            provisional=correction.correct_provisional,
            calendar=calendars.current(),
        ):
            return False
        work.act(Act.LAPSE)
        work.set(closed_at=work.now)
        day = correction.correct_by
        papers.issue(
            SYSTEM,
            work.case,
            "termination_notice",
            received_on=_received_on(work),
            withdrawn=True,
            ended_on=work.today,
            reason=f"未在{paper_day(day)}前补正材料，视为撤回申请",
        )
        work.commit(events.CorrectionLapsed(work.case.state, work.case.number, day.isoformat()))
    return True
