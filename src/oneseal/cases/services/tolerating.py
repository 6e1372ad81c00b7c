"""Tolerance acceptance 容缺受理: the promise, the day, the supplement, the lapse (TOL-1…3)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction

from oneseal.cases.events import modes as events
from oneseal.cases.models import Case, CaseMaterial, Decision, Tolerance
from oneseal.cases.rules import deadlines, flow, tolerance
from oneseal.cases.rules.states import RUNNING, Act
from oneseal.cases.rules.tolerance import Owing
from oneseal.cases.selectors import modes
from oneseal.cases.selectors.access import acts_for_applicant
from oneseal.cases.services import papers
from oneseal.cases.services.loading import Work, lock_case, lock_unseen, tell
from oneseal.catalog.rules.situations import Situation
from oneseal.foundation import calendars, clock
from oneseal.foundation.display import paper_day
from oneseal.foundation.journal import Update
from oneseal.kernel.access import SYSTEM, Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import Due


@dataclass(frozen=True)
class Owed:
    """What an acceptance leaves to be handed in, and until when; the acceptance notice tells it."""

    names: list[str]
    by: date


def promised_codes(
    work: Work, situation: Situation, missing: Mapping[str, str], *, promised: bool
) -> dict[str, str]:
    """What may be handed in later because the applicant promised it: code to name (TOL-1, TOL-3)."""
    if not promised or not missing:
        return {}
    tolerable = {each.code for each in situation.materials if each.tolerable}
    dishonest = modes.standing_dishonesty(work.case.applicant.number_index) is not None
    tolerance.check_promise(
        missing, tolerable, offered=work.content.tolerance, promised=promised, dishonest=dishonest
    )
    return dict(missing)


def keep_promise(work: Work, owed: Mapping[str, str]) -> Tolerance:
    """Record the promise with its document, right after the application was handed in."""
    document = papers.issue(
        work.actor, work.case, "tolerance_promise", received_on=work.today, materials=list(owed.values())
    )
    row = Tolerance.objects.create(
        case=work.case,
        bureau_id=work.case.bureau_id,
        owed=[{"code": code, "name": name} for code, name in owed.items()],
        promised_at=work.now,
        promise_id=document.pk,
    )
    event = events.TolerancePromised(work.case.state, work.case.number, list(owed.values()))
    tell(work.actor, work.case, event)
    return row


def owed_codes(work: Work) -> set[str]:
    """Codes of what the case may owe; one statement, and none where it owes nothing."""
    return modes.owed_codes(work.case) if work.case.owes else set()


def _row(case: Case) -> Tolerance:
    return Tolerance.objects.get(case=case)


def begin(work: Work, within: int | None, *, deemed: bool) -> Owed | None:
    """At acceptance: fix the day of the supplement (`within` working days; TOL-2). None where nothing is missing."""
    if not work.case.owes:
        return None
    row = _row(work.case)
    rows = papers.standing(work.case)
    present = {each.code for each in rows if each.verdict != "gap"}
    owed = [each for each in row.owed if each["code"] not in present]
    if not owed:
        work.set(owes=False)
        values: dict[str, object] = {"state": Owing.NOT_NEEDED, "settled_at": work.now}
        work.changes.append(Update(Tolerance, row.pk, values))
        return None
    due = _owed_by(work, within, deemed=deemed)
    values = {"state": Owing.OWED, "owed": owed, "owed_by": due.day, "provisional": due.provisional}
    work.changes.append(Update(Tolerance, row.pk, values))
    return Owed([each["name"] for each in owed], due.day)


def _owed_by(work: Work, within: int | None, *, deemed: bool) -> Due:
    """The day of the supplement; counted from today, never after the promised day of the case (TOL-2)."""
    calendar, last = calendars.current(), work.case.promised_due
    due = calendar.add_workdays(work.today, max(1, within or settings.TOLERANCE_DAYS))
    if last is None or deemed:
        return due
    if within is None and due.day > last:
        due = Due(last, work.case.due_provisional)
    tolerance.check_owed_by(due.day, work.today, last)
    return due


def check_settled(work: Work) -> None:
    """Raises RuleViolation while the case owes a material: no decision before it (TOL-2)."""
    if work.case.owes:
        tolerance.check_settled(_row(work.case).names)


def supply_owed(actor: Actor, *, case_id: int, papers_seen: Collection[str] = ()) -> Case:
    """Hand in what was owed: by the applicant what was uploaded, by a clerk also paper (codes in `papers_seen`).

    All of it at once; raises RuleViolation naming what is still missing. The clock is not touched.
    """
    with transaction.atomic():
        work = lock_case(actor, case_id)
        _check_supplier(work)
        row = owing(work)
        known = {each["code"]: each["name"] for each in row.owed}
        for code in [each for each in papers_seen if each in known]:
            _take_paper(work, code, known[code])
        present = set(
            CaseMaterial.objects.filter(case=work.case, replaced=False, code__in=known).values_list(
                "code", flat=True
            )
        )
        missing = [name for code, name in known.items() if code not in present]
        if missing:
            raise RuleViolation(
                "owed_missing",
                N_("还缺“%(names)s”，请全部补齐后一次提交。"),
                params={"names": "、".join(missing)},
                field="owed",
                basis=tolerance.BASIS,
            )
        work.set(owes=False)
        values = {"state": Owing.SUPPLIED, "settled_at": work.now}
        work.changes.append(Update(Tolerance, row.pk, values))
        work.commit(events.OwedSupplied(work.case.state, work.case.number, list(known.values())))
    return work.case


def owing(work: Work) -> Tolerance:
    """The case's open promise. Raises Conflict where there is none, or it ran out."""
    if not work.case.owes or work.case.state not in RUNNING:
        raise Conflict("nothing_owed", N_("这个办件现在没有要补交的容缺材料，请刷新页面。"))
    row = _row(work.case)
    if _is_over(row, work.today):
        raise RuleViolation(
            "owed_too_late",
            N_("补交期限 %(day)s 已过，依承诺视为撤回申请。还要办理的，请重新申请，交过的材料可以再用。"),
            params={"day": str(row.owed_by)},
            basis=tolerance.BASIS_DUE,
        )
    return row


def _is_over(row: Tolerance, today: date) -> bool:
    return deadlines.is_over(today, row.owed_by, provisional=row.provisional, calendar=calendars.current())


def _check_supplier(work: Work) -> None:
    case, actor = work.case, work.actor
    if acts_for_applicant(actor, case):
        return
    if actor.has(Role.CLIENT) and case.made_by == actor.account_id:
        return
    if not work.in_role(Role.CLERK):
        raise Forbidden("not_your_application", N_("补交材料由申请人办理，或者由综合窗口代收。"))


def _take_paper(work: Work, code: str, name: str) -> None:
    CaseMaterial.objects.create(
        case=work.case,
        code=code,
        name=name,
        submission=work.case.submission,
        source="window",
        paper_copies=1,
        note="容缺补交",
        added_at=work.now,
    )


def lapse_tolerance(*, case_id: int) -> bool:
    """End a case whose owed materials did not come: counts as withdrawn, as promised (TOL-1).

    Returns False, changing nothing, where they came meanwhile or the day is provisional.
    """
    with transaction.atomic():
        work = lock_unseen(SYSTEM, case_id, with_steps=True)
        row = Tolerance.objects.filter(case=work.case, state=Owing.OWED).first()
        if row is None or work.case.state not in RUNNING or not _is_over(row, work.today):
            return False
        work.act(Act.LAPSE)
        work.set(closed_at=work.now, owes=False)
        work.flow_to(flow.cancelled(work.nodes))
        for decision in Decision.objects.filter(case=work.case, state=Decision.State.PROPOSED):
            work.changes.append(Update(Decision, decision.pk, {"state": Decision.State.VOID}))
        work.changes.append(Update(Tolerance, row.pk, {"state": Owing.LAPSED, "settled_at": work.now}))
        received = work.case.received_at
        papers.issue(
            SYSTEM,
            work.case,
            "termination_notice",
            received_on=received.astimezone(clock.LOCAL).date() if received else work.today,
            withdrawn=False,
            ended_on=work.today,
            reason=f"未在{paper_day(row.owed_by)}前补交承诺补交的材料（{'、'.join(row.names)}），依承诺视为撤回申请",
        )
        work.commit(events.ToleranceLapsed(work.case.state, work.case.number, str(row.owed_by), row.names))
    return True


def remind_owed(*, case_id: int) -> bool:
    """Remind the applicant that the supplement is due soon. False where it came meanwhile."""
    with transaction.atomic():
        work = lock_unseen(SYSTEM, case_id)
        row = Tolerance.objects.filter(case=work.case, state=Owing.OWED, provisional=False).first()
        if row is None or work.case.state not in RUNNING:
            return False
        work.commit(events.OwedReminded(work.case.state, work.case.number, str(row.owed_by), row.names))
    return True
