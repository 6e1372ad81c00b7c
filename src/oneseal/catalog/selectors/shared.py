"""What items share: the basic catalogue, the field dictionary and where its data are asked for (CAT-1, 2.24)."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from oneseal.catalog.models import BasicItem, FieldDefinition, Item, ItemVersion
from oneseal.catalog.rules import labels
from oneseal.catalog.rules.dictionary import asked_for, data_of
from oneseal.catalog.rules.forms import specs
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
    format: str
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
    retired_on: date | None = None
    uses: list[Use] = field(default_factory=list)

    @property
    def format_name(self) -> str:
        """The format in Chinese words."""
        return labels.FORMATS.get(self.format, self.format)

    @property
    def conflicts(self) -> int:
        """How many forms ask for it otherwise than the dictionary says."""
        return sum(use.differs for use in self.uses)


def dictionary(actor: Actor) -> list[Datum]:
    """The field dictionary with where each datum is used in current forms; unknown names last."""
    data = {
        row.name: Datum(row.name, row.label, row.format, row.personal, row.why, retired_on=row.retired_on)
        for row in FieldDefinition.objects.all()
    }
    rows = visible_items(actor).filter(current_version__isnull=False)
    forms = ItemVersion.objects.filter(current_of__in=rows).values_list("item_id", "content__form")
    items = {item.pk: item for item in rows}
    for item_id, form in forms:
        for spec in asked_for(specs(form)) if form else ():
            name = spec.datum or spec.name
            datum = data.setdefault(name, Datum(name, "", "", False, "", known=False))
            datum.uses.append(
                Use(items[item_id], spec.title, spec.format, datum.known and spec.format != datum.format)
            )
    return sorted(data.values(), key=lambda each: (each.known, -each.conflicts, each.name))


def datum(name: str) -> FieldDefinition:
    """One entry of the dictionary. Raises NotFound."""
    found = FieldDefinition.objects.filter(name=name).first()
    if found is None:
        raise NotFound("datum_not_found", N_("字段字典里没有这个数据，请从列表里选择。"))
    return found


def published_users(name: str) -> list[str]:
    """Names of the items, of any bureau, whose published versions ask for a datum."""
    rows = ItemVersion.objects.filter(state=ItemVersion.State.PUBLISHED).order_by("item__name")
    forms = rows.values_list("item__name", "content__form")
    return list(dict.fromkeys(item for item, form in forms if name in data_of(form or {})))
