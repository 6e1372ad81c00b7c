"""What the item keepers' pages show."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from oneseal.catalog.models import BasicItem, ChangeLedger, FieldDefinition, Item, ItemVersion, Proof
from oneseal.catalog.rules import dictionary, diff, forms, powers, proofs, publishing
from oneseal.catalog.rules.content import ItemContent
from oneseal.catalog.rules.gaps import Gap
from oneseal.catalog.selectors.items import OPEN, content_of, transfers_of, visible_items
from oneseal.foundation import clock
from oneseal.kernel.access import Actor

WORK = ("draft", "review", "none", "active", "suspended", "cancelled")


@dataclass(frozen=True, slots=True)
class ItemState:
    """An item with its versions and what may be done next."""

    item: Item
    versions: list[ItemVersion]
    current: ItemVersion | None
    draft: ItemVersion | None
    gaps: list[Gap]
    advice: list[Gap]
    """What does not hinder publication but should be looked at."""


def kept_items(
    actor: Actor, *, text: str = "", type: str = "", line: str = "", state: str = ""
) -> QuerySet[Item]:
    """Items of the bureau, narrowed: by name or code, type, section, and where their versions stand."""
    items = visible_items(actor).annotate(
        drafted=_has(ItemVersion.State.DRAFT), in_review=_has(ItemVersion.State.REVIEW)
    )
    if text:
        items = items.filter(Q(name__icontains=text) | Q(code__icontains=text) | Q(raw_code__icontains=text))
    if type:
        items = items.filter(type=type)
    if line:
        items = items.filter(business_line=line)
    return _in_state(items, state)


def _has(state: str) -> Exists:
    return Exists(ItemVersion.objects.filter(item=OuterRef("pk"), state=state))


def _in_state(items: QuerySet[Item], state: str) -> QuerySet[Item]:
    if state == "draft":
        return items.filter(_has(ItemVersion.State.DRAFT))
    if state == "review":
        return items.filter(_has(ItemVersion.State.REVIEW))
    if state == "none":
        return items.filter(current_version__isnull=True)
    return items.filter(status=state) if state in Item.Status.values else items


def in_review(actor: Actor) -> list[QuerySet[ItemVersion]]:
    """Versions that wait for review, for the number in the navigation."""
    return [ItemVersion.objects.filter(item__bureau_id=actor.bureau_id, state=ItemVersion.State.REVIEW)]


def item_state(item: Item) -> ItemState:
    """The item's versions, newest first, and what keeps its draft from being published."""
    versions = list(ItemVersion.objects.filter(item=item).order_by("-number"))
    draft = next((version for version in versions if version.state in OPEN), None)
    current = next((version for version in versions if version.pk == item.current_version_id), None)
    gaps = _gaps(item, content_of(draft)) if draft else []
    advice = forms.dictionary_problems(content_of(draft).form, field_dictionary()) if draft else []
    return ItemState(item, versions, current, draft, gaps, advice)


def _gaps(item: Item, content: ItemContent) -> list[Gap]:
    moved = powers.deciding_body(content, transfers_of(item.pk), clock.today())
    found = publishing.problems(content) + proof_gaps(item.bureau_id, content) + moved
    return found + retired_data(item.current_version, content, clock.today())


def proof_gaps(bureau_id: int, content: ItemContent) -> list[Gap]:
    """What the bureau's list of proofs has against an item."""
    rows = Proof.objects.filter(bureau=bureau_id)
    return proofs.problems(content, {row.name: proofs.Listed(row.way, row.source) for row in rows})


def retired_data(current: ItemVersion | None, content: ItemContent, day: date) -> list[Gap]:
    """Data retired by that day which a content begins to ask for (2.24)."""
    rows = FieldDefinition.objects.filter(retired_on__lte=day)
    retired = {row.name: (row.label, row.retired_on) for row in rows if row.retired_on}
    before = content_of(current).form if current and retired else {}
    return dictionary.newly_asked_retired(content.form, before, retired, day) if retired else []


def field_dictionary() -> dict[str, tuple[str, str]]:
    """The field dictionary: name → label and format."""
    rows = FieldDefinition.objects.values_list("name", "label", "format")
    return {name: (label, form) for name, label, form in rows}


def changes_between(old: ItemVersion, new: ItemVersion) -> list[diff.Change]:
    """Differences between two versions, in words."""
    return diff.compare(content_of(old), content_of(new))


def upper_content(item: Item, code: str) -> ItemContent | None:
    """The upper level's content of the same basic item, where one is known."""
    basic = item.basic or BasicItem.objects.filter(code=code).first()
    template = basic.template if basic else None
    return ItemContent.model_validate(template) if template else None


def departures(item: Item, content: ItemContent) -> list[diff.Change] | None:
    """Where the item departs from the upper level in the five elements (2.4); None: no upper content known."""
    upper = upper_content(item, content.basic_code)
    return None if upper is None else diff.five_unifications(content, upper)


def ledger(actor: Actor, *, item_id: int = 0, kind: str = "") -> QuerySet[ChangeLedger]:
    """The change ledger of the bureau."""
    entries = ChangeLedger.objects.filter(bureau_id=actor.bureau_id).select_related("item")
    if item_id:
        entries = entries.filter(item_id=item_id)
    return entries.filter(kind=kind) if kind else entries


def published_contents(actor: Actor) -> list[tuple[Item, ItemContent]]:
    """Items in use with what their current version says."""
    items = visible_items(actor).filter(status=Item.Status.ACTIVE, current_version__isnull=False)
    return [(item, content_of(item.current_version)) for item in items if item.current_version]
