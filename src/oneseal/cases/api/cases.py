"""Following cases: list, detail, history, the thread with the officer."""

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Path, Query, Router, Status
from ninja.decorators import decorate_view

from oneseal.cases import selectors, services
from oneseal.cases.api.schemas import (
    CaseDetail,
    CaseFilter,
    CaseList,
    CaseOut,
    HistoryOut,
    MessageIn,
    MessageOut,
)
from oneseal.foundation.access import actor_of
from oneseal.foundation.idempotency import idempotent
from oneseal.identity.tokens import Scope

router = Router(tags=["办件"], auth=Scope("cases:read"))


@router.get("", response={200: CaseList}, operation_id="list_cases")
def list_cases(request: HttpRequest, asked: Query[CaseFilter]) -> CaseList:
    """The cases that this client handed in, newest first."""
    page = selectors.search_cases(actor_of(request), asked.model_dump())
    return CaseList(cases=[CaseOut.of(case) for case in page.rows], next=page.next)


@router.get("/{case_id}", response={200: CaseDetail}, operation_id="get_case")
def get_case(request: HttpRequest, case_id: Path[int]) -> CaseDetail:
    """One case with materials, steps, corrections and documents."""
    return CaseDetail.of_page(selectors.case_page(actor_of(request), case_id))


@router.get("/{case_id}/history", response={200: list[HistoryOut]}, operation_id="get_history")
def get_history(request: HttpRequest, case_id: Path[int]) -> list[HistoryOut]:
    """What happened, oldest first, as the applicant may know it."""
    case = selectors.access_case(actor_of(request), case_id)
    return [
        HistoryOut(at=line.at, kind=line.kind, text=gettext(line.text) % line.values, reason=line.reason)
        for line in selectors.history_of(case, public=True)
    ]


@router.get("/{case_id}/messages", response={200: list[MessageOut]}, operation_id="list_messages")
def list_messages(request: HttpRequest, case_id: Path[int]) -> list[MessageOut]:
    """The thread between applicant and officer."""
    case = selectors.access_case(actor_of(request), case_id)
    return [MessageOut.of(row) for row in case.messages.all()]


@router.post(
    "/{case_id}/messages",
    response={201: MessageOut},
    auth=Scope("cases:write"),
    operation_id="send_message",
)
@decorate_view(idempotent)
def send_message(request: HttpRequest, case_id: Path[int], given: MessageIn) -> Status[MessageOut]:
    """Write to the officer."""
    row = services.send_message(actor_of(request), case_id=case_id, text=given.text)
    return Status(201, MessageOut.of(row))
