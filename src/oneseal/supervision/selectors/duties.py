"""The boundary between approver and supervisor, item by item."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet

from oneseal.catalog import selectors as catalog
from oneseal.foundation.lists import Page, keyset_page
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.supervision.models import Duty


def _current() -> QuerySet[Duty]:
    return Duty.objects.filter(until=None).select_related("department", "bureau")


def public_duties(asked: Mapping[str, str]) -> Page[Duty]:
    """What the public list shows, by item; `q`: words of item or department."""
    return keyset_page(_found(_current(), asked), ("item_name", "id"), asked)


def duty_list(actor: Actor, asked: Mapping[str, str]) -> Page[Duty]:
    """The same of the actor's bureau, for the keeper of items."""
    return keyset_page(_found(_current().filter(bureau=actor.bureau_id), asked), ("item_name", "id"), asked)


def _found(rows: QuerySet[Duty], asked: Mapping[str, str]) -> QuerySet[Duty]:
    text = asked.get("q", "").strip()
    return rows.filter(Q(item_name__contains=text) | Q(department__name__contains=text)) if text else rows


def duty_of(item_id: int) -> Duty | None:
    """What holds for an item now."""
    return _current().filter(item=item_id).first()


def without_duty(actor: Actor) -> list[tuple[int, str, str]]:
    """Published items without a boundary: id, name, and the supervising department that the item names."""
    known = _current().filter(bureau=actor.bureau_id).values("item")
    rows = catalog.visible_items(actor).filter(current_version__isnull=False).exclude(pk__in=known)
    found = []
    for item in rows.select_related("current_version"):
        content = catalog.content_of(item.current_version) if item.current_version else None
        found.append((item.pk, item.name, content.supervisor if content else ""))
    return found


def supervisor_of(bureau_id: int, item_id: int, named: str) -> int | None:
    """The department that supervises an item: by its boundary, else the one of the name that the item gives."""
    duty = Duty.objects.filter(item=item_id, until=None).values_list("department_id", flat=True).first()
    if duty is not None or not named:
        return duty
    rows = identity.visible_organisations(Actor(bureau_id=bureau_id)).filter(kind="department", name=named)
    return rows.values_list("pk", flat=True).first()
