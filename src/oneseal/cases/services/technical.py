"""Technical review apart from approval: its report, on which the decision rests (inventory 5.17)."""

from oneseal.cases.models import CaseStep
from oneseal.cases.services import papers
from oneseal.cases.services.loading import Work
from oneseal.catalog.rules.content import StepKind
from oneseal.documents import selectors as documents
from oneseal.foundation.display import local_day, paper_day
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

REPORT = "technical_report"
LONGEST = 1800
BASIS = "技术审查与行政审批分离"


def report(work: Work, step: CaseStep, opinion: str) -> None:
    """Issue 技术审查意见书 with what the reviewer found. Raises RuleViolation where no opinion is written."""
    if not opinion.strip():
        raise RuleViolation(
            "report_empty", N_("请写技术审查意见，它会写进技术审查意见书。"), field="opinion", basis=BASIS
        )
    begun = local_day(step.taken_at or work.now)
    lines = [line.strip() for line in opinion.splitlines() if line.strip()]
    papers.issue(
        work.actor,
        work.case,
        REPORT,
        paragraphs=[line[at : at + LONGEST] for line in lines for at in range(0, len(line), LONGEST)],
        facts=[
            {"name": "审查环节", "value": step.name},
            {"name": "审查期间", "value": f"{paper_day(begun)}至{paper_day(work.today)}"},
        ],
        people=[{"name": work.actor.name, "capacity": "技术审查人员", "signed": paper_day(work.today)}],
        basis=f"{BASIS}：技术审查人员不参与审批决定",
    )


def reports_on(work: Work) -> list[str]:
    """The technical reports of a case for the basis of its decision; costs nothing where no step is a technical one."""
    if all(step.kind != StepKind.TECHNICAL_REVIEW for step in work.steps.values()):
        return []
    issued = documents.documents_about("case", work.case.pk).filter(kind=REPORT).order_by("-id")
    return [f"{paper.title}（{paper.number}）" for paper in issued[:1]]
