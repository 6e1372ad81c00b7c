"""Importing a file of items: look first, then all or nothing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from oneseal.catalog import services
from oneseal.catalog.rules.tables import COLUMNS
from oneseal.foundation import previews
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence
from oneseal.foundation.ratelimit import limit
from oneseal.kernel.access import Role
from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.kernel.text import N_

SHOWN = 500
WHAT = "catalog"


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
    token = previews.keep(request, WHAT, file.name or "", data)
    errors = preview.all_errors
    told = {
        "preview": preview,
        "rows": preview.rows[:SHOWN],
        "errors": errors[:SHOWN],
        "error_count": len(errors),
    }
    return _page(request, status=422 if errors else 200, token="" if errors else token, **told)


def _apply(request: HttpRequest) -> HttpResponse:
    name, data = previews.kept(request, WHAT, request.POST["token"])
    preview = services.apply_import(actor_of(request), data=data, name=name)
    previews.forget(request, WHAT, request.POST["token"])
    counts = preview.counts
    messages.success(
        request, gettext("导入完成：新增%(new)d项，变更%(changed)d项，相同%(same)d项。") % counts
    )
    return redirect("catalog:items")


def _page(request: HttpRequest, status: int = 200, **context: object) -> HttpResponse:
    headings = [gettext(column.heading) for column in COLUMNS]
    return render(request, "catalog/import.html", {"headings": headings, **context}, status=status)
