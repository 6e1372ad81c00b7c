"""Items, their versions and what these say."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import IO

from django.db.models import Q, QuerySet

from oneseal.catalog.models import ChangeLedger, Item, ItemVersion
from oneseal.catalog.rules.content import ItemContent
from oneseal.catalog.rules.powers import Transferred
from oneseal.documents import selectors as documents
from oneseal.foundation import clock
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

IN_FORCE = (ItemVersion.State.PUBLISHED, ItemVersion.State.SUPERSEDED)
OPEN = (ItemVersion.State.DRAFT, ItemVersion.State.REVIEW)


def visible_items(actor: Actor) -> QuerySet[Item]:
    """Items that the actor may see: staff all of their bureau, everybody else those published and in use."""
    items = Item.objects.select_related("current_version")
    if actor.is_staff:
        return items.filter(bureau_id=actor.bureau_id)
    return items.filter(current_version__isnull=False, status=Item.Status.ACTIVE)


def access_item(actor: Actor, item_id: int) -> Item:
    """One item that the actor may see. Raises NotFound when it is absent or not for this actor."""
    return _one(visible_items(actor).filter(pk=item_id))


def item_by_code(actor: Actor, code: str) -> Item:
    """One item by its short code in addresses. Raises NotFound like `access_item`."""
    items = visible_items(actor).filter(code=code).order_by("id")
    item = items.first()
    return item or _one(items if actor.is_staff else _say_cancelled(code, items))


def _say_cancelled(code: str, items: QuerySet[Item]) -> QuerySet[Item]:
    """For a published item that was cancelled, say so and from when, instead of knowing nothing of it (2.20)."""
    ended = ChangeLedger.objects.filter(
        item__code=code,
        item__status=Item.Status.CANCELLED,
        item__current_version__isnull=False,
        kind=ChangeLedger.Kind.CANCEL,
    )
    entry = ended.select_related("item").order_by("-id").first()
    if entry is not None:
        text = N_("“%(name)s”自%(day)s起取消，不再办理。需要办类似的事，请在首页搜索或咨询窗口。")
        params = {"name": entry.item.name, "day": entry.effective_on.isoformat()}
        raise NotFound("item_cancelled", text, params=params)
    return items


def _one(items: QuerySet[Item]) -> Item:
    item = items.first()
    if item is None:
        raise NotFound("item_not_found", N_("没有找到这个事项。它可能已经取消，请在首页按名称搜索。"))
    return item


def access_version(actor: Actor, version_id: int) -> ItemVersion:
    """One version; drafts only for the item keepers of the bureau. Raises NotFound otherwise."""
    version = ItemVersion.objects.select_related("item").filter(pk=version_id).first()
    if version is not None and (version.state not in OPEN or _keeps(actor, version.item)):
        return version
    raise NotFound("version_not_found", N_("没有找到事项的这个版本，或者您无权查看。"))


def _keeps(actor: Actor, item: Item) -> bool:
    return actor.has(Role.ITEM_KEEPER) and actor.bureau_id == item.bureau_id


def versions_of(actor: Actor, item: Item) -> list[ItemVersion]:
    """All versions that the actor may see, newest first, without their content."""
    versions = ItemVersion.objects.filter(item=item).order_by("-number").defer("content", "flow_svg")
    if not _keeps(actor, item):
        versions = versions.exclude(state__in=OPEN)
    return list(versions)


def current_version(item_id: int, on: date | None = None) -> ItemVersion | None:
    """The version that applies on a day (today where none is given); None before the first one."""
    day = on or clock.today()
    return (
        ItemVersion.objects.select_related("item")
        .filter(item_id=item_id, state__in=IN_FORCE, effective_from__lte=day)
        .filter(Q(effective_to__isnull=True) | Q(effective_to__gt=day))
        .order_by("-number")
        .first()
    )


def items_that_issue(bureau_id: int, certificate: str) -> list[int]:
    """Items whose version in force names this type of certificate as its result."""
    named = {"results": [{"certificate": certificate}]}
    rows = Item.objects.filter(bureau=bureau_id, current_version__content__contains=named)
    return list(rows.order_by("id").values_list("pk", flat=True))


def content_of(version: ItemVersion) -> ItemContent:
    """What a version says, as a value. Parsed once per process and version."""
    key = (version.pk, version.digest)
    content = _parsed.get(key)
    if content is None:
        content = ItemContent.model_validate(version.content)
        if len(_parsed) > PARSED_LIMIT:
            _parsed.clear()
        _parsed[key] = content
    return content


PARSED_LIMIT = 5000
_parsed: dict[tuple[int, str], ItemContent] = {}


@lru_cache(maxsize=5000)
def version_content(version_id: int) -> ItemContent:
    """What a published version says, by its id, without a query once known: it never changes (CAT-13).

    Raises NotFound for a draft or an unknown id.
    """
    version = ItemVersion.objects.exclude(state__in=OPEN).filter(pk=version_id).first()
    if version is None:
        raise NotFound("version_not_found", N_("没有找到事项的这个版本，或者您无权查看。"))
    return content_of(version)


def transfers_of(item_id: int) -> list[Transferred]:
    """From which departments an item's power came, and from which day."""
    entries = ChangeLedger.objects.filter(item_id=item_id, kind=ChangeLedger.Kind.TRANSFER)
    return [Transferred(unit, day) for unit, day in entries.values_list("from_unit", "effective_on")]


SAMPLE_PURPOSE = "catalog_sample"


@dataclass(frozen=True, slots=True)
class Download:
    """A kept file, open for reading."""

    name: str
    media_type: str
    content: IO[bytes]


def access_sample(actor: Actor, version_id: int, material: str, which: str) -> Download:
    """A material's blank form or sample: whoever may see the version may have it. Raises NotFound."""
    content = content_of(access_version(actor, version_id))
    named = next((each for each in content.materials if each.code == material), None)
    ids = {"blank": named.blank_file, "sample": named.sample_file} if named else {}
    file = documents.kept_file(ids.get(which, 0), SAMPLE_PURPOSE)
    return Download(file.name, file.media_type, documents.open_file(file))
