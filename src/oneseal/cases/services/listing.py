"""Setting up one's own lists: filters by name, columns, rows on a page."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from oneseal.cases.events.listing import FilterRemoved, FilterSaved, LayoutChosen
from oneseal.cases.models import ListLayout, SavedFilter
from oneseal.cases.rules import listing
from oneseal.foundation.journal import Subject, record
from oneseal.foundation.lists import page_size
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_


def save_filter(actor: Actor, *, name: str, title: str, asked: Mapping[str, str]) -> SavedFilter:
    """Keep a filter of the list `name` under a title; the same title again replaces it.

    Raises RuleViolation for an empty filter or title, or too many of them; NotFound for an unknown list.
    """
    kept = listing.kept_filter(name, asked)
    with transaction.atomic():
        others = SavedFilter.objects.filter(staff=actor.staff_id, listing=name).exclude(name=title.strip())
        checked = listing.check_filter(title, others.count())
        row, _ = SavedFilter.objects.update_or_create(
            staff_id=actor.staff_id, listing=name, name=checked, defaults={"asked": kept}
        )
        record(actor, _own(actor), FilterSaved(name, checked))
    return row


def remove_filter(actor: Actor, *, filter_id: int) -> str:
    """Forget a kept filter of one's own; return its list. Raises NotFound."""
    with transaction.atomic():
        row = SavedFilter.objects.filter(pk=filter_id, staff=actor.staff_id).first()
        if row is None:
            raise NotFound("filter_not_found", N_("没有找到这个筛选，可能已经删除。"))
        row.delete()
        record(actor, _own(actor), FilterRemoved(row.listing, row.name))
    return row.listing


def choose_columns(actor: Actor, *, name: str, columns: Sequence[str], size: str) -> ListLayout:
    """Choose the columns of a list and 25 or 100 rows. Raises NotFound for an unknown list."""
    chosen, rows = listing.chosen(name, columns), page_size(size)
    with transaction.atomic():
        row, _ = ListLayout.objects.update_or_create(
            staff_id=actor.staff_id, listing=name, defaults={"columns": chosen, "size": rows}
        )
        record(actor, _own(actor), LayoutChosen(name, chosen, rows))
    return row


def _own(actor: Actor) -> Subject:
    return Subject("staff", actor.staff_id)
