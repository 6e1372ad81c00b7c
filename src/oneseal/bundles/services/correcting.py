"""One correction notice for all items: noted by each section, sent once, answered once (ONE-3, LIC-4, LIC-5)."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

from oneseal.bundles import events
from oneseal.bundles.models import Joint, JointCase, JointGap, JointNotice
from oneseal.bundles.rules.states import JointState
from oneseal.bundles.selectors import joints as reads
from oneseal.bundles.services import papers
from oneseal.bundles.services.applying import check_may_edit
from oneseal.bundles.services.keeping import locked, message, tell, write
from oneseal.bundles.services.running import give
from oneseal.cases import selectors as case_reads
from oneseal.cases import services as cases
from oneseal.cases.rules import deadlines, intake
from oneseal.cases.rules.states import CaseState
from oneseal.catalog.rules import form_values
from oneseal.foundation import calendars, clock
from oneseal.foundation.display import paper_day
from oneseal.foundation.journal import Update
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.kernel.text import N_

RECEIVERS = (Role.CLERK, Role.REVIEWER, Role.SECTION_HEAD)
_together: ContextVar[bool] = ContextVar("bundles_correcting_together", default=False)


@contextmanager
def together() -> Iterator[None]:
    """While the one notice is sent, the cases of it may be asked to be corrected."""
    token = _together.set(True)
    try:
        yield
    finally:
        _together.reset(token)


def object_to_single_notice(case: object) -> None:
    """No item of a joint application is corrected by a notice of its own: the gap goes into the one notice (ONE-3)."""
    if _together.get():
        return
    row = JointCase.objects.select_related("joint").filter(case=getattr(case, "pk", 0)).first()
    if row is not None and row.joint.state == JointState.RUNNING:
        text = N_(
            "这个办件是“%(title)s”（%(number)s）的一部分，补正要一次性告知：请在一件事页面记下要补正的内容，由牵头科室一并发出。"
        )
        params = {"title": row.joint.title, "number": row.joint.number}
        raise Conflict("told_together", text, params=params, basis="行政许可法第三十二条第一款第四项")


def note_gap(
    actor: Actor, *, joint_id: int, member: str, code: str, problem: str, advice: str = ""
) -> JointGap:
    """One section writes down what is missing or wrong in its item; the notice goes out later for all."""
    with transaction.atomic():
        joint = locked(actor, joint_id)
        if not actor.has(*RECEIVERS):
            raise Forbidden("may_not_receive", N_("您的岗位不负责收件受理，请交给综合窗口或承办科室。"))
        row = joint.members.select_related("case").filter(code=member).first()
        if (
            row is None
            or row.case is None
            or row.case.state not in {CaseState.SUBMITTED, CaseState.CORRECTED}
        ):
            raise Conflict(
                "not_in_intake", N_("这个事项现在不能要求补正：它还没有开始，或者已经受理。请刷新页面。")
            )
        names = {each.code: each.name for each in case_reads.resolve_situation(row.case).materials}
        names[intake.FORM] = "申请表"
        gap = intake.Gap(code, problem.strip(), advice.strip(), names.get(code, ""))
        intake.check_gaps([gap], set(names), version=1, renewed=(), first=True)
        found, _created = JointGap.objects.update_or_create(
            member=row,
            code=code,
            notice=None,
            defaults={
                "name": gap.name,
                "problem": gap.problem[:300],
                "advice": gap.advice[:300],
                "noted_by_id": actor.staff_id or None,
                "noted_at": clock.now(),
            },
        )
        tell(actor, joint, events.GapNoted(row.name, code))
    return found


def drop_gap(actor: Actor, *, joint_id: int, gap_id: int) -> None:
    """Take back a gap that nobody has told yet."""
    with transaction.atomic():
        joint = locked(actor, joint_id)
        if not actor.has(*RECEIVERS):
            raise Forbidden("may_not_receive", N_("您的岗位不负责收件受理，请交给综合窗口或承办科室。"))
        gap = JointGap.objects.filter(pk=gap_id, member__joint=joint, notice=None).first()
        if gap is None:
            raise NotFound("gap_not_found", N_("没有找到这条补正内容，它可能已经告知。请刷新页面。"))
        gap.delete()
        tell(actor, joint, events.GapNoted(gap.member.name, f"-{gap.code}"))


def send_correction(
    actor: Actor, *, joint_id: int, correct_within: int = deadlines.CORRECTION_DAYS
) -> JointNotice:
    """Send the one notice with everything noted; each case concerned waits for the same day, the others go on."""
    with transaction.atomic():
        joint = locked(actor, joint_id)
        gaps = reads.open_gaps(joint)
        if not gaps:
            raise RuleViolation("no_gaps", N_("还没有记下要补正的内容。各科室先记下，再一次发出。"))
        by = calendars.current().add_workdays(clock.today(), max(1, correct_within))
        document = papers.issue_correction(actor, joint, gaps, paper_day(by.day))
        notice = JointNotice.objects.create(
            joint=joint, kind="correct", document=document, correct_by=by.day, sent_at=clock.now()
        )
        by_case: dict[int, list[intake.Gap]] = defaultdict(list)
        for gap in gaps:
            by_case[int(gap.member.case_id or 0)].append(intake.Gap(gap.code, gap.problem, gap.advice))
        with together():
            for case_id, found in by_case.items():
                cases.request_correction(
                    actor, case_id=case_id, gaps=found, correct_within=correct_within, notice=document
                )
        items = list(dict.fromkeys(gap.member.name for gap in gaps))
        event = events.CorrectionSent(document.number, by.day.isoformat(), items)
        changes = [Update(JointGap, gap.pk, {"notice_id": notice.pk}) for gap in gaps]
        tell(actor, joint, event, changes)
        message(actor, joint, "joint_correction", key=str(notice.pk), by=by.day.isoformat())
    return notice


def supply_joint(
    actor: Actor, *, joint_id: int, data: dict[str, object] | None = None, declared: bool = True
) -> Joint:
    """Answer the one notice: each paper given anew goes to every case that asked for it (LIC-5)."""
    with transaction.atomic():
        joint = locked(actor, joint_id)
        check_may_edit(actor, joint)
        notice = reads.open_notice(joint)
        if notice is None:
            raise Conflict("nothing_to_correct", N_("现在没有等您补正的内容。请刷新页面。"))
        if data is not None:
            write(actor, joint, events.JointSaved(""), data={**joint.data, **data})
        one = reads.filling(joint).composition
        fresh = [row for row in reads.papers_of(joint) if row.added_at >= notice.sent_at]
        items = []
        for row in reads.members_of(joint):
            asked = {gap.code for gap in notice.gaps.all() if gap.member_id == row.pk}
            if row.case is None or row.case.state != CaseState.AWAITING_CORRECTION or not asked:
                continue
            for paper in fresh:
                if paper.code in asked:
                    give(actor, row.case.pk, paper)
            member = one.member(row.code)
            if intake.FORM in asked and member is not None:
                own = one.form.split({**joint.data, **joint.yields}, row.code)
                own = form_values.visible(member.situation.schema, own)
                cases.save_draft(actor, case_id=row.case.pk, data=own)
            cases.supply_correction(actor, case_id=row.case.pk, declared=declared)
            items.append(row.name)
        change = Update(JointNotice, notice.pk, {"supplied_at": clock.now()})
        tell(actor, joint, events.CorrectionSupplied(items), [change])
    return joint
