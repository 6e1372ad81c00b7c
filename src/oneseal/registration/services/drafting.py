"""The application to which a kept name or a deregistration leads: begun once, with what is known in its form."""

from collections.abc import Mapping
from typing import Any

from oneseal.cases import services as cases
from oneseal.cases.rules.states import SETTLED
from oneseal.cases.selectors import visible_cases
from oneseal.catalog import selectors as catalog
from oneseal.catalog.rules import form_values
from oneseal.catalog.rules.situations import resolve
from oneseal.kernel.access import Actor


def begun_before(actor: Actor, case_id: int) -> Any:
    """The application, where the actor may see it and it still goes on; None otherwise."""
    return visible_cases(actor).filter(pk=case_id).exclude(state__in=SETTLED).first() if case_id else None


def draft(
    actor: Actor, *, bureau_id: int, registers: str, applicant_id: int, known: Mapping[str, Any]
) -> Any:
    """A draft of the item that registers this, its form filled with what is known by data of the dictionary.

    None where the bureau offers no such item. Inside the act that locks what it is begun for.
    """
    item = catalog.registering(bureau_id, registers)
    version = item.current_version if item else None
    if item is None or version is None:
        return None
    channel = "online" if applicant_id in actor.applicants else "window"
    case = cases.start_draft(actor, item_id=item.pk, applicant_id=applicant_id, channel=channel)
    schema = resolve(catalog.content_of(version), {}).schema
    cases.save_draft(actor, case_id=case.pk, data=form_values.prefill(schema, known))
    return case
