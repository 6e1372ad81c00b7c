"""The archivist's pages."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from oneseal.archives import selectors, services
from oneseal.archives.models import Package
from oneseal.catalog.services.sheets import write_csv
from oneseal.foundation import clock, telling
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.history import entries
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.journal import Subject
from oneseal.identity.forms import attempt, day_field
from oneseal.kernel.access import Actor, Role

ARCHIVISTS = (Role.ADMINISTRATOR, Role.COORDINATOR)


class TransferForm(forms.Form):
    """The day on which the archive office took it."""

    day = day_field(_("移交日期"))


@require_safe
@allow(*ARCHIVISTS)
def packages(request: HttpRequest) -> HttpResponse:
    """Packages with search."""
    chosen = request.GET.get("view", "all")
    context = {
        "page": selectors.worklist(actor_of(request), request.GET),
        "view": chosen if chosen in selectors.VIEWS else "all",
        "narrowed": bool(request.GET.get("q") or request.GET.get("year")),
        "year": clock.today().year,
        "today": clock.today(),
        "tabs": [
            {
                "label": gettext(label),
                "url": f"{reverse('archives:list')}?view={key}",
                "current": key == chosen,
            }
            for key, label in selectors.VIEWS.items()
        ],
    }
    return render(request, "archives/list.html", context)


@require_safe
@allow(*ARCHIVISTS)
def package(request: HttpRequest, package_id: int) -> HttpResponse:
    """One package."""
    actor = actor_of(request)
    return _show(request, selectors.access_package(actor, package_id), TransferForm())


def _show(request: HttpRequest, row: Package, form: forms.Form) -> HttpResponse:
    timeline = [
        {
            "when": each.at,
            "text": telling.sentence(each.kind, each.data, each.actor_name),
            "note": each.reason,
        }
        for each in reversed(entries(Subject("archive", row.pk)))
    ]
    context: dict[str, Any] = {"row": row, "form": form, "timeline": timeline, "today": clock.today()}
    return render(request, "archives/package.html", context, status=422 if form.errors else 200)


@require_POST
@allow(*ARCHIVISTS)
def download(request: HttpRequest, package_id: int) -> HttpResponse:
    """The package as a file; made now where it was missing."""
    actor = actor_of(request)
    content = services.open_package(actor, package_id=package_id)
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="archive-{package_id}.zip"'
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@allow(*ARCHIVISTS)
@idempotent
def transferred(request: HttpRequest, package_id: int) -> HttpResponse:
    """Note that the archive office has it."""
    actor, form = actor_of(request), TransferForm(request.POST)
    row = selectors.access_package(actor, package_id)

    def act() -> None:
        services.mark_transferred(actor, package_id=package_id, day=form.cleaned_data["day"])

    if attempt(form, act):
        messages.success(request, gettext("已登记移交。"))
        return redirect("archives:package", package_id=package_id)
    return _show(request, row, form)


@require_safe
@allow(*ARCHIVISTS)
def transfer_list(request: HttpRequest, year: int) -> HttpResponse:
    """The list for the archive office: packages of the cases closed in a year, with their digests."""
    lines = _lines(actor_of(request), year)
    headings = [
        "档号",
        "题名",
        "办结日期",
        "保管期限",
        "应移交日期",
        "文件数",
        "大小（字节）",
        "SHA-256",
        "移交日期",
    ]
    response = HttpResponse(write_csv(headings, lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="transfer-{year}.csv"'
    return response


def _lines(actor: Actor, year: int) -> list[list[str]]:
    return [
        [
            row.number,
            row.title,
            str(row.closed_on),
            str(row.get_retention_display()),
            str(row.transfer_due),
            str(row.files),
            str(row.file.size) if row.file else "",
            row.file.sha256 if row.file else "",
            str(row.transferred_on or ""),
        ]
        for row in selectors.transfer_list(actor, year)
    ]
