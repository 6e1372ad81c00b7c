"""For the hotline and other systems: hand in an inquiry, ask how it stands."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Path, Router, Schema, Status
from ninja.decorators import decorate_view

from oneseal.catalog import selectors as catalog
from oneseal.foundation.access import actor_of
from oneseal.foundation.idempotency import idempotent
from oneseal.identity.tokens import Scope
from oneseal.inquiries import selectors, services
from oneseal.inquiries.models import Inquiry

router = Router(tags=["咨询"], auth=Scope("inquiries"))


class InquiryIn(Schema):
    """A question, about an item by its code or about anything. The answer is told to `phone`."""

    question: Annotated[str, Field(min_length=1, max_length=2000)]
    phone: Annotated[str, Field(min_length=5, max_length=30)]
    name: Annotated[str, Field(max_length=60)] = ""
    item: Annotated[str, Field(max_length=60)] = ""


class InquiryOut(Schema):
    """How it stands. `due`: the last day for the answer. Keep `uid`: whoever has it reads the answer."""

    uid: UUID
    number: str
    state: str
    due: date
    due_provisional: bool
    answer: str
    answered_at: datetime | None

    @staticmethod
    def of(row: Inquiry) -> "InquiryOut":
        """The inquiry's columns."""
        return InquiryOut(**{name: getattr(row, name) for name in InquiryOut.model_fields})


@router.post("", response={201: InquiryOut}, operation_id="hand_in_inquiry")
@decorate_view(idempotent)
def hand_in_inquiry(request: HttpRequest, given: InquiryIn) -> Status[InquiryOut]:
    """It waits for the item's section, else for the reception, as if asked online."""
    actor = actor_of(request)
    row = services.ask_online(
        actor,
        bureau_id=actor.bureau_id,
        question=given.question,
        item_id=catalog.item_by_code(actor, given.item).pk if given.item else None,
        name=given.name,
        phone=given.phone,
    )
    return Status(201, InquiryOut.of(row))


@router.get("/{uid}", response={200: InquiryOut}, operation_id="get_inquiry")
def get_inquiry(request: HttpRequest, uid: Path[UUID]) -> InquiryOut:
    """State and answer."""
    return InquiryOut.of(selectors.access_asked(actor_of(request), uid))
