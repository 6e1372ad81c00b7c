"""What the doors need to know of a device's browser: its cookie, its standing, its visitor's session."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Final, TypeVar, cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from oneseal.devices import selectors
from oneseal.devices.models import Device, Help
from oneseal.devices.rules.kinds import Does
from oneseal.devices.services import Standing
from oneseal.foundation import clock
from oneseal.foundation.access import allow_everyone
from oneseal.foundation.ratelimit import client_address
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

COOKIE: Final = "oneseal_station"
YEAR: Final = 365 * 24 * 3600
SEEN: Final = "station_seen"
HELP: Final = "station_help"
IDLE_SECONDS: Final = 60
"""After so long without a touch the page asks whether somebody is still there."""
WARN_SECONDS: Final = 20
"""Then it counts down; afterwards the visitor is forgotten."""
FORGET_SECONDS: Final = 180
"""The server forgets a visitor by itself after this time, should the page not do it."""
KEPT_COOKIES: Final = frozenset({COOKIE, "csrftoken", "sessionid"})
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def standing_of(request: HttpRequest) -> Standing | None:
    """What the device's key came to; None in a browser that is no device."""
    return cast("Standing | None", getattr(request, "station", None))


def device_of(request: HttpRequest) -> Device | None:
    """The device that this browser is; None where it is none or may not be served."""
    standing = standing_of(request)
    return standing.device if standing else None


def on_station(does: Does | None = None) -> Callable[[View], View]:
    """A page of devices: never kept by the browser, open only where the device does this."""

    def decorate(view: View) -> View:
        @allow_everyone
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            device = device_of(request)
            if device is None:
                return redirect("devices:home")
            if does is not None and does not in selectors.does(device):
                raise NotFound("not_on_this_device", N_("这台设备不办理这项内容，请返回首页选择。"))
            return view(request, *args, **kwargs)

        return cast(View, guarded)

    return decorate


def station(request: HttpRequest) -> Device:
    """The device, inside a view that `on_station` guards."""
    device = device_of(request)
    if device is None:
        raise NotFound("no_station", N_("这台设备还没有配对。"))
    return device


def help_of(request: HttpRequest) -> Help | None:
    """The call of the visitor who is at the device now; one that somebody before them left open is not theirs."""
    row = selectors.help_on(station(request))
    return row if row and request.session.get(HELP) == str(row.uid) else None


def by_device(request: HttpRequest) -> str:
    """Whose use is counted: the device's, for the machines of a hall may share one address."""
    device = device_of(request)
    return f"device:{device.pk}" if device else f"ip:{client_address(request)}"


def keep_key(request: HttpRequest, response: HttpResponse, key: str) -> None:
    """Let the browser keep its key, where no script can read it."""
    response.set_cookie(
        COOKIE, key, max_age=YEAR, httponly=True, samesite="Strict", secure=request.is_secure()
    )


def forget_idle(request: HttpRequest) -> None:
    """End the session of a visitor who was last heard of three minutes ago, and note that one is here now."""
    now = clock.now()
    seen = request.session.get(SEEN, "")
    if seen and (now - datetime.fromisoformat(seen)).total_seconds() > FORGET_SECONDS:
        request.session.flush()
        return
    if not request.session.is_empty() and (
        not seen or (now - datetime.fromisoformat(seen)).total_seconds() > IDLE_SECONDS / 3
    ):
        request.session[SEEN] = now.isoformat()


def forget_visitor(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Everything of the visitor goes: session on the server, cookies, what the browser stored."""
    request.session.flush()
    for name in request.COOKIES:
        if name not in KEPT_COOKIES:
            response.delete_cookie(name)
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
