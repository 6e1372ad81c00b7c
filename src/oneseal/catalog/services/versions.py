"""Life of a version: draft, review, publication from a day on (2.6)."""

import hashlib
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from oneseal.catalog.events import (
    DraftDiscarded,
    ItemDrafted,
    ItemPublished,
    ItemReturned,
    ItemSubmitted,
    VersionInForce,
)
from oneseal.catalog.models import BasicItem, Item, ItemVersion
from oneseal.catalog.rules import powers, publishing
from oneseal.catalog.rules.content import ItemContent
from oneseal.catalog.rules.flow import flow_source
from oneseal.catalog.rules.forms import numbered
from oneseal.catalog.selectors.items import content_of, transfers_of
from oneseal.catalog.selectors.keeping import proof_gaps, retired_data
from oneseal.catalog.selectors.standing import standing
from oneseal.catalog.services.drawing import draw
from oneseal.catalog.services.indexing import index_item
from oneseal.foundation import clock, db
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import SYSTEM, Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation, Violations
from oneseal.kernel.hashing import canonical
from oneseal.kernel.text import N_

State = ItemVersion.State


def as_json(content: ItemContent) -> tuple[dict[str, Any], str]:
    """A content as it is stored, and the SHA-256 of its canonical form."""
    data = content.model_dump(mode="json")
    data["form"] = numbered(content.form)
    return data, hashlib.sha256(canonical(data)).hexdigest()


def require_keeper(actor: Actor, bureau_id: int) -> None:
    """Refuse everybody but the item keepers of the bureau."""
    if not actor.has(Role.ITEM_KEEPER) or actor.bureau_id != bureau_id:
        raise Forbidden("not_item_keeper", N_("只有本单位的事项管理员可以修改事项目录。"))


def draft_item(
    actor: Actor, *, code: str, content: ItemContent, note: str = "", origin: dict[str, Any] | None = None
) -> ItemVersion:
    """Write content as the open draft of the item `code`, making item and draft where there are none.

    `origin` may hold raw_code, parsed_code and source of an imported item (CAT-9).
    """
    require_keeper(actor, actor.bureau_id)
    with transaction.atomic():
        item, _created = Item.objects.get_or_create(
            bureau_id=actor.bureau_id,
            code=code,
            defaults={
                "name": content.name,
                "type": content.type,
                "business_line": content.business_line,
                "department": content.former_department,
                "local_codes": content.local_codes,
                **(origin or {}),
            },
        )
        db.lock(Item, item.pk)
        open_draft = ItemVersion.objects.filter(item=item, state__in=[State.DRAFT, State.REVIEW]).first()
        if open_draft is None:
            return _start(actor, item, content, note)
        if open_draft.state == State.REVIEW:
            raise Conflict("in_review", N_("该事项有一个版本正在审核，请先审核通过或退回，再修改。"))
        return _write(actor, open_draft, content, note or open_draft.note)


def new_draft(actor: Actor, *, item_id: int, note: str = "") -> ItemVersion:
    """Start the next version of an item from what its newest version says. Returns an open draft that exists."""
    with transaction.atomic():
        item = db.lock(Item, item_id)
        require_keeper(actor, item.bureau_id)
        newest = ItemVersion.objects.filter(item=item).order_by("-number").first()
        if newest is None:
            raise NotFound("no_version", N_("该事项还没有任何版本，请先导入或新建内容。"))
        if newest.state in (State.DRAFT, State.REVIEW):
            return newest
        return _start(actor, item, content_of(newest), note)


def _start(actor: Actor, item: Item, content: ItemContent, note: str) -> ItemVersion:
    last = ItemVersion.objects.filter(item=item).order_by("-number").values_list("number", flat=True).first()
    data, digest = as_json(content)
    version = ItemVersion.objects.create(
        item=item,
        number=(last or 0) + 1,
        content=data,
        digest=digest,
        author_id=actor.account_id,
        author_name=actor.name,
        note=note,
        changed_at=clock.now(),
    )
    record(actor, Subject("item", item.pk), _drafted(version))
    return version


def save_draft(
    actor: Actor, *, version_id: int, content: ItemContent, expected_digest: str = "", note: str | None = None
) -> ItemVersion:
    """Save a draft's content. Raises Conflict when somebody saved another content since `expected_digest`."""
    with transaction.atomic():
        version = _locked(actor, version_id)
        _in_state(version, State.DRAFT)
        if expected_digest and version.digest != expected_digest:
            raise Conflict(
                "draft_changed",
                N_("草稿刚刚被别人改过。请先打开最新的草稿核对，再保存您的修改；您填写的内容仍在页面上。"),
            )
        return _write(actor, version, content, version.note if note is None else note)


def _write(actor: Actor, version: ItemVersion, content: ItemContent, note: str) -> ItemVersion:
    data, digest = as_json(content)
    values = {
        "content": data,
        "digest": digest,
        "note": note,
        "author_id": actor.account_id,
        "author_name": actor.name,
        "changed_at": clock.now(),
    }
    for name, value in values.items():
        setattr(version, name, value)
    record(
        actor,
        Subject("item", version.item_id),
        _drafted(version),
        changes=[Update(ItemVersion, version.pk, values)],
    )
    return version


def _drafted(version: ItemVersion) -> ItemDrafted:
    return ItemDrafted(version.item_id, version.pk, version.number, version.digest)


def submit_for_review(actor: Actor, *, version_id: int) -> ItemVersion:
    """Hand a draft to another keeper. Refused with all gaps where it could not be published (2.8, CAT-6)."""
    with transaction.atomic():
        version = _locked(actor, version_id)
        _in_state(version, State.DRAFT)
        _complete(content_of(version), version.item_id, clock.today())
        version.state, version.submitted_at = State.REVIEW, clock.now()
        change = Update(
            ItemVersion, version.pk, {"state": version.state, "submitted_at": version.submitted_at}
        )
        event = ItemSubmitted(version.item_id, version.pk, version.digest)
        record(actor, Subject("item", version.item_id), event, changes=[change])
        return version


def return_draft(actor: Actor, *, version_id: int, reason: str) -> ItemVersion:
    """Give a draft in review back to its author, with a reason."""
    if not reason.strip():
        raise RuleViolation("reason_missing", N_("请写明退回的原因，让起草人知道改哪里。"), field="reason")
    with transaction.atomic():
        version = _locked(actor, version_id)
        _in_state(version, State.REVIEW)
        version.state = State.DRAFT
        change = Update(ItemVersion, version.pk, {"state": State.DRAFT})
        event = ItemReturned(version.item_id, version.pk)
        record(actor, Subject("item", version.item_id), event, changes=[change], reason=reason)
        return version


def discard_draft(actor: Actor, *, version_id: int) -> None:
    """Throw a draft away. Published versions cannot be thrown away."""
    with transaction.atomic():
        version = _locked(actor, version_id)
        _in_state(version, State.DRAFT)
        version.delete()
        event = DraftDiscarded(version.item_id, version.number)
        record(actor, Subject("item", version.item_id), event)


def publish_version(actor: Actor, *, version_id: int, effective_from: date) -> ItemVersion:
    """Publish a reviewed version from a day on, today at the earliest. Author and publisher must differ.

    Running cases stay on the version under which they were accepted (CAT-13).
    """
    with transaction.atomic():
        version = _locked(actor, version_id)
        _in_state(version, State.REVIEW)
        content = content_of(version)
        _may_publish(actor, version, content, effective_from)
        now = clock.now()
        values = {
            "state": State.PUBLISHED,
            "effective_from": effective_from,
            "published_at": now,
            "published_by_id": actor.account_id,
            "published_by_name": actor.name,
            "flow_svg": draw(flow_source(content)),
            "changed_at": now,
        }
        for name, value in values.items():
            setattr(version, name, value)
        _close_earlier(version, effective_from)
        event = ItemPublished(
            version.item_id, version.pk, version.number, version.digest, effective_from.isoformat()
        )
        change = Update(ItemVersion, version.pk, values)
        record(actor, Subject("item", version.item_id), event, changes=[change])
        if effective_from <= clock.today():
            _enforce(actor, version)
        return version


def _may_publish(actor: Actor, version: ItemVersion, content: ItemContent, effective_from: date) -> None:
    _complete(content, version.item_id, effective_from)
    found = standing(version.item_id, version.pk)
    if found is not None:
        powers.check_listed(found, effective_from)
    if actor.account_id == version.author_id:
        raise Forbidden(
            "author_publishes", N_("起草人不能发布自己起草的版本，请由另一位事项管理员审核发布。")
        )
    if effective_from < clock.today():
        raise RuleViolation(
            "effective_in_past",
            N_("生效日期不能早于今天：已经受理的办件适用受理时的版本。请选择今天或以后的日期。"),
            field="effective_from",
        )


def _complete(content: ItemContent, item_id: int, day: date) -> None:
    gaps = publishing.problems(content) + powers.deciding_body(content, transfers_of(item_id), day)
    item = Item.objects.select_related("current_version").get(pk=item_id)
    gaps += proof_gaps(item.bureau_id, content) + retired_data(item.current_version, content, day)
    if gaps:
        raise Violations(
            [RuleViolation(g.code, g.message, params=g.params, field=g.path, basis=g.basis) for g in gaps]
        )


def _close_earlier(version: ItemVersion, day: date) -> None:
    """End the validity of what applied until now; a version that would have begun later never begins."""
    earlier = ItemVersion.objects.filter(item_id=version.item_id, state=State.PUBLISHED).exclude(
        pk=version.pk
    )
    earlier.filter(effective_from__gte=day).update(state=State.WITHDRAWN, effective_to=F("effective_from"))
    earlier.filter(effective_from__lt=day).filter(
        Q(effective_to__isnull=True) | Q(effective_to__gt=day)
    ).update(effective_to=day)


def _enforce(actor: Actor, version: ItemVersion) -> None:
    """Make a version the current one: the item's columns and the search follow it."""
    content = content_of(version)
    ItemVersion.objects.filter(
        item_id=version.item_id, state=State.PUBLISHED, number__lt=version.number
    ).update(state=State.SUPERSEDED)
    basic = BasicItem.objects.filter(code=content.basic_code).first() if content.basic_code else None
    values = {
        "current_version_id": version.pk,
        "name": content.name,
        "type": content.type,
        "business_line": content.business_line,
        "department": content.former_department,
        "local_codes": content.local_codes,
        "basic_id": basic.pk if basic else None,
    }
    event = VersionInForce(version.item_id, version.pk)
    record(actor, Subject("item", version.item_id), event, changes=[Update(Item, version.item_id, values)])
    index_item(Item.objects.get(pk=version.item_id), content)


def bring_into_force(*, on: date) -> int:
    """Make every version current whose day has come; a job calls it each morning. Returns how many."""
    due = (
        ItemVersion.objects.filter(state=State.PUBLISHED, effective_from__lte=on)
        .exclude(item__current_version_id=F("id"))
        .order_by("effective_from", "number")
        .values_list("id", flat=True)
    )
    count = 0
    for version_id in list(due):
        with transaction.atomic():
            version = ItemVersion.objects.select_related("item").get(pk=version_id)
            db.lock(Item, version.item_id)
            _enforce(SYSTEM, version)
            count += 1
    return count


def _locked(actor: Actor, version_id: int) -> ItemVersion:
    version = db.lock(ItemVersion, version_id)
    require_keeper(actor, version.item.bureau_id)
    return version


def _in_state(version: ItemVersion, state: str) -> None:
    if version.state != state:
        raise Conflict(
            "version_state",
            N_("这个版本现在是“%(now)s”，不能做这一步。请刷新页面查看最新状态。"),
            params={"now": State(version.state).label},
        )
