"""Inspection, testing, quarantine, appraisal; first review by the lower level (arts. 35, 43, 55; LIC-12, LIC-27)."""

from datetime import date
from typing import Any

from django.db import transaction

from oneseal.foundation import calendars, clock
from oneseal.foundation.display import local_day, paper_day
from oneseal.foundation.fields import sealed
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.procedures import events
from oneseal.procedures.models import Member, Proceeding
from oneseal.procedures.rules import duties
from oneseal.procedures.rules.hearings import Person, people_of
from oneseal.procedures.rules.states import BASIS, OPEN, Kind
from oneseal.procedures.services import telling
from oneseal.procedures.services.loading import (
    INTAKE,
    RUNNING,
    Held,
    begin,
    hold,
    keep_file,
    need,
    officer,
    start_clock,
    stop_clock,
)

RECEIVERS = (Role.CLERK, Role.REVIEWER, Role.SECTION_HEAD)


def order_test(
    actor: Actor,
    *,
    case_id: int,
    procedure: str,
    institution: str,
    question: str,
    inspectors: str,
    expected_days: int,
) -> Proceeding:
    """Order a test from an institution, name its inspectors (two at least but for appraisals), stop the clock.

    Inspectors are to be sent within five working days of acceptance (LIC-27); a later order is let through, because
    the licence may need it, and the page says that it is late.
    """
    name = duties.test_named(procedure)
    unit = need(institution, "institution", N_("请写明检验检测机构。"), longest=200)
    with transaction.atomic():
        work = officer(actor, case_id)
        accepted = local_day(work.case.accepted_at) if work.case.accepted_at else work.today
        by = duties.inspectors_by(accepted, calendars.current())
        people = people_of(inspectors, field="inspectors", least=0)
        duties.check_inspectors(procedure, len(people))
        held = begin(
            work,
            Kind.TEST,
            OPEN,
            question,
            procedure=procedure,
            institution=unit,
            due=by.day,
            due_provisional=by.provisional,
        )
        paper = _order(held, name, people, expected_days)
        event = events.TestOrdered(
            *held.about, institution=unit, inspectors=len(people), due=str(by.day), number=paper.number
        )
        work.commit(event, reason=question)
        stop_clock(held, f"委托{unit}进行{name}：{held.row.question}", expected_days)
    return held.row


def _order(held: Held, name: str, people: list[Person], days: int) -> Any:
    """The order with its inspectors."""
    members = [
        Member.objects.create(
            proceeding=held.row, role=Member.Role.INSPECTOR, name=each.name, note=each.capacity
        )
        for each in people
    ]
    unit = held.row.institution
    paper = telling.paper(
        held,
        "test_order",
        paragraphs=[f"委托{unit}对以下内容进行{name}：", *telling.paragraphs(held.row.question)],
        facts=telling.facts(("受托机构", unit), ("程序", name), ("所需时间", f"{days}个工作日")),
        people=telling.people(members),
        basis="《中华人民共和国行政许可法》第五十五条",
    )
    Proceeding.objects.filter(pk=held.row.pk).update(paper_id=paper.pk)
    return paper


def report_test(actor: Actor, *, proceeding_id: int, verdict: str, text: str, file: Any = None) -> Proceeding:
    """Enter the result with the institution's report; the clock runs again. A test that failed needs no report file."""
    said = need(text, "text", N_("请写检验检测检疫或鉴定的结果。"))
    if verdict not in {"fit", "unfit"}:
        raise RuleViolation("no_such_verdict", N_("请选择“合格”或“不合格”。"), field="verdict")
    with transaction.atomic():
        held = hold(actor, proceeding_id, Kind.TEST)
        held.step("close")
        if not file and verdict == "fit":
            raise RuleViolation("report_missing", N_("请上传检验检测机构盖章的报告。"), field="file")
        kept = keep_file(held, file)
        event = events.TestReported(*held.about, verdict=verdict, file=kept)
        held.commit(
            "close",
            event,
            result=verdict,
            text=sealed(Proceeding, "text", held.row.uid, said),
            file_id=kept,
        )
        start_clock(held, "合格" if verdict == "fit" else "不合格")
    held.row.refresh_from_db()
    return held.row


def receive_first_review(
    actor: Actor, *, case_id: int, institution: str, received_on: date, question: str
) -> Proceeding:
    """The lower level examines the application first; its opinion is due twenty working days after it came (art. 43)."""
    unit = need(institution, "institution", N_("请写明初审的下级行政机关。"), longest=200)
    if received_on > clock.today():
        raise RuleViolation("future", N_("初审机关的收件日期不能在今天以后。"), field="received_on")
    with transaction.atomic():
        work = officer(actor, case_id, *RECEIVERS)
        by = duties.first_review_by(received_on, calendars.current())
        held = begin(
            work,
            Kind.FIRST_REVIEW,
            OPEN,
            question,
            states=INTAKE | RUNNING,
            institution=unit,
            asked_on=received_on,
            due=by.day,
            due_provisional=by.provisional,
        )
        event = events.FirstReviewReceived(*held.about, institution=unit, due=str(by.day))
        work.commit(event)
    return held.row


def send_first_review(
    actor: Actor, *, proceeding_id: int, verdict: str, text: str, file: Any = None
) -> Proceeding:
    """Enter the lower level's opinion, which comes up with all materials; they may not be asked for again (LIC-12)."""
    said = need(text, "text", N_("请写初审意见。"))
    if verdict not in {"fit", "unfit"}:
        raise RuleViolation("no_such_verdict", N_("请选择初审意见。"), field="verdict")
    with transaction.atomic():
        held = hold(actor, proceeding_id, Kind.FIRST_REVIEW, *RECEIVERS)
        held.step("close")
        word = "同意" if verdict == "fit" else "不同意"
        late = held.row.due is not None and held.work.today > held.row.due
        paper = telling.paper(
            held,
            "first_review_opinion",
            paragraphs=[f"初审意见：{word}。", *telling.paragraphs(said)],
            facts=telling.facts(
                ("初审机关", held.row.institution), ("收件日期", paper_day(held.row.asked_on))
            ),
            basis=BASIS[Kind.FIRST_REVIEW],
        )
        event = events.FirstReviewSent(
            *held.about, institution=held.row.institution, verdict=verdict, late=late
        )
        held.commit(
            "close",
            event,
            result=verdict,
            text=sealed(Proceeding, "text", held.row.uid, said),
            paper_id=paper.pk,
            file_id=keep_file(held, file),
        )
    held.row.refresh_from_db()
    return held.row
