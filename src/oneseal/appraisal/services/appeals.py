"""Appeals against a day's score or a violation: by the person, answered by somebody who had no part in it."""

from typing import Any

from django.db import IntegrityError, transaction

from oneseal.appraisal import events, selectors
from oneseal.appraisal.models import Appeal, DailyMark, DailyScore, Removal, Violation
from oneseal.appraisal.rules import scoring
from oneseal.appraisal.rules.conduct import APPEAL_DAYS, BASIS, REMOVAL, VIOLATION, check_answerer
from oneseal.appraisal.services.scores import rescore, write
from oneseal.appraisal.services.telling import tell
from oneseal.foundation import calendars, clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.text import N_

LABELS = {"upheld": N_("申诉成立"), "rejected": N_("维持原结果")}


def appeal_score(actor: Actor, *, score_id: int, reason: str) -> Appeal:
    """Appeal against one's own score within five working days. Raises Forbidden, Conflict, NotFound, RuleViolation."""
    row = selectors.access_score(actor, score_id)
    return _appeal(actor, row, row.published_at, reason, "score", score=row)


def appeal_violation(actor: Actor, *, violation_id: int, reason: str) -> Appeal:
    """Appeal against a verified violation of one's own within five working days. Whoever was taken off the post may
    not open the desk any more: their written appeal is entered by a watcher. Raises like `appeal_score`."""
    row = selectors.access_violation(actor, violation_id)
    if row.verified_at is None or row.state != "verified":
        raise Conflict("not_verified", N_("只有已查实的违规可以申诉。"))
    written = selectors.removal_of(row) is not None and actor.has(*selectors.WATCHERS)
    return _appeal(actor, row, row.verified_at, reason, "violation", written=written, violation=row)


def _appeal(
    actor: Actor,
    row: DailyScore | Violation,
    since: Any,
    reason: str,
    against: str,
    *,
    written: bool = False,
    **about: Any,
) -> Appeal:
    if row.staff_id != actor.staff_id and not written:
        raise Forbidden("not_yours", N_("只能对自己的考核结果申诉。"), basis=BASIS)
    why = reason.strip()
    if not why:
        raise RuleViolation("no_reason", N_("请写明申诉的理由和证据。"), field="reason")
    calendar, today = calendars.current(), clock.today()
    if not selectors.may_still_appeal(since):
        text = N_("申诉期已过：公示或查实后%(days)s个工作日内可以申诉。")
        raise RuleViolation("too_late", text, params={"days": APPEAL_DAYS}, basis=BASIS)
    try:
        with transaction.atomic():
            made = Appeal.objects.create(
                bureau_id=actor.bureau_id,
                staff_id=row.staff_id,
                reason=why[:2000],
                asked_at=clock.now(),
                answer_by=calendar.add_workdays(today, APPEAL_DAYS).day,
                **about,
            )
            record(actor, Subject("appeal", made.pk), events.Appealed(against, row.pk), reason=why[:2000])
    except IntegrityError as error:
        raise Conflict("appealed_already", N_("已经申诉过，请等待答复。")) from error
    return made


def answer_appeal(
    actor: Actor, *, appeal_id: int, upheld: bool, answer: str, part: str = "", points: int = 0
) -> Appeal:
    """Answer an appeal. Upheld against a score: one part is set to `points`; against a violation: it is annulled with
    its removal (posts are given anew by appointment). Raises Forbidden, Conflict, NotFound, RuleViolation."""
    found = selectors.access_appeal(actor, appeal_id)
    if not actor.has(*selectors.ANSWERERS):
        raise Forbidden("not_answerer", N_("申诉由局领导或督查岗答复。"), basis=BASIS)
    said = answer.strip()
    if not said:
        raise RuleViolation("no_answer", N_("请写明答复的理由。"), field="answer")
    with transaction.atomic():
        row = lock(Appeal, appeal_id)
        if row.state != "open":
            raise Conflict("answered_already", N_("这件申诉已经答复，请刷新页面。"))
        check_answerer(actor.staff_id, row.staff_id, *_involved(found))
        if upheld and found.score is not None:
            lines = scoring.corrected(scoring.lines_of(found.score.parts), part, points * 10)
            write(actor, found.score, lines, corrected=True)
        elif upheld and found.violation is not None:
            annul(actor, found.violation, said)
        state = "upheld" if upheld else "rejected"
        values = {
            "state": state,
            "answer": said,
            "answered_by_id": actor.staff_id,
            "answered_at": clock.now(),
        }
        event = events.AppealAnswered(
            "score" if found.score_id else "violation",
            found.score_id or found.violation_id or 0,
            LABELS[state],
        )
        change = Update(Appeal, row.pk, values, expect={"state": "open"})
        about = Subject("appeal", row.pk)
        record(actor, about, event, changes=[change], reason=said)
        outcome = {"outcome": {"say": LABELS[state]}, "answer": said}
        tell(actor, row.staff_id, "appeal_answered", outcome, about=about)
    row.refresh_from_db()
    return row


def _involved(found: Appeal) -> list[int | None]:
    if found.violation is not None:
        return [found.violation.recorded_by_id, found.violation.verified_by_id]
    if found.score is None:
        return []
    mark = DailyMark.objects.filter(staff=found.staff_id, day=found.score.day).first()
    return [mark.by_id if mark else None]


def annul(actor: Actor, found: Violation, why: str) -> None:
    """A verified violation does not stand after all; inside the act's transaction."""
    row = lock(Violation, found.pk)
    state = VIOLATION.step(row.state, "annul")
    event = events.ViolationSettled(row.staff_id, state, VIOLATION.labels[state])
    change = Update(Violation, row.pk, {"state": state}, expect={"state": row.state})
    record(actor, Subject("violation", row.pk), event, changes=[change], reason=why)
    removal = selectors.removal_of(found)
    if removal is not None:
        off = REMOVAL.step(removal.state, "annul")
        closed = events.RemovalClosed(row.staff_id, REMOVAL.labels[off])
        gone = Update(Removal, removal.pk, {"state": off}, expect={"state": removal.state})
        record(actor, Subject("violation", row.pk), closed, changes=[gone], reason=why)
    rescore(actor, staff=row.staff_id, day=row.happened_on)
