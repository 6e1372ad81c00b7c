"""What was promised is applied for, granted, late, or broken (inventory 5.7)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from oneseal.advance import events
from oneseal.advance.models import PreReview, PromisedPaper
from oneseal.advance.rules import early as texts
from oneseal.advance.rules import promises as rules
from oneseal.advance.rules.promises import OPEN_PAPERS, Paper, Review
from oneseal.advance.selectors.reviews import (
    ISSUERS,
    access_paper,
    files_of,
    owed_by_case,
    paper_of_case,
    papers_of,
)
from oneseal.advance.services.reviews import keep, locked, paper, tell
from oneseal.cases import services as cases
from oneseal.cases.selectors import access_case, any_case
from oneseal.documents import services as documents
from oneseal.foundation import calendars, clock, db
from oneseal.foundation.display import paper_day
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import SYSTEM, Actor
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


def carry_over(actor: Actor, *, paper_id: int, case_id: int, chosen: Mapping[int, str]) -> int:
    """Take files of the pre-review into the draft of the formal application: file id to the material's code.

    Returns how many. Raises Forbidden for a draft that is not for the promised paper.
    """
    row = access_paper(actor, paper_id)
    case = access_case(actor, case_id)
    if (case.applicant_id, case.item_id) != (row.review.applicant_id, row.item_id):
        raise Forbidden("other_case", N_("这不是承诺补办的手续，请选择对应的申请。"), basis=rules.BASIS)
    known = {each.file_id for each in files_of(row.review)}
    wanted = {file_id: code for file_id, code in chosen.items() if code and file_id in known}
    if not wanted:
        raise RuleViolation("nothing_chosen", N_("请至少选择一份文件对应的材料。"), basis=rules.BASIS)
    with transaction.atomic():
        for file_id, code in wanted.items():
            note = f"信用承诺预审{row.review.number}时提交"
            cases.add_material(actor, case_id=case.pk, code=code, file_id=file_id, note=note)
        event = events.PaperCarried(row.review.number, len(wanted))
        record(actor, Subject("pre_review", row.review_id), event)
    return len(wanted)


def link_formal(*, case_id: int) -> bool:
    """A formal application arrived: the promise of its paper is kept so far. False: nothing was promised."""
    case = any_case(case_id)
    found = owed_by_case(case.applicant_id, case.item_id)
    if found is None:
        return False
    with transaction.atomic():
        row = _lock(found)
        if row.state not in OPEN_PAPERS:
            return False
        event = events.PaperApplied(row.review.number, case.number)
        _settle(SYSTEM, row, event, state=Paper.APPLIED, case_id=case.pk)
    return True


def settle_formal(*, case_id: int, granted: bool) -> bool:
    """The formal case ended: granted, the promise is kept; else the paper is owed again. False: none was promised."""
    found = paper_of_case(case_id)
    if found is None:
        return False
    with transaction.atomic():
        row = _lock(found)
        if row.state != Paper.APPLIED:
            return False
        state = Paper.KEPT if granted else Paper.OWED
        event = events.PaperSettled(row.review.number, str(state))
        values = {"state": state, "settled_at": clock.now()} if granted else {"state": state, "case_id": None}
        _settle(SYSTEM, row, event, **values)
        if granted and all(each.state == Paper.KEPT for each in papers_of(row.review)):
            ended = events.ReviewEnded(row.review.number, str(Review.KEPT))
            keep(SYSTEM, row.review, ended, state=Review.KEPT, ended_at=clock.now())
    return True


def remind_paper(*, paper_id: int) -> bool:
    """Tell the owner that a promised day comes near."""
    with transaction.atomic():
        row = _lock(paper_id)
        if row.state != Paper.OWED or row.review.state != Review.ISSUED:
            return False
        data = {"item_name": row.item_name, "due": row.due.isoformat()}
        tell(SYSTEM, row.review, "promise_near", key=row.pk, **data)
    return True


def order_late(*, paper_id: int) -> bool:
    """A promise was not kept by its day: an order to make it good within GRACE_DAYS. False where it was kept."""
    with transaction.atomic():
        row = _lock(paper_id)
        if row.state != Paper.OWED or row.review.state != Review.ISSUED or row.due >= clock.today():
            return False
        due = calendars.current().add_workdays(clock.today(), rules.GRACE_DAYS)
        by = paper_day(due.day)
        order = paper(
            SYSTEM,
            row.review,
            "pre_review_order",
            [
                f"贵单位承诺在{paper_day(row.due)}前申请“{row.item_name}”，至今没有申请。",
                f"请在{by}前申请。仍不申请的，预审意见失效，并记入失信记录。对此有异议的，可以在上述期限内陈述、申辩。",
            ],
        )
        event = events.PaperLate(row.review.number, order.number, due.day.isoformat())
        _settle(
            SYSTEM,
            row,
            event,
            state=Paper.LATE,
            order_id=order.pk,
            order_by=due.day,
            order_provisional=due.provisional,
        )
        data = {"item_name": row.item_name, "due": due.day.isoformat()}
        tell(SYSTEM, row.review, "promise_late", key=row.pk, **data)
    return True


def lapse_review(actor: Actor, *, review_id: int, reason: str) -> PreReview:
    """The order was not met either: the opinion is revoked and the broken promise recorded. By the bureau's head."""
    with transaction.atomic():
        row = locked(actor, review_id, "lapse")
        if not actor.has(*ISSUERS):
            raise Forbidden("may_not_lapse", N_("预审意见失效由局领导决定。"), basis=rules.BASIS)
        late = [each for each in papers_of(row) if each.state == Paper.LATE]
        today = clock.today()
        provisional = calendars.current().is_provisional(today) or any(
            each.order_provisional for each in late
        )
        rules.check_lapse([each.order_by for each in late], today, provisional=provisional)
        reason = texts.text_of(reason, field="reason", missing=N_("请写明事实和理由。"), longest=500)
        notice = _declare_lapsed(actor, row, late, reason)
        event = events.ReviewLapsed(row.number, notice.number)
        values = {
            "state": Review.LAPSED,
            "notice_id": notice.pk,
            "ended_at": clock.now(),
            "end_reason": reason,
        }
        keep(actor, row, event, reason=reason, **values)
        tell(actor, row, "review_lapsed")
    return row


def _declare_lapsed(actor: Actor, row: PreReview, late: list[PromisedPaper], reason: str) -> Any:
    """The decision; the opinion is revoked by it, the promises count as broken, and the owner is recorded."""
    names = "、".join(each.item_name for each in late)
    notice = paper(
        actor,
        row,
        "pre_review_lapse",
        [
            f"贵单位没有履行承诺（{names}），责令限期补办后仍未履行：{reason}",
            "预审意见自本决定作出之日起失效，不得再据以建设；违法建设的，由有关部门依法处理。",
        ],
    )
    if row.opinion_id:
        because = f"承诺未履行（{notice.number}）"
        documents.revoke_document(actor, document_id=row.opinion_id, reason=because)
    for each in late:
        PromisedPaper.objects.filter(pk=each.pk).update(state=Paper.BROKEN, settled_at=clock.now())
    fact = f"信用承诺预审没有履行：{names}。{reason}"
    cases.record_broken_promise(actor, applicant=row.applicant, fact=fact, source=notice.number)
    return notice


def _lock(paper_id: int) -> PromisedPaper:
    """The promise and its pre-review under lock, the pre-review first."""
    found = PromisedPaper.objects.get(pk=paper_id)
    review = db.lock(PreReview, found.review_id)
    row = db.lock(PromisedPaper, paper_id)
    row.review = review
    return row


def _settle(actor: Actor, row: PromisedPaper, event: Event, **values: object) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    record(
        actor, Subject("pre_review", row.review_id), event, changes=[Update(PromisedPaper, row.pk, values)]
    )
