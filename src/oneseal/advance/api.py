"""The plan of key projects, early services and pre-reviews for other systems, such as the investment platform."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema, Status
from ninja.decorators import decorate_view

from oneseal.advance import selectors, services
from oneseal.advance.models import EarlyService, KeyProject, PreReview
from oneseal.advance.selectors import reviews
from oneseal.cases.api.applications import item_and_applicant
from oneseal.cases.api.schemas import ForItemIn
from oneseal.foundation.access import actor_of
from oneseal.foundation.api import PageIn, PageOut, SearchIn
from oneseal.foundation.idempotency import idempotent
from oneseal.identity.tokens import Scope

router = Router(tags=["重点项目"], auth=Scope("catalog:read"))
early = Router(tags=["提前介入"], auth=Scope("cases:read"))
pre_reviews = Router(tags=["信用承诺预审"], auth=Scope(reviews.SCOPE))


class KeyProjectFilter(SearchIn):
    """Which projects: of one year; with these words in name, code or owner; `after` is what the page before gave."""

    year: Annotated[int, Field(ge=2000, le=2100)] | None = None


class KeyProjectOut(Schema):
    """One project of the plan. `level`: district, city, province, state; `owner_code`: unified social credit code."""

    id: UUID
    year: int
    level: str
    code: str
    name: str
    owner: str
    owner_code: str
    industry: str
    approved_by: str

    @classmethod
    def of(cls, row: KeyProject) -> "KeyProjectOut":
        """The row's columns."""
        names = [name for name in cls.model_fields if name != "id"]
        return cls(id=row.uid, **{name: getattr(row, name) for name in names})


class KeyProjectList(PageOut):
    """One page, newest plan first; `next` is empty on the last."""

    projects: list[KeyProjectOut]


@router.get("", response={200: KeyProjectList}, operation_id="list_key_projects")
def list_key_projects(request: HttpRequest, asked: Query[KeyProjectFilter]) -> KeyProjectList:
    """The projects that stand on the plans."""
    said = {"q": asked.q, "after": asked.after, "year": str(asked.year or "")}
    page = selectors.public_projects(said)
    return KeyProjectList(projects=[KeyProjectOut.of(row) for row in page.rows], next=page.next)


class EarlyIn(ForItemIn):
    """An early service asked for: the item by its code, for whom, what is planned and how far it is."""

    matter: Annotated[str, Field(min_length=1, max_length=2000)]


class EarlyNoteIn(Schema):
    """What the applicant's side asks or says."""

    text: Annotated[str, Field(min_length=1, max_length=2000)]


class PreparedOut(Schema):
    """One material of the list that the adviser gave."""

    code: str
    name: str
    necessity: str
    note: str


class SaidOut(Schema):
    """One note of either side."""

    author: str
    text: str
    at: datetime


class EarlyOut(Schema):
    """An early service. `adviser` is the one person to talk to, `due` the last day to get in touch."""

    id: UUID
    number: str
    item: str
    state: str
    section: str
    adviser: str
    due: date
    advice: str
    prepared: list[PreparedOut]
    notes: list[SaidOut]
    case_number: str

    @classmethod
    def of(cls, row: EarlyService) -> "EarlyOut":
        """From the row with its notes."""
        said = selectors.notes_of(row)
        return cls(
            id=row.uid,
            number=row.number,
            item=row.item_name,
            state=row.state,
            section=row.section.name,
            adviser=row.staff.name if row.staff else "",
            due=row.due,
            advice=row.advice,
            prepared=[PreparedOut(**line) for line in row.prepared],
            notes=[SaidOut(author=each.author, text=each.text, at=each.at) for each in said],
            case_number=row.case.number if row.case else "",
        )


class EarlyList(PageOut):
    """One page, newest first; `next` is empty on the last."""

    services: list[EarlyOut]


@early.get("", response={200: EarlyList}, operation_id="list_early_services")
def list_early_services(request: HttpRequest, asked: Query[PageIn]) -> EarlyList:
    """What this system asked for."""
    page = selectors.own_early(actor_of(request), {"after": asked.after})
    return EarlyList(services=[EarlyOut.of(row) for row in page.rows], next=page.next)


@early.get("/{service_id}", response={200: EarlyOut}, operation_id="get_early_service")
def get_early_service(request: HttpRequest, service_id: Path[UUID]) -> EarlyOut:
    """One of them, with what was said and what is to be prepared."""
    return EarlyOut.of(selectors.access_early_uid(actor_of(request), service_id))


@early.post("", response={201: EarlyOut}, auth=Scope("cases:write"), operation_id="ask_early_service")
@decorate_view(idempotent)
def ask_early_service(request: HttpRequest, given: EarlyIn) -> Status[EarlyOut]:
    """Ask the bureau in before applying. No licence clock runs."""
    actor = actor_of(request)
    item_id, applicant_id = item_and_applicant(actor, given)
    row = services.ask_early(actor, item_id=item_id, applicant_id=applicant_id, matter=given.matter)
    return Status(201, EarlyOut.of(row))


@early.post(
    "/{service_id}/notes",
    response={201: EarlyOut},
    auth=Scope("cases:write"),
    operation_id="add_early_note",
)
@decorate_view(idempotent)
def add_early_note(request: HttpRequest, service_id: Path[UUID], given: EarlyNoteIn) -> Status[EarlyOut]:
    """Say or ask something."""
    actor = actor_of(request)
    row = selectors.access_early_uid(actor, service_id)
    services.add_note(actor, service_id=row.pk, text=given.text)
    return Status(201, EarlyOut.of(row))


class PreReviewFilter(SearchIn):
    """Words in number, owner or project; `after` is what the page before gave as `next`."""


class PromisedOut(Schema):
    """One formal paper that the owner committed to, and until when."""

    item: str
    due: date
    state: str
    case_number: str


class PreReviewOut(Schema):
    """A pre-review on commitment (先建后验). `opinion` is the number of the sealed opinion, which is no licence."""

    id: UUID
    number: str
    project_code: str
    project: str
    owner: str
    state: str
    asked_at: datetime
    opinion: str
    promised: list[PromisedOut]

    @classmethod
    def of(cls, row: PreReview) -> "PreReviewOut":
        """From the row with what was promised."""
        return cls(
            id=row.uid,
            number=row.number,
            project_code=row.project.code,
            project=row.project.name,
            owner=row.applicant_name,
            state=row.state,
            asked_at=row.asked_at,
            opinion=row.opinion.number if row.opinion else "",
            promised=[
                PromisedOut(
                    item=each.item_name,
                    due=each.due,
                    state=each.state,
                    case_number=each.case.number if each.case else "",
                )
                for each in reviews.papers_of(row)
            ],
        )


class PreReviewList(PageOut):
    """One page, newest first; `next` is empty on the last."""

    pre_reviews: list[PreReviewOut]


@pre_reviews.get("", response={200: PreReviewList}, operation_id="list_pre_reviews")
def list_pre_reviews(request: HttpRequest, asked: Query[PreReviewFilter]) -> PreReviewList:
    """The pre-reviews of key projects, for the platform that follows the projects."""
    page = reviews.review_list(actor_of(request), {"view": "all", "q": asked.q, "after": asked.after})
    reviews.with_papers(page.rows)
    return PreReviewList(pre_reviews=[PreReviewOut.of(row) for row in page.rows], next=page.next)
