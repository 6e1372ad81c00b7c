"""Filings for other systems: file for an applicant, renew, give up; what is public without a token."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, File, Form, Path, Query, Router, Schema, Status, UploadedFile
from ninja.decorators import decorate_view

from oneseal.cases.api.applications import item_and_applicant
from oneseal.cases.api.schemas import ForItemIn
from oneseal.catalog import selectors as catalog
from oneseal.filings import selectors, services
from oneseal.filings.models import Filing
from oneseal.foundation.access import actor_of
from oneseal.foundation.api import PageOut, RowId, SearchIn
from oneseal.foundation.idempotency import idempotent
from oneseal.identity.tokens import Scope

router = Router(tags=["备案"], auth=Scope("cases:write"))


class FilingFilter(SearchIn):
    """With these words in the number or in what the card shows; `after` is what the page before gave as `next`."""


class ShownOut(Schema):
    """One line of the public card."""

    label: str
    text: str


class FilingOut(Schema):
    """A filing as its public card shows it. `state`: standing, expired, given_up, annulled; without `valid_until`: no end."""

    id: UUID
    number: str
    item: str
    state: str
    shown: list[ShownOut]
    filed_at: datetime
    valid_until: date | None

    @classmethod
    def of(cls, row: Filing) -> "FilingOut":
        """From the row."""
        return cls(
            id=row.uid,
            number=row.number,
            item=row.item_name,
            state=row.state,
            shown=[ShownOut(label=label, text=text) for label, text in row.shown],
            filed_at=row.filed_at,
            valid_until=row.valid_until,
        )


class FilingList(PageOut):
    """One page, newest first; `next` is empty on the last."""

    filings: list[FilingOut]


class FilingPaperIn(Schema):
    """A paper of a filing: the code of the material, the id of the file sent before."""

    code: Annotated[str, Field(max_length=60)]
    file: RowId


class FilingPaperOut(Schema):
    """A file taken in for a filing."""

    id: int
    name: str
    sha256: str


class FilingIn(ForItemIn):
    """What is filed: the item by its code, who files, the form, its papers; `declared`: that everything is true."""

    form: dict[str, Any] = {}
    papers: list[FilingPaperIn] = []
    declared: bool


class FilingEndIn(Schema):
    """Why the filing is given up."""

    reason: Annotated[str, Field(min_length=1, max_length=300)]


@router.get("", response={200: FilingList}, auth=None, operation_id="list_filings")
def list_filings(request: HttpRequest, asked: Query[FilingFilter]) -> FilingList:
    """What is filed and stands, as the public list shows it."""
    page = selectors.public_list({"q": asked.q, "after": asked.after})
    return FilingList(filings=[FilingOut.of(row) for row in page.rows], next=page.next)


@router.post("/papers", response={201: FilingPaperOut}, operation_id="add_filing_paper")
@decorate_view(idempotent)
def add_filing_paper(
    request: HttpRequest, item: Form[Annotated[str, Field(max_length=60)]], file: File[UploadedFile]
) -> Status[FilingPaperOut]:
    """Send a file for a filing of an item; its id goes into `papers` of the filing."""
    actor = actor_of(request)
    bureau_id = catalog.item_by_code(actor, item).bureau_id
    kept = services.keep_paper(actor, bureau_id=bureau_id, name=file.name or "file", content=file.read())
    return Status(201, FilingPaperOut(id=kept.pk, name=kept.name, sha256=kept.sha256))


@router.get("/{filing_id}", response={200: FilingOut}, auth=None, operation_id="get_filing")
def get_filing(request: HttpRequest, filing_id: Path[UUID]) -> FilingOut:
    """One filing, after its end too: what the QR code of its card leads to."""
    return FilingOut.of(selectors.access_public(filing_id))


@router.post("", response={201: FilingOut}, operation_id="create_filing")
@decorate_view(idempotent)
def create_filing(request: HttpRequest, given: FilingIn) -> Status[FilingOut]:
    """File for an applicant: it stands at once. 422 lists every wrong field."""
    actor = actor_of(request)
    item_id, applicant_id = item_and_applicant(actor, given)
    row = services.file_notice(
        actor,
        item_id=item_id,
        applicant_id=applicant_id,
        data=given.form,
        declared=given.declared,
        papers={each.code: each.file for each in given.papers},
    )
    return Status(201, FilingOut.of(row))


@router.post("/{filing_id}/renewal", response={200: FilingOut}, operation_id="renew_filing")
@decorate_view(idempotent)
def renew_filing(request: HttpRequest, filing_id: Path[UUID]) -> FilingOut:
    """Let a filing that this system made go on for another term."""
    actor = actor_of(request)
    row = selectors.access_filing_uid(actor, filing_id)
    return FilingOut.of(services.renew_filing(actor, filing_id=row.pk))


@router.post("/{filing_id}/end", response={200: FilingOut}, operation_id="give_up_filing")
@decorate_view(idempotent)
def give_up_filing(request: HttpRequest, filing_id: Path[UUID], given: FilingEndIn) -> FilingOut:
    """The holder closes or moves: a filing that this system made ends."""
    actor = actor_of(request)
    row = selectors.access_filing_uid(actor, filing_id)
    return FilingOut.of(services.give_up_filing(actor, filing_id=row.pk, reason=given.reason))
