"""How somebody likes their lists: kept filters, columns, rows on a page."""

from collections.abc import Mapping
from dataclasses import dataclass

from oneseal.cases.models import ListLayout, SavedFilter
from oneseal.cases.rules import listing
from oneseal.kernel.access import Actor


@dataclass(frozen=True, slots=True)
class Layout:
    """A list as this person sees it: columns in order with whether shown, rows on a page, kept filters."""

    name: str
    columns: list[tuple[listing.Column, bool]]
    size: int
    filters: list[SavedFilter]

    @property
    def shown(self) -> list[listing.Column]:
        """The columns to be drawn."""
        return [column for column, shown in self.columns if shown]

    def asked(self, asked: Mapping[str, str]) -> dict[str, str]:
        """The address with this person's number of rows where it names none."""
        return {"size": str(self.size), **{name: asked[name] for name in asked}}


def layout(actor: Actor, name: str) -> Layout:
    """The list `name` as this person has set it. Raises NotFound for an unknown list."""
    columns = listing.listing(name).columns
    row = ListLayout.objects.filter(staff=actor.staff_id, listing=name).first()
    shown = set(listing.chosen(name, row.columns if row else ()))
    filters = list(SavedFilter.objects.filter(staff=actor.staff_id, listing=name))
    return Layout(name, [(each, each.key in shown) for each in columns], row.size if row else 25, filters)
