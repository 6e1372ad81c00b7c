"""Reads of themes: what is published, what a version is made of today, what has changed since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from oneseal.bundles.models import Theme, ThemeVersion
from oneseal.bundles.rules.content import ThemeContent, design_of
from oneseal.bundles.rules.states import VersionState
from oneseal.catalog import selectors as catalog
from oneseal.catalog.rules import composing, composing_checks
from oneseal.catalog.rules.composing_parts import Design
from oneseal.catalog.rules.gaps import Gap
from oneseal.kernel.access import NOBODY, Actor, Role
from oneseal.kernel.errors import NotFound, RuleViolation
from oneseal.kernel.text import N_

UNIFIED = composing_checks.UNIFIED


@dataclass(frozen=True, slots=True)
class Blocks:
    """The building blocks of a theme as the catalogue has them today."""

    content: ThemeContent
    design: Design
    items: Mapping[str, Any]
    """Code → item, with its version in force."""
    missing: tuple[str, ...]
    """Codes of items that cannot be applied for today."""

    @property
    def versions(self) -> dict[str, int]:
        """Code → version in force."""
        return {code: int(item.current_version_id) for code, item in self.items.items()}

    def compose(self, answers: Mapping[str, Sequence[str]]) -> composing.Composition:
        """The one thing for these answers."""
        return composing.compose(self.design, answers)

    def problems(self) -> list[Gap]:
        """What keeps it from being published, items that are gone included."""
        text = N_("事项“%(code)s”目前不能申请（未发布、暂停或取消），请换一个或删去。")
        gone = [Gap(f"items.{code}", "item_gone", text, {"code": code}) for code in self.missing]
        return [*gone, *composing_checks.problems(self.design)]


def content_of(version: ThemeVersion) -> ThemeContent:
    """What a version says."""
    return ThemeContent.model_validate(version.content)


def blocks(bureau_id: int, content: ThemeContent) -> Blocks:
    """The building blocks today: published versions in force of items in use."""
    rows = catalog.visible_items(NOBODY).filter(bureau_id=bureau_id, code__in=content.codes)
    items = {row.code: row for row in rows}
    contents = {
        code: catalog.content_of(row.current_version) for code, row in items.items() if row.current_version
    }
    missing = tuple(code for code in content.codes if code not in items)
    return Blocks(content, design_of(content, contents), items, missing)


def built(theme: Theme) -> Blocks:
    """The building blocks of what a published theme says, as the catalogue has them today."""
    if theme.current is None:
        raise NotFound("theme_not_found", N_("没有找到这件事，它可能已经下线。请在首页搜索或咨询窗口。"))
    return blocks(theme.bureau_id, content_of(theme.current))


def changed_items(version: ThemeVersion, built: Blocks) -> list[str]:
    """Names of the items whose version in force is another than when the theme was published (CAT-13)."""
    now = built.versions
    names = built.design.names
    return [names.get(code, code) for code, pinned in version.pinned.items() if now.get(code) != pinned]


PUBLIC = (Theme.Kind.THEME, Theme.Kind.PACKAGE)


def published_themes(*kinds: str) -> QuerySet[Theme]:
    """Themes of these kinds that can be applied for; themes and packages where none is named."""
    rows = Theme.objects.filter(kind__in=kinds or PUBLIC, current__isnull=False)
    return rows.select_related("current").defer("current__flow_svg")


def theme_by_code(code: str) -> Theme:
    """A published theme or package by its code. Raises NotFound."""
    rows = Theme.objects.select_related("current").filter(code=code, current__isnull=False)
    found = rows.filter(kind__in=PUBLIC).first()
    if found is None:
        raise NotFound("theme_not_found", N_("没有找到这件事，它可能已经下线。请在首页搜索或咨询窗口。"))
    return found


def offered_themes(actor: Actor) -> QuerySet[Theme]:
    """The themes and packages that another system may read and begin: those of its bureau."""
    return published_themes().filter(bureau=actor.bureau_id)


def offered_theme(actor: Actor, code: str) -> Theme:
    """One of them. Raises NotFound."""
    found = offered_themes(actor).filter(code=code).first()
    if found is None:
        raise NotFound("theme_not_found", N_("没有找到这件事，它可能已经下线。请在首页搜索或咨询窗口。"))
    return found


def stage_theme(bureau_id: int, code: str) -> Theme | None:
    """The published composition of a project's stage, for `projects`; None where the bureau has none (PRJ-3)."""
    rows = Theme.objects.select_related("current").filter(bureau=bureau_id, code=code, kind=Theme.Kind.STAGE)
    return rows.filter(current__isnull=False).first()


def published_content(theme: Theme) -> ThemeContent:
    """What a published theme says. Raises NotFound for one that is not published."""
    if theme.current is None:
        raise NotFound("theme_not_found", N_("没有找到这件事，它可能已经下线。请在首页搜索或咨询窗口。"))
    return content_of(theme.current)


def kept_themes(actor: Actor) -> QuerySet[Theme]:
    """All themes of the bureau, for its item keepers."""
    rows = Theme.objects.filter(bureau=actor.bureau_id).select_related("current").defer("current__flow_svg")
    return rows if actor.has(Role.ITEM_KEEPER) else rows.none()


def access_theme(actor: Actor, theme_id: int) -> Theme:
    """One theme for its keepers. Raises NotFound."""
    found = kept_themes(actor).filter(pk=theme_id).first()
    if found is None:
        raise NotFound("theme_not_found", N_("没有找到这件事，或者您无权查看。"))
    return found


def draft_of(theme: Theme) -> ThemeVersion | None:
    """The open draft."""
    return ThemeVersion.objects.filter(theme=theme, state=VersionState.DRAFT).first()


def versions_of(theme: Theme) -> list[ThemeVersion]:
    """Every version, newest first."""
    return list(theme.versions.order_by("-number").defer("content", "flow_svg"))


def check_whole(built: Blocks) -> None:
    """Raise RuleViolation where a theme cannot be applied for today because an item of it cannot."""
    gaps = built.problems()
    if gaps:
        text = N_("这件事暂时不能一起申请：%(why)s您可以分别申请各个事项，或者咨询窗口。")
        why = gaps[0].text
        raise RuleViolation("theme_broken", text, params={"why": why}, basis=UNIFIED)
