"""What each one may do with an inquiry, and until when it is to be answered (inventory 1.14)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from oneseal.inquiries.rules.states import LIFE
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import Due, WorkCalendar

LONGEST: Final = 2000
"""Characters of a question or an answer."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands to an inquiry.

    `owner`: it is theirs. `offered`: it is offered to them or their section. `section`: it waits for their
    section. `coordinator`: they see to it that none is left lying.
    """

    owner: bool = False
    offered: bool = False
    section: bool = False
    coordinator: bool = False


def may(state: str, standing: Standing) -> frozenset[str]:
    """The acts that somebody may do now (inventory 1.14).

    Only the owner answers and takes an offer back; the coordinator may offer it to others in the owner's stead
    (who may be away) and take over what nobody attends to; what is offered stays the owner's until accepted.
    """
    entitled = {
        "take": standing.section or standing.coordinator,
        "offer": standing.owner or standing.coordinator,
        "withdraw": standing.owner or standing.coordinator,
        "accept": standing.offered and not standing.owner,
        "decline": standing.offered and not standing.owner,
        "answer": standing.owner,
    }
    return frozenset(verb for verb in LIFE.allowed(state) if entitled[verb])


def answer_by(received_on: date, days: int, calendar: WorkCalendar) -> Due:
    """The last day for the answer: so many working days after it was asked, that day not counted (L; CAL-1)."""
    return calendar.add_workdays(received_on, days)


def text_of(raw: str, *, field: str, missing: str) -> str:
    """What was written, trimmed. Raises RuleViolation `missing` for nothing, and for more than 2000 characters."""
    text = raw.strip()
    if not text:
        raise RuleViolation("text_missing", missing, field=field)
    if len(text) > LONGEST:
        raise RuleViolation("text_too_long", N_("最多2000个字，请缩短。"), field=field)
    return text
