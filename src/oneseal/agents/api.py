"""Agents for other systems: the centres with their power lists; orders registered by a system, and how they stand."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema, Status
from ninja.decorators import decorate_view

from oneseal.agents import selectors, services
from oneseal.agents.models import AgentCentre, AgentOrder
from oneseal.agents.services import Wish
from oneseal.catalog import selectors as catalog
from oneseal.foundation.access import actor_of
from oneseal.foundation.api import PageIn, PageOut
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.lists import keyset_page
from oneseal.identity import selectors as identity
from oneseal.identity.tokens import Scope
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

router = Router(tags=["帮办代办"])


class PowerOut(Schema):
    """How far an item goes at a centre: guide, accept or decide."""

    item: str
    name: str
    power: str


class CentreOut(Schema):
    """A squad, or the centre of a town or park (`kind`). Without `powers` it takes orders about any item."""

    id: int
    kind: str
    name: str
    area: str
    phone: str
    address: str
    powers: list[PowerOut]

    @classmethod
    def of(cls, row: AgentCentre) -> "CentreOut":
        """From the row with its list."""
        listed = [
            PowerOut(item=each.item.code, name=each.item.name, power=each.power) for each in row.powers.all()
        ]
        names = ("kind", "name", "area", "phone", "address")
        return cls(id=row.pk, powers=listed, **{name: getattr(row, name) for name in names})


@router.get(
    "/centres", response={200: list[CentreOut]}, operation_id="list_agent_centres", auth=Scope("catalog:read")
)
def list_agent_centres(request: HttpRequest) -> list[CentreOut]:
    """The bureau's squads and centres with their power lists."""
    rows = selectors.visible_centres(actor_of(request)).prefetch_related("powers__item")
    return [CentreOut.of(row) for row in rows]


class AgentOrderIn(Schema):
    """Who asks for an agent, for what. `items` are codes; `theme` the code of a theme in their place."""

    applicant_number: Annotated[str, Field(min_length=1, max_length=40)]
    title: Annotated[str, Field(min_length=1, max_length=200)]
    items: Annotated[list[str], Field(max_length=20)] = []
    theme: Annotated[str, Field(max_length=60)] = ""
    wish: Annotated[str, Field(max_length=2000)] = ""
    place: Annotated[str, Field(max_length=200)] = ""
    wanted_by: date | None = None


class AgentOrderOut(Schema):
    """How an order stands: asked, assigned, working, paused, finished, evaluated or withdrawn.

    `authorised_until` is null until the principal authorised the agent, which they do with their own account.
    """

    id: UUID
    number: str
    title: str
    state: str
    centre: str
    items: list[str]
    theme: str
    tasks: int
    tasks_done: int
    authorised_until: date | None
    asked_at: datetime

    @classmethod
    def of(cls, row: AgentOrder) -> "AgentOrderOut":
        """From the row with items and tasks."""
        tasks = row.tasks.all()
        return cls(
            id=row.uid,
            number=row.number,
            title=row.title,
            state=row.state,
            centre=row.centre.name if row.centre else "",
            items=[each.item.code for each in row.items.all()],
            theme=row.theme,
            tasks=len(tasks),
            tasks_done=sum(each.done_at is not None for each in tasks),
            authorised_until=row.authorisation.to_on if row.authorisation else None,
            asked_at=row.asked_at,
        )


class AgentOrderList(PageOut):
    """One page, newest first; `next` is empty on the last."""

    orders: list[AgentOrderOut]


@router.get(
    "/orders", response={200: AgentOrderList}, operation_id="list_agent_orders", auth=Scope("cases:read")
)
def list_agent_orders(request: HttpRequest, asked: Query[PageIn]) -> AgentOrderList:
    """The orders that this client registered."""
    rows = selectors.visible_orders(actor_of(request)).prefetch_related("items__item", "tasks")
    page = keyset_page(rows, ("-id",), {"after": asked.after})
    return AgentOrderList(orders=[AgentOrderOut.of(row) for row in page.rows], next=page.next)


@router.get(
    "/orders/{uid}", response={200: AgentOrderOut}, operation_id="get_agent_order", auth=Scope("cases:read")
)
def get_agent_order(request: HttpRequest, uid: Path[UUID]) -> AgentOrderOut:
    """One order that this client registered."""
    return AgentOrderOut.of(selectors.access_order_uid(actor_of(request), uid))


@router.post("/orders", response={201: AgentOrderOut}, operation_id="ask_agent", auth=Scope("cases:write"))
@decorate_view(idempotent)
def ask_agent(request: HttpRequest, given: AgentOrderIn) -> Status[AgentOrderOut]:
    """Register an order. Nothing is done for the principal until they authorise the agent themselves."""
    actor = actor_of(request)
    applicant = identity.applicant_by_number(given.applicant_number.strip())
    if applicant is None:
        text = N_("没有这个证件号码的申请人，请本人先在网上注册。")
        raise NotFound("no_such_applicant", text, field="applicant_number")
    order = services.ask_agent(
        actor,
        bureau_id=actor.bureau_id,
        applicant_id=applicant.pk,
        item_ids=[catalog.item_by_code(actor, code).pk for code in given.items],
        wish=Wish(given.title, given.wish, given.place, wanted_by=given.wanted_by, theme=given.theme),
    )
    return Status(201, AgentOrderOut.of(selectors.access_order(actor, order.pk)))
