"""Handing in applications: create, fill in, add materials, submit, correct."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from ninja import File, Form, Path, Router, Status
from ninja.decorators import decorate_view
from ninja.files import UploadedFile

from oneseal.cases import services
from oneseal.cases.api.schemas import (
    ApplicantIn,
    ApplicationIn,
    CaseOut,
    Code,
    DeclarationIn,
    ForItemIn,
    FormIn,
    MaterialOut,
)
from oneseal.cases.apps import MATERIAL
from oneseal.cases.selectors import access_case
from oneseal.catalog import selectors as catalog
from oneseal.documents import services as documents
from oneseal.foundation.access import actor_of
from oneseal.foundation.idempotency import idempotent
from oneseal.identity import selectors as identity
from oneseal.identity import services as identity_services
from oneseal.identity.rules.applicants import Particulars
from oneseal.identity.tokens import Scope
from oneseal.kernel.access import Actor

if TYPE_CHECKING:
    from oneseal.documents.models import StoredFile

router = Router(tags=["申请"], auth=Scope("cases:write"))


@router.post("", response={201: CaseOut}, operation_id="create_application")
@decorate_view(idempotent)
def create_application(request: HttpRequest, given: ApplicationIn) -> Status[CaseOut]:
    """Begin an application. Add materials, then submit it."""
    actor = actor_of(request)
    item_id, applicant_id = item_and_applicant(actor, given)
    case = services.start_draft(
        actor,
        item_id=item_id,
        applicant_id=applicant_id,
        answers=given.answers,
        channel="client",
    )
    services.save_draft(actor, case_id=case.pk, data=given.form, delivery=given.delivery)
    return Status(201, CaseOut.of(case))


def applicant_for(actor: Actor, given: ApplicantIn) -> int:
    """The applicant that a system names: as known by the number, or registered now. For the other contexts' API too."""
    known = identity.applicant_by_number(given.number)
    if known is not None and known.name == given.name.strip():
        return known.pk
    return identity_services.register_applicant(actor, Particulars(**given.model_dump())).pk


def item_and_applicant(actor: Actor, given: ForItemIn) -> tuple[int, int]:
    """What a system asks for and for whom. Raises NotFound for an item that is not offered."""
    return catalog.item_by_code(actor, given.item).pk, applicant_for(actor, given.applicant)


def keep_upload(actor: Actor, bureau_id: int, file: UploadedFile) -> "StoredFile":
    """A material as it came, checked like any other file. For the other contexts' API too."""
    return documents.store_file(
        actor, bureau_id=bureau_id, name=file.name or "file", content=file.read(), purpose=MATERIAL
    )


@router.patch("/{case_id}", response={200: CaseOut}, operation_id="change_application")
def change_application(request: HttpRequest, case_id: Path[int], given: FormIn) -> CaseOut:
    """Replace answers or form values of a draft, or of a case that is to be corrected."""
    actor = actor_of(request)
    case = services.save_draft(actor, case_id=case_id, data=given.form, answers=given.answers)
    return CaseOut.of(case)


@router.post("/{case_id}/materials", response={201: MaterialOut}, operation_id="add_material")
@decorate_view(idempotent)
def add_material(
    request: HttpRequest, case_id: Path[int], code: Form[Code], file: File[UploadedFile]
) -> Status[MaterialOut]:
    """Hand in a file for a material of the item, by the material's code."""
    actor = actor_of(request)
    case = access_case(actor, case_id)
    stored = keep_upload(actor, case.bureau_id, file)
    row = services.add_material(actor, case_id=case_id, code=code, file_id=stored.pk)
    made = MaterialOut(
        id=row.pk,
        code=row.code,
        name=row.name,
        submission=row.submission,
        source=row.source,
        file_name=stored.name,
        sha256=stored.sha256,
        replaced=row.replaced,
    )
    return Status(201, made)


@router.post("/{case_id}/submission", response={200: CaseOut}, operation_id="submit_application")
@decorate_view(idempotent)
def submit_application(request: HttpRequest, case_id: Path[int], given: DeclarationIn) -> CaseOut:
    """Hand the application in. 422 lists everything that is missing or wrong."""
    return CaseOut.of(services.submit_case(actor_of(request), case_id=case_id, declared=given.declared))


@router.post("/{case_id}/correction", response={200: CaseOut}, operation_id="supply_correction")
@decorate_view(idempotent)
def supply_correction(request: HttpRequest, case_id: Path[int], given: DeclarationIn) -> CaseOut:
    """Hand in the corrected set, after adding the materials and form values that the notice asks for."""
    case = services.supply_correction(actor_of(request), case_id=case_id, declared=given.declared)
    return CaseOut.of(case)


@router.post("/{case_id}/withdrawal", response={200: CaseOut}, operation_id="withdraw_application")
@decorate_view(idempotent)
def withdraw_application(request: HttpRequest, case_id: Path[int]) -> CaseOut:
    """Take the application back; possible until it is decided."""
    return CaseOut.of(services.withdraw_case(actor_of(request), case_id=case_id))
