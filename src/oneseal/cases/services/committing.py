"""Notify-and-commit 告知承诺: the choice, the check after the decision, what follows a false one (COM-1…4)."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from oneseal.cases.events import modes as events
from oneseal.cases.models import Case, Commitment, Decision, Dishonesty
from oneseal.cases.rules import commitment, deadlines
from oneseal.cases.rules.commitment import Standing
from oneseal.cases.selectors import modes
from oneseal.cases.services import papers
from oneseal.cases.services.drafts import check_may_edit, situation_of
from oneseal.cases.services.loading import Work, lock_case, need_text, tell
from oneseal.certificates import services as certificates
from oneseal.foundation import calendars
from oneseal.foundation.journal import Insert, Update
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden
from oneseal.kernel.text import N_

CHECKERS = (Role.REVIEWER, Role.SECTION_HEAD)
REVOKERS = (Role.SECTION_HEAD, Role.BUREAU_HEAD)


def chosen(work: Work, *, committed: bool) -> str:
    """The kind of commitment that the applicant chose; empty for the ordinary way. Raises RuleViolation (COM-1)."""
    if not committed:
        return ""
    dishonest = modes.standing_dishonesty(work.case.applicant.number_index) is not None
    commitment.check_choice(work.content, dishonest=dishonest)
    return work.content.commitment_kind


def replaced_by(work: Work, kind: str) -> dict[str, str]:
    """Materials that need not be handed in on a commitment: code to name."""
    codes = set(work.content.commitment_replaces) if kind else set()
    return {each.code: each.name for each in situation_of(work.case).materials if each.code in codes}


def keep_commitment(work: Work, replaced: Mapping[str, str]) -> Commitment:
    """Record the commitment with its letter, right after the application was handed in (COM-4)."""
    content, kind = work.content, work.case.committed
    letter = papers.issue(
        work.actor,
        work.case,
        f"{kind}_commitment",
        given_on=work.today,
        conditions=list(content.conditions),
        basis=[f"{each.law}{each.article}" for each in content.basis],
        replaced=list(replaced.values()),
        check_months=content.commitment_check_months,
    )
    row = Commitment.objects.create(
        case=work.case,
        bureau_id=work.case.bureau_id,
        kind=kind,
        replaced=[{"code": code, "name": name} for code, name in replaced.items()],
        letter_id=letter.pk,
        given_at=work.now,
    )
    tell(work.actor, work.case, events.CommitmentGiven(work.case.state, work.case.number, kind))
    return row


def withdraw_commitment(actor: Actor, *, case_id: int) -> Case:
    """Take the commitment back before acceptance: the ordinary way, with all its materials, follows (COM-2)."""
    with transaction.atomic():
        work = lock_case(actor, case_id)
        check_may_edit(actor, work.case)
        row = Commitment.objects.filter(case=work.case, state=Standing.GIVEN).first()
        if row is None or not work.case.committed:
            raise Conflict("no_commitment", N_("这个办件没有可以撤回的承诺，请刷新页面。"))
        commitment.check_withdrawable(work.case.state)
        work.set(committed="")
        values = {"state": Standing.WITHDRAWN, "settled_at": work.now}
        work.changes.append(Update(Commitment, row.pk, values))
        work.commit(events.CommitmentWithdrawn(work.case.state, work.case.number))
    return work.case


def plan_check(work: Work) -> None:
    """With a grant on commitment its check begins: for which post, until when (COM-3)."""
    row = Commitment.objects.filter(case=work.case, state=Standing.GIVEN).first()
    if row is None:
        return
    content = work.content
    posts = identity.posts_by_code(work.case.bureau_id)
    post = posts.get(content.commitment_check_post) or posts.get(f"{content.business_line}_reviewer")
    by = commitment.check_by(work.today, content.commitment_check_months)
    values = {"state": Standing.DUE, "check_by": by, "post_id": post.pk if post else None}
    work.changes.append(Update(Commitment, row.pk, values))


def _lock(actor: Actor, case_id: int, state: Standing) -> tuple[Work, Commitment]:
    work = lock_case(actor, case_id)
    row = Commitment.objects.filter(case=work.case).first()
    if row is None or row.state != state:
        raise Conflict("not_to_check", N_("这项承诺现在不需要这样处理，请刷新页面看最新情况。"))
    return work, row


def _check_checker(work: Work, row: Commitment) -> None:
    if not work.in_role(*CHECKERS) or (row.post_id and row.post_id not in work.actor.posts):
        head = work.actor.has(Role.SECTION_HEAD) and work.case.section_id in work.actor.sections
        if not head:
            raise Forbidden("may_not_check", N_("这项核查由指定的岗位办理，请交给该岗位的同事。"))
    commitment.check_checker(work.actor.staff_id, work.case.decider_id)


def check_commitment(
    actor: Actor, *, case_id: int, met: bool, finding: str, fix_within: int | None = None
) -> Commitment:
    """Record what the check found. False: an order to mend within `fix_within` working days is issued (COM-3)."""
    with transaction.atomic():
        work, row = _lock(actor, case_id, Standing.DUE)
        _check_checker(work, row)
        finding = need_text(finding, "finding_missing", N_("请写明怎样核查、查到了什么。"), "finding")
        values: dict[str, object] = {
            "finding": finding[:1000],
            "checked_by_id": actor.staff_id,
            "checked_at": work.now,
        }
        fix_by = ""
        if met:
            values |= {"state": Standing.MET, "settled_at": work.now}
        else:
            due = calendars.current().add_workdays(work.today, commitment.check_order(fix_within))
            order = _order(work, finding, due.day)
            values |= {
                "state": Standing.FAULTY,
                "fix_by": due.day,
                "fix_provisional": due.provisional,
                "order_id": order.pk,
            }
            fix_by = due.day.isoformat()
        work.changes.append(Update(Commitment, row.pk, values))
        event = events.CommitmentChecked(work.case.state, work.case.number, met, fix_by)
        work.commit(event, reason=finding)
    row.refresh_from_db()
    return row


def _order(work: Work, finding: str, by: date) -> papers.Issued:
    return papers.issue(
        work.actor,
        work.case,
        "rectification_order",
        decided_on=_decided_on(work),
        found_on=work.today,
        finding=finding,
        fix_by=by,
    )


def _decided_on(work: Work) -> date:
    at = work.case.decided_at
    return at.astimezone(work.now.tzinfo).date() if at else work.today


def confirm_mended(actor: Actor, *, case_id: int, note: str) -> Commitment:
    """What was false has been mended: the licence stays (COM-3)."""
    with transaction.atomic():
        work, row = _lock(actor, case_id, Standing.FAULTY)
        _check_checker(work, row)
        note = need_text(note, "note_missing", N_("请写明怎样复查、整改到什么程度。"), "note")
        values = {
            "state": Standing.FIXED,
            "settled_at": work.now,
            "settled_by_id": actor.staff_id,
            "settlement": note[:1000],
        }
        work.changes.append(Update(Commitment, row.pk, values))
        work.commit(events.CommitmentMended(work.case.state, work.case.number), reason=note)
    row.refresh_from_db()
    return row


def revoke_for_commitment(actor: Actor, *, case_id: int, reason: str) -> Commitment:
    """撤销 the licence that was got by a false commitment and not mended in time; recorded as dishonest (COM-3).

    By heads alone, after the day of the order. The certificate that it brought is annulled with it.
    """
    with transaction.atomic():
        work, row = _lock(actor, case_id, Standing.FAULTY)
        if not work.in_role(*REVOKERS):
            raise Forbidden("may_not_revoke", N_("撤销许可由科室负责人或者局领导决定。"))
        over = deadlines.is_over(
            work.today, row.fix_by, provisional=row.fix_provisional, calendar=calendars.current()
        )
        commitment.check_revocable(row.state, over=over)
        reason = need_text(reason, "reason_missing", N_("请写明撤销的事实和理由。"), "reason")
        document = _revocation(work, row, reason)
        values = {
            "state": Standing.REVOKED,
            "settled_at": work.now,
            "settled_by_id": actor.staff_id,
            "settlement": reason[:1000],
            "revocation_id": document.pk,
        }
        work.changes.append(Update(Commitment, row.pk, values))
        work.changes.append(Insert(Dishonesty, _broken(work, reason, document.number)))
        event = events.CommitmentRevoked(
            work.case.state, work.case.number, document.number, work.today.isoformat()
        )
        work.commit(event, reason=reason)
        certificates.annul_with_case(actor, case_id=case_id, reason=reason)
    row.refresh_from_db()
    return row


def revocation_line(work: Work) -> list[dict[str, str]]:
    """The annulment, where it came before the result was handed over: the receipt of delivery names it."""
    if not work.case.committed:
        return []
    row = Commitment.objects.select_related("revocation").filter(case=work.case).first()
    found = row.revocation if row else None
    return [{"name": found.title, "number": found.number}] if found else []


def _revocation(work: Work, row: Commitment, reason: str) -> papers.Issued:
    decision = Decision.objects.select_related("document").filter(case=work.case, state="effective").first()
    number = decision.document.number if decision and decision.document else ""
    return papers.issue(
        work.actor,
        work.case,
        "certificate_annul",
        decided_on=_decided_on(work),
        decision_number=number,
        act="撤销",
        ground="被许可人以欺骗、贿赂等不正当手段取得许可",
        basis="行政许可法第六十九条第二款",
        facts=f"{row.finding.rstrip('。')}。{reason}",
    )


def _broken(work: Work, reason: str, number: str) -> dict[str, object]:
    row = Dishonesty(
        bureau_id=work.case.bureau_id,
        identifier_index=work.case.applicant.number_index,
        applicant_id=work.case.applicant_id,
        case=work.case,
        origin=Dishonesty.Origin.COMMITMENT,
        fact=reason[:500],
        source=number,
        found_on=work.today,
        recorded_by_id=work.actor.staff_id,
    )
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.attname != "id"}
