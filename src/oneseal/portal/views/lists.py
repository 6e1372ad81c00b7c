"""The six lists for everybody: what the bureau may do, must do, may charge and may ask for (inventory 2.7)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from oneseal.catalog import selectors as catalog
from oneseal.catalog.rules import lists as rules
from oneseal.catalog.services.sheets import write_csv
from oneseal.foundation.access import actor_of, allow_everyone
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

ABOUT = {
    "powers": N_("本单位依法行使的每一项权力，清单之外无权力。"),
    "duties": N_("每一项权力由谁负责、分几步、多少天办完、向谁投诉。"),
    "fees": N_("全部行政事业性收费，清单之外不收费。"),
    "prerequisites": N_("办理前要先取得的批准，清单之外不作前置。"),
    "intermediaries": N_("办理中需要的中介服务，清单之外不得要求。"),
    "conveniences": N_("便民服务和在乡镇、街道就能办的事。"),
}


def lines_of(request: HttpRequest, kind: rules.ListKind) -> list[rules.Line]:
    """The lines of a list from the items in use."""
    return rules.lines_of(kind, [content for _, content in catalog.published_contents(actor_of(request))])


@require_safe
@allow_everyone
def public_lists(request: HttpRequest) -> HttpResponse:
    """The six lists with how much stands in each."""
    contents = [content for _, content in catalog.published_contents(actor_of(request))]
    shown = [
        {
            "key": kind.key,
            "name": gettext(kind.name),
            "about": gettext(ABOUT[kind.key]),
            "count": len(rules.lines_of(kind, contents)),
        }
        for kind in rules.SIX
    ]
    return render(request, "portal/lists.html", {"lists": shown})


@require_safe
@allow_everyone
def public_list(request: HttpRequest, key: str) -> HttpResponse:
    """One list, narrowed by a word; `?csv` is the whole of it as a file."""
    kind = _kind(key)
    lines, columns = lines_of(request, kind), [gettext(name) for name in kind.columns]
    if "csv" in request.GET:
        response = HttpResponse(write_csv(columns, lines), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{kind.key}.csv"'
        return response
    word = request.GET.get("q", "").strip()[:60]
    found = [line for line in lines if not word or any(word in cell for cell in line)]
    context: dict[str, Any] = {
        "kind": {"key": kind.key, "name": gettext(kind.name), "about": gettext(ABOUT[kind.key])},
        "rows": [list(zip(columns, line, strict=True)) for line in found],
        "columns": columns,
        "q": word,
        "count": len(lines),
    }
    return render(request, "portal/list.html", context)


def _kind(key: str) -> rules.ListKind:
    kind = rules.list_kind(key)
    if kind is None:
        raise NotFound("unknown_list", N_("没有这个清单。"))
    return kind
