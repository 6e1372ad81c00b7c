"""A browser that is a device: its key is looked at on every request, its visitors are kept apart, nothing is cached."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from oneseal.devices import services
from oneseal.devices.stations import COOKIE, forget_idle

OWN = "/device/"
STAFF_PAGES = ("/desk/", "/sign-in/staff/")
"""Nobody works at the desk on a machine that stands in the hall."""


class StationMiddleware:
    """Sets `request.station` and `request.machine` in a device's browser, and keeps it on the pages that a device may show.

    It runs before the account is read from the session, so that a forgotten visitor is signed out before the view.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.COOKIES.get(COOKIE, "")
        if not key or request.path.startswith("/api/"):
            return self.get_response(request)
        request.station = services.identify(key)  # type: ignore[attr-defined]
        device = request.station.device  # type: ignore[attr-defined]
        request.machine = device.kind if device else ""  # type: ignore[attr-defined]
        if not request.path.startswith(OWN) and (device is None or request.path.startswith(STAFF_PAGES)):
            return _home(request)
        if request.session.session_key and request.path != reverse("devices:beat"):
            forget_idle(request)
        response = self.get_response(request)
        response["Cache-Control"] = "no-store, private"
        return response


def _home(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": reverse("devices:home")})
    return redirect("devices:home")
