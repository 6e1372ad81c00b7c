"""What goes in and out of the API."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema

from oneseal.cases.models import Case, CaseStep, Correction, ThreadMessage
from oneseal.cases.rules.states import CaseState
from oneseal.cases.selectors import CasePage
from oneseal.foundation.api import PageIn, PageOut

Text = Annotated[str, Field(max_length=2000)]
Code = Annotated[str, Field(max_length=40, pattern=r"^[a-z][a-z0-9_]*$")]


class ApplicantIn(Schema):
    """Who applies. A person or organisation already known by the number is used as it is."""

    kind: Literal["person", "organisation"]
    name: Annotated[str, Field(min_length=2, max_length=120)]
    id_kind: Literal["resident_id", "residence_permit", "foreigner_permit", "passport", "uscc"]
    number: Annotated[str, Field(min_length=4, max_length=40)]
    phone: Annotated[str, Field(max_length=20)]
    legal_representative: Annotated[str, Field(max_length=60)] = ""


class ForItemIn(Schema):
    """The item by its code, and for whom."""

    item: Annotated[str, Field(max_length=60)]
    applicant: ApplicantIn


class ApplicationIn(ForItemIn):
    """A new application: the item by its code, the applicant, situation answers and form values."""

    answers: dict[str, list[str]] = {}
    form: dict[str, Any] = {}
    delivery: Literal["pickup", "courier", "electronic"] = "electronic"


class CaseFilter(PageIn):
    """Which cases are listed. `q` is a number or part of the applicant's name; `after` the page before's `next`."""

    state: CaseState | Literal[""] = ""
    q: Annotated[str, Field(max_length=120)] = ""


class FormIn(Schema):
    """Values to keep in a draft or a correction; what is left out stays."""

    answers: dict[str, list[str]] | None = None
    form: dict[str, Any] | None = None


class DeclarationIn(Schema):
    """The applicant's declaration that everything is true (licence law art. 31)."""

    declared: bool


class MessageIn(Schema):
    """A line for the officer."""

    text: Text


class CaseOut(Schema):
    """A case in short. Dates are days where the bureau is; `due_provisional`: a year's holidays are not yet known."""

    id: int
    number: str
    state: str
    outcome: str
    item_name: str
    applicant_name: str
    submission: int
    received_at: datetime | None
    answer_by: date | None
    accepted_at: datetime | None
    deemed: bool
    statutory_due: date | None
    promised_due: date | None
    due_provisional: bool
    decided_at: datetime | None
    closed_at: datetime | None

    @staticmethod
    def of(case: Case) -> "CaseOut":
        """The case's columns."""
        columns = {name: getattr(case, name) for name in CaseOut.model_fields}
        return CaseOut(**columns | {"applicant_name": case.party_name})


class CaseList(PageOut):
    """One page; pass `next` as `after` for the next one."""

    cases: list[CaseOut]


class MaterialOut(Schema):
    """A material handed in."""

    id: int
    code: str
    name: str
    submission: int
    source: str
    file_name: str
    sha256: str
    replaced: bool


class StepOut(Schema):
    """A step as the applicant may know it."""

    name: str
    state: str
    due: date | None
    done_at: datetime | None

    @staticmethod
    def of(step: CaseStep) -> "StepOut":
        """The step's columns."""
        return StepOut(name=step.name, state=step.state, due=step.due, done_at=step.done_at)


class CorrectionOut(Schema):
    """What was to be corrected, until when."""

    submission: int
    correct_by: date
    supplied_at: datetime | None
    gaps: list[dict[str, str]]

    @staticmethod
    def of(row: Correction) -> "CorrectionOut":
        """The notice's columns."""
        return CorrectionOut(
            submission=row.submission,
            correct_by=row.correct_by,
            supplied_at=row.supplied_at,
            gaps=row.gaps,
        )


class DocumentOut(Schema):
    """A document issued about the case."""

    id: int
    kind: str
    title: str
    number: str
    verify_code: str
    issued_on: date


class CaseDetail(CaseOut):
    """A case with what belongs to it."""

    materials: list[MaterialOut]
    steps: list[StepOut]
    corrections: list[CorrectionOut]
    documents: list[DocumentOut]

    @staticmethod
    def of_page(page: CasePage) -> "CaseDetail":
        """From the same selector as the page."""
        return CaseDetail(
            **CaseOut.of(page.case).model_dump(),
            materials=[
                MaterialOut(
                    id=row.pk,
                    code=row.code,
                    name=row.name,
                    submission=row.submission,
                    source=row.source,
                    file_name=row.file.name if row.file else "",
                    sha256=row.file.sha256 if row.file else "",
                    replaced=row.replaced,
                )
                for row in page.materials
            ],
            steps=[StepOut.of(step) for step in page.steps],
            corrections=[CorrectionOut.of(row) for row in page.corrections],
            documents=[DocumentOut(**_document(row)) for row in page.documents],
        )


def _document(row: object) -> dict[str, Any]:
    return {name: getattr(row, name) for name in DocumentOut.model_fields}


class HistoryOut(Schema):
    """One thing that happened, as a sentence."""

    at: datetime
    kind: str
    text: str
    reason: str


class MessageOut(Schema):
    """A line of the thread."""

    id: int
    side: str
    text: str
    sent_at: datetime

    @staticmethod
    def of(row: ThreadMessage) -> "MessageOut":
        """The message's columns."""
        return MessageOut(id=row.pk, side=row.side, text=row.text, sent_at=row.sent_at)
