"""Setting up halls: zones, lines, windows, hours, who sits where."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.catalog import selectors as catalog
from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.identity import selectors as identity
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Actor
from oneseal.queueing import extensions, forms, selectors, services
from oneseal.queueing.extensions import ItemSet
from oneseal.queueing.models import Hall, ServiceKind, Window, Zone


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.KEEPERS)
@idempotent
def halls(request: HttpRequest) -> HttpResponse:
    """Every hall, and a new one."""
    actor = actor_of(request)
    posted = request.method == "POST"
    form = forms.HallForm(request.POST if posted else None)
    made: list[Hall] = []
    if posted and attempt(form, lambda: made.append(services.keep_hall(actor, **form.cleaned_data))):
        messages.success(request, gettext("已保存。"))
        return redirect("queueing:setup_hall", hall_id=made[0].pk)
    context = {"halls": selectors.visible_halls(actor), "form": form}
    return render(request, "queueing/setup.html", context, status=422 if posted else 200)


@require_safe
@allow(*selectors.KEEPERS)
def hall(request: HttpRequest, hall_id: int) -> HttpResponse:
    """One hall with everything in it."""
    actor = actor_of(request)
    return _page(request, actor, selectors.access_hall(actor, hall_id))


Act = Callable[[Actor, Hall, Any], object]
ACTS: dict[str, Act] = {
    "edit": lambda actor, hall, form: services.keep_hall(actor, hall_id=hall.pk, **form.cleaned_data),
    "zone": lambda actor, hall, form: services.keep_zone(actor, hall_id=hall.pk, **form.cleaned_data),
    "line": lambda actor, hall, form: services.keep_line(actor, hall_id=hall.pk, **form.cleaned_data),
    "window": lambda actor, hall, form: services.keep_window(actor, **form.cleaned_data),
    "shift": lambda actor, hall, form: services.keep_shift(actor, hall_id=hall.pk, span=form.span()),
    "day": lambda actor, hall, form: services.set_day(
        actor,
        hall_id=hall.pk,
        day=form.cleaned_data["day"],
        reason=form.cleaned_data["reason"],
        hours=form.hours(),
    ),
    "seat": lambda actor, hall, form: services.plan_seat(
        actor,
        window_id=form.cleaned_data["window"],
        staff_id=form.cleaned_data["staff"],
        starts=form.moments()[0],
        ends=form.moments()[1],
    ),
}


def _form(verb: str, actor: Actor, hall: Hall, data: Any = None, initial: Any = None) -> Any:
    named: dict[str, Any] = {"auto_id": f"id_{verb}_%s", "initial": initial}
    if verb == "edit":
        fields = ("name", "address", "phone", "slot_minutes", "silent")
        named["initial"] = {each: getattr(hall, each) for each in fields}
        return forms.HallForm(data, **named)
    if verb == "line":
        sets = extensions.item_sets(hall.bureau_id).values()
        return forms.LineForm(data, items=catalog.active_items(actor), sets=sets, **named)
    if verb == "window":
        posts = list(identity.visible_posts(actor).filter(closed_on=None))
        return forms.WindowForm(
            data, zones=selectors.zones(hall), lines=selectors.lines(hall), posts=posts, **named
        )
    if verb == "seat":
        people = list(identity.visible_staff(actor).filter(left_on=None).order_by("name"))
        return forms.SeatForm(data, windows=selectors.windows(hall), people=people, **named)
    plain: dict[str, type[Any]] = {"zone": forms.ZoneForm, "shift": forms.ShiftForm, "day": forms.DayForm}
    return plain[verb](data, **named)


@require_POST
@allow(*selectors.KEEPERS)
@idempotent
def act(request: HttpRequest, hall_id: int, verb: str) -> HttpResponse:
    """Change something about a hall."""
    if verb not in ACTS:
        raise Http404
    actor = actor_of(request)
    found = selectors.access_hall(actor, hall_id)
    form = _form(verb, actor, found, request.POST)
    if attempt(form, lambda: ACTS[verb](actor, found, form)):
        messages.success(request, gettext("已保存。"))
        return redirect("queueing:setup_hall", hall_id=hall_id)
    return _page(request, actor, found, **{verb: form})


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.KEEPERS)
@idempotent
def change(request: HttpRequest, hall_id: int, what: str, pk: int) -> HttpResponse:
    """Change a zone, a line or a window."""
    actor = actor_of(request)
    found = selectors.access_hall(actor, hall_id)
    row, initial = _row(found, what, pk)
    posted = request.method == "POST"
    form = _form(what, actor, found, request.POST if posted else None, initial)
    acts: dict[str, Callable[[], object]] = {
        "zone": lambda: services.keep_zone(actor, hall_id=hall_id, zone_id=pk, **form.cleaned_data),
        "line": lambda: services.keep_line(actor, hall_id=hall_id, line_id=pk, **form.cleaned_data),
        "window": lambda: services.keep_window(actor, window_id=pk, **form.cleaned_data),
    }
    if posted and attempt(form, acts[what]):
        messages.success(request, gettext("已保存。"))
        return redirect("queueing:setup_hall", hall_id=hall_id)
    context = {"hall": found, "row": row, "form": form}
    return render(request, "queueing/setup_change.html", context, status=422 if posted else 200)


def _row(hall: Hall, what: str, pk: int) -> tuple[Zone | ServiceKind | Window, dict[str, Any]]:
    """The row, and what its form shows."""
    rows: dict[str, tuple[Any, tuple[str, ...]]] = {
        "zone": (hall.zones, ("name", "floor")),
        "line": (
            hall.lines,
            ("name", "letter", "theme", "minutes", "target", "per_slot", "ahead", "horizon"),
        ),
        "window": (hall.windows, ("number", "name", "kind", "zone_id", "post_id")),
    }
    if what not in rows:
        raise Http404
    manager, fields = rows[what]
    row = manager.filter(pk=pk).first()
    if row is None:
        raise Http404
    initial = {each: getattr(row, each) for each in fields}
    if what == "line":
        initial["items"] = list(row.items.values_list("pk", flat=True))
    elif what == "window":
        initial["lines"] = list(row.lines.values_list("pk", flat=True))
    return row, initial


@require_POST
@allow(*selectors.KEEPERS)
@idempotent
def drop(request: HttpRequest, hall_id: int, what: str, pk: int) -> HttpResponse:
    """End a shift today, take back a planned seat."""
    actor = actor_of(request)
    if what == "shift":
        services.end_shift(actor, shift_id=pk, last_on=clock.today())
    elif what == "seat":
        services.drop_plan(actor, seat_id=pk)
    else:
        raise Http404
    messages.success(request, gettext("已保存。"))
    return redirect("queueing:setup_hall", hall_id=hall_id)


def _followed(sets: dict[str, ItemSet], line: ServiceKind) -> str:
    """What the theme is called that a line follows; empty: none."""
    if not line.theme:
        return ""
    return sets[line.theme].title if line.theme in sets else gettext("已经下线的一件事")


def _page(request: HttpRequest, actor: Actor, found: Hall, **bound: Any) -> HttpResponse:
    sets = extensions.item_sets(found.bureau_id)
    context = {
        "hall": found,
        "zones": selectors.zones(found),
        "lines": [(line, _followed(sets, line)) for line in selectors.lines(found)],
        "windows": selectors.windows(found),
        "shifts": selectors.standing_shifts(found),
        "days": selectors.coming_exceptions(found),
        "seats": [seat for seat in selectors.seats(actor, clock.today()) if seat.window.hall_id == found.pk],
        "forms": {verb: bound.get(verb) or _form(verb, actor, found) for verb in ACTS},
    }
    return render(request, "queueing/setup_hall.html", context, status=422 if bound else 200)
