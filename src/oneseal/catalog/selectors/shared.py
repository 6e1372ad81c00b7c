"""What items share: the basic catalogue, the field dictionary and where its data are asked for (CAT-1, 2.24)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from oneseal.catalog.models import BasicItem, FieldDefinition, Item, ItemVersion
from oneseal.catalog.rules.forms import FieldSpec, specs
from oneseal.catalog.selectors.items import visible_items
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_


def basic_items(text: str = "") -> QuerySet[BasicItem]:
    """Entries of the basic catalogue, narrowed by name or code."""
    rows = BasicItem.objects.all()
    return rows.filter(Q(name__icontains=text) | Q(code__startswith=text)) if text else rows


def basic_item(code: str) -> BasicItem:
    """One entry. Raises NotFound."""
    found = BasicItem.objects.filter(code=code).first()
    if found is None:
        raise NotFound("basic_item_not_found", N_("基本目录里没有这个编码，请从列表里选择。"))
    return found


@dataclass(frozen=True, slots=True)
class Use:
    """A form that asks for a datum under a title; `differs`: in another format than the dictionary's."""

    item: Item
    title: str
    differs: bool


@dataclass(slots=True)
class Datum:
    """A datum of the dictionary with the forms that ask for it; `known` is False for one nobody defined."""

    name: str
    label: str
    format: str
    personal: bool
    why: str
    known: bool = True
    uses: list[Use] = field(default_factory=list)

    @property
    def conflicts(self) -> int:
        """How many forms ask for it otherwise than the dictionary says."""
        return sum(use.differs for use in self.uses)


def dictionary(actor: Actor) -> list[Datum]:
    """The field dictionary with where each datum is used in current forms; unknown names last."""
    data = {
        row.name: Datum(row.name, row.label, row.format, row.personal, row.why)
        for row in FieldDefinition.objects.all()
    }
    rows = visible_items(actor).filter(current_version__isnull=False)
    forms = ItemVersion.objects.filter(current_of__in=rows).values_list("item_id", "content__form")
    items = {item.pk: item for item in rows}
    for item_id, form in forms:
        for spec in _data(specs(form)) if form else ():
            name = spec.datum or spec.name
            datum = data.setdefault(name, Datum(name, "", "", False, "", known=False))
            datum.uses.append(Use(items[item_id], spec.title, datum.known and spec.format != datum.format))
    return sorted(data.values(), key=lambda each: (each.known, -each.conflicts, each.name))


def _data(fields: Iterable[FieldSpec]) -> Iterator[FieldSpec]:
    """The fields that ask for something, rows of groups included."""
    for spec in fields:
        if spec.kind == "group":
            yield from _data(spec.fields)
        else:
            yield spec
