"""For evaluation platforms (省好差评平台): send what was said there, follow what became of the negative ones."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status
from ninja.decorators import decorate_view
from pydantic import AwareDatetime

from oneseal.cases.selectors import RELAY
from oneseal.feedback import selectors, services
from oneseal.feedback.models import Relayed
from oneseal.feedback.selectors import Negative
from oneseal.foundation.access import actor_of
from oneseal.foundation.idempotency import idempotent
from oneseal.identity.tokens import Scope

router = Router(tags=["好差评"], auth=Scope(RELAY))
Level = Annotated[int, Field(ge=1, le=5)]
Name = Annotated[str, Field(min_length=1, max_length=20, pattern="^[a-z_]+$")]


class EvaluationIn(Schema):
    """One evaluation. `number`: yours. Either `case` (number of the case) or `visit` (code on the slip or the SMS).

    `scores`: efficiency, guide, convenience, platform for what was applied for online; efficiency, skill, attitude at
    the window. `tags`: one_trip, fast, clear_guide, patient (levels 5 and 4); wait, guide_hard, form_long,
    as_expected (3); late, extra_papers, many_trips, rude, unclear, system_fault (2 and 1). `contact`: a telephone to
    call back. `given_at` with its time zone.
    """

    number: Annotated[str, Field(min_length=1, max_length=64)]
    case: Annotated[str, Field(max_length=40)] = ""
    visit: Annotated[str, Field(max_length=20)] = ""
    level: Level
    scores: Annotated[dict[Name, Level], Field(max_length=8)] = {}
    tags: Annotated[list[Name], Field(max_length=6)] = []
    comment: Annotated[str, Field(max_length=1000)] = ""
    contact: Annotated[str, Field(max_length=40)] = ""
    given_at: AwareDatetime


class RelayedOut(Schema):
    """What was taken in: the stage that it counts for (visit, handling, follow_up)."""

    id: UUID
    number: str
    stage: str
    level: int
    arrived_at: datetime

    @classmethod
    def of(cls, row: Relayed) -> "RelayedOut":
        """From the row with its evaluation."""
        given = row.evaluation
        return cls(
            id=given.uid,
            number=row.number,
            stage=given.stage,
            level=given.level,
            arrived_at=row.arrived_at,
        )


class NegativeFilter(Schema):
    """Which negative ones: waiting for the call, for the mending, or done; `after`: the page before's `next`."""

    phase: Literal["contact", "rectify", "done", ""] = ""
    after: Annotated[str, Field(max_length=200)] = ""


class NegativeOut(Schema):
    """A negative evaluation and what became of it. `number`: yours, where you sent it. No names, no telephone."""

    id: UUID
    number: str
    subject: str
    case: str
    level: int
    tags: list[str]
    given_at: datetime
    contact_by: date
    contacted_at: datetime | None
    founded: bool | None
    rectify_by: date
    rectified_at: datetime | None
    remedy: str

    @classmethod
    def of(cls, found: Negative) -> "NegativeOut":
        """From the evaluation and its rectification."""
        row, given = found.row, found.row.evaluation
        own = ("contact_by", "contacted_at", "founded", "rectify_by", "rectified_at", "remedy")
        return cls(
            id=given.uid,
            number=found.number,
            subject=given.name,
            case=given.case.number if given.case else "",
            level=given.level,
            tags=given.tags,
            given_at=given.at,
            **{name: getattr(row, name) for name in own},
        )


class NegativeList(Schema):
    """One page, oldest first; `next` is empty on the last."""

    evaluations: list[NegativeOut]
    next: str


@router.post("", response={200: RelayedOut, 201: RelayedOut}, operation_id="relay_evaluation")
@decorate_view(idempotent)
def relay_evaluation(request: HttpRequest, given: EvaluationIn) -> Status[RelayedOut]:
    """Send an evaluation. 201: taken in; 200: you sent this number before, here is what became of it."""
    row, new = services.relay(actor_of(request), services.Said(**given.dict()))
    return Status(201 if new else 200, RelayedOut.of(row))


@router.get("/negatives", response={200: NegativeList}, operation_id="list_negative_evaluations")
def list_negatives(request: HttpRequest, asked: Query[NegativeFilter]) -> NegativeList:
    """The negative evaluations of the bureau on every channel, with call and mending."""
    rows, following = selectors.negatives(actor_of(request), asked.dict())
    return NegativeList(evaluations=[NegativeOut.of(each) for each in rows], next=following)
