"""Ten-day and monthly reports on the key projects, as documents (6.8, 6.9)."""

from datetime import date
from typing import Any

from django.db import transaction

from oneseal.documents import services as documents
from oneseal.foundation import calendars, clock
from oneseal.foundation.db import lock_name
from oneseal.foundation.display import paper_day
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import SYSTEM, Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.projects import events
from oneseal.projects.models import Project, Report
from oneseal.projects.rules import reporting
from oneseal.projects.rules.reporting import NAMES, Every, Period, Told
from oneseal.projects.rules.states import ProjectState
from oneseal.projects.selectors.reading import Reading, read, with_everything

REPORTERS = (Role.COORDINATOR, Role.BUREAU_HEAD)
MOST = 200
"""Projects that one report tells of."""


def make_report(actor: Actor, *, every: str) -> Report:
    """The report of the period that runs today, up to today; once for each period. For the coordinator."""
    if not actor.has(*REPORTERS):
        raise Forbidden("not_reporter", N_("旬报、月报由协调岗或者局领导出具。"))
    period = reporting.period_of(every, clock.today())
    return _make(actor, actor.bureau_id, Every(every), Period(period.first, clock.today()))


def make_due_reports(*, bureau_id: int, day: date) -> int:
    """The reports of the periods that ended the day before, where nobody made them and there is something to tell."""
    made = 0
    for every, period in reporting.due_on(day):
        known = Report.objects.filter(bureau=bureau_id, kind=every, first=period.first).exists()
        if not known and _rows(bureau_id).exists():
            _make(SYSTEM, bureau_id, every, period)
            made += 1
    return made


def _rows(bureau_id: int) -> Any:
    return Project.objects.filter(bureau=bureau_id, is_key=True, state=ProjectState.RUNNING)


def _make(actor: Actor, bureau_id: int, every: Every, period: Period) -> Report:
    with transaction.atomic():
        lock_name(f"projects.report:{bureau_id}:{every}:{period.first}")
        if Report.objects.filter(bureau=bureau_id, kind=every, first=period.first).exists():
            raise Conflict("reported_already", N_("本期的报告已经出具，请在列表中打开。"))
        calendar = calendars.current()
        rows = with_everything(_rows(bureau_id)).order_by("wished_start", "id")[:MOST]
        told = [_told(read(each, period.last, calendar), period) for each in rows]
        if not told:
            raise RuleViolation("nothing_to_tell", N_("没有推进中的重点项目，不用出报告。"), field="every")
        counts = reporting.figures(told)
        row = Report.objects.create(
            bureau_id=bureau_id,
            kind=every,
            first=period.first,
            last=period.last,
            made_at=clock.now(),
            figures=counts,
        )
        paper = _paper(actor, row, every, told)
        row.document = paper
        said = events.Reported(NAMES[every], str(period.first), str(period.last), paper.number)
        change = Update(Report, row.pk, {"document_id": paper.pk})
        record(actor, Subject("project_report", row.pk), said, changes=[change])
    return row


def _told(reading: Reading, period: Period) -> Told:
    project, worst = reading.project, next(iter(reading.late), None)
    within = [
        line.task.name
        for line in reading.lines
        if line.now.finished and period.first <= line.now.finished <= period.last
    ]
    stage = reading.stage_now
    return Told(
        project.name,
        str(stage.get_number_display()) if stage else str(project.get_state_display()),
        reading.target.used,
        reading.target.target,
        tuple(within),
        reading.schedule.late,
        worst.task.name if worst else "",
        (worst.holder or project.owner_name) if worst else "",
        reading.schedule.expected,
    )


def _paper(actor: Actor, row: Report, every: Every, told: list[Told]) -> Any:
    counts = row.figures
    facts = [
        {"name": "报告期", "value": f"{paper_day(row.first)}至{paper_day(row.last)}"},
        {"name": "推进中的重点项目", "value": f"{counts['projects']}个"},
        {"name": "不能按希望日期开工", "value": f"{counts['late']}个"},
        {"name": "审批用时超过目标", "value": f"{counts['over']}个"},
        {"name": "本期办完环节", "value": f"{counts['finished']}个"},
    ]
    return documents.issue_document(
        actor,
        bureau_id=row.bureau_id,
        kind="project_report",
        subject=Subject("project_report", row.pk),
        data={
            "applicant": "本局各科室",
            "addressee": "送",
            "person": False,
            "item_name": f"重点项目{NAMES[every]}",
            "paragraphs": [reporting.paragraph(place, each) for place, each in enumerate(told, start=1)],
            "facts": facts,
            "people": [],
            "basis": "",
        },
    )
