"""Health and figures for load balancers and monitoring."""

import secrets
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from oneseal.foundation import health, metrics
from oneseal.foundation.access import allow_everyone
from oneseal.kernel.errors import Forbidden
from oneseal.kernel.text import N_

LOOPBACK = frozenset({"127.0.0.1", "::1", ""})


@require_safe
@allow_everyone
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@allow_everyone
def favicon(request: HttpRequest) -> HttpResponse:
    """The emblem for those who ask for it without reading a page; no cookie, kept for a day."""
    response = HttpResponse(_icon(), content_type="image/x-icon")
    response["Cache-Control"] = "public, max-age=86400"
    return response


@cache
def _icon() -> bytes:
    found = finders.find("oneseal/favicon.ico")
    return Path(str(found)).read_bytes()


@require_safe
@allow_everyone
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when requests can be served; a silent worker or a missing calendar is a warning, not a 503."""
    found = health.checks()
    good = health.ready(found)
    body = {
        check.name: "ok" if check.good else ("failed" if check.essential else "warning") for check in found
    }
    return JsonResponse({"ready": good, **body}, status=200 if good else 503)


@require_safe
@allow_everyone
def figures(request: HttpRequest) -> HttpResponse:
    """Prometheus' text format, for the machine itself or with `Authorization: Bearer <ONESEAL_METRICS_TOKEN>`."""
    if not _may_read_figures(request):
        raise Forbidden("metrics_closed", N_("监控指标只对本机或持有监控令牌的程序开放。"))
    return HttpResponse(metrics.text(), content_type="text/plain; version=0.0.4; charset=utf-8")


def _may_read_figures(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if settings.METRICS_TOKEN:
        return secrets.compare_digest(given.encode(), settings.METRICS_TOKEN.encode())
    return request.META.get("REMOTE_ADDR", "") in LOOPBACK and "X-Forwarded-For" not in request.headers
