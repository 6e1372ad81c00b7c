"""What items share: the basic catalogue with the upper level's templates, and the field dictionary."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.catalog import services
from oneseal.catalog.forms import BasicForm
from oneseal.catalog.forms.keeping import DatumForm, RetireForm
from oneseal.catalog.models import BasicItem
from oneseal.catalog.rules import basics
from oneseal.catalog.selectors import shared
from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.lists import keyset_page
from oneseal.foundation.problems import sentences
from oneseal.foundation.ratelimit import limit
from oneseal.identity.forms import attempt
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
        actor = actor_of(request)
        if attempt(form, lambda: services.enter_basic_items(actor, [services.BasicEntry(**form.entry())])):
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
        told = sentences(error)
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
    context = {"data": found, "text": text, "only": only, "counts": counts, "today": clock.today()}
    return render(request, "catalog/dictionary.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.ITEM_KEEPER)
@limit("60/m", by="account", methods=("POST",))
@idempotent
def new_datum(request: HttpRequest) -> HttpResponse:
    """Enter a datum; a name that forms use without an entry may be given in the address."""
    given = {key: request.GET.get(key, "")[:60] for key in ("name", "label", "format")}
    form = DatumForm(request.POST or None, initial=given, row=None, fixed=False)
    if form.is_bound and form.is_valid():
        entry = services.FieldEntry(**form.cleaned_data)
        if attempt(form, lambda: services.add_field(actor_of(request), entry)):
            messages.success(request, gettext("已登记。"))
            return redirect("catalog:dictionary")
    context = {"form": form, "row": None}
    return render(request, "catalog/datum.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.ITEM_KEEPER)
@limit("60/m", by="account", methods=("POST",))
@idempotent
def edit_datum(request: HttpRequest, name: str) -> HttpResponse:
    """Change a datum or retire it; where it is used is shown."""
    actor, row = actor_of(request), shared.datum(name)
    users = shared.published_users(name)
    retiring = request.POST.get("act") == "retire"
    initial = {key: getattr(row, key) for key in ("name", "label", "format", "personal", "why")}
    data = request.POST or None
    form = DatumForm(None if retiring else data, initial=initial, row=row, fixed=bool(users))
    retire = RetireForm(data if retiring else None, initial={"retired_on": row.retired_on})
    if retire.is_bound and retire.is_valid():
        on = retire.cleaned_data["retired_on"]
        if attempt(retire, lambda: services.retire_field(actor, name=name, on=on)):
            messages.success(request, gettext("已保存。"))
            return redirect("catalog:datum", name)
    if form.is_bound and form.is_valid():
        entry = services.FieldEntry(**form.cleaned_data)
        if attempt(form, lambda: services.define_fields(actor, [entry])):
            messages.success(request, gettext("已保存。"))
            return redirect("catalog:datum", name)
    uses = next((each.uses for each in shared.dictionary(actor) if each.name == name), [])
    context = {"form": form, "retire": retire, "row": row, "users": users, "uses": uses}
    return render(request, "catalog/datum.html", context, status=422 if form.errors or retire.errors else 200)
