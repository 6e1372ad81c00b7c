"""Finding a service item: by words, by whom it is for, by theme, by former department."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from oneseal.bundles.selectors import published_themes
from oneseal.catalog import selectors as catalog
from oneseal.foundation.access import actor_of, allow_everyone
from oneseal.portal import selectors

AUDIENCES = (
    ("", gettext_lazy("个人和企业")),
    ("person", gettext_lazy("个人")),
    ("organisation", gettext_lazy("企业和其他组织")),
)
APPLIED = (
    ("", gettext_lazy("全部职权")),
    ("yes", gettext_lazy("依申请")),
    ("no", gettext_lazy("依职权")),
)
SHOWN = 30


def filters_of(request: HttpRequest, audience: str = "") -> catalog.Filters:
    """The search's filters from the address, or from the door; what it does not know is ignored."""
    asked = request.GET
    chosen = audience or asked.get("for", "")
    return catalog.Filters(
        audience=chosen if chosen in {"person", "organisation"} else "",
        theme=asked.get("theme", "")[:80],
        department=asked.get("department", "")[:120],
        online=asked.get("online") == "1",
        applied=asked.get("applied", "") if asked.get("applied") in {"yes", "no"} else "",
    )


def title_of(filters: catalog.Filters) -> str:
    """What the page is called for these filters."""
    if filters.theme:
        return filters.theme
    titles = {"person": gettext("个人办事"), "organisation": gettext("法人办事")}
    return titles.get(filters.audience, gettext("查找事项"))


@require_safe
@allow_everyone
def search(request: HttpRequest) -> HttpResponse:
    """Items that match the words and filters; htmx asks for the results alone."""
    return found_page(request, filters_of(request))


def found_page(request: HttpRequest, filters: catalog.Filters) -> HttpResponse:
    """The results, with the search form unless htmx asks."""
    query = request.GET.get("q", "").strip()[:60]
    found = catalog.search_items(query, filters, size=SHOWN + 1)
    context = {
        "query": query,
        "chosen": filters,
        "title": title_of(filters),
        "items": selectors.cards(actor_of(request), found[:SHOWN]),
        "more": len(found) > SHOWN,
        "count": catalog.count_items(query, filters),
    }
    if getattr(request, "htmx", False):
        return render(request, "portal/search.html#found", context)
    context |= {
        "audiences": AUDIENCES,
        "applied": APPLIED,
        "themes": catalog.themes(),
        "departments": [name for name, _ in catalog.departments()],
    }
    return render(request, "portal/search.html", context)


@require_safe
@allow_everyone
def themes(request: HttpRequest) -> HttpResponse:
    """Items by the thing that somebody wants to get done."""
    things = list(published_themes())
    whole = {thing.title for thing in things}
    names = [name for name in catalog.themes() if name not in whole]
    rows = [(name, catalog.count_items("", catalog.Filters(theme=name))) for name in names]
    return render(request, "portal/themes.html", {"things": things, "themes": rows})


@require_safe
@allow_everyone
def person_items(request: HttpRequest) -> HttpResponse:
    """The door for persons: the search narrowed to what a person may apply for."""
    return found_page(request, filters_of(request, "person"))


@require_safe
@allow_everyone
def organisation_items(request: HttpRequest) -> HttpResponse:
    """The door for firms and other organisations."""
    return found_page(request, filters_of(request, "organisation"))
