"""What the desk's pages show of devices."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from oneseal.devices import selectors, services
from oneseal.devices.models import Confirmation
from oneseal.devices.rules.screens import AnswerState
from oneseal.kernel.access import Actor

if TYPE_CHECKING:
    from oneseal.cases.models import Case


def question_of(actor: Actor, case: "Case") -> Mapping[str, Any] | None:
    """The panel beside what the window enters: whether there is a tablet, what the applicant answered to which content.

    None where neither a tablet stands at the clerk's window nor anything was asked.
    """
    shown = _question(actor, "case", case.pk, selectors.latest_confirmation(case=case.pk))
    if shown and shown["row"] is not None and shown["row"].state == AnswerState.SIGNED:
        shown["changed"] = shown["row"].digest != services.digest_of(services.shown_of(actor, case.pk))
    return shown


def slip_question_of(actor: Actor, slip: Any) -> Mapping[str, Any] | None:
    """The panel on a slip's page: show it on the tablet, what the visitor answered. None as `question_of`."""
    return _question(actor, "slip", slip.pk, selectors.latest_confirmation(slip=slip.pk))


def _question(actor: Actor, about: str, pk: int, row: Confirmation | None) -> dict[str, Any] | None:
    tablet = selectors.tablet_of(actor) if actor.has(*selectors.ASKERS) else None
    if tablet is None and row is None:
        return None
    return {
        "about": about,
        "id": pk,
        "ask_url": reverse(f"devices:ask_{about}", args=[pk]),
        "answer_url": reverse(f"devices:answer_{about}", args=[pk]),
        "asker": actor.has(*selectors.ASKERS),
        "tablet": tablet,
        "row": row,
        "changed": False,
    }
