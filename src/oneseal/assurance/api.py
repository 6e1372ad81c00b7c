"""For systems that checked a person themselves: say so before handing in for them."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from ninja.decorators import decorate_view

from oneseal.assurance import services
from oneseal.foundation.access import actor_of
from oneseal.foundation.idempotency import idempotent
from oneseal.identity.tokens import Scope

router = Router(tags=["身份核验"], auth=Scope(services.VOUCHES))


class IdentityCheckIn(Schema, extra="forbid"):
    """Whom you checked, how far (2 name and number, 3 the document itself), and your own number of that check."""

    number: Annotated[str, Field(min_length=2, max_length=60)]
    level: Literal[2, 3]
    serial: Annotated[str, Field(min_length=1, max_length=80)]


class IdentityCheckOut(Schema):
    """Until when it counts for what you hand in."""

    uid: UUID
    level: int
    until: datetime


@router.post("", response={201: IdentityCheckOut}, operation_id="report_identity_check")
@decorate_view(idempotent)
def report_identity_check(request: HttpRequest, given: IdentityCheckIn) -> Status[IdentityCheckOut]:
    """Counts for an hour, for your own applications in this person's name."""
    row = services.vouch(actor_of(request), number=given.number, level=given.level, serial=given.serial)
    return Status(201, IdentityCheckOut(uid=row.uid, level=row.level, until=row.until))
