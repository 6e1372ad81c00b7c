"""What every page's shell needs: the navigation and public links, made of what each context offers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import gettext

from oneseal.foundation import clock
from oneseal.foundation.access import actor_of
from oneseal.foundation.lists import Column, column, count_columns
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.text import N_

GROUPS = {
    "work": N_("我的工作"),
    "intake": N_("窗口"),
    "cases": N_("办件"),
    "catalogue": N_("事项"),
    "people": N_("人员与机构"),
    "insight": N_("统计与监督"),
    "system": N_("系统管理"),
}
"""Groups of the desk's left navigation, in order."""

CAP = 1000
"""Numbers beside the entries stop here: nobody works through more than a thousand, and counting on costs time."""

HOMES = frozenset({"/", "/desk/"})
"""Every address begins with one of these, so only the page itself is inside."""

PLACES = frozenset({"door", "notice", "account", "session", "sign_in"})
"""Places of the public shell: the doors of the top bar (only what people come for daily: the bar is one row),
public lists and announcements (home page, page of public records, footer), what is mine, signing in and out, help
at the sign-in."""


Waiting = Callable[[Actor], Sequence[QuerySet[Any]]]


@dataclass(frozen=True)
class NavItem:
    """One entry of the desk's left navigation or of the public shell, offered by a context in its apps.py.

    `label` is a Chinese sentence marked with N_; `group` one of GROUPS or PLACES; `icon` a name of the icon
    sprite; `waiting` gives the rows whose number stands beside it (querysets that share no row; all entries are
    counted in one statement; what changes within a day stands in them as a moment); `post` makes it a button that posts (signing out).
    """

    label: str
    url_name: str
    group: str
    roles: frozenset[Role]
    icon: str = "point"
    order: int = 50
    waiting: Waiting | None = None
    post: bool = False
    hint: str = ""
    """One short sentence under a door or a notice, marked with N_."""
    gathers: str = ""
    """The place whose entries lie behind this one: it is current on their pages too."""
    in_bar: bool = False
    """An entry of the account that stands in the top bar too; the others are tabs of the account's pages."""

    @cached_property
    def url(self) -> str:
        """Where it leads."""
        return reverse(self.url_name)

    def shown(self, path: str, counted: Mapping[str, int]) -> dict[str, Any]:
        """The entry as the shell draws it."""
        return {
            "label": gettext(self.label),
            "url": self.url,
            "group": self.group,
            "group_label": gettext(GROUPS.get(self.group, "")) if self.group in GROUPS else "",
            "icon": self.icon,
            "post": self.post,
            "hint": gettext(self.hint) if self.hint else "",
            "count": _number(counted.get(self.url_name)),
            "current": False,
            "in_bar": self.in_bar,
            "here": path == self.url,
            "inside": path == self.url if self.url in HOMES else path.startswith(self.url),
        }


@dataclass(frozen=True)
class DemoAccount:
    """An account of the demonstration: who it is, in words."""

    login: str
    name: str
    role: str


@dataclass(frozen=True)
class Demonstration:
    """What the sign-in pages of a demonstration show: accounts, their one password, the authenticator's code of now."""

    staff: list[DemoAccount]
    citizens: list[DemoAccount]
    password: str
    code: str


_items: list[NavItem] = []
_demonstration: list[Callable[[], Demonstration]] = []
_bureau_name: list[Callable[[Actor], str]] = []
_parts: list[tuple[str, Callable[[HttpRequest], bool]]] = []


def offer(item: NavItem) -> None:
    """Add an entry to the shell; call it from AppConfig.ready(). ValueError for an unknown group."""
    if item.group not in GROUPS and item.group not in PLACES:
        known = ", ".join([*GROUPS, *sorted(PLACES)])
        raise ValueError(f"{item.url_name}: unknown group {item.group!r}; known: {known}")
    _items.append(item)


def offered() -> list[NavItem]:
    """All entries that the contexts have offered."""
    return list(_items)


def add_part(template: str, when: Callable[[HttpRequest], bool]) -> None:
    """Put a context's template at the end of every page where `when` says so; call it from AppConfig.ready()."""
    _parts.append((template, when))


def name_bureau_by(namer: Callable[[Actor], str]) -> None:
    """Let identity say what the bureau in the header is called; call it from AppConfig.ready()."""
    _bureau_name[:] = [namer]


def demonstrate_by(teller: Callable[[], Demonstration]) -> None:
    """Let the demonstration tell its accounts; call it from AppConfig.ready()."""
    _demonstration[:] = [teller]


def demonstration() -> Demonstration | None:
    """The demonstration's accounts; None where this is not a demonstration."""
    return _demonstration[0]() if settings.DEMO and _demonstration else None


def _counted(items: Sequence[NavItem], actor: Actor) -> dict[str, int]:
    """How much waits behind each entry, by its URL name, in one statement."""
    columns = {
        item.url_name: _lasting(item.waiting, actor, clock.today()) or column(item.waiting(actor), CAP)
        for item in items
        if item.waiting
    }
    return count_columns(columns) if columns else {}


@lru_cache(maxsize=4096)
def _lasting(waiting: Waiting, actor: Actor, day: date) -> Column | None:
    """What counts an entry's rows for an actor, built once a day: building costs four times what counting does.

    None where it cannot be kept: it holds a moment or another day than today, or the database was asked for it.
    """
    asked: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        made = column(waiting(actor), CAP)
    changes = any(isinstance(value, date) and value != day for value in made.params)
    return None if asked or changes else made


def _number(count: int | None) -> int | str | None:
    """The number as shown: counting stops at CAP."""
    return f"{CAP}+" if count is not None and count > CAP else count


def navigation(actor: Actor, path: str = "", *, counting: bool = True) -> list[dict[str, Any]]:
    """The desk entries that this actor may open, by group and order; the innermost one of `path` is current."""
    ranks = {name: rank for rank, name in enumerate(GROUPS)}
    mine = [item for item in _items if item.group in ranks and actor.has(*item.roles)]
    mine.sort(key=lambda item: (ranks[item.group], item.order, item.label))
    counted = _counted(mine, actor) if counting else {}
    entries = [item.shown(path, counted) for item in mine]
    inside = [entry for entry in entries if entry["inside"]]
    if inside:
        max(inside, key=lambda entry: len(entry["url"]))["current"] = True
    return entries


def public_links(actor: Actor, path: str = "", *, counting: bool = True) -> dict[str, list[dict[str, Any]]]:
    """The entries of the public shell by place, for this actor."""
    ordered = sorted(_items, key=lambda item: (item.order, item.label))
    mine = [item for item in ordered if item.group in PLACES and actor.has(*item.roles)]
    counted = _counted(mine, actor) if counting else {}
    links = {place: [item.shown(path, counted) for item in mine if item.group == place] for place in PLACES}
    for item in mine:
        if item.gathers and any(link["inside"] for link in links[item.gathers]):
            _mark(links[item.group], item)
    return links


def _mark(links: list[dict[str, Any]], item: NavItem) -> None:
    for link in links:
        link["inside"] = link["inside"] or link["url"] == item.url


def bureau_name(actor: Actor) -> str:
    """The bureau's name in the header."""
    named = _bureau_name[0](actor) if _bureau_name else ""
    return named or gettext("行政审批局")


def uncounted_links(request: HttpRequest) -> dict[str, Any]:
    """The shell's links for a page of bad news: what waits behind them is not asked, that is most of such a page's work."""
    actor = actor_of(request)
    return {
        "navigation": SimpleLazyObject(lambda: navigation(actor, request.path, counting=False)),
        "public_links": SimpleLazyObject(lambda: public_links(actor, request.path, counting=False)),
    }


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the actor and, only if a template asks for them, the shell's links."""
    actor = actor_of(request)
    return {
        "actor": actor,
        "navigation": SimpleLazyObject(lambda: navigation(actor, request.path)),
        "public_links": SimpleLazyObject(lambda: public_links(actor, request.path)),
        "bureau_name": SimpleLazyObject(lambda: bureau_name(actor)),
        "version": version("oneseal"),
        "shell_parts": [template for template, when in _parts if when(request)],
        "demonstration": demonstration if settings.DEMO else None,
    }


def tabs(
    labels: Mapping[str, str], current: str, address: str = "", *, numbers: Mapping[str, int] | None = None
) -> list[dict[str, Any]]:
    """Views of one list as tabs: each key of `labels` (marked with N_) with its words.

    `address`: where the list is, for pages that are shown elsewhere too; `numbers`: how many are in a view.
    """
    counted = numbers or {}
    return [
        {
            "label": gettext(label),
            "url": f"{address}?view={key}",
            "current": key == current,
            "count": counted.get(key),
        }
        for key, label in labels.items()
    ]
