"""Names of firms for other systems: hold one against the register, declare it for an applicant, give it back."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema, Status
from ninja.decorators import decorate_view

from oneseal.cases.api.applications import applicant_for
from oneseal.cases.api.schemas import ApplicantIn
from oneseal.foundation.access import actor_of
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence
from oneseal.foundation.ratelimit import limit
from oneseal.identity import selectors as identity
from oneseal.identity.tokens import Scope
from oneseal.registration import services
from oneseal.registration.models import EnterpriseName
from oneseal.registration.rules.names import Parts
from oneseal.registration.selectors import names as selectors

names = Router(tags=["企业名称"], auth=Scope("cases:write"))


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
