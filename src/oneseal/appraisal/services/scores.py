"""Weights, the centre's marks, each day's scores (一日一考核一公示, inventory 3.26, 1.8)."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from django.db import transaction

from oneseal.appraisal import events, selectors
from oneseal.appraisal.models import DailyMark, DailyScore, ScoreScheme
from oneseal.appraisal.rules import attendance, scoring
from oneseal.appraisal.rules.scoring import BASIS, Mark, Scheme
from oneseal.appraisal.services.telling import tell
from oneseal.foundation import calendars, clock
from oneseal.foundation.db import lock, lock_name
from oneseal.foundation.journal import Subject, Update, record
from oneseal.identity import selectors as identity
from oneseal.kernel.access import SYSTEM, Actor
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.text import N_


def check_lead(actor: Actor) -> None:
    """The weights and the bulletin are the leaders' and the office's. Raises Forbidden."""
    if not actor.staff_id or not actor.has(*selectors.LEADS):
        raise Forbidden("not_lead", N_("考核办法和通报由局领导或办公室的管理员确定。"), basis=BASIS)


def set_scheme(actor: Actor, scheme: Scheme, *, effective_on: date, cc: Sequence[str] = ()) -> ScoreScheme:
    """Publish the next version of the weights, in force from a later day than the one before; days that were scored
    keep theirs. Raises Forbidden, RuleViolation."""
    check_lead(actor)
    scoring.check_scheme(scheme)
    with transaction.atomic():
        former = (
            ScoreScheme.objects.select_for_update().filter(bureau=actor.bureau_id).order_by("-number").first()
        )
        scored = selectors.latest_day(actor)
        latest = max([day for day in (former and former.effective_on, scored) if day], default=None)
        if latest is not None and effective_on <= latest:
            text = N_("新办法的执行日期应晚于%(day)s：已经考核的日子不重算。")
            raise RuleViolation("not_later", text, params={"day": latest.isoformat()}, field="effective_on")
        content = asdict(scheme)
        row = ScoreScheme.objects.create(
            bureau_id=actor.bureau_id,
            number=former.number + 1 if former else 1,
            effective_on=effective_on,
            content=content,
            cc=[each.strip()[:60] for each in cc if each.strip()],
            made_by_id=actor.staff_id,
            made_at=clock.now(),
        )
        event = events.SchemeSet(row.number, effective_on.isoformat(), content)
        record(actor, Subject("score_scheme", row.pk), event)
    return row


def mark_day(actor: Actor, *, staff: int, day: date, mark: str, note: str = "") -> DailyMark:
    """Mark somebody's day at the window, confirm what the recorded seats propose, or correct the mark; a score already
    published is reckoned anew.

    Raises Forbidden (who may not, or about oneself), RuleViolation (a day to come, an unknown mark, no reason for
    marking otherwise than recorded).
    """
    _check_marker(actor)
    if staff == actor.staff_id:
        raise Forbidden("own_mark", N_("不能登记自己的考勤，请由别人登记。"), basis=BASIS)
    person = identity.access_staff(actor, staff)
    if mark not in set(Mark):
        raise RuleViolation("mark_wrong", N_("请选择考勤情况。"), field="mark")
    if day > clock.today():
        raise RuleViolation("future_day", N_("不能登记以后的日子，请修改日期。"), field="day")
    with transaction.atomic():
        former = DailyMark.objects.select_for_update().filter(staff=staff, day=day).first()
        seen = selectors.seen_on(actor.bureau_id, day).get(staff)
        proposed = seen.mark if seen else ""
        attendance.check_reason(mark, proposed, note)
        values = {
            "mark": mark,
            "proposed": proposed,
            "note": note.strip()[:200],
            "by_id": actor.staff_id,
            "at": clock.now(),
        }
        row, _ = DailyMark.objects.update_or_create(
            staff_id=staff, day=day, defaults=values | {"bureau_id": actor.bureau_id}
        )
        event = events.DayMarked(staff, day.isoformat(), mark, former.mark if former else "", proposed)
        record(actor, Subject("staff", person.pk), event, reason=row.note)
        rescore(actor, staff=staff, day=day)
    return row


def _check_marker(actor: Actor) -> None:
    if not actor.staff_id or not actor.has(*selectors.MARKERS):
        raise Forbidden("not_marker", N_("日常考勤由督查、督办岗或办公室登记。"), basis=BASIS)


def confirm_marks(actor: Actor, *, day: date) -> int:
    """Confirm everything that the records of a day propose and nobody has marked, one's own day excepted; how many.

    Raises Forbidden."""
    _check_marker(actor)
    with transaction.atomic():
        waiting = selectors.to_confirm(actor.bureau_id, day)
        others = {staff: mark for staff, mark in waiting.items() if staff != actor.staff_id}
        for staff, mark in others.items():
            mark_day(actor, staff=staff, day=day, mark=mark)
    return len(others)


def score_day(*, bureau_id: int, day: date) -> int:
    """Reckon and publish the scores of a day that is over; how many. Nothing on a holiday, nothing twice."""
    if day >= clock.today() or not calendars.current().is_workday(day):
        return 0
    who = SYSTEM.of_bureau(bureau_id)
    with transaction.atomic():
        lock_name(f"appraisal.day:{bureau_id}:{day}")
        if DailyScore.objects.filter(bureau=bureau_id, day=day).exists():
            return 0
        scheme = selectors.scheme_on(bureau_id, day)
        given, now = selectors.weights(scheme), clock.now()
        rows = []
        for staff, facts in selectors.facts_of(bureau_id, day).items():
            lines = scoring.score(facts, given)
            rows.append(
                DailyScore(
                    bureau_id=bureau_id,
                    staff_id=staff,
                    day=day,
                    scheme=scheme,
                    score=scoring.total(lines),
                    parts=[line.kept() for line in lines],
                    published_at=now,
                )
            )
        if not rows:
            return 0
        DailyScore.objects.bulk_create(rows)
        event = events.DayScored(day.isoformat(), len(rows))
        record(who, Subject("score_day", bureau_id), event)
    return len(rows)


def rescore(actor: Actor, *, staff: int, day: date) -> None:
    """Reckon a published score anew because a fact of its day was settled later; one that an appeal corrected stays.

    A day that is now excused loses its score: it is deleted, which the journal says. Inside the act's transaction.
    """
    row = DailyScore.objects.select_for_update().filter(staff=staff, day=day).first()
    if row is None or row.corrected:
        return
    facts = selectors.facts_of(row.bureau_id, day).get(staff)
    lines = scoring.score(facts, selectors.weights(row.scheme)) if facts else None
    write(actor, row, lines, corrected=False)


def write(actor: Actor, row: DailyScore, lines: list[scoring.Line] | None, *, corrected: bool) -> None:
    """Put new lines into a score; None: the day does not count after all, and the score goes, unless appealed."""
    day, former = row.day.isoformat(), row.score
    if lines is None:
        event = events.ScoreCorrected(row.staff_id, day, former, -1)
        record(actor, Subject("score", row.pk), event)
        DailyScore.objects.filter(pk=row.pk, appeal=None).delete()
        return
    values = {
        "score": scoring.total(lines),
        "parts": [line.kept() for line in lines],
        "corrected": corrected or row.corrected,
    }
    if values["parts"] == row.parts:
        return
    lock(DailyScore, row.pk)
    event = events.ScoreCorrected(row.staff_id, day, former, scoring.total(lines))
    about = Subject("score", row.pk)
    record(actor, about, event, changes=[Update(DailyScore, row.pk, values)])
    said = {"day": day, "former": scoring.points(former), "now": scoring.points(scoring.total(lines))}
    tell(actor, row.staff_id, "score_corrected", said, about=about)
