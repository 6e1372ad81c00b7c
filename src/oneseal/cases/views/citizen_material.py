"""Materials of an application: uploaded, photographed, or taken from what the applicant gave before."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import DateField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from oneseal.cases import selectors, services
from oneseal.cases.apps import MATERIAL
from oneseal.cases.rules.states import CaseState
from oneseal.cases.selectors import applying, citizen, using
from oneseal.cases.views import citizen_kit as kit
from oneseal.documents import services as documents
from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence
from oneseal.foundation.ratelimit import limit
from oneseal.kernel.access import Role
from oneseal.kernel.errors import NotFound, RuleViolation
from oneseal.kernel.text import N_


@require_safe
@allow(Role.CITIZEN)
def materials(request: HttpRequest, case_id: int) -> HttpResponse:
    """Every material with why, sample, what is there and how to bring it."""
    page = kit.fillable(request, case_id)
    return page if isinstance(page, HttpResponse) else _show(request, page)


def _show(
    request: HttpRequest, page: selectors.CasePage, errors: dict[str, list[str]] | None = None
) -> HttpResponse:
    line = kit.stages(page, "materials")
    back, after = kit.neighbours(line)
    cards = _cards(request, page, errors or {})
    context = {
        "page": page,
        "case": page.case,
        "cards": cards,
        "stages": line,
        "back": back,
        "after": after,
        "offers": [each for each in using.offers(page.case) if each.materials],
        "missing": (missing := [card for card in cards if card.required and not card.done]),
        "may_owe": bool(missing) and kit.may_owe(page, missing),
        **card_context(page),
    }
    return render(request, "cases/citizen/materials.html", context, status=422 if errors else 200)


def _cards(request: HttpRequest, page: selectors.CasePage, errors: dict[str, list[str]]) -> list[kit.Card]:
    before = applying.given_before(actor_of(request), page.case)
    return [replace(card, errors=errors.get(card.material.code, [])) for card in kit.cards(page, before)]


def card_context(page: selectors.CasePage) -> dict[str, Any]:
    """What a material's card needs beside the card."""
    return {
        "limit": settings.FILE_MAX_BYTES,
        "correcting": page.case.state != CaseState.DRAFT,
        "accept": ".pdf,.jpg,.jpeg,.png,.docx,.xlsx,.ofd",
    }


def _answer(
    request: HttpRequest, case_id: int, code: str, errors: list[str] | None = None, *, saved: bool = False
) -> HttpResponse:
    """The card alone for a script, the whole page otherwise; 422 only where nothing was kept."""
    page = selectors.case_page(actor_of(request), case_id)
    status = 422 if errors and not saved else 200
    if getattr(request, "htmx", False):
        card = next(
            each for each in _cards(request, page, {code: errors or []}) if each.material.code == code
        )
        context = {"case": page.case, "card": card, **card_context(page)}
        return render(request, "cases/citizen/material.html", context, status=status)
    if errors and not saved:
        return _show(request, page, {code: errors})
    for text in errors or []:
        messages.error(request, text)
    to = "cases:case" if page.case.state != CaseState.DRAFT else "cases:materials"
    return redirect(f"{reverse(to, args=[case_id])}#material-{code}")


@require_POST
@allow(Role.CITIZEN)
@limit("60/m", by="account")
@idempotent
def upload(request: HttpRequest, case_id: int, code: str) -> HttpResponse:
    """Take files for one material; each that can be kept is kept, the others are named with what to do."""
    page = kit.fillable(request, case_id, code=code)
    if isinstance(page, HttpResponse):
        return page
    if code not in {material.code for material in page.situation.materials}:
        raise NotFound("no_such_material", N_("这个办件没有这份材料，请刷新页面。"))
    try:
        until = DateField(required=False).clean(request.POST.get("valid_until"))
    except ValidationError:
        return _answer(request, case_id, code, [gettext("有效期的日期读不懂，请重新选择日期后再上传。")])
    files = request.FILES.getlist("file")
    errors = [] if files else [gettext("请选择要上传的文件，或者拍照。")]
    kept = 0
    for file in files:
        try:
            stored = documents.store_file(
                actor_of(request),
                bureau_id=page.case.bureau_id,
                name=file.name or "",
                content=file.read(),
                purpose=MATERIAL,
            )
            services.add_material(
                actor_of(request), case_id=case_id, code=code, file_id=stored.pk, valid_until=until
            )
            kept += 1
        except RuleViolation as error:
            errors.append(f"{file.name}：{sentence(error)}")
    return _answer(request, case_id, code, errors, saved=bool(kept))


@require_POST
@allow(Role.CITIZEN)
@idempotent
def remove(request: HttpRequest, case_id: int, material_id: int) -> HttpResponse:
    """Take a file back that is still being handed in."""
    code = selectors.material_code(actor_of(request), case_id, material_id)
    page = kit.fillable(request, case_id, code=code)
    if isinstance(page, HttpResponse):
        return page
    services.remove_material(actor_of(request), case_id=case_id, material_id=material_id)
    return _answer(request, case_id, code)


@require_POST
@allow(Role.CITIZEN)
@idempotent
def reuse(request: HttpRequest, case_id: int, code: str, from_id: int) -> HttpResponse:
    """Use a file from an earlier application."""
    page = kit.fillable(request, case_id, code=code)
    if isinstance(page, HttpResponse):
        return page
    services.reuse_material(actor_of(request), case_id=case_id, code=code, from_material_id=from_id)
    return _answer(request, case_id, code)


@require_safe
@allow(Role.CITIZEN)
def vault(request: HttpRequest) -> HttpResponse:
    """Files that the applicant gave, to look at and use again."""
    page = citizen.own_materials(actor_of(request), request.GET)
    context = {"page": page, "q": request.GET.get("q", ""), "today": clock.today()}
    return render(request, "cases/citizen/vault.html", context)
