"""What the desk's pages show of devices."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from oneseal.devices import selectors, services
from oneseal.devices.rules.screens import AnswerState
from oneseal.kernel.access import Actor

if TYPE_CHECKING:
    from oneseal.cases.models import Case


def question_of(actor: Actor, case: "Case") -> Mapping[str, Any] | None:
    """The panel beside the window's check: whether there is a tablet, what the applicant answered to which content.

    None where neither a tablet stands at the clerk's window nor anything was asked.
    """
    tablet = selectors.tablet_of(actor)
    row = selectors.latest_confirmation(case.pk)
    if tablet is None and row is None:
        return None
    changed = False
    if row is not None and row.state == AnswerState.SIGNED:
        changed = row.digest != services.digest_of(services.shown_of(actor, case.pk))
    return {"case_id": case.pk, "tablet": tablet, "row": row, "changed": changed}
