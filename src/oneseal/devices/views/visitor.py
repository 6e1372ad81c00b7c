"""What a visitor reads at a kiosk: guides, samples, where a case stands, where a result lies (inventory 3.15)."""

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from oneseal.cases import selectors as cases
from oneseal.cases.forms.citizen import QueryForm
from oneseal.cases.rules.advice import advice
from oneseal.cases.selectors.citizen import case_for_visitor
from oneseal.catalog import selectors as catalog
from oneseal.devices import selectors, services
from oneseal.devices.forms import CollectForm
from oneseal.devices.models import Device
from oneseal.devices.rules.kinds import Does
from oneseal.devices.stations import by_device, on_station, station
from oneseal.foundation import ratelimit
from oneseal.foundation.ratelimit import limit
from oneseal.identity.forms import attempt
from oneseal.kernel.access import NOBODY
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_
from oneseal.output import selectors as output

SIZE = 8
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FOUND, SHELF = "station_case", "station_shelf"
HOUR = 3600
WAYS = {"guide": Does.GUIDE, "samples": Does.SAMPLES, "fill": Does.FILL}


def version_of(device: Device, code: str) -> Any:
    """The version of today of an item of the device's bureau. Raises NotFound."""
    item = catalog.item_by_code(NOBODY, code)
    version = catalog.current_version(item.pk)
    if version is None or item.bureau_id != device.bureau_id:
        raise NotFound("item_unknown", N_("没有这个事项，请返回重新查找。"))
    return version


@require_safe
@on_station()
def items(request: HttpRequest, way: str) -> HttpResponse:
    """Items by a few letters of their name; what is used most where nothing is typed."""
    device = station(request)
    if way not in WAYS or WAYS[way] not in selectors.does(device):
        raise NotFound("not_on_this_device", N_("这台设备不办理这项内容，请返回首页选择。"))
    text = request.GET.get("q", "")[:20]
    page = min(50, max(1, int(request.GET["page"]))) if request.GET.get("page", "").isdecimal() else 1
    rows = catalog.search_items(text, catalog.Filters(bureau_id=device.bureau_id), page=page, size=SIZE + 1)
    context = {
        "way": way,
        "text": text,
        "shorter": text[:-1],
        "rows": rows[:SIZE],
        "letters": LETTERS,
        "before": page - 1,
        "after": page + 1 if len(rows) > SIZE else 0,
    }
    return render(request, "devices/items.html", context)


@require_safe
@on_station()
def item(request: HttpRequest, code: str) -> HttpResponse:
    """The guide in short: how long, how much, what to bring, with samples; to print."""
    device = station(request)
    version = version_of(device, code)
    context = {
        "guide": catalog.guide_of(version),
        "version": version,
        "code": code,
        "does": {str(each) for each in selectors.does(device)},
    }
    return render(request, "devices/item.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@on_station(Does.QUERY)
@limit("20/m", by=by_device, methods=("POST",))
def query(request: HttpRequest) -> HttpResponse:
    """The state of a case for whoever knows its number and a proof, as on the public page."""
    form = QueryForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        number = form.cleaned_data["number"]
        ratelimit.count(f"cases.query:{number}", 10, HOUR)
        request.session[FOUND] = case_for_visitor(number, form.cleaned_data["proof"]).pk

    if request.method == "POST" and attempt(form, act):
        return redirect("devices:found")
    return render(request, "devices/query.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@on_station(Does.QUERY)
def found(request: HttpRequest) -> HttpResponse:
    """What was found, for this visitor only: after a reset the address shows nothing."""
    case_id = request.session.get(FOUND)
    if not case_id:
        return redirect("devices:home")
    case = cases.any_case(case_id)
    context = {
        "case": case,
        "advice": advice(case.state, owes=case.owes, online=case.channel == "online"),
        "chip": cases.due_chip(case, case.promised_due) if case.promised_due else None,
    }
    return render(request, "devices/found.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@on_station(Does.COLLECT)
@limit("20/m", by=by_device, methods=("POST",))
def collect(request: HttpRequest) -> HttpResponse:
    """Where a result lies, for who has its pick-up code and the applicant's number; handed over by a person (LIC-14)."""
    device = station(request)
    form = CollectForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        code = form.cleaned_data["code"].strip()
        ratelimit.count(f"devices.collect:{code}", 5, HOUR)
        stored = output.find_stored(services.of_device(device), code) if len(code) == 6 else None
        number = stored.case.applicant.number[-4:].upper() if stored else ""
        proof = form.cleaned_data["proof"].strip().upper()
        if stored is None or not secrets.compare_digest(number.encode(), proof.encode()):
            message = N_(
                "没有查到。请核对短信里的六位取件码和申请人证件号码后四位；还没上柜的，短信会通知您。"
            )
            raise NotFound("nothing_stored", message, field="code")
        request.session[SHELF] = [stored.place.code, stored.case.item_name]

    if request.method == "POST" and attempt(form, act):
        return redirect("devices:shelf")
    return render(request, "devices/collect.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@on_station(Does.COLLECT)
def shelf(request: HttpRequest) -> HttpResponse:
    """The place, and what to bring."""
    place = request.session.get(SHELF)
    if not place:
        return redirect("devices:home")
    context = {"place": place[0], "item": place[1], "device": station(request)}
    return render(request, "devices/shelf.html", context)
