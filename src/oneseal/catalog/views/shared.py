"""What items share: the basic catalogue with the upper level's templates, and the field dictionary."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.catalog import services
from oneseal.catalog.forms import BasicForm
from oneseal.catalog.models import BasicItem
from oneseal.catalog.rules import basics
from oneseal.catalog.selectors import shared
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.lists import keyset_page
from oneseal.foundation.problems import sentence
from oneseal.foundation.ratelimit import limit
from oneseal.kernel.access import Role
from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.kernel.text import N_

SHOWN = 20


@require_safe
@allow(Role.ITEM_KEEPER)
def basic_items(request: HttpRequest) -> HttpResponse:
    """The basic catalogue."""
    return _basics(request)


def _basics(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    text = request.GET.get("text", "").strip()[:60]
    rows = shared.basic_items(text)
    context = {"text": text, "count": rows.count(), "page": keyset_page(rows, ("code",), request.GET), **more}
    return render(request, "catalog/basics.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.ITEM_KEEPER)
@limit("60/m", by="account", methods=("POST",))
@idempotent
def new_basic(request: HttpRequest) -> HttpResponse:
    """Enter an entry of the basic catalogue."""
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.ITEM_KEEPER)
@limit("60/m", by="account", methods=("POST",))
@idempotent
def edit_basic(request: HttpRequest, code: str) -> HttpResponse:
    """Change an entry, or give it the upper level's template."""
    return _edit(request, shared.basic_item(code))


def _edit(request: HttpRequest, row: BasicItem | None) -> HttpResponse:
    initial = {name: getattr(row, name) for name in ("code", "name", "type", "level")} if row else None
    form = BasicForm(request.POST or None, request.FILES or None, initial=initial, row=row)
    if request.method == "POST" and form.is_valid():
        try:
            services.enter_basic_items(actor_of(request), [services.BasicEntry(**form.entry())])
        except (RuleViolation, Violations) as error:
            for item in error.items if isinstance(error, Violations) else [error]:
                form.add_error(item.field if item.field in form.fields else None, sentence(item))
        else:
            messages.success(request, gettext("已保存。"))
            return redirect("catalog:basics")
    context = {"form": form, "row": row}
    return render(request, "catalog/basic.html", context, status=422 if form.errors else 200)


@require_POST
@allow(Role.ITEM_KEEPER)
@limit("30/m", by="account")
@idempotent
def import_basics(request: HttpRequest) -> HttpResponse:
    """Take the upper level's items from a JSON file: all of them or none."""
    try:
        file = request.FILES.get("file")
        if file is None:
            raise RuleViolation("file_missing", N_("请选择一个 .json 文件。"), field="file")
        entries = [services.BasicEntry(**entry) for entry in basics.read_file(file.read())]
        count = services.enter_basic_items(actor_of(request), entries)
    except (RuleViolation, Violations) as error:
        told = [sentence(one) for one in (error.items if isinstance(error, Violations) else [error])]
        return _basics(request, status=422, refused=told[:SHOWN], refused_count=len(told))
    messages.success(request, gettext("已导入 %(n)d 项上级事项，五统一比较立即可用。") % {"n": count})
    return redirect("catalog:basics")


@require_safe
@allow(Role.ITEM_KEEPER)
def dictionary(request: HttpRequest) -> HttpResponse:
    """Every datum with the forms that ask for it; conflicts and unknown names first."""
    text, only = request.GET.get("text", "").strip()[:60], request.GET.get("only", "")
    data = shared.dictionary(actor_of(request))
    found = [each for each in data if text in each.name or text in each.label]
    if only == "problems":
        found = [each for each in found if each.conflicts or not each.known]
    counts = {"all": len(data), "problems": sum(bool(each.conflicts or not each.known) for each in data)}
    context = {"data": found, "text": text, "only": only, "counts": counts}
    return render(request, "catalog/dictionary.html", context)
