"""The hall for other systems: slips, papers and appointments about the cases that a system handed in, the solo list.

Acts of the hall are those of a member of staff at the window or in a section; a system has no post, so it has none.
"""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Path, Router, Schema

from oneseal.cases import selectors as cases
from oneseal.foundation.access import actor_of
from oneseal.hall import selectors
from oneseal.hall.models import Handover, WindowSlip
from oneseal.identity.tokens import Scope

router = Router(tags=["大厅"], auth=Scope("cases:read"))


class SlipOut(Schema):
    """A numbered slip of the window without veto: guide (whom to ask), list (how), study (not certain yet)."""

    number: str
    path: str
    state: str
    matter: str
    issued_at: datetime
    due: date
    outcome: str
    conclusion: str

    @classmethod
    def of(cls, slip: WindowSlip) -> "SlipOut":
        """The slip's columns, without the visitor's particulars."""
        return cls(**{name: getattr(slip, name) for name in cls.model_fields})


class AppointmentOut(Schema):
    """A meeting with the applicant that a head approved, and who of the bureau is there."""

    state: str
    starts_at: datetime
    place: str
    reason: str
    officers: list[str]

    @classmethod
    def of(cls, row: Any) -> "AppointmentOut":
        """From the meeting."""
        present = [each.name for each in (row.staff, row.second) if each is not None]
        return cls(
            state=row.state, starts_at=row.starts_at, place=row.room, reason=row.reason, officers=present
        )


class HandedOut(Schema):
    """Papers of the case that went from one section to another; signed for where `received_at` is there."""

    state: str
    papers: list[str]
    from_section: str
    to_section: str
    given_at: datetime
    due: date
    received_at: datetime | None

    @classmethod
    def of(cls, row: Handover) -> "HandedOut":
        """From the hand-over, without the colleagues' names."""
        return cls(
            state=row.state,
            papers=[line["what"] for line in row.lines],
            from_section=row.from_section.name,
            to_section=row.to_section.name,
            given_at=row.given_at,
            due=row.due,
            received_at=row.received_at,
        )


class SoloItemOut(Schema):
    """An item that one appointed person takes in and decides."""

    code: str
    name: str


class ApproverOut(Schema):
    """Who is appointed today, for how long."""

    name: str
    section: str
    from_on: date
    to_on: date


class SoloOut(Schema):
    """The public list of solo approval."""

    items: list[SoloItemOut]
    approvers: list[ApproverOut]


@router.get("/cases/{case_id}/slips", response={200: list[SlipOut]}, operation_id="list_slips")
def list_slips(request: HttpRequest, case_id: Path[int]) -> list[SlipOut]:
    """The slips given about a case that this client handed in, newest first."""
    case = cases.access_case(actor_of(request), case_id)
    return [SlipOut.of(slip) for slip in selectors.slips_of_case(case.pk)]


@router.get(
    "/cases/{case_id}/appointments", response={200: list[AppointmentOut]}, operation_id="list_appointments"
)
def list_appointments(request: HttpRequest, case_id: Path[int]) -> list[AppointmentOut]:
    """The meetings with the applicant that were agreed, newest first."""
    actor = actor_of(request)
    found = selectors.meeting_panel(actor, cases.access_case(actor, case_id)) or {"rows": []}
    return [AppointmentOut.of(row) for row in found["rows"]]


@router.get("/cases/{case_id}/handovers", response={200: list[HandedOut]}, operation_id="list_handovers")
def list_handovers(request: HttpRequest, case_id: Path[int]) -> list[HandedOut]:
    """Where the papers of a case that this client handed in went, newest first."""
    case = cases.access_case(actor_of(request), case_id)
    return [HandedOut.of(row) for row in selectors.handovers_of(case.pk)]


@router.get("/solo", response={200: SoloOut}, auth=None, operation_id="get_solo_list")
def get_solo_list(request: HttpRequest) -> SoloOut:
    """Which items one person decides, and who is appointed today; as the public page shows it."""
    return SoloOut(
        items=[SoloItemOut(code=item.code, name=item.name) for item in selectors.solo_items()],
        approvers=[
            ApproverOut(
                name=row.staff.name, section=row.staff.section.name, from_on=row.from_on, to_on=row.to_on
            )
            for row in selectors.standing_approvers()
        ],
    )
