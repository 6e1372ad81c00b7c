"""Units' own lists: chosen, previewed, taken in, followed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.entry import forms, selectors, services
from oneseal.entry.rules.lists import FOUND, Found
from oneseal.entry.services import Preview
from oneseal.entry.views.shared import tabs, units_of
from oneseal.foundation import previews
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence
from oneseal.foundation.ratelimit import limit
from oneseal.identity.forms import attempt
from oneseal.kernel.errors import RuleViolation, Violations

WHAT = "entry-list"
SHOWN = 200
TONES = {
    Found.KNOWN: "green",
    Found.LIKELY: "green",
    Found.AFTERWARDS: "amber",
    Found.UNKNOWN: "red",
    Found.TOLD: "grey",
}


@require_safe
@allow(*selectors.WATCHERS)
def lists(request: HttpRequest) -> HttpResponse:
    """Every list, newest first."""
    actor = actor_of(request)
    context = {
        "tabs": tabs("entry:lists"),
        "page": selectors.unit_lists(actor, request.GET),
        "reports": actor.has(*selectors.REPORTERS),
    }
    return render(request, "entry/lists.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.REPORTERS)
@limit("30/m", by="account", methods=("POST",))
@idempotent
def new(request: HttpRequest) -> HttpResponse:
    """Choose a file, see what it says beside our cases, take it in."""
    actor, posted = actor_of(request), request.method == "POST"
    token = request.POST.get("token", "")
    form = forms.ListForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        units=units_of(actor),
        chosen=bool(token),
        initial={"unit": request.GET.get("unit")},
    )
    found: list[Preview] = []
    try:
        if posted and token and form.is_valid():
            name, data = previews.kept(request, WHAT, token)
            row = services.import_list(actor, said=form.said(), data=data, name=name)
            previews.forget(request, WHAT, token)
            messages.success(request, gettext("名单已导入并逐行对比。"))
            return redirect("entry:list", list_id=row.pk)
        if posted and not token and attempt(form, lambda: found.append(_preview(request, form))):
            file = form.cleaned_data["file"]
            file.seek(0)
            token = "" if found[0].errors else previews.keep(request, WHAT, file.name, file.read())
    except (RuleViolation, Violations) as error:
        first = error.items[0] if isinstance(error, Violations) else error
        form.add_error(None, sentence(first))
    return _new(request, form, found[0] if found else None, token)


def _preview(request: HttpRequest, form: forms.ListForm) -> Preview:
    file = form.cleaned_data["file"]
    return services.preview_list(actor_of(request), said=form.said(), data=file.read(), name=file.name)


def _new(request: HttpRequest, form: forms.ListForm, preview: Preview | None, token: str) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "token": token if preview else ""}
    wrong = bool(form.errors)
    if preview is not None:
        wrong |= bool(preview.errors)
        context |= {
            "preview": preview,
            "counts": [(gettext(FOUND[each]), TONES[each], preview.count(each)) for each in Found],
            "errors": [
                (each.row, each.column, gettext(each.message) % dict(each.params))
                for each in preview.errors[:SHOWN]
            ],
        }
    return render(request, "entry/list_new.html", context, status=422 if wrong else 200)


@require_safe
@allow(*selectors.WATCHERS)
def one(request: HttpRequest, list_id: int) -> HttpResponse:
    """One list: what its lines are to us."""
    actor = actor_of(request)
    row = selectors.access_list(actor, list_id)
    counts, page = selectors.counts_of(row), selectors.list_lines(row, request.GET)
    context = {
        "row": row,
        "counts": [(gettext(FOUND[each]), TONES[each], counts.get(each, 0)) for each in Found],
        "page": page,
        "lines": [(line, TONES[Found(line.found)]) for line in page.rows],
        "all": request.GET.get("view") == "all",
        "reports": actor.has(*selectors.REPORTERS),
    }
    return render(request, "entry/list.html", context)


@require_POST
@allow(*selectors.REPORTERS)
@idempotent
def follow(request: HttpRequest, list_id: int) -> HttpResponse:
    """What was taken in outside becomes leads."""
    try:
        number = services.follow_list(actor_of(request), list_id=list_id)
    except RuleViolation as error:
        messages.error(request, sentence(error))
    else:
        said = ngettext("已列为 %(n)d 条线索，由别人核实。", "已列为 %(n)d 条线索，由别人核实。", number)
        messages.success(request, said % {"n": number})
    return redirect("entry:list", list_id=list_id)
