"""The status board, a unit with its items, the ledger of items, the five alls."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.entry import forms, selectors, services
from oneseal.entry.models import EntryItem, EntryUnit
from oneseal.entry.rules.alls import ALLS, SAYS
from oneseal.entry.rules.ledger import MARKS, STANDINGS, Counted, Standing
from oneseal.entry.views.shared import tabs
from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.identity.pages import saved
from oneseal.kernel.access import Actor
from oneseal.queueing import selectors as queueing

TONES = {
    Standing.PLANNED: "red",
    Standing.LAPSED: "red",
    Standing.EXCEPTED: "amber",
    Standing.ENTERED: "green",
}


def _marks(marks: tuple[Counted, ...]) -> list[tuple[str, Counted]]:
    return [(gettext(MARKS[each.code]), each) for each in marks]


def shown(row: EntryItem) -> dict[str, Any]:
    """An item with how it stands today, in words."""
    placed = selectors.placed(row, clock.today())
    return {
        "row": row,
        "standing": gettext(STANDINGS[placed.standing]),
        "tone": TONES[placed.standing],
        "inside": placed.standing == Standing.ENTERED,
        "complete": placed.complete,
    }


@require_safe
@allow(*selectors.WATCHERS)
def board(request: HttpRequest) -> HttpResponse:
    """Every unit with its marks."""
    actor = actor_of(request)
    rows = selectors.board(actor)
    context = {
        "tabs": tabs("entry:board"),
        "rows": [(each, _marks(each.marks)) for each in rows],
        "headings": [gettext(label) for label in MARKS.values()],
        "reached": sum(each.reached for each in rows),
        "outside": sum(each.standings[Standing.PLANNED] + each.standings[Standing.LAPSED] for each in rows),
        "excepted": sum(each.standings[Standing.EXCEPTED] for each in rows),
        "inside": sum(each.standings[Standing.ENTERED] for each in rows),
        "keeps": actor.has(*selectors.KEEPERS),
    }
    return render(request, "entry/board.html", context)


@require_safe
@allow(*selectors.WATCHERS)
def items(request: HttpRequest) -> HttpResponse:
    """Items of all units."""
    actor = actor_of(request)
    view = request.GET.get("view", "planned")
    page = selectors.item_list(actor, request.GET)
    context = {
        "tabs": tabs("entry:items"),
        "page": page,
        "rows": [shown(row) for row in page.rows],
        "views": [
            ("planned", gettext("应进未进")),
            ("partial", gettext("授权没有到位")),
            ("excepted", gettext("经政府同意不进驻")),
            ("entered", gettext("已进驻")),
            ("all", gettext("全部")),
        ],
        "view": view,
        "query": request.GET.get("q", ""),
        "keeps": actor.has(*selectors.KEEPERS),
    }
    return render(request, "entry/items.html", context)


@require_safe
@allow(*selectors.WATCHERS)
def alls(request: HttpRequest) -> HttpResponse:
    """The five alls of every window."""
    halls = selectors.five_alls(actor_of(request))
    context = {
        "tabs": tabs("entry:alls"),
        "halls": halls,
        "headings": [(gettext(label), gettext(SAYS[code])) for code, label in ALLS.items()],
    }
    return render(request, "entry/alls.html", context)


@require_safe
@allow(*selectors.WATCHERS)
def unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """One unit: marks, items, breaches."""
    actor = actor_of(request)
    found = selectors.unit_board(actor, unit_id)
    context = {
        "found": found,
        "marks": _marks(found.marks),
        "items": [shown(row) for row in selectors.items_of(found.row)],
        "breaches": selectors.breaches_of(actor, unit_id),
        "keeps": actor.has(*selectors.KEEPERS),
    }
    return render(request, "entry/unit.html", context)


def _unit_form(request: HttpRequest, form: forms.UnitForm, unit_id: int, title: str) -> HttpResponse:
    """The page of a unit's form; without `unit_id` the form asks for the unit."""
    actor, made = actor_of(request), list[EntryUnit]()

    def keep() -> None:
        chosen = unit_id or form.cleaned_data["unit"]
        made.append(services.keep_unit(actor, unit=chosen, said=form.said()))

    if saved(request, form, keep, gettext("已保存。")):
        return redirect("entry:unit", unit_id=made[0].pk)
    context = {"form": form, "title": title, "back": "entry:board"}
    return render(request, "identity/desk_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.KEEPERS)
@idempotent
def new_unit(request: HttpRequest) -> HttpResponse:
    """Put a unit on the ledger."""
    form = forms.UnitForm(request.POST or None, units=selectors.unlisted_departments(actor_of(request)))
    return _unit_form(request, form, 0, gettext("登记进驻单位"))


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.KEEPERS)
@idempotent
def change_unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Change what stands of a unit."""
    row = selectors.access_unit(actor_of(request), unit_id)
    initial = {name: getattr(row, name) for name in services.UnitSaid.__slots__}
    form = forms.UnitForm(request.POST or None, initial=initial)
    return _unit_form(request, form, row.unit_id, row.unit.name)


@require_POST
@allow(*selectors.KEEPERS)
@idempotent
def take(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Put the unit's items of the catalogue on the ledger."""
    number = services.take_items(actor_of(request), unit_id=unit_id)
    said = ngettext(
        "已列入 %(n)d 个事项，请逐个登记进驻情况。", "已列入 %(n)d 个事项，请逐个登记进驻情况。", number
    )
    messages.success(request, said % {"n": number} if number else gettext("事项库里没有新的事项。"))
    return redirect("entry:unit", unit_id=unit_id)


def _windows(actor: Actor) -> list[tuple[int, str]]:
    return [
        (window.pk, f"{hall.name} {window.number} {window.name}".strip())
        for hall in queueing.halls_in_use(actor)
        for window in queueing.windows(hall)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.KEEPERS)
@idempotent
def new_item(request: HttpRequest, unit_id: int) -> HttpResponse:
    """An item that is not in our catalogue."""
    actor = actor_of(request)
    row = selectors.access_unit(actor, unit_id)
    form = forms.ItemForm(request.POST or None, windows=_windows(actor), initial={"state": Standing.PLANNED})
    return _item_form(request, actor, row, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.KEEPERS)
@idempotent
def change_item(request: HttpRequest, entry_id: int) -> HttpResponse:
    """How an item stands."""
    actor = actor_of(request)
    row = selectors.access_entry(actor, entry_id)
    initial = {name: getattr(row, name) for name in services.ItemSaid.__slots__ if name != "window"}
    initial["window"] = row.window_id
    form = forms.ItemForm(request.POST or None, windows=_windows(actor), named=True, initial=initial)
    return _item_form(request, actor, row.unit, form, row)


def _item_form(
    request: HttpRequest, actor: Actor, unit_row: EntryUnit, form: forms.ItemForm, row: EntryItem | None
) -> HttpResponse:
    def keep() -> EntryItem:
        return services.keep_item(
            actor,
            unit_id=unit_row.pk,
            said=form.said(),
            name=form.cleaned_data.get("name", ""),
            entry_id=row.pk if row else None,
        )

    if saved(request, form, keep, gettext("已保存。")):
        return redirect("entry:unit", unit_id=unit_row.pk)
    context = {"form": form, "unit": unit_row, "row": row}
    return render(request, "entry/item.html", context, status=422 if form.errors else 200)
