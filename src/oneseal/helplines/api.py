"""For a telephone exchange: what happens on the consulting numbers; the month's rate for those who watch."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status
from ninja.decorators import decorate_view
from pydantic import AwareDatetime

from oneseal.foundation import clock
from oneseal.foundation.access import actor_of
from oneseal.foundation.api import Month, first_of
from oneseal.foundation.idempotency import idempotent
from oneseal.helplines import selectors, services
from oneseal.identity.tokens import Scope
from oneseal.kernel.rates import Rate

router = Router(tags=["咨询电话"], auth=Scope("helplines"))


class CallEventIn(Schema):
    """One thing that happened to a call. `call`: your id of it; `number`: ours that was dialled, as it is set up here.

    `at` with its time zone. `caller` may be empty (withheld). Messages may come twice or late.
    """

    call: Annotated[str, Field(min_length=1, max_length=64)]
    number: Annotated[str, Field(min_length=3, max_length=40)]
    event: Literal["rang", "answered", "missed", "hung_up"]
    at: AwareDatetime
    caller: Annotated[str, Field(max_length=40)] = ""


class HeardCallOut(Schema):
    """How the call stands: ringing, talking, missed, settled, returned, lost; `due`: to be called back by."""

    uid: UUID
    call: str
    state: str
    due: date | None


class MonthFilter(Schema):
    """Which month; this one if nothing is said."""

    month: Month | None = None


class LineRateOut(Schema):
    """A number in a month: answered of all in office hours, called back in time of missed ones."""

    number: str
    place: str
    answered: int
    calls: int
    returned: int
    missed: int
    percent: str


@router.post("/events", response={202: HeardCallOut}, operation_id="hear_call")
@decorate_view(idempotent)
def hear_call(request: HttpRequest, given: CallEventIn) -> Status[HeardCallOut]:
    """Take in one message."""
    row = services.hear(
        actor_of(request),
        call=given.call,
        number=given.number,
        heard=given.event,
        at=given.at,
        caller=given.caller,
    )
    return Status(202, HeardCallOut(uid=row.uid, call=row.external, state=row.state, due=row.due))


@router.get("/rates", response={200: list[LineRateOut]}, operation_id="list_call_rates")
def list_call_rates(request: HttpRequest, asked: Query[MonthFilter]) -> list[LineRateOut]:
    """Each number's month."""
    day = first_of(asked.month) if asked.month else clock.today()
    rows = selectors.connect_rates(actor_of(request).bureau_id, day)
    return [_rate_out(row.line.number, row.line.place, row.answered, row.returned) for row in rows]


def _rate_out(number: str, place: str, answered: Rate, returned: Rate) -> LineRateOut:
    return LineRateOut(
        number=number,
        place=place,
        answered=answered.numerator,
        calls=answered.denominator,
        returned=returned.numerator,
        missed=returned.denominator,
        percent=answered.percent(1),
    )
