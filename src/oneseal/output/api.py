"""Parcels for other systems: where the results and papers of the cases are that a system handed in."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Path, Query, Router, Schema

from oneseal.foundation.access import actor_of
from oneseal.foundation.api import PageIn, PageOut, RowId
from oneseal.foundation.lists import keyset_page
from oneseal.identity.tokens import Scope
from oneseal.output import selectors
from oneseal.output.models import Parcel

router = Router(tags=["快递"], auth=Scope("cases:read"))


class ParcelFilter(PageIn):
    """Which parcels: of one case; `after` is what the page before gave as `next`."""

    case: RowId | None = None


class TraceOut(Schema):
    """One thing that the courier told."""

    at: datetime
    text: str


class ParcelOut(Schema):
    """One parcel; `way` is out (to the applicant) or in (to the bureau). No names, no addresses."""

    id: UUID
    case: int
    way: str
    state: str
    courier: str
    waybill: str
    asked_at: datetime
    ended_at: datetime | None
    proof_sha256: str
    trace: list[TraceOut]

    @classmethod
    def of(cls, row: Parcel) -> "ParcelOut":
        """From the row with its traces."""
        return cls(
            id=row.uid,
            case=row.case_id,
            proof_sha256=row.proof_digest,
            trace=[TraceOut(at=each.at, text=each.text) for each in row.traces.all()],
            **{
                name: getattr(row, name)
                for name in ("way", "state", "courier", "waybill", "asked_at", "ended_at")
            },
        )


class ParcelList(PageOut):
    """One page, newest first; `next` is empty on the last."""

    parcels: list[ParcelOut]


@router.get("", response={200: ParcelList}, operation_id="list_parcels")
def list_parcels(request: HttpRequest, asked: Query[ParcelFilter]) -> ParcelList:
    """The parcels of the cases that this client handed in."""
    rows = selectors.visible_parcels(actor_of(request)).prefetch_related("traces")
    if asked.case is not None:
        rows = rows.filter(case=asked.case)
    page = keyset_page(rows, ("-id",), {"after": asked.after})
    return ParcelList(parcels=[ParcelOut.of(row) for row in page.rows], next=page.next)


@router.get("/{uid}", response={200: ParcelOut}, operation_id="get_parcel")
def get_parcel(request: HttpRequest, uid: Path[UUID]) -> ParcelOut:
    """One parcel with what the courier told."""
    return ParcelOut.of(selectors.access_parcel(actor_of(request), uid))
