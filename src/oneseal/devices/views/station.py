"""A device's own pages: home by its kind, pairing, heartbeat, forgetting the visitor."""

import json
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.devices import selectors, services
from oneseal.devices.forms import CodeForm
from oneseal.devices.models import Device
from oneseal.devices.rules.health import Report
from oneseal.devices.rules.kinds import DeviceKind, Does
from oneseal.devices.stations import COOKIE, device_of, forget_visitor, keep_key, standing_of
from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow_everyone
from oneseal.foundation.ratelimit import client_address, limit
from oneseal.identity.forms import attempt
from oneseal.kernel.errors import Conflict, RuleViolation
from oneseal.kernel.text import N_
from oneseal.records import selectors as records

TILES: dict[Does, tuple[str, str, str]] = {
    Does.TICKET: (N_("取号"), N_("排队办事先取号"), "ticket"),
    Does.GUIDE: (N_("办事指南"), N_("要什么材料、多久办好"), "map"),
    Does.QUERY: (N_("办件查询"), N_("办到哪一步了"), "search"),
    Does.RECORDS: (N_("查医保社保公积金"), N_("实名登录，只查本人的"), "heart-handshake"),
    Does.FILL: (N_("填写申请表"), N_("填好后窗口直接调用"), "edit"),
    Does.APPLY: (N_("登录办事"), N_("申请、补正、我的办件"), "user-check"),
    Does.COLLECT: (N_("领取证照"), N_("凭取件码和证件"), "inbox"),
    Does.PRINT: (N_("打印电子证照"), N_("登录后打印带标记的副本"), "printer"),
    Does.SAMPLES: (N_("看样表"), N_("每份材料怎么填"), "file-text"),
    Does.EVALUATE: (N_("评价"), N_("凭小票上的评价码"), "star"),
    Does.HELP: (N_("呼叫工作人员"), N_("远程帮您办"), "headset"),
}


@require_safe
@never_cache
@allow_everyone
def home(request: HttpRequest) -> HttpResponse:
    """What the device shows when nobody uses it, by its kind; pairing where it has no identity."""
    standing = standing_of(request)
    if standing is None or standing.problem == "void":
        return redirect("devices:pair")
    device = standing.device
    if device is None:
        return render(request, "devices/locked.html", status=403)
    if (board := _board(device)) is not None:
        return redirect(board)
    if device.kind == DeviceKind.TABLET:
        return render(request, "devices/tablet.html", {"device": device})
    tiles = [
        {"label": gettext(label), "hint": gettext(hint), "icon": icon, "url": url}
        for does, (label, hint, icon) in TILES.items()
        if does in selectors.does(device) and (url := _url(does, device))
    ]
    return render(request, "devices/home.html", {"device": device, "tiles": tiles})


def _board(device: Device) -> str | None:
    if device.kind == DeviceKind.HALL_BOARD:
        return reverse("queueing:board", args=[device.hall_id])
    if device.kind == DeviceKind.ZONE_BOARD:
        return reverse("queueing:zone_board", args=[device.hall_id, device.zone_id])
    if device.kind == DeviceKind.WINDOW_BOARD:
        return reverse("queueing:window_board", args=[device.hall_id, device.window_id])
    return None


def _url(does: Does, device: Device) -> str:
    places = {
        Does.TICKET: reverse("devices:ticket"),
        Does.GUIDE: reverse("devices:items", args=["guide"]),
        Does.QUERY: reverse("devices:query"),
        Does.RECORDS: records.entrance(),
        Does.FILL: reverse("devices:items", args=["fill"]),
        Does.COLLECT: reverse("devices:cabinet" if device.cabinet_id else "devices:collect"),
        Does.SAMPLES: reverse("devices:items", args=["samples"]),
        Does.HELP: reverse("devices:help"),
        Does.APPLY: f"{reverse('identity:sign_in')}?next={reverse('cases:mine')}",
        Does.PRINT: f"{reverse('identity:sign_in')}?next={reverse('certificates:wallet')}",
        Does.EVALUATE: reverse("feedback:code"),
    }
    return places[does]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allow_everyone
@limit("10/m", by="ip", methods=("POST",))
def pair(request: HttpRequest) -> HttpResponse:
    """Make this browser a device by the code that the administrator sees."""
    if device_of(request):
        return redirect("devices:home")
    form = CodeForm(request.POST if request.method == "POST" else None)
    made: list[tuple[Device, str]] = []

    def act() -> None:
        if actor_of(request).account_id:
            raise Conflict("signed_in", N_("这个浏览器登录着账号，不能作为公用设备。请先退出登录。"))
        version = request.headers.get("User-Agent", "")
        made.append(
            services.pair(code=form.cleaned_data["code"], address=client_address(request), version=version)
        )

    if request.method == "POST" and attempt(form, act):
        response = forget_visitor(request, redirect("devices:home"))
        keep_key(request, response, made[0][1])
        return response
    context = {"form": form, "had": COOKIE in request.COOKIES}
    return render(request, "devices/pair.html", context, status=422 if form.errors else 200)


@require_POST
@never_cache
@allow_everyone
def beat(request: HttpRequest) -> HttpResponse:
    """The heartbeat: the device tells how it is, gets the server's time and, when due, a new key."""
    standing = standing_of(request)
    if standing is None or standing.device is None:
        return JsonResponse({"gone": True}, status=403)
    done = services.beat(standing.device, report_of(request), address=client_address(request))
    response = JsonResponse({"now": clock.now().isoformat(), "troubles": done.device.troubles})
    if done.key:
        keep_key(request, response, done.key)
    return response


def report_of(request: HttpRequest) -> Report:
    """What the page says about its machine; anything strange counts as not said."""
    try:
        said = json.loads(request.body or b"{}")
    except ValueError:
        said = {}
    said = said if isinstance(said, dict) else {}
    return Report(
        clock=_moment(said.get("clock")),
        version=request.headers.get("User-Agent", ""),
        printed=_whole(said.get("printed")) or 0,
        network_ms=_whole(said.get("network_ms")),
    )


def _whole(value: Any) -> int | None:
    return value if type(value) is int and 0 <= value < 10**6 else None


def _moment(value: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


@require_POST
@never_cache
@allow_everyone
def reset(request: HttpRequest) -> HttpResponse:
    """The visitor is done or went away: nothing of them stays, a call of theirs is over."""
    device = device_of(request)
    if device and (left := selectors.help_on(device)):
        services.end(left)
    return forget_visitor(request, redirect("devices:home"))


@require_POST
@never_cache
@allow_everyone
def forget(request: HttpRequest) -> HttpResponse:
    """This browser is no device any more: only where its identity does not count."""
    if device_of(request):
        raise RuleViolation("still_paired", N_("这台设备正在使用。请管理员先在“自助设备”里停用。"))
    response = redirect("devices:pair")
    response.delete_cookie(COOKIE, samesite="Strict")
    return response
