"""The form of an application: what is known is filled in, drafts are kept while typing, two tabs are merged."""

from typing import Any

from django.forms import Select
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from oneseal.cases import selectors, services
from oneseal.cases.rules.merging import Merged, merge
from oneseal.cases.rules.states import CaseState
from oneseal.cases.selectors import applying, using
from oneseal.cases.views import citizen_kit as kit
from oneseal.cases.views.citizen_certificate import use_now
from oneseal.catalog.forms import ItemForm, build_form
from oneseal.catalog.rules.form_values import show
from oneseal.catalog.rules.forms import specs
from oneseal.certificates.selectors import FORMAT, choices_for
from oneseal.foundation.access import actor_of, allow
from oneseal.kernel.access import Role

PREFIX = "form"
SEEN = "seen"


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.CITIZEN)
def form(request: HttpRequest, case_id: int) -> HttpResponse:
    """Fill in. Whatever was typed is kept first; then either on to the next step, or back here with what is wrong.

    Saving twice keeps the same, so there is no idempotency key: its roll-back of a refused press would undo the save.
    """
    page = kit.fillable(request, case_id)
    if isinstance(page, HttpResponse):
        return page
    if not kit.has_form(page):
        return redirect("cases:materials", case_id=case_id)
    if request.method != "POST":
        return _show(request, page, _kept_form(request, page), kit.form_data(page))
    sent = build_form(page.situation.schema, request.POST, prefix=PREFIX)
    theirs = kit.form_data(page)
    merged = merge(kit.unpacked(request.POST.get(SEEN, "")), sent.value, theirs)
    if merged.conflicts and not sent.editing_rows:
        kept = merged.keeping(theirs)
        _save(request, page, kept)
        both = build_form(page.situation.schema, value=merged.value, prefix=PREFIX)
        return _show(request, page, both, kept, status=409, conflicts=_conflicts(page, merged, theirs))
    _save(request, page, merged.value)
    if sent.editing_rows:
        return _show(request, page, sent, merged.value)
    if "later" in request.POST:
        return redirect("cases:mine")
    if request.POST.get("use", "").isdecimal():
        return use_now(request, case_id, int(request.POST["use"]), "cases:form")
    checked = (
        sent if not merged.taken else build_form(page.situation.schema, value=merged.value, prefix=PREFIX)
    )
    if merged.taken or not sent.is_valid():
        return _show(request, page, checked, merged.value, status=422, taken=_names(page, merged.taken))
    if page.case.state != CaseState.DRAFT:
        return redirect("cases:case", case_id=case_id)
    return redirect("cases:materials", case_id=case_id)


def _kept_form(request: HttpRequest, page: selectors.CasePage) -> ItemForm:
    """What was kept, or else what is known, each known value with where it comes from."""
    known = applying.known_to(actor_of(request), page.case)
    value = kit.form_data(page) if page.form else known.value
    sources = {name: text for name, text in known.sources.items() if value.get(name) == known.value[name]}
    return build_form(page.situation.schema, value=value, sources=sources, prefix=PREFIX)


def _save(request: HttpRequest, page: selectors.CasePage, value: dict[str, Any]) -> None:
    """Keep the values; fields of another situation, which this form does not show, stay as they were."""
    before = kit.form_data(page)
    shown = {spec.name for spec in specs(page.situation.schema)}
    value = {name: part for name, part in before.items() if name not in shown} | value
    if page.form is None or value != before or page.form.submission != kit.coming(page):
        services.save_draft(actor_of(request), case_id=page.case.pk, data=value)


def _names(page: selectors.CasePage, fields: tuple[str, ...]) -> list[str]:
    return [spec.title for spec in specs(page.situation.schema) if spec.name in fields]


def _conflicts(page: selectors.CasePage, merged: Merged, theirs: dict[str, Any]) -> list[dict[str, str]]:
    """Fields that both tabs changed, with both values in words."""
    return [
        {
            "title": spec.title,
            "mine": show(spec, merged.value.get(spec.name), mask=False) if spec.kind != "group" else "",
            "theirs": show(spec, theirs.get(spec.name), mask=False) if spec.kind != "group" else "",
        }
        for spec in specs(page.situation.schema)
        if spec.name in merged.conflicts
    ]


def _show(
    request: HttpRequest,
    page: selectors.CasePage,
    filled: ItemForm,
    seen: dict[str, Any],
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    _offer_certificates(page, filled)
    line = kit.stages(page, "form")
    back, after = kit.neighbours(line)
    context = {
        "page": page,
        "case": page.case,
        "form": filled,
        "seen": kit.packed(seen),
        "stages": line,
        "back": back,
        "after": after,
        "gap": kit.gaps(page).get("form"),
        "offers": using.offers(page.case),
        "correcting": page.case.state != CaseState.DRAFT,
        **more,
    }
    return render(request, "cases/citizen/form.html", context, status=status)


def _offer_certificates(page: selectors.CasePage, filled: ItemForm) -> None:
    """Where the form asks which certificate: those that the applicant holds, instead of a number to type."""
    for spec in specs(page.situation.schema):
        name = f"{spec.name}"
        if spec.format != FORMAT or name not in filled.fields:
            continue
        held = choices_for(page.case.applicant_id, page.case.item_id)
        if held:
            choices = [(each.number, f"{each.name} {each.number}") for each in held]
            filled.fields[name].widget = Select(choices=[("", gettext("请选择")), *choices])


@require_POST
@allow(Role.CITIZEN)
def autosave(request: HttpRequest, case_id: int) -> HttpResponse:
    """Keep what is being typed, complete or not; says what this tab has seen from now on.

    A field that another tab changed too keeps the other value until somebody presses the button here and chooses.
    """
    page = kit.fillable(request, case_id)
    if isinstance(page, HttpResponse):
        text = gettext("这份申请已经在别处提交，本页的修改不会保存。请刷新页面。")
        return JsonResponse({"message": text, "stopped": True}, status=409)
    sent = build_form(page.situation.schema, request.POST, prefix=PREFIX)
    base, theirs = kit.unpacked(request.POST.get(SEEN, "")), kit.form_data(page)
    merged = merge(base, sent.value, theirs)
    _save(request, page, merged.keeping(theirs))
    answer = {"seen": kit.packed(merged.seen(base, sent.value)), "message": ""}
    if merged.conflicts or merged.taken:
        names = "、".join(_names(page, merged.conflicts + merged.taken))
        text = gettext("另一个页面也在填这份申请，改了：%(names)s。两边的内容都在，按“下一步”时会请您核对。")
        answer["message"] = text % {"names": names}
    return JsonResponse(answer)
