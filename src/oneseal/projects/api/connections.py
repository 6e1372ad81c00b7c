"""For the systems of utility companies: what is to be connected, how, for how much and by when (6.12)."""

from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema
from ninja.decorators import decorate_view

from oneseal.foundation.access import actor_of
from oneseal.foundation.api import PageIn, PageOut
from oneseal.foundation.idempotency import idempotent
from oneseal.identity.tokens import Scope
from oneseal.projects import selectors, services
from oneseal.projects.models import Task
from oneseal.projects.rules.utilities import LONGEST_PLAN

Code = Annotated[str, Field(max_length=40, pattern=r"^[0-9A-Za-z-]+$")]
Key = Annotated[str, Field(max_length=40, pattern=r"^[a-z][a-z0-9_]*$")]
router = Router(tags=["公用企业接入"], auth=Scope(selectors.UTILITIES))


class ConnectionFilter(PageIn, extra="forbid"):
    """Which connections. `after`: the page before's `next`."""

    view: Literal["open", "new", "all"] = "open"


class ConnectionAnswer(Schema):
    """How it is connected, for how much (分, 0: free), by which day."""

    plan: Annotated[str, Field(min_length=1, max_length=LONGEST_PLAN)]
    fee: Annotated[int, Field(ge=0, le=10**14)]
    ready_on: date


class ConnectionDone(Schema):
    """Connected: a note, such as the number of the contract."""

    note: Annotated[str, Field(max_length=500)] = ""


class ConnectionOut(Schema):
    """One connection of a project; `answer` is null until the company has answered."""

    project: str
    project_name: str
    owner: str
    address: str
    key: str
    name: str
    company: str
    days: int
    state: str
    started_on: date | None
    finished_on: date | None
    answer: ConnectionAnswer | None

    @staticmethod
    def of(row: Task) -> "ConnectionOut":
        """From the task, its project and its answer."""
        said = getattr(row, "connection", None)
        names = ("key", "name", "days", "state", "started_on", "finished_on")
        return ConnectionOut(
            **{name: getattr(row, name) for name in names},
            project=row.project.code,
            project_name=row.project.name,
            owner=row.project.owner_name,
            address=row.project.address,
            company=row.partner,
            answer=ConnectionAnswer(plan=said.plan, fee=said.fee, ready_on=said.ready_on) if said else None,
        )


class ConnectionList(PageOut):
    """One page, newest first; `next` is empty on the last."""

    connections: list[ConnectionOut]


@router.get("", response={200: ConnectionList}, operation_id="list_connections")
def list_connections(request: HttpRequest, asked: Query[ConnectionFilter]) -> ConnectionList:
    """The connections of this system's company."""
    page = selectors.connections(actor_of(request), asked.model_dump())
    return ConnectionList(connections=[ConnectionOut.of(row) for row in page.rows], next=page.next)


def _shown(request: HttpRequest, code: str, key: str) -> ConnectionOut:
    return ConnectionOut.of(selectors.access_connection_by_code(actor_of(request), code, key))


@router.get("/{code}/{key}", response={200: ConnectionOut}, operation_id="get_connection")
def get_connection(request: HttpRequest, code: Path[Code], key: Path[Key]) -> ConnectionOut:
    """One of them, by the project's code and the task's key."""
    return _shown(request, code, key)


@router.post("/{code}/{key}/answer", response={200: ConnectionOut}, operation_id="answer_connection")
@decorate_view(idempotent)
def answer_connection(
    request: HttpRequest, code: Path[Code], key: Path[Key], given: ConnectionAnswer
) -> ConnectionOut:
    """Say how, for how much, by when; said again, the new answer stands."""
    actor = actor_of(request)
    row = selectors.access_connection_by_code(actor, code, key)
    services.answer_connection(actor, task_id=row.pk, **given.model_dump())
    return _shown(request, code, key)


@router.post("/{code}/{key}/start", response={200: ConnectionOut}, operation_id="start_connection")
@decorate_view(idempotent)
def start_connection(request: HttpRequest, code: Path[Code], key: Path[Key]) -> ConnectionOut:
    """Begin; what it waits for must be done."""
    actor = actor_of(request)
    row = selectors.access_connection_by_code(actor, code, key)
    services.start_connection(actor, task_id=row.pk)
    return _shown(request, code, key)


@router.post("/{code}/{key}/done", response={200: ConnectionOut}, operation_id="finish_connection")
@decorate_view(idempotent)
def finish_connection(
    request: HttpRequest, code: Path[Code], key: Path[Key], given: ConnectionDone
) -> ConnectionOut:
    """Connected."""
    actor = actor_of(request)
    row = selectors.access_connection_by_code(actor, code, key)
    services.finish_connection(actor, task_id=row.pk, note=given.note)
    return _shown(request, code, key)
