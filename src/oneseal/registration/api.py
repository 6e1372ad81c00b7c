"""Names and simplified deregistrations of firms for other systems.

A name is held against the register, declared for an applicant, given back. What is in publicity is open to everybody
(banks, tax, other departments ask by the credit code); a department objects with its token.
"""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema, Status
from ninja.decorators import decorate_view

from oneseal.cases.api.applications import applicant_for
from oneseal.cases.api.schemas import ApplicantIn
from oneseal.foundation.access import actor_of
from oneseal.foundation.api import PageOut, SearchIn
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence
from oneseal.foundation.ratelimit import limit
from oneseal.identity import selectors as identity
from oneseal.identity.tokens import Scope
from oneseal.registration import services
from oneseal.registration.models import Deregistration, EnterpriseName
from oneseal.registration.rules.names import Parts
from oneseal.registration.selectors import ending
from oneseal.registration.selectors import names as selectors

names = Router(tags=["企业名称"], auth=Scope("cases:write"))
ends = Router(tags=["简易注销"], auth=Scope("cases:write"))


class NameParts(Schema):
    """The four parts of a firm's name and its kind, which the form must fit."""

    region: Annotated[str, Field(max_length=30)]
    trade: Annotated[str, Field(max_length=20)]
    industry: Annotated[str, Field(max_length=30)] = ""
    form: Annotated[str, Field(max_length=20)]
    kind: Literal["company", "shares", "partnership", "sole", "cooperative", "individual"]

    def parts(self) -> Parts:
        """As the rules take them."""
        return Parts(self.region, self.trade, self.industry, self.form, self.kind)


class NameReason(Schema):
    """Why a name may not be had, and the article that says so."""

    code: str
    field: str
    text: str
    basis: str


class NameChecked(Schema):
    """What a name meets today. Nothing is kept by asking; `similar` only warns."""

    name: str
    free: bool
    reasons: list[NameReason]
    similar: list[str]


class NameIn(Schema):
    """A declaration: for whom, the parts, whether an approval comes first; `undertaken`: they answer for likeness."""

    applicant: ApplicantIn
    parts: NameParts
    approval: bool = False
    undertaken: bool


class NameOut(Schema):
    """A name that this system declared. `state`: reserved, registered, released, expired, ended."""

    id: UUID
    name: str
    state: str
    until: date | None
    uscc: str

    @classmethod
    def of(cls, row: EnterpriseName) -> "NameOut":
        """From the row."""
        return cls(id=row.uid, name=row.full, state=row.state, until=row.until, uscc=row.uscc)


class NameFilter(SearchIn):
    """With these words in the name, or of exactly this credit code; `after` is what the page before gave as `next`."""


class NameList(PageOut):
    """One page, newest first; `next` is empty on the last."""

    names: list[NameOut]


class DeregistrationFilter(SearchIn):
    """With these words in the firm's name, or of exactly this credit code; `after`: what the page before gave."""


class DeregistrationOut(Schema):
    """A simplified deregistration as everybody may see it; `until`: last day of publicity, `apply_by`: of applying.

    `state`: waiting (in publicity), applied, done, objected, lapsed, withdrawn.
    """

    id: UUID
    name: str
    uscc: str
    state: str
    started_on: date | None
    until: date | None
    apply_by: date | None
    ended_on: date | None

    @classmethod
    def of(cls, row: Deregistration) -> "DeregistrationOut":
        """From a row that was published."""
        return cls(
            id=row.uid,
            name=row.name,
            uscc=row.number,
            state=row.state,
            started_on=row.started_on,
            until=row.until,
            apply_by=row.apply_by,
            ended_on=row.ended_on,
        )


class DeregistrationList(PageOut):
    """One page, newest first; `next` is empty on the last."""

    deregistrations: list[DeregistrationOut]


class ObjectionIn(Schema):
    """Who objects and why; `relation` says what they are to the firm."""

    relation: Literal["creditor", "department", "other"]
    name: Annotated[str, Field(min_length=1, max_length=60)]
    phone: Annotated[str, Field(min_length=1, max_length=30)]
    facts: Annotated[str, Field(min_length=1, max_length=2000)]


@names.get("/check", response={200: NameChecked}, auth=None, operation_id="check_name")
@decorate_view(limit("120/h", by="ip"))
def check_name(request: HttpRequest, asked: Query[NameParts]) -> NameChecked:
    """Hold a name against the rules and the register."""
    bureau_id = identity.bureau_for(actor_of(request))
    looked = selectors.look(bureau_id, asked.parts())
    reasons = [
        NameReason(code=each.code, field=each.field or "", text=sentence(each), basis=each.basis)
        for each in looked.refusals
    ]
    return NameChecked(name=asked.parts().full, free=not reasons, reasons=reasons, similar=looked.similar)


@names.post("", response={201: NameOut}, operation_id="declare_name")
@decorate_view(idempotent)
def declare_name(request: HttpRequest, given: NameIn) -> Status[NameOut]:
    """Declare a name for an applicant: it is kept at once. 422 lists every reason."""
    actor = actor_of(request)
    row = services.reserve_name(
        actor,
        bureau_id=actor.bureau_id,
        applicant_id=applicant_for(actor, given.applicant),
        parts=given.parts.parts(),
        approval=given.approval,
        undertaken=given.undertaken,
    )
    return Status(201, NameOut.of(row))


@names.get("", response={200: NameList}, operation_id="list_names")
def list_names(request: HttpRequest, asked: Query[NameFilter]) -> NameList:
    """Names that this system declared, kept, registered or ended; by words of the name or the credit code."""
    page = selectors.desk_names(actor_of(request), {"view": "all", "q": asked.q, "after": asked.after})
    return NameList(names=[NameOut.of(row) for row in page.rows], next=page.next)


@names.get("/{name_id}", response={200: NameOut}, operation_id="get_name")
def get_name(request: HttpRequest, name_id: Path[UUID]) -> NameOut:
    """One name that this system declared."""
    return NameOut.of(selectors.access_name_uid(actor_of(request), name_id))


@names.post("/{name_id}/release", response={200: NameOut}, operation_id="release_name")
@decorate_view(idempotent)
def release_name(request: HttpRequest, name_id: Path[UUID]) -> NameOut:
    """Give a kept name back."""
    actor = actor_of(request)
    row = selectors.access_name_uid(actor, name_id)
    return NameOut.of(services.release_name(actor, name_id=row.pk))


@ends.get("", response={200: DeregistrationList}, auth=None, operation_id="list_deregistrations")
def list_deregistrations(request: HttpRequest, asked: Query[DeregistrationFilter]) -> DeregistrationList:
    """Firms in publicity today, as the public page shows them."""
    page = ending.published({"q": asked.q, "after": asked.after})
    return DeregistrationList(
        deregistrations=[DeregistrationOut.of(row) for row in page.rows], next=page.next
    )


@ends.get("/{end_id}", response={200: DeregistrationOut}, auth=None, operation_id="get_deregistration")
def get_deregistration(request: HttpRequest, end_id: Path[UUID]) -> DeregistrationOut:
    """One that was published, after its end too."""
    return DeregistrationOut.of(ending.access_published(end_id))


@ends.post("/{end_id}/objections", response={201: DeregistrationOut}, operation_id="object_to_deregistration")
@decorate_view(idempotent)
def object_to_end(request: HttpRequest, end_id: Path[UUID], given: ObjectionIn) -> Status[DeregistrationOut]:
    """Object during publicity; the registering section settles it. 409 once it is over."""
    row = ending.access_published(end_id)
    services.object_to_end(actor_of(request), deregistration_id=row.pk, **given.model_dump())
    return Status(201, DeregistrationOut.of(ending.access_published(end_id)))
