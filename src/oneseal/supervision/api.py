"""For the systems of supervising departments: fetch what was pushed, sign for it, report what was found."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema, Status
from ninja.decorators import decorate_view

from oneseal.foundation.access import actor_of
from oneseal.foundation.api import PageOut, SearchIn
from oneseal.foundation.idempotency import idempotent
from oneseal.identity.tokens import Scope
from oneseal.supervision import selectors, services
from oneseal.supervision.models import Finding, Push

router = Router(tags=["审管互动"], auth=Scope(selectors.SCOPE))
Person = Annotated[str, Field(min_length=2, max_length=60)]


class PushFilter(SearchIn, extra="forbid"):
    """Which pushes are listed. `after`: the page before's `next`."""

    view: Literal["waiting", "late", "received", "claimed", "returned", "all"] = "waiting"


class PushOut(Schema):
    """One decision. `due`: the last day for the receipt."""

    uid: UUID
    kind: str
    item_name: str
    number: str
    said: str
    holder: str
    decided_on: date
    pushed_at: datetime
    due: date
    due_provisional: bool
    state: str
    receiver: str
    claimer: str

    @staticmethod
    def of(row: Push) -> "PushOut":
        """The push's columns, and whom the decision is about."""
        own = {name: getattr(row, name) for name in PushOut.model_fields if name != "holder"}
        return PushOut(**own, holder=row.case.applicant_name)


class PushList(PageOut):
    """One page; pass `next` as `after` for the next one."""

    pushes: list[PushOut]


class ReceiptIn(Schema):
    """Who of the department signs; `claim` also puts the supervision into this person's hands."""

    person: Person
    claim: bool = False


class ReturnIn(Schema):
    """Why it is not the department's to supervise."""

    reason: Annotated[str, Field(min_length=1, max_length=300)]


class FindingIn(Schema):
    """What supervision found about a decision. `number`: of the department's paper."""

    push: UUID
    matter: Literal["penalty", "unmet", "closed", "proposal", "other"]
    text: Annotated[str, Field(min_length=1, max_length=2000)]
    number: Annotated[str, Field(max_length=60)] = ""
    person: Person


class FindingOut(Schema):
    """A finding and what the bureau did about it. `due`: the last day for the answer."""

    uid: UUID
    matter: str
    number: str
    state: str
    due: date
    measure: str
    answer: str
    answered_at: datetime | None

    @staticmethod
    def of(row: Finding) -> "FindingOut":
        """The finding's columns."""
        return FindingOut(**{name: getattr(row, name) for name in FindingOut.model_fields})


@router.get("/pushes", response={200: PushList}, operation_id="list_pushes")
def list_pushes(request: HttpRequest, asked: Query[PushFilter]) -> PushList:
    """Decisions that went to this system's department."""
    page = selectors.push_list(actor_of(request), asked.model_dump())
    return PushList(pushes=[PushOut.of(row) for row in page.rows], next=page.next)


@router.get("/pushes/{uid}", response={200: PushOut}, operation_id="get_push")
def get_push(request: HttpRequest, uid: Path[UUID]) -> PushOut:
    """One of them."""
    return PushOut.of(selectors.access_push_uid(actor_of(request), uid))


@router.post("/pushes/{uid}/receipt", response={200: PushOut}, operation_id="receive_push")
@decorate_view(idempotent)
def receive_push(request: HttpRequest, uid: Path[UUID], given: ReceiptIn) -> PushOut:
    """Sign for it by name."""
    actor = actor_of(request)
    push_id = selectors.access_push_uid(actor, uid).pk
    row = services.receive(actor, push_id=push_id, person=given.person)
    if given.claim:
        row = services.claim(actor, push_id=push_id, person=given.person)
    return PushOut.of(row)


@router.post("/pushes/{uid}/return", response={200: PushOut}, operation_id="return_push")
@decorate_view(idempotent)
def return_push(request: HttpRequest, uid: Path[UUID], given: ReturnIn) -> PushOut:
    """Send it back: another department supervises this."""
    actor = actor_of(request)
    row = selectors.access_push_uid(actor, uid)
    return PushOut.of(services.send_back(actor, push_id=row.pk, reason=given.reason))


@router.post("/findings", response={201: FindingOut}, operation_id="report_finding")
@decorate_view(idempotent)
def report_finding(request: HttpRequest, given: FindingIn) -> Status[FindingOut]:
    """Report what supervision found; the item's section answers."""
    actor = actor_of(request)
    push = selectors.access_push_uid(actor, given.push)
    row = services.report_finding(
        actor,
        push_id=push.pk,
        matter=given.matter,
        text=given.text,
        number=given.number,
        person=given.person,
    )
    return Status(201, FindingOut.of(row))


@router.get("/findings/{uid}", response={200: FindingOut}, operation_id="get_finding")
def get_finding(request: HttpRequest, uid: Path[UUID]) -> FindingOut:
    """One finding of this system's department, with the bureau's answer."""
    return FindingOut.of(selectors.access_finding_uid(actor_of(request), uid))
