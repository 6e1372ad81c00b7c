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
from oneseal.archives.rules import printing
from oneseal.catalog.services.sheets import write_csv
from oneseal.documents import selectors as documents
from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.history import timeline
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.journal import Subject
from oneseal.foundation.pages import tabs
from oneseal.identity import selectors as identity
from oneseal.identity.forms import attempt, day_field
from oneseal.kernel.access import CASEWORK, Actor, Role

ARCHIVISTS = (Role.ADMINISTRATOR, Role.COORDINATOR)


class TransferForm(forms.Form):
    """The day on which the archive office took it."""

    day = day_field(_("移交日期"))


class AppraisalForm(forms.Form):
    """What the appraisal of a package whose years are over said."""

    KEEP, DESTROY = "keep", "destroy"
    result = forms.ChoiceField(
        label=_("鉴定结果"),
        choices=[(KEEP, _("仍有价值，延长保管")), (DESTROY, _("不再有价值，列入销毁清册"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("没有选择鉴定结果。请选择延长保管或者列入销毁清册。")},
    )
    extend_to = day_field(_("延长到"), required=False)
    reason = forms.CharField(
        label=_("鉴定意见"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("没有填写鉴定意见。请写明鉴定小组的意见和依据。")},
    )

    def clean(self) -> dict[str, Any]:
        """A day where it is kept on."""
        given = super().clean() or {}
        if given.get("result") == self.KEEP and not given.get("extend_to") and "extend_to" not in self.errors:
            self.add_error("extend_to", gettext("没有填写延长到哪一天。请填写新的保管期限止日。"))
        if given.get("result") == self.DESTROY:
            given["extend_to"] = None
        return given


@require_safe
@allow(*ARCHIVISTS)
def packages(request: HttpRequest) -> HttpResponse:
    """Packages with search."""
    chosen = request.GET.get("view", "all")
    context = {
        "page": selectors.worklist(actor_of(request), request.GET),
        "view": chosen if chosen in selectors.VIEWS else "all",
        "narrowed": bool(request.GET.get("q") or request.GET.get("year")),
        "year": selectors.asked_year(request.GET) or clock.today().year,
        "today": clock.today(),
        "tabs": tabs(selectors.VIEWS, chosen, reverse("archives:list")),
    }
    return render(request, "archives/list.html", context)


@require_safe
@allow(*ARCHIVISTS)
def package(request: HttpRequest, package_id: int) -> HttpResponse:
    """One package."""
    actor = actor_of(request)
    return _show(request, selectors.access_package(actor, package_id))


def _show(request: HttpRequest, row: Package, **refused: forms.Form) -> HttpResponse:
    today = clock.today()
    context: dict[str, Any] = {
        "row": row,
        "supplements": selectors.supplements(row),
        "may_open": actor_of(request).has(*CASEWORK),
        "over": row.kept_until is not None and row.kept_until < today,
        "form": refused.get("transfer") or TransferForm(),
        "appraisal": refused.get("appraisal") or AppraisalForm(),
        "timeline": timeline(Subject("archive", row.pk)),
        "today": today,
    }
    return render(request, "archives/package.html", context, status=422 if refused else 200)


@require_POST
@allow(*ARCHIVISTS)
def download(request: HttpRequest, package_id: int, place: int = 0) -> HttpResponse:
    """The package as a file, made now where it was missing, or the supplement at `place`."""
    content = services.open_package(actor_of(request), package_id=package_id, place=place)
    response = HttpResponse(content, content_type="application/zip")
    name = f"archive-{package_id}-{place}.zip" if place else f"archive-{package_id}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
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
    return _show(request, row, transfer=form)


@require_POST
@allow(*ARCHIVISTS)
@idempotent
def appraised(request: HttpRequest, package_id: int) -> HttpResponse:
    """Note what the appraisal of a package whose years are over said."""
    actor, form = actor_of(request), AppraisalForm(request.POST)
    row = selectors.access_package(actor, package_id)

    def act() -> None:
        given = form.cleaned_data
        services.appraise(actor, package_id=package_id, extend_to=given["extend_to"], reason=given["reason"])

    if attempt(form, act):
        messages.success(request, gettext("已登记鉴定结果。"))
        return redirect("archives:package", package_id=package_id)
    return _show(request, row, appraisal=form)


@require_safe
@allow(*ARCHIVISTS)
def transfer_list(request: HttpRequest, year: int) -> HttpResponse:
    """The list for the archive office: packages of the cases closed in a year, with their digests."""
    lines = printing.transfer_lines(selectors.transfer_list(actor_of(request), year))
    response = HttpResponse(
        write_csv(printing.TRANSFER_HEADINGS, lines), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="transfer-{year}.csv"'
    return response


@require_safe
@allow(*ARCHIVISTS)
def transfer_print(request: HttpRequest, year: int) -> HttpResponse:
    """The same to print: both sides sign it when the packages are handed over."""
    actor = actor_of(request)
    rows = selectors.transfer_list(actor, year)
    return _printed(printing.transfer_register(rows, year, _bureau_of(actor)), f"transfer-{year}.pdf")


@require_safe
@allow(*ARCHIVISTS)
def destruction_print(request: HttpRequest) -> HttpResponse:
    """What was appraised as worth nothing more, to print, approve and sign; nothing is destroyed here."""
    actor = actor_of(request)
    rows = selectors.destruction_list(actor)
    return _printed(printing.destruction_register(rows, _bureau_of(actor)), "destruction.pdf")


def _printed(register: dict[str, Any], name: str) -> HttpResponse:
    content = documents.register_pdf(register, made_at=clock.now())
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def _bureau_of(actor: Actor) -> str:
    return next((each.name for each in identity.bureaus() if each.id == actor.bureau_id), "")
