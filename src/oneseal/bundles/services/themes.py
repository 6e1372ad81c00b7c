"""Composing, publishing and taking offline (ONE-1, ONE-6)."""

import hashlib
from typing import Any

from django.db import transaction

from oneseal.bundles import events
from oneseal.bundles.models import Theme, ThemeVersion
from oneseal.bundles.rules.charts import chart
from oneseal.bundles.rules.content import ThemeContent
from oneseal.bundles.rules.states import VERSIONS, VersionState
from oneseal.bundles.selectors import themes as selectors
from oneseal.catalog.rules import composing_checks
from oneseal.catalog.services.drawing import draw
from oneseal.foundation import clock, db
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation, Violations
from oneseal.kernel.hashing import canonical
from oneseal.kernel.text import N_


def _require_keeper(actor: Actor, bureau_id: int) -> None:
    if not actor.has(Role.ITEM_KEEPER) or actor.bureau_id != bureau_id:
        raise Forbidden("not_item_keeper", N_("只有本单位的事项管理员可以编制一件事。"))


def draft_theme(actor: Actor, *, code: str, kind: str, content: ThemeContent) -> ThemeVersion:
    """Write content as the open draft of a theme, making theme and draft where there are none."""
    _require_keeper(actor, actor.bureau_id)
    with transaction.atomic():
        theme, _created = Theme.objects.get_or_create(
            bureau_id=actor.bureau_id, code=code, defaults={"kind": kind, "title": content.title}
        )
        theme = db.lock(Theme, theme.pk)
        return _write(actor, theme, content)


def new_draft(actor: Actor, *, theme_id: int) -> ThemeVersion:
    """Start the next version from the newest one. Returns an open draft that exists."""
    with transaction.atomic():
        theme = db.lock(Theme, theme_id)
        _require_keeper(actor, theme.bureau_id)
        newest = theme.versions.order_by("-number").first()
        if newest is None:
            raise RuleViolation("no_version", N_("这件事还没有内容，请重新编制。"))
        if newest.state == VersionState.DRAFT:
            return newest
        return _write(actor, theme, selectors.content_of(newest))


def save_theme(
    actor: Actor, *, version_id: int, content: ThemeContent, expected_digest: str = ""
) -> ThemeVersion:
    """Keep a draft's content, faulty or not. Raises Conflict where somebody saved another one meanwhile."""
    with transaction.atomic():
        version = _locked(actor, version_id, "save")
        if expected_digest and version.digest != expected_digest:
            raise Conflict("draft_changed", N_("草稿刚刚被别人改过。请打开最新的草稿核对，再保存您的修改。"))
        return _write(actor, version.theme, content)


def _write(actor: Actor, theme: Theme, content: ThemeContent) -> ThemeVersion:
    data = content.model_dump(mode="json")
    values: dict[str, Any] = {
        "content": data,
        "digest": hashlib.sha256(canonical(data)).hexdigest(),
        "author_id": actor.account_id,
        "author_name": actor.name,
        "changed_at": clock.now(),
    }
    version = selectors.draft_of(theme)
    changes = []
    if version is None:
        last = theme.versions.order_by("-number").values_list("number", flat=True).first() or 0
        version = ThemeVersion.objects.create(theme=theme, number=last + 1, **values)
    else:
        changes.append(Update(ThemeVersion, version.pk, values))
        for name, value in values.items():
            setattr(version, name, value)
    if theme.current_id is None:
        changes.append(Update(Theme, theme.pk, {"title": content.title}))
    event = events.ThemeDrafted(version.number, version.digest)
    record(actor, Subject("theme", theme.pk), event, changes=changes)
    return version


def publish_theme(actor: Actor, *, version_id: int) -> ThemeVersion:
    """Publish a draft: checked against the items in force today, its chart drawn, the items' versions remembered.

    Author and publisher differ, as with items. Raises Violations with everything that is wrong; a circle is named.
    """
    with transaction.atomic():
        version = _locked(actor, version_id, "publish")
        if actor.account_id == version.author_id:
            raise Forbidden(
                "author_publishes", N_("起草人不能发布自己起草的版本，请由另一位事项管理员发布。")
            )
        content = selectors.content_of(version)
        built = selectors.blocks(version.theme.bureau_id, content)
        gaps = built.problems()
        if gaps:
            raise Violations(
                [RuleViolation(g.code, g.message, params=g.params, field=g.path, basis=g.basis) for g in gaps]
            )
        days = composing_checks.longest(built.design).days
        values = {
            "state": VersionState.PUBLISHED,
            "pinned": built.versions,
            "published_at": clock.now(),
            "published_by_id": actor.account_id,
            "published_by_name": actor.name,
            "flow_svg": draw(chart(built.design, composing_checks.longest(built.design))),
        }
        for name, value in values.items():
            setattr(version, name, value)
        ThemeVersion.objects.filter(theme=version.theme, state=VersionState.PUBLISHED).update(
            state=VersionState.SUPERSEDED
        )
        event = events.ThemePublished(version.number, version.digest, days, built.versions)
        changes = [
            Update(ThemeVersion, version.pk, values),
            Update(Theme, version.theme_id, {"current_id": version.pk, "title": content.title}),
        ]
        record(actor, Subject("theme", version.theme_id), event, changes=changes)
    return version


def take_offline(actor: Actor, *, theme_id: int, reason: str) -> Theme:
    """Nobody can apply for it any more; what runs goes on under the versions of its items."""
    if not reason.strip():
        raise RuleViolation("reason_missing", N_("请写明下线的原因。"), field="reason")
    with transaction.atomic():
        theme = db.lock(Theme, theme_id)
        _require_keeper(actor, theme.bureau_id)
        version = theme.current
        if version is None:
            raise Conflict("not_published", N_("这件事没有发布的版本。请刷新页面。"))
        VERSIONS.step(version.state, "withdraw")
        changes = [
            Update(ThemeVersion, version.pk, {"state": VersionState.WITHDRAWN}),
            Update(Theme, theme.pk, {"current_id": None}),
        ]
        event = events.ThemeTakenOffline(version.number, reason.strip())
        record(actor, Subject("theme", theme.pk), event, changes=changes, reason=reason.strip())
    return theme


def _locked(actor: Actor, version_id: int, verb: str) -> ThemeVersion:
    version = db.lock(ThemeVersion, version_id)
    _require_keeper(actor, version.theme.bureau_id)
    VERSIONS.step(version.state, verb)
    return version
