"""Pages of the desk: the board of units, one unit, the lists of each level, points."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.catalog import selectors as catalog
from oneseal.catalog.services.importing import CONTENT_TYPES
from oneseal.catalog.services.sheets import write_csv, write_workbook
from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Actor
from oneseal.kernel.text import N_
from oneseal.towns import forms, selectors, services
from oneseal.towns.rules.standards import GROUPS, HOWS, KINDS, LEVELS, POINTS, REACHES
from oneseal.towns.selectors import KEEPERS, READERS

HEADINGS = (
    N_("层级"),
    N_("单位"),
    N_("事项"),
    N_("编码"),
    N_("标准清单"),
    N_("是否进驻"),
    N_("实际办到哪一步"),
)
POINT_HEADINGS = (
    N_("镇（街道）"),
    N_("考评分"),
    N_("承办数"),
    N_("办结数"),
    N_("评价数"),
    N_("培训合格"),
    N_("上门办结"),
)


@require_safe
@allow(*READERS)
def board(request: HttpRequest) -> HttpResponse:
    """Every unit with its figures, and how far services reach; `level` narrows."""
    actor = actor_of(request)
    rows, level = selectors.board(actor.bureau_id), request.GET.get("level", "")
    context = {
        "rows": [row for row in rows if level not in LEVELS or row.level == level],
        "coverage": selectors.coverage(actor.bureau_id, rows),
        "level": level,
        "tabs": [
            {
                "label": gettext(label),
                "url": f"{reverse('towns:desk')}?level={code}",
                "current": code == level,
            }
            for code, label in {"": N_("全部"), **LEVELS}.items()
        ],
    }
    return render(request, "towns/board.html", context)


@require_safe
@allow(*READERS)
def table(request: HttpRequest, form: str) -> HttpResponse:
    """The table of what is done where, for every unit and item (11.7), as .csv or .xlsx."""
    if form not in {"csv", "xlsx"}:
        raise Http404
    actor = actor_of(request)
    level = request.GET.get("level", "")
    units = [
        unit
        for unit in selectors.units_of(actor.bureau_id)
        if level not in LEVELS or KINDS[unit.kind] == level
    ]
    lines = [_cells(unit, line) for unit, found in selectors.table(units) for line in found]
    headings = [gettext(heading) for heading in HEADINGS]
    data = (
        write_csv(headings, lines) if form == "csv" else write_workbook(headings, lines, gettext("进驻事项"))
    )
    response = HttpResponse(data, content_type=CONTENT_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="town-items.{form}"'
    return response


def _cells(unit: Any, line: selectors.Line) -> list[str]:
    return [
        gettext(LEVELS[KINDS[unit.kind]]),
        unit.name,
        line.item.name,
        line.item.code,
        gettext(HOWS[line.how]) if line.how else "",
        gettext("是") if line.here else gettext("否"),
        gettext(REACHES[line.reach]) if line.here else "",
    ]


@require_safe
@allow(*READERS)
def unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """One unit: what it does, six aspects, five extensions, history."""
    actor = actor_of(request)
    return _unit(request, actor, selectors.access_unit(actor, unit_id))


@require_POST
@allow(*KEEPERS)
@idempotent
def items(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Register what a unit does."""
    actor = actor_of(request)
    found = selectors.access_unit(actor, unit_id)
    form = _items_form(actor, found, request.POST)

    def setting() -> None:
        services.set_unit_items(actor, unit_id=unit_id, item_ids=form.cleaned_data["items"])

    return _done(request, actor, found, "items", form, attempt(form, setting))


@require_POST
@allow(*KEEPERS)
@idempotent
def fact(request: HttpRequest, unit_id: int, point: str) -> HttpResponse:
    """Say what was found at a point."""
    if point not in POINTS:
        raise Http404
    actor = actor_of(request)
    found = selectors.access_unit(actor, unit_id)
    form = _fact_form(point, request.POST)

    def saying() -> None:
        services.record_fact(actor, unit_id=unit_id, point=point, **form.cleaned_data)

    return _done(request, actor, found, point, form, attempt(form, saying))


def _done(request: HttpRequest, actor: Actor, found: Any, name: str, form: Any, right: bool) -> HttpResponse:
    if not right:
        return _unit(request, actor, found, **{name: form})
    messages.success(request, gettext("已保存。"))
    return redirect("towns:unit", unit_id=found.pk)


def _items_form(actor: Actor, found: Any, data: Any = None) -> forms.UnitItemsForm:
    here = list(selectors.items_of([found.pk])[found.pk])
    items = catalog.active_items(actor)
    return forms.UnitItemsForm(data, items=items, initial={"items": here}, auto_id="id_items_%s")


def _fact_form(point: str, data: Any = None) -> forms.FactForm:
    return forms.FactForm(
        data, point=POINTS[point], auto_id=f"id_{point}_%s", initial={"since": clock.today()}
    )


def _unit(request: HttpRequest, actor: Actor, found: Any, **bound: Any) -> HttpResponse:
    level = KINDS[found.kind]
    keeper = actor.has(*KEEPERS)
    known = selectors.facts([found.pk])[found.pk]
    lines = selectors.table([found])[0][1]
    context = {
        "unit": found,
        "row": selectors.row_of(actor, found.pk),
        "level": level,
        "level_label": gettext(LEVELS[level]),
        "lines": [(line, gettext(HOWS.get(line.how, "")), gettext(REACHES[line.reach])) for line in lines],
        "groups": [
            (
                gettext(GROUPS[group]),
                [
                    (
                        code,
                        gettext(point.label),
                        gettext(point.says),
                        fact,
                        bound.get(code) or (_fact_form(code) if keeper else None),
                    )
                    for code, point, fact in rows
                ],
            )
            for group, rows in selectors.point_rows(level, known)
        ],
        "history": selectors.history(found.pk),
        "items_form": (bound.get("items") or _items_form(actor, found)) if keeper else None,
        "keeper": keeper,
    }
    return render(request, "towns/unit.html", context, status=422 if bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*READERS)
@idempotent
def level(request: HttpRequest, level: str) -> HttpResponse:
    """The standard list of a level; keepers put items on it."""
    if level not in LEVELS:
        raise Http404
    actor = actor_of(request)
    posted = request.method == "POST"
    form = forms.LevelItemForm(request.POST if posted else None, items=catalog.active_items(actor))
    if posted and attempt(form, lambda: services.keep_level_item(actor, level=level, **form.cleaned_data)):
        messages.success(request, gettext("已保存。"))
        return redirect("towns:level", level=level)
    context = {
        "level": level,
        "label": gettext(LEVELS[level]),
        "rows": list(selectors.level_items(actor.bureau_id).filter(level=level)),
        "form": form,
        "keeper": actor.has(*KEEPERS),
        "tabs": [
            {"label": gettext(label), "url": reverse("towns:level", args=[code]), "current": code == level}
            for code, label in LEVELS.items()
        ],
    }
    return render(request, "towns/level.html", context, status=422 if posted else 200)


@require_POST
@allow(*KEEPERS)
@idempotent
def drop(request: HttpRequest, level: str) -> HttpResponse:
    """Take an item off the list of a level."""
    form = forms.DropForm(request.POST)
    if not form.is_valid():
        raise Http404
    services.drop_level_item(actor_of(request), level=level, item_id=form.cleaned_data["item_id"])
    messages.success(request, gettext("已保存。"))
    return redirect("towns:level", level=level)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*READERS)
@idempotent
def points(request: HttpRequest) -> HttpResponse:
    """What was handed over for the towns' general evaluation; keepers hand over a period that is over."""
    actor = actor_of(request)
    posted = request.method == "POST"
    form = forms.PointsForm(request.POST if posted else None)
    if posted and attempt(form, lambda: services.hand_over_points(actor, **form.cleaned_data)):
        messages.success(request, gettext("已移交，移交单已经生成。"))
        return redirect("towns:points")
    context = {
        "rows": list(selectors.transfers(actor)[:50]),
        "form": form,
        "keeper": actor.has(*KEEPERS),
    }
    return render(request, "towns/points.html", context, status=422 if posted else 200)


@require_safe
@allow(*READERS)
def points_csv(request: HttpRequest, transfer_id: int) -> HttpResponse:
    """One transfer as a table."""
    row = selectors.access_transfer(actor_of(request), transfer_id)
    names = ("town", "points", "taken", "finished", "evaluated", "trained", "visits")
    lines = [["" if each[name] is None else str(each[name]) for name in names] for each in row.rows]
    data = write_csv([gettext(heading) for heading in POINT_HEADINGS], lines)
    response = HttpResponse(data, content_type=CONTENT_TYPES["csv"])
    response["Content-Disposition"] = f'attachment; filename="points-{row.first}-{row.last}.csv"'
    return response
