"""Surveys for other systems: when the cases that a system handed in are looked at, and the record's number."""

from datetime import date

from django.http import HttpRequest
from ninja import Query, Router, Schema

from oneseal.foundation.access import actor_of
from oneseal.foundation.api import PageIn, PageOut, RowId
from oneseal.foundation.lists import keyset_page
from oneseal.identity.tokens import Scope
from oneseal.surveys import selectors
from oneseal.surveys.models import Request
from oneseal.surveys.rules.planning import clock_text
from oneseal.surveys.rules.states import TripState

router = Router(tags=["踏勘"], auth=Scope("cases:read"))


class SurveyFilter(PageIn):
    """Which surveys: of one case; `after` is what the page before gave as `next`."""

    case: RowId | None = None


class SurveyOut(Schema):
    """One survey. `day`, `arrives` and `record` are null until they are told."""

    id: int
    case: int
    case_number: str
    state: str
    mode: str
    address: str
    must_present: str
    earliest: date
    latest: date
    day: date | None
    arrives: str | None
    record: str | None

    @classmethod
    def of(cls, row: Request) -> "SurveyOut":
        """From the row with its stop."""
        visit = row.visit if row.visit and row.visit.trip.state != TripState.DRAFT else None
        return cls(
            id=row.pk,
            case=row.case_id,
            case_number=row.case_number,
            state=row.state,
            mode=row.mode,
            address=row.address,
            must_present=row.must_present,
            earliest=row.earliest,
            latest=row.latest,
            day=visit.trip.day if visit else None,
            arrives=clock_text(visit.arrives) if visit else None,
            record=visit.document.number if visit and visit.document else None,
        )


class SurveyList(PageOut):
    """One page, newest first; `next` is empty on the last."""

    surveys: list[SurveyOut]


@router.get("", response={200: SurveyList}, operation_id="list_surveys")
def list_surveys(request: HttpRequest, asked: Query[SurveyFilter]) -> SurveyList:
    """The surveys of the cases that this client handed in."""
    rows = selectors.visible_requests(actor_of(request)).select_related("visit__document")
    if asked.case is not None:
        rows = rows.filter(case=asked.case)
    page = keyset_page(rows, ("-id",), {"after": asked.after})
    return SurveyList(surveys=[SurveyOut.of(row) for row in page.rows], next=page.next)
