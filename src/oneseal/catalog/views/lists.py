"""The list of items, its export, the six lists and the eight disclosures."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from oneseal.catalog import selectors, services
from oneseal.catalog.rules import labels, lists
from oneseal.catalog.selectors import keeping
from oneseal.catalog.services.importing import CONTENT_TYPES
from oneseal.foundation.access import actor_of, allow, allow_staff
from oneseal.foundation.lists import keyset_page
from oneseal.kernel.access import Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

STATES = {
    "": N_("全部"),
    "draft": N_("有草稿"),
    "review": N_("待审核"),
    "none": N_("尚无已发布版本"),
    "active": N_("在用"),
    "suspended": N_("暂停"),
    "cancelled": N_("取消"),
}


@require_safe
@allow(Role.ITEM_KEEPER)
def items(request: HttpRequest) -> HttpResponse:
    """All items of the bureau with their state."""
    asked = {name: request.GET.get(name, "").strip()[:60] for name in ("text", "type", "line", "state")}
    found = keeping.kept_items(actor_of(request), **asked)
    context = {
        "asked": asked,
        "count": found.count(),
        "page": keyset_page(found, ("name", "id"), request.GET),
        "types": [(code, gettext(word)) for code, word in labels.TYPES.items()],
        "lines": [(code, gettext(word)) for code, word in labels.LINES.items()],
        "states": [(code, gettext(word)) for code, word in STATES.items()],
        "forms": list(CONTENT_TYPES),
    }
    return render(request, "catalog/items.html", context)


@require_safe
@allow(Role.ITEM_KEEPER)
def export(request: HttpRequest, form: str) -> HttpResponse:
    """All items as a file."""
    if form not in CONTENT_TYPES:
        raise NotFound("unknown_format", N_("只能导出为 xlsx、csv 或 json。"))
    data = services.export_items(actor_of(request), form=form)
    response = HttpResponse(data, content_type=CONTENT_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="items.{form}"'
    return response


@require_safe
@allow_staff
def list_page(request: HttpRequest, key: str) -> HttpResponse:
    """One of the six lists, generated from what the items say."""
    kind = lists.list_kind(key)
    if kind is None:
        raise NotFound("unknown_list", N_("没有这个清单。"))
    contents = [content for _item, content in selectors.published_contents(actor_of(request))]
    context = {
        "kind": {
            "key": kind.key,
            "name": gettext(kind.name),
            "columns": [gettext(name) for name in kind.columns],
        },
        "lines": lists.lines_of(kind, contents),
        "tabs": _tabs(key),
    }
    return render(request, "catalog/list.html", context)


@require_safe
@allow_staff
def disclosures(request: HttpRequest) -> HttpResponse:
    """The eight disclosures of every item in use."""
    rows = [
        (item, [gettext(cell) for cell in lists.disclosures(content)])
        for item, content in selectors.published_contents(actor_of(request))
    ]
    columns = [gettext(name) for name in lists.DISCLOSED]
    context = {"rows": rows, "columns": columns, "tabs": _tabs("disclosures")}
    return render(request, "catalog/disclosures.html", context)


def _tabs(current: str) -> list[dict[str, object]]:
    keys = [(kind.key, kind.name) for kind in lists.SIX]
    return [{"key": key, "label": gettext(name), "current": key == current} for key, name in keys]
