"""Joint applications by other systems: begun, given papers, handed in, followed (ONE-1, ONE-2)."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, File, Form, Path, Router, Schema, Status
from ninja.decorators import decorate_view
from ninja.files import UploadedFile

from oneseal.bundles import selectors, services
from oneseal.bundles.models import Joint, JointCase, PartnerOrder
from oneseal.cases.api.applications import applicant_for, keep_upload
from oneseal.cases.api.schemas import ApplicantIn, Code, DeclarationIn, FormIn
from oneseal.foundation.access import actor_of
from oneseal.foundation.idempotency import idempotent
from oneseal.identity.tokens import Scope

router = Router(tags=["一件事"], auth=Scope("cases:write"))


class JointIn(Schema):
    """A new joint application: the theme by its code, the applicant, answers and values of the one form."""

    theme: Annotated[str, Field(max_length=60)]
    applicant: ApplicantIn
    answers: dict[str, list[str]] = {}
    form: dict[str, Any] = {}


class JointLack(Schema):
    """What an item waits for from the applicant: `kind` is form, material, question, authorisation or other."""

    kind: str
    code: str
    name: str


class JointItem(Schema):
    """One item: waiting, lacking, running, granted, refused, ended, stopped. `case`: its number once it has begun."""

    code: str
    name: str
    state: str
    case: str
    reason: str
    waits: list[str]
    lacking: list[JointLack]

    @classmethod
    def of(cls, row: JointCase, waits: list[str]) -> "JointItem":
        """From the row with its case."""
        lacking = [JointLack(kind=kind, code=code, name=name) for kind, code, name in row.lacking]
        own = {"code": row.code, "name": row.name, "state": row.state, "reason": row.reason}
        return cls(case=row.case.number if row.case else "", waits=waits, lacking=lacking, **own)


class JointErrand(Schema):
    """What a partner does: waiting, sent, taken, done, returned, stopped."""

    key: str
    name: str
    partner: str
    state: str
    due: date | None
    reference: str

    @classmethod
    def of(cls, row: PartnerOrder) -> "JointErrand":
        """From the order with its partner."""
        own = {name: getattr(row, name) for name in ("key", "name", "state", "due", "reference")}
        return cls(partner=row.partner.name, **own)


class JointOut(Schema):
    """A joint application: draft, running, done or withdrawn; `promised_due` is the last day for the whole.

    Of a draft `unanswered` and `missing` say what it lacks: questions, and codes of materials.
    """

    id: UUID
    theme: str
    title: str
    number: str
    state: str
    applicant: str
    promise_days: int
    promised_due: date | None
    due_provisional: bool
    submitted_at: datetime | None
    finished_at: datetime | None
    unanswered: list[str]
    missing: list[str]
    items: list[JointItem]
    errands: list[JointErrand]

    @classmethod
    def of(cls, row: Joint) -> "JointOut":
        """The columns, its items and errands."""
        named = (
            "title", "number", "state", "promise_days", "promised_due", "due_provisional", "submitted_at",
            "finished_at",
        )  # fmt: skip
        items = selectors.members_of(row)
        unanswered, missing = _still_to_come(row)
        return cls(
            id=row.uid,
            theme=row.version.theme.code,
            applicant=row.applicant_name,
            unanswered=unanswered,
            missing=missing,
            items=[JointItem.of(each, list(row.waits.get(each.code, []))) for each in items],
            errands=[JointErrand.of(each) for each in selectors.orders_of(row)],
            **{name: getattr(row, name) for name in named},
        )


def _still_to_come(row: Joint) -> tuple[list[str], list[str]]:
    """Questions and materials that a draft lacks by the catalogue of today."""
    if row.state != "draft":
        return [], []
    filled = selectors.filling(row)
    here = {paper.code for paper in filled.papers}
    missing = [each.code for each in filled.composition.materials if each.must and each.code not in here]
    return list(filled.composition.unanswered), missing


class JointPaperOut(Schema):
    """A paper of the one set that was handed in."""

    id: int
    code: str
    name: str
    file_name: str
    sha256: str


@router.get(
    "/{uid}", response={200: JointOut}, operation_id="get_joint_application", auth=Scope("cases:read")
)
def get_joint_application(request: HttpRequest, uid: Path[UUID]) -> JointOut:
    """How an application that this system began stands."""
    return JointOut.of(selectors.access_joint_uid(actor_of(request), uid))


@router.post("", response={201: JointOut}, operation_id="begin_joint_application")
@decorate_view(idempotent)
def begin_joint_application(request: HttpRequest, given: JointIn) -> Status[JointOut]:
    """Begin one application for all items of a theme. Add materials, then submit it."""
    actor = actor_of(request)
    theme = selectors.offered_theme(actor, given.theme)
    joint = services.start_joint(
        actor,
        theme_id=theme.pk,
        applicant_id=applicant_for(actor, given.applicant),
        answers=given.answers,
        channel="client",
    )
    services.save_joint(actor, joint_id=joint.pk, data=given.form)
    return Status(201, JointOut.of(selectors.access_joint(actor, joint.pk)))


@router.patch("/{uid}", response={200: JointOut}, operation_id="change_joint_application")
def change_joint_application(request: HttpRequest, uid: Path[UUID], given: FormIn) -> JointOut:
    """Replace answers or form values of a draft; it follows its theme to the newest version."""
    actor = actor_of(request)
    joint = selectors.access_joint_uid(actor, uid)
    services.save_joint(actor, joint_id=joint.pk, answers=given.answers, data=given.form)
    return JointOut.of(selectors.access_joint(actor, joint.pk))


@router.post("/{uid}/materials", response={201: JointPaperOut}, operation_id="add_joint_material")
@decorate_view(idempotent)
def add_joint_material(
    request: HttpRequest, uid: Path[UUID], code: Form[Code], file: File[UploadedFile]
) -> Status[JointPaperOut]:
    """Hand in a file for a material of the one set; every item that needs it gets it."""
    actor = actor_of(request)
    joint = selectors.access_joint_uid(actor, uid)
    stored = keep_upload(actor, joint.bureau_id, file)
    row = services.add_paper(actor, joint_id=joint.pk, code=code, file_id=stored.pk)
    about = {"file_name": stored.name, "sha256": stored.sha256}
    return Status(201, JointPaperOut(id=row.pk, code=row.code, name=row.name, **about))


@router.post("/{uid}/submission", response={200: JointOut}, operation_id="submit_joint_application")
@decorate_view(idempotent)
def submit_joint_application(request: HttpRequest, uid: Path[UUID], given: DeclarationIn) -> JointOut:
    """Hand it in: what waits for nothing begins at once. 422 lists everything that is missing or wrong."""
    actor = actor_of(request)
    joint = selectors.access_joint_uid(actor, uid)
    services.submit_joint(actor, joint_id=joint.pk, declared=given.declared)
    return JointOut.of(selectors.access_joint(actor, joint.pk))
