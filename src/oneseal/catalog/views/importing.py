"""Importing a file of items: look first, then all or nothing."""

import hashlib

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from oneseal.catalog import services
from oneseal.catalog.rules.tables import COLUMNS
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence
from oneseal.foundation.ratelimit import limit
from oneseal.kernel.access import Role
from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.kernel.text import N_

KEPT_SECONDS = 3600
SHOWN = 500


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.ITEM_KEEPER)
@limit("30/m", by="account", methods=("POST",))
@idempotent
def import_items(request: HttpRequest) -> HttpResponse:
    """Choose a file, see what it would do row by row, apply it."""
    if request.method != "POST":
        return _page(request)
    try:
        return _apply(request) if request.POST.get("token") else _preview(request)
    except RuleViolation as error:
        return _page(request, status=422, refused=[sentence(error)])
    except Violations as error:
        return _page(request, status=422, refused=[sentence(one) for one in error.items[:50]])


def _preview(request: HttpRequest) -> HttpResponse:
    file = request.FILES.get("file")
    if file is None:
        raise RuleViolation("file_missing", N_("请选择一个 .xlsx、.csv 或 .json 文件。"), field="file")
    data = file.read()
    preview = services.preview_import(actor_of(request), data=data, name=file.name or "")
    token = hashlib.sha256(data).hexdigest()
    cache.set(_key(request, token), (file.name, data), KEPT_SECONDS)
    errors = preview.all_errors
    told = {
        "preview": preview,
        "rows": preview.rows[:SHOWN],
        "errors": errors[:SHOWN],
        "error_count": len(errors),
    }
    return _page(request, status=422 if errors else 200, token="" if errors else token, **told)


def _apply(request: HttpRequest) -> HttpResponse:
    kept = cache.get(_key(request, request.POST["token"]))
    if kept is None:
        raise RuleViolation("file_gone", N_("预览已过期，请重新选择文件。"), field="file")
    name, data = kept
    preview = services.apply_import(actor_of(request), data=data, name=name)
    cache.delete(_key(request, request.POST["token"]))
    counts = preview.counts
    messages.success(
        request, gettext("导入完成：新增%(new)d项，变更%(changed)d项，相同%(same)d项。") % counts
    )
    return redirect("catalog:items")


def _key(request: HttpRequest, token: str) -> str:
    """Only the one who uploaded a file can apply it."""
    return f"catalog-import-{actor_of(request).account_id}-{token[:64]}"


def _page(request: HttpRequest, status: int = 200, **context: object) -> HttpResponse:
    headings = [gettext(column.heading) for column in COLUMNS]
    return render(request, "catalog/import.html", {"headings": headings, **context}, status=status)
