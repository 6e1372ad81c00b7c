"""The code of conduct, violations, removal from the post with retro-trace (inventory 1.13, 3.27)."""

from datetime import date

from django.db import transaction

from oneseal.appraisal import events, selectors
from oneseal.appraisal.models import Conduct, Removal, Trace, Violation
from oneseal.appraisal.rules import conduct as rules
from oneseal.appraisal.rules.conduct import BASIS, ONE_STRIKE, REMOVAL, SOURCES, STRIKE, VIOLATION, Severity
from oneseal.appraisal.services.scores import check_lead, rescore
from oneseal.appraisal.services.telling import tell
from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.identity import selectors as identity
from oneseal.identity import services as people
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.text import N_


def _said(text: str, field: str, missing: str, length: int = 2000) -> str:
    plain = text.strip()[:length]
    if not plain:
        raise RuleViolation("missing", missing, field=field)
    return plain


def keep_conduct(
    actor: Actor, *, code: str, title: str, severity: str, points: int, conduct_id: int | None = None
) -> Conduct:
    """Write an entry of the code, or change it; past violations keep their entry. Raises Forbidden, RuleViolation."""
    check_lead(actor)
    name = _said(title, "title", N_("请写明不得有的行为。"), 200)
    number = _said(code, "code", N_("请填写编号。"), 20)
    if severity not in set(Severity) or not 0 <= points <= 100:
        raise RuleViolation("conduct_wrong", N_("请选择轻重；扣分为0至100。"), field="points")
    with transaction.atomic():
        rows = Conduct.objects.filter(bureau=actor.bureau_id, code=number)
        if rows.exclude(pk=conduct_id or 0).exists():
            raise Conflict("code_taken", N_("这个编号已经用过，请换一个。"), field="code")
        values = {"code": number, "title": name, "severity": severity, "points": points}
        if conduct_id is None:
            row = Conduct.objects.create(bureau_id=actor.bureau_id, **values)
        else:
            row = lock(Conduct, selectors.access_conduct(actor, conduct_id).pk)
            Conduct.objects.filter(pk=row.pk).update(**values)
            row.refresh_from_db()
        record(actor, Subject("conduct", row.pk), events.ConductKept(name, severity, points))
    return row


def record_violation(
    actor: Actor, *, staff: int, conduct: int, happened_on: date, source: str, facts: str
) -> Violation:
    """Record a violation; it counts only once somebody else verified it. Raises Forbidden, NotFound, RuleViolation."""
    if not actor.staff_id or not actor.has(*selectors.RECORDERS):
        raise Forbidden("not_recorder", N_("违规由督查、督办岗、科室负责人或局领导登记。"), basis=BASIS)
    person, entry = identity.access_staff(actor, staff), selectors.access_conduct(actor, conduct)
    rules.check_recorded(staff, actor.staff_id, happened_on, clock.today())
    if source not in SOURCES:
        raise RuleViolation("source_unknown", N_("请选择来源。"), field="source")
    text = _said(facts, "facts", N_("请写明时间、地点和经过。"))
    with transaction.atomic():
        row = Violation.objects.create(
            bureau_id=actor.bureau_id,
            staff=person,
            conduct=entry,
            happened_on=happened_on,
            source=source,
            facts=text,
            recorded_by_id=actor.staff_id,
            recorded_at=clock.now(),
        )
        record(actor, Subject("violation", row.pk), events.ViolationRecorded(staff, entry.pk))
    return row


def settle_violation(actor: Actor, *, violation_id: int, verified: bool, verdict: str) -> Violation:
    """Verify or dismiss what somebody else recorded. A verified red line takes the person off their posts at once and
    opens the retro-trace (一次查实下岗). Raises Forbidden, Conflict, NotFound, RuleViolation."""
    found = selectors.access_violation(actor, violation_id)
    if not actor.has(*selectors.VERIFIERS):
        raise Forbidden("not_verifier", N_("违规由督查岗或局领导核实。"), basis=BASIS)
    rules.check_verifier(actor.staff_id, found.recorded_by_id, found.staff_id)
    text = _said(verdict, "verdict", N_("请写明核实的经过和证据。"))
    with transaction.atomic():
        row = lock(Violation, violation_id)
        state = VIOLATION.step(row.state, "verify" if verified else "dismiss")
        values = {
            "state": state,
            "verified_by_id": actor.staff_id,
            "verified_at": clock.now(),
            "verdict": text,
        }
        event = events.ViolationSettled(row.staff_id, state, VIOLATION.labels[state])
        change = Update(Violation, row.pk, values, expect={"state": row.state})
        record(actor, Subject("violation", row.pk), event, changes=[change], reason=text)
        if verified:
            said = {"day": row.happened_on.isoformat(), "what": found.conduct.title}
            about = Subject("violation", row.pk)
            page = "appraisal:violation"
            tell(actor, row.staff_id, "violation_verified", said, about=about, page=page, violation_id=row.pk)
            if found.conduct.severity in STRIKE:
                _off_post(actor, found, text)
            rescore(actor, staff=row.staff_id, day=row.happened_on)
    row.refresh_from_db()
    return row


def _off_post(actor: Actor, found: Violation, why: str) -> None:
    """Ends the posts today and names those whose duty is looked into: who heads the person's section."""
    today = clock.today()
    posts = people.take_off_posts(actor, found.staff_id, today=today, reason=f"{ONE_STRIKE}：{why}"[:500])
    removal = Removal.objects.create(violation=found, posts=posts, last_on=rules.last_day(date.min, today))
    for head in identity.heads_of(found.staff.section_id, today):
        if head.pk != found.staff_id:
            Trace.objects.create(removal=removal, staff=head, duty="科室负责人，日常管理责任")
    record(actor, Subject("violation", found.pk), events.OffPost(found.staff_id, len(posts)))


def trace_duty(actor: Actor, *, violation_id: int, staff: int, duty: str, result: str) -> Trace:
    """Look into somebody's duty, or write what was found of it. Raises Forbidden, Conflict, NotFound, RuleViolation."""
    found, removal = _open_removal(actor, violation_id)
    if staff in {found.staff_id, actor.staff_id}:
        raise Forbidden("own_trace", N_("责任倒查不能由本人登记，也不查当事人自己。"), basis=ONE_STRIKE)
    person = identity.access_staff(actor, staff)
    task = _said(duty, "duty", N_("请写明负什么责任。"), 200)
    text = _said(result, "result", N_("请写明倒查的结果和处理。"))
    with transaction.atomic():
        lock(Removal, removal.pk)
        values = {"duty": task, "result": text, "by_id": actor.staff_id, "at": clock.now()}
        row, _ = Trace.objects.update_or_create(removal=removal, staff=person, defaults=values)
        record(actor, Subject("violation", found.pk), events.DutyTraced(staff), reason=text)
    return row


def close_removal(actor: Actor, *, violation_id: int, outcome: str, referred_to: str = "") -> Removal:
    """Close the case once every duty was looked into; `referred_to`: to whom suspected offences were handed."""
    found, removal = _open_removal(actor, violation_id)
    text = _said(outcome, "outcome", N_("请写明处理结果。"))
    with transaction.atomic():
        row = lock(Removal, removal.pk)
        state = REMOVAL.step(row.state, "close")
        if not row.traces.exists() or row.traces.filter(result="").exists():
            why = N_("责任倒查还没有结果：请先登记每名相关人员的倒查结果，再办结。")
            raise RuleViolation("trace_open", why, basis=ONE_STRIKE)
        values = {
            "state": state,
            "outcome": text,
            "referred_to": referred_to.strip()[:120],
            "closed_by_id": actor.staff_id,
            "closed_at": clock.now(),
        }
        event = events.RemovalClosed(found.staff_id, REMOVAL.labels[state])
        change = Update(Removal, row.pk, values, expect={"state": row.state})
        record(actor, Subject("violation", found.pk), event, changes=[change], reason=text)
    row.refresh_from_db()
    return row


def _open_removal(actor: Actor, violation_id: int) -> tuple[Violation, Removal]:
    found = selectors.access_violation(actor, violation_id)
    if not actor.has(*selectors.VERIFIERS) or found.staff_id == actor.staff_id:
        raise Forbidden("not_verifier", N_("离岗处理由督查岗或局领导办理，当事人回避。"), basis=ONE_STRIKE)
    removal = selectors.removal_of(found)
    if removal is None:
        raise Conflict("no_removal", N_("这条违规没有离岗处理。"))
    return found, removal
