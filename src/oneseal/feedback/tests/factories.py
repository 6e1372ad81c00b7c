"""Visits that have ended, at a window of the test bureau."""

from datetime import datetime
from typing import Any

from oneseal.cases.tests import factories
from oneseal.cases.tests.factories import House
from oneseal.feedback import selectors, services
from oneseal.feedback.models import Invitation, Origin
from oneseal.feedback.services import Served, Source
from oneseal.foundation import clock
from oneseal.kernel.access import Actor

NOBODY = Actor()


def house() -> House:
    """The bureau of the cases' tests."""
    return factories.house()


def visit(
    made: House, subject: int = 1, *, window: str = "3", ended: datetime | None = None, **said: Any
) -> Invitation:
    """Somebody was served by the clerk."""
    section = next(iter(selectors.section_names(made.bureau_id)))
    values: dict[str, Any] = {
        "kind": "visit",
        "id": subject,
        "bureau_id": made.bureau_id,
        "section_id": section,
        "title": "企业开办",
        "place": "政务服务大厅",
        "window": window,
        "judged": [made.staff("clerk")],
        "ended_at": ended or clock.now(),
    }
    return services.invite(Served(**(values | said)))


def judged(row: Invitation, level: int = 5, who: Actor = NOBODY, **said: Any) -> Any:
    """The visitor's word, from a phone of their own."""
    source = Source(said.pop("way", "phone"), said.pop("device", f"phone-{row.pk}"), said.pop("address", ""))
    return services.evaluate(who, source, invitation_id=row.pk, level=level, **said)


def ways() -> list[str]:
    """By which ways visitors judged, the first first."""
    return list(Origin.objects.order_by("id").values_list("way", flat=True))
