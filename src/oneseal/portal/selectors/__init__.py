"""What the portal's pages compose from the contexts below."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.cache import caches
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from oneseal.cases import selectors as cases
from oneseal.catalog import selectors as catalog
from oneseal.catalog.rules import publishing
from oneseal.catalog.rules.content import ItemContent, Place
from oneseal.foundation import clock, display
from oneseal.helplines import selectors as helplines
from oneseal.identity import selectors as identity
from oneseal.kernel.access import NOBODY, Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_
from oneseal.queueing import selectors as queueing

KEPT_SECONDS = 300


@dataclass(frozen=True)
class ItemCard:
    """An item in a list: where its guide is, and the conclusion first (how long, how much, how many trips)."""

    name: str
    url: str
    department: str = ""
    facts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Figures:
    """Four numbers of the home page."""

    items: int
    online: int
    person: int
    organisation: int


def facts(content: ItemContent) -> list[str]:
    """An item's conclusion in a few words: online, limit, fee, trips (interface.md)."""
    promised = content.promised_limit
    return [
        gettext("网上可办") if "online" in content.channels else gettext("窗口办理"),
        gettext("当场办结")
        if content.handling == "instant" or promised.days == 0
        else gettext("承诺 %(limit)s") % {"limit": display.duration_text(promised.days, str(promised.unit))},
        gettext("收费") if content.fees else gettext("不收费"),
        ngettext("跑 %(n)d 次", "跑 %(n)d 次", content.trips) % {"n": content.trips}
        if content.trips
        else gettext("一次不用跑"),
    ]


def contents(actor: Actor, item_ids: Iterable[int]) -> dict[int, ItemContent]:
    """What the applicable version of each item says; items without one are left out. One statement when warm."""
    rows = (
        catalog.visible_items(actor)
        .select_related(None)
        .order_by()
        .filter(pk__in=list(item_ids), current_version__isnull=False)
        .values_list("pk", "current_version_id")
    )
    return {pk: catalog.version_content(version) for pk, version in rows if version}


def cards(actor: Actor, found: list[catalog.Found]) -> list[ItemCard]:
    """Search results as cards."""
    said = contents(actor, [one.item_id for one in found])
    return [
        ItemCard(
            one.name,
            reverse("portal:guide", args=[one.code]),
            one.department,
            facts(said[one.item_id]) if one.item_id in said else [],
        )
        for one in found
    ]


def popular(actor: Actor, count: int = 8) -> list[ItemCard]:
    """The most used items."""
    return cards(actor, catalog.popular_items(count))


def figures() -> Figures:
    """The home page's numbers, counted at most once in five minutes in each process."""
    kept = caches["process"]
    known = kept.get("portal.figures")
    if isinstance(known, Figures):
        return known
    counted = Figures(
        catalog.count_items(""),
        catalog.count_items("", catalog.Filters(online=True)),
        catalog.count_items("", catalog.Filters(audience="person")),
        catalog.count_items("", catalog.Filters(audience="organisation")),
    )
    kept.set("portal.figures", counted, KEPT_SECONDS)
    return counted


def saved() -> cases.Saved:
    """What applicants were spared in the last 365 days, counted at most once in five minutes in each process."""
    kept = caches["process"]
    known = kept.get("portal.saved")
    if isinstance(known, cases.Saved):
        return known
    today = clock.today()
    counted = cases.saved_in_all(today - timedelta(days=365), today)
    kept.set("portal.saved", counted, KEPT_SECONDS)
    return counted


def halls(count: int = 2) -> list[Place]:
    """Where one can come, as the most used items say it; each place once."""
    kept = caches["process"]
    known: list[Place] | None = kept.get("portal.halls")
    if known is None:
        said = contents(NOBODY, [one.item_id for one in catalog.popular_items(30)])
        places = {(place.name, place.address): place for content in said.values() for place in content.places}
        known = list(places.values())
        kept.set("portal.halls", known, KEPT_SECONDS)
    return known[:count]


@dataclass(frozen=True)
class Hit:
    """One thing that the desk's search found; without an address it says all there is to say."""

    title: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class HitGroup:
    """What was found of one kind."""

    label: str
    rows: list[Hit]


def everything(actor: Actor, words: str) -> list[HitGroup]:
    """What the actor may see that matches the words, by kind; kinds without a match are left out."""
    found = catalog.search_items(words, catalog.Filters(bureau_id=actor.bureau_id), size=10)
    items = [Hit(one.name, reverse("portal:guide", args=[one.code]), one.department) for one in found]
    people = [
        Hit(one.name, "", " · ".join(part for part in (one.section.name, one.phone) if part))
        for one in identity.search_staff(actor, words)[:10]
    ]
    groups = [
        HitGroup(gettext("办件"), case_hits(actor, words)),
        HitGroup(gettext("事项"), items),
        HitGroup(gettext("人员"), people),
    ]
    return [group for group in groups if group.rows]


def case_hits(actor: Actor, words: str) -> list[Hit]:
    """Cases by number, applicant, identifier or phone, newest first."""
    rows = cases.search_cases(actor, {"q": words}).rows[:10]
    return [
        Hit(
            f"{case.number} {case.item_name}",
            reverse("cases:desk_case", args=[case.pk]),
            f"{case.applicant_name} · {gettext(str(case.get_state_display()))}",
        )
        for case in rows
    ]


@dataclass(frozen=True)
class PostOnDisplay:
    """A post, who holds it today, and the items that it may handle."""

    staffed: identity.StaffedPost
    items: list[ItemCard]
    takes_in: bool
    """It takes in every item; the items are then not listed one by one."""
    windows: list[queueing.ShownWindow]
    numbers: list[str]
    """Telephone numbers of those windows, else of the section."""

    @property
    def count(self) -> int:
        """How many items it may handle."""
        return len(self.items)


def posts_on_display() -> list[PostOnDisplay]:
    """The posts on the public display (1.15), with their items by name."""
    return _on_display(identity.displayed_posts())


def post_on_display(post_id: int) -> PostOnDisplay:
    """One of them; NotFound for a post that is not on display."""
    for found in posts_on_display():
        if found.staffed.post.pk == post_id:
            return found
    raise NotFound("post_not_displayed", N_("没有这个公示岗位。请从“岗位公示”里选择。"))


def _on_display(rows: list[identity.StaffedPost]) -> list[PostOnDisplay]:
    """An item is a post's where the post names it or, for posts that name none, where a step of it is the post's."""
    known = [
        (item, content)
        for item, content in catalog.published_contents(NOBODY)
        if content.type in publishing.OFFERED
    ]
    sections = {row.post.pk: row.post.section_id for row in rows}
    shown, windows = [], queueing.windows_of_posts(sections)
    numbers = helplines.numbers_of_posts(sections)
    for row in rows:
        named, code = set(row.post.item_codes), row.post.code
        takes_in = not named and Role.CLERK in row.post.roles
        mine = [
            ItemCard(item.name, reverse("portal:guide", args=[item.code]))
            for item, content in known
            if takes_in or (item.code in named if named else any(step.post == code for step in content.steps))
        ]
        pk = row.post.pk
        shown.append(PostOnDisplay(row, mine, takes_in, windows.get(pk, []), numbers[pk]))
    return shown
