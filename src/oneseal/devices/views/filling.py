"""A form filled at a station, and taken over at the window by its code (inventory 3.15)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from oneseal.catalog import selectors as catalog
from oneseal.catalog.forms import build_form
from oneseal.catalog.rules.situations import resolve
from oneseal.devices import forms, selectors, services
from oneseal.devices.rules.kinds import Does
from oneseal.devices.stations import by_device, on_station, station
from oneseal.devices.views.visitor import version_of
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.ratelimit import limit
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Role

CODE = "station_sheet"


@require_http_methods(["GET", "HEAD", "POST"])
@on_station(Does.FILL)
@limit("30/m", by=by_device, methods=("POST",))
@idempotent
def fill(request: HttpRequest, code: str) -> HttpResponse:
    """The item's form; what is missing may stay missing, the window asks for it."""
    device = station(request)
    version = version_of(device, code)
    schema = resolve(catalog.content_of(version), {}).schema
    posted = request.method == "POST"
    form = build_form(schema, request.POST if posted else None, prefix="form")
    asked = posted and not form.editing_rows and request.POST.get("do") in {"keep", "anyway"}
    if asked and (form.is_valid() or request.POST.get("do") == "anyway"):
        complete = form.is_valid()
        shown = services.keep_sheet(device, item_id=version.item_id, data=form.value, complete=complete)
        request.session[CODE] = [shown, version.item.name]
        return redirect("devices:sheet")
    context = {"form": form, "version": version, "refused": asked, "code": code}
    return render(request, "devices/fill.html", context, status=422 if asked else 200)


@require_safe
@on_station(Does.FILL)
def sheet(request: HttpRequest) -> HttpResponse:
    """The code for the window, for this visitor only."""
    kept = request.session.get(CODE)
    if not kept:
        return redirect("devices:home")
    return render(request, "devices/sheet.html", {"code": kept[0], "item": kept[1]})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allow(Role.CLERK)
@limit("30/m", by="account", methods=("POST",))
def sheets(request: HttpRequest) -> HttpResponse:
    """The window takes a form over: by its code, into a draft of the same item."""
    actor = actor_of(request)
    posted = request.method == "POST"
    form = forms.SheetForm(request.POST if posted else None)
    context: dict[str, Any] = {"form": form}
    found: list[Any] = []

    def look() -> None:
        row = selectors.sheet_by_code(actor, services.sheet_digest(form.cleaned_data["code"]))
        found.append(row)
        if case_id := form.cleaned_data["case"]:
            services.take_sheet(actor, code=form.cleaned_data["code"], case_id=case_id)

    if posted and attempt(form, look) and form.cleaned_data["case"]:
        messages.success(request, gettext("申请表已调入草稿，请与申请人核对。"))
        return redirect("cases:desk_fill", case_id=form.cleaned_data["case"])
    if found:
        context |= {"sheet": found[0], "drafts": selectors.drafts_for(actor, found[0].item_id)}
    return render(request, "devices/desk/sheets.html", context, status=422 if form.errors else 200)
