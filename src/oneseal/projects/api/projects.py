"""For the province's platform: the bureau's construction projects by their code, read only (PRJ-1, PRJ-6)."""

from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema

from oneseal.foundation.access import actor_of
from oneseal.foundation.api import PageOut, SearchIn
from oneseal.identity.tokens import Scope
from oneseal.projects import selectors
from oneseal.projects.selectors import boards
from oneseal.projects.selectors.reading import Line, Reading

Code = Annotated[str, Field(max_length=40, pattern=r"^[0-9A-Za-z-]+$")]
router = Router(tags=["工程建设项目"], auth=Scope(selectors.SCOPE))


class ProjectFilter(SearchIn, extra="forbid"):
    """Which projects. `after`: the page before's `next`."""

    view: Literal["running", "key", "done", "stopped", "all"] = "all"


class MetersOut(Schema):
    """Working days, kept apart; `target` is about `agency` alone."""

    agency: int
    applicant: int
    excluded: int
    target: int


class StageOut(Schema):
    """One stage by the number of the national dictionary (5: parallel track)."""

    number: int
    lead: str
    state: str
    accepted_on: date | None
    due: date | None
    passed_on: date | None


class TaskOut(Schema):
    """One task; `case_number` of the application that it follows."""

    key: str
    name: str
    stage: int
    kind: str
    holder: str
    state: str
    started_on: date | None
    finished_on: date | None
    planned_finish: date | None
    late: int
    case_number: str

    @staticmethod
    def of(line: Line) -> "TaskOut":
        """From a line of the reading."""
        return TaskOut(
            key=line.task.key,
            name=line.task.name,
            stage=line.task.stage,
            kind=line.task.kind,
            holder=line.holder,
            state=line.now.state,
            started_on=line.now.started,
            finished_on=line.now.finished,
            planned_finish=line.planned.finish,
            late=line.planned.late,
            case_number=line.task.case.number if line.task.case else "",
        )


class ProjectOut(Schema):
    """One project. `works_from`: when permits will be there at the planned pace."""

    code: str
    name: str
    investor: str
    owner: str
    address: str
    state: str
    registered_on: date
    wished_start: date | None
    works_from: date | None
    late: int
    meters: MetersOut
    stages: list[StageOut]
    tasks: list[TaskOut]

    @staticmethod
    def of(reading: Reading) -> "ProjectOut":
        """From a reading."""
        project, read = reading.project, reading.readings
        names = ("code", "name", "investor", "address", "state", "registered_on", "wished_start")
        return ProjectOut(
            **{name: getattr(project, name) for name in names},
            owner=project.owner_name,
            works_from=reading.schedule.expected,
            late=reading.schedule.late,
            meters=MetersOut(
                agency=read.agency,
                applicant=read.applicant,
                excluded=read.excluded,
                target=reading.target.target,
            ),
            stages=[
                StageOut(
                    number=stage.number,
                    lead=stage.lead_name,
                    state=stage.state,
                    accepted_on=stage.opened_on,
                    due=stage.due,
                    passed_on=stage.passed_on,
                )
                for stage in reading.stages
            ],
            tasks=[TaskOut.of(line) for line in reading.lines],
        )


class ProjectList(PageOut):
    """One page, newest first; `next` is empty on the last."""

    projects: list[ProjectOut]


@router.get("", response={200: ProjectList}, operation_id="list_projects")
def list_projects(request: HttpRequest, asked: Query[ProjectFilter]) -> ProjectList:
    """The bureau's projects with stages, tasks and meters."""
    page, readings = boards.board(actor_of(request), asked.model_dump())
    return ProjectList(projects=[ProjectOut.of(each) for each in readings], next=page.next)


@router.get("/{code}", response={200: ProjectOut}, operation_id="get_project")
def get_project(request: HttpRequest, code: Path[Code]) -> ProjectOut:
    """One project by its 24-character code."""
    project = selectors.access_project_by_code(actor_of(request), code)
    return ProjectOut.of(selectors.reading_of(project))
