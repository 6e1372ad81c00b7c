"""The list of items, its export, the six lists and the eight disclosures."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from oneseal.catalog import selectors, services
from oneseal.catalog.forms.keeping import ListForm
from oneseal.catalog.rules import labels, lists
from oneseal.catalog.rules.figures import figures
from oneseal.catalog.selectors import keeping
from oneseal.catalog.selectors import lists as published
from oneseal.catalog.services.importing import CONTENT_TYPES
from oneseal.foundation.access import actor_of, allow, allow_staff
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.lists import keyset_page
from oneseal.identity.forms import refuse
from oneseal.kernel.access import Role
from oneseal.kernel.errors import Forbidden, NotFound, RuleViolation
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


@require_http_methods(["GET", "HEAD", "POST"])
@allow_staff
@idempotent
def list_page(request: HttpRequest, key: str) -> HttpResponse:
    """One of the six lists: what is public, what has changed since, and for the keeper the button to publish."""
    actor = actor_of(request)
    if request.method != "POST":
        return _list_page(request, key)
    if not actor.has(Role.ITEM_KEEPER):
        raise Forbidden("not_item_keeper", N_("只有本单位的事项管理员可以发布清单。"))
    form = ListForm(request.POST)
    if form.is_valid():
        try:
            made = services.publish_list(actor, key=key, **form.cleaned_data)
        except RuleViolation as error:
            refuse(form, error)
        else:
            messages.success(request, gettext("已公布第%(n)d版。") % {"n": made.number})
            return redirect("catalog:list", key)
    return _list_page(request, key, form=form, status=422)


def _list_page(
    request: HttpRequest, key: str, form: ListForm | None = None, status: int = 200
) -> HttpResponse:
    actor = actor_of(request)
    kind, last = published.kind_of(key), published.current_list(actor.bureau_id, key)
    lines, _codes = published.generated(actor, kind)
    public = published.as_lines(last) if last else []
    context = {
        "kind": {
            "key": kind.key,
            "name": gettext(kind.name),
            "columns": [gettext(name) for name in kind.columns],
            "powers": key == "powers",
        },
        "lines": lines,
        "rows_shown": _with_columns(kind, lines),
        "last": last,
        "changes": published.said_changes(kind, lists.difference(public, lines)) if last else [],
        "versions": published.versions_of_list(actor.bureau_id, key),
        "form": form or ListForm(initial={"binding_from": last.binding_from if last else None}),
        "keeps": actor.has(Role.ITEM_KEEPER),
        "tabs": _tabs(key),
    }
    return render(request, "catalog/list.html", context, status=status)


def _with_columns(kind: lists.ListKind, lines: list[lists.Line]) -> list[list[tuple[str, str]]]:
    columns = [gettext(name) for name in kind.columns]
    return [list(zip(columns, line, strict=True)) for line in published.said_lines(kind, lines)]


@require_safe
@allow_staff
def list_version(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """One public version of a list, and what it changed."""
    kind = published.kind_of(key)
    row = published.list_version(actor_of(request).bureau_id, key, number)
    context = {
        "kind": {
            "key": key,
            "name": gettext(kind.name),
            "columns": [gettext(name) for name in kind.columns],
        },
        "row": row,
        "rows_shown": _with_columns(kind, published.as_lines(row)),
        "changes": published.said_changes(kind, published.differences(row)),
    }
    return render(request, "catalog/list_version.html", context)


@require_safe
@allow_staff
def disclosures(request: HttpRequest) -> HttpResponse:
    """The eight disclosures of every item in use."""
    contents = selectors.published_contents(actor_of(request))
    rows = [
        (item, [published.said_cell(cell) for cell in lists.disclosures(content)])
        for item, content in contents
    ]
    shown = [
        (gettext(one.name), gettext(one.formula), one.rate, one.counted)
        for one in figures([content for _item, content in contents])
    ]
    columns = [gettext(name) for name in lists.DISCLOSED]
    told = [(item, list(zip(columns, cells, strict=True))) for item, cells in rows]
    context = {"rows": told, "columns": columns, "tabs": _tabs("disclosures"), "figures": shown}
    return render(request, "catalog/disclosures.html", context)


def _tabs(current: str) -> list[dict[str, object]]:
    keys = [(kind.key, kind.name) for kind in lists.SIX]
    return [{"key": key, "label": gettext(name), "current": key == current} for key, name in keys]
