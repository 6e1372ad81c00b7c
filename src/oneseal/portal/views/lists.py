"""The six lists and the list of proofs for everybody: what the bureau may do, must do, may charge and may ask for (inventory 2.7)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from oneseal.catalog import selectors as catalog
from oneseal.catalog.rules import lists as rules
from oneseal.catalog.selectors import lists as published
from oneseal.catalog.selectors import separation
from oneseal.catalog.services.sheets import write_csv
from oneseal.foundation.access import actor_of, allow_everyone
from oneseal.kernel.text import N_
from oneseal.portal import selectors

ABOUT = {
    "powers": N_("本单位依法行使的每一项权力，清单之外无权力。"),
    "duties": N_("每一项权力由谁负责、分几步、多少天办完、向谁投诉。"),
    "fees": N_("全部行政事业性收费，清单之外不收费。"),
    "prerequisites": N_("办理前要先取得的批准，清单之外不作前置。"),
    "intermediaries": N_("办理中需要的中介服务，清单之外不得要求。"),
    "conveniences": N_("便民服务和在乡镇、街道就能办的事。"),
}


def shown_lines(request: HttpRequest, kind: rules.ListKind, row: Any) -> list[rules.Line]:
    """The lines of a public version; before the first one, those that the items in use give."""
    if row is not None:
        return published.as_lines(row)
    return rules.lines_of(kind, [content for _, content in catalog.published_contents(actor_of(request))])


@require_safe
@allow_everyone
def public_lists(request: HttpRequest) -> HttpResponse:
    """The six lists with how much stands in each."""
    rows = {kind.key: published.current_list(0, kind.key) for kind in rules.SIX}
    shown = [
        {
            "key": kind.key,
            "name": gettext(kind.name),
            "about": gettext(ABOUT[kind.key]),
            "row": rows[kind.key],
            "count": len(shown_lines(request, kind, rows[kind.key])),
        }
        for kind in rules.SIX
    ]
    return render(request, "portal/lists.html", {"lists": shown, "proofs": catalog.listed_proofs().count()})


@require_safe
@allow_everyone
def separated(request: HttpRequest) -> HttpResponse:
    """The permits of 证照分离 by their four ways, each with its source (inventory 5.29)."""
    ways = [(gettext(way.name), gettext(way.effect), way) for way in separation.separated(actor_of(request))]
    return render(request, "portal/separation.html", {"ways": ways})


@require_safe
@allow_everyone
def public_list(request: HttpRequest, key: str) -> HttpResponse:
    """One list as made public, or a former version (`?version`); `?csv` is the whole of it as a file."""
    kind = published.kind_of(key)
    row = _asked_version(request, key)
    lines = published.said_lines(kind, shown_lines(request, kind, row))
    columns = [gettext(name) for name in kind.columns]
    if "csv" in request.GET:
        response = HttpResponse(write_csv(columns, lines), content_type="text/csv; charset=utf-8")
        name = f"{kind.key}-{row.number}" if row else kind.key
        response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return response
    word = request.GET.get("q", "").strip()[:60]
    found = [line for line in lines if not word or any(word in cell for cell in line)]
    versions = published.versions_of_list(0, key)
    context: dict[str, Any] = {
        "kind": {"key": kind.key, "name": gettext(kind.name), "about": gettext(ABOUT[kind.key])},
        "rows": [list(zip(columns, line, strict=True)) for line in found],
        "columns": columns,
        "q": word,
        "count": len(lines),
        "row": row,
        "versions": versions,
        "is_current": row is None or row.number == versions[0].number,
        "changes": published.said_changes(kind, published.differences(row)) if row else [],
    }
    return render(request, "portal/list.html", context)


def _asked_version(request: HttpRequest, key: str) -> Any:
    asked = request.GET.get("version", "")
    if asked.isdecimal() and len(asked) < 9:
        return published.list_version(0, key, int(asked))
    return published.current_list(0, key)


@require_safe
@allow_everyone
def public_proofs(request: HttpRequest) -> HttpResponse:
    """The list of proofs (2.23), and what applicants were spared in the last year."""
    context = {"proofs": list(catalog.listed_proofs()), "saved": selectors.saved()}
    return render(request, "portal/proofs.html", context)
