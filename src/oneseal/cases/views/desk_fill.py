"""Filling in an application at the window: situation, form, materials, check, hand in, receipt."""

import re
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.assurance import selectors as assurance
from oneseal.assurance.rules.levels import Purpose
from oneseal.cases import extensions, selectors, services
from oneseal.cases.apps import MATERIAL
from oneseal.cases.forms.desk_acts import refuse
from oneseal.cases.forms.desk_window import (
    DeclareForm,
    DeliveryForm,
    SituationForm,
)
from oneseal.cases.views import desk_material, shown
from oneseal.cases.views.citizen_kit import pledge, tolerable_missing
from oneseal.catalog.forms import ItemForm, build_form
from oneseal.catalog.rules.situations import resolve
from oneseal.documents import services as documents
from oneseal.documents.selectors import offered_scans
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence, status_of
from oneseal.foundation.ratelimit import limit
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Conflict, RuleViolation, Violations
from oneseal.kernel.text import N_

EDITABLE = {"draft", "awaiting_correction"}
REMOVE = re.compile(r"remove-(\d+)")
SCAN = re.compile(r"scan-([0-9a-f]{16})-(.+)")


@dataclass
class Filling:
    """The page's forms, and what was wrong with files."""

    situation: SituationForm
    item: ItemForm
    delivery: DeliveryForm
    problems: list[tuple[str, str]]


def _page(request: HttpRequest, case_id: int) -> selectors.CasePage:
    """The case while it may be filled in. Raises Conflict afterwards."""
    page = selectors.case_page(actor_of(request), case_id)
    if page.case.state not in EDITABLE or page.case.channel == "online":
        raise Conflict("not_fillable", N_("这份申请已经提交，不能再修改。请打开办件查看最新进展。"))
    return page


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.CLERK)
@limit("60/m", by="account", methods=("POST",))
@idempotent
def fill(request: HttpRequest, case_id: int) -> HttpResponse:
    """One page for the whole application; every button saves everything first.

    What is incomplete is shown again with status 200, because 422 would undo what was saved.
    """
    page = _page(request, case_id)
    if request.method != "POST":
        return _show(request, page, _filling(page, None))
    filling = _filling(page, request)
    actor, do = actor_of(request), request.POST.get("do", "check")
    try:
        _save(actor, page, filling)
        _take_materials(actor, page, request, filling)
        if removed := REMOVE.fullmatch(do):
            services.remove_material(actor, case_id=case_id, material_id=int(removed[1]))
        if scan := SCAN.fullmatch(do):
            _take_scan(actor, page, request, filling, scan[1], scan[2])
    except (RuleViolation, Violations) as error:
        for item in error.items:
            filling.problems.append(("", sentence(item)))
        return _show(request, _page(request, case_id), filling, status=422)
    asked_more = bool(page.situation.unanswered)
    wrong = do == "check" and not asked_more and not filling.item.is_valid()
    if filling.problems or filling.item.editing_rows or wrong:
        return _show(request, _page(request, case_id), filling)
    if scan:
        return redirect(f"{reverse('cases:desk_fill', args=[case_id])}#file-{scan[2]}")
    return redirect(
        "cases:desk_check" if do == "check" and not asked_more else "cases:desk_fill", case_id=case_id
    )


def _filling(page: selectors.CasePage, request: HttpRequest | None) -> Filling:
    data = request.POST if request else None
    situation = SituationForm(data, situation=page.situation)
    kept = page.form.data if page.form else {}
    schema = page.situation.schema
    item = build_form(schema, data, prefix="form") if data else _filled_form(page, kept)
    delivery = DeliveryForm(data, initial={"delivery": page.case.wanted_delivery})
    return Filling(situation, item, delivery, [])


def _filled_form(page: selectors.CasePage, kept: dict[str, Any]) -> ItemForm:
    """The form with what was kept; fields that came from the applicant's record say so."""
    known = selectors.prefilled(page.case)
    sources = {name: gettext(selectors.SOURCE) for name, value in known.items() if kept.get(name) == value}
    return build_form(page.situation.schema, value=kept, sources=sources, prefix="form")


def _save(actor: Actor, page: selectors.CasePage, filling: Filling) -> None:
    """Keep what was typed, complete or not; answers that change the form are kept first."""
    answers = filling.situation.answers if filling.situation.is_valid() else None
    delivery = filling.delivery.cleaned_data["delivery"] if filling.delivery.is_valid() else None
    value = filling.item.value
    if page.situation.unanswered:
        value = page.form.data if page.form else {}
    if answers is not None and resolve(page.content, answers).schema != page.situation.schema:
        value = {**(page.form.data if page.form else {}), **value}
    services.save_draft(actor, case_id=page.case.pk, data=value, answers=answers, delivery=delivery)


def _take_materials(actor: Actor, page: selectors.CasePage, request: HttpRequest, filling: Filling) -> None:
    """Files that were chosen, and paper that was ticked as seen."""
    case = page.case
    coming = case.submission + (1 if case.state == "awaiting_correction" else 0)
    papers = {row.code: row for row in page.materials if row.file_id is None and row.submission == coming}
    for material in page.situation.materials:
        for upload in request.FILES.getlist(f"file-{material.code}"):
            try:
                stored = documents.store_file(
                    actor,
                    bureau_id=case.bureau_id,
                    name=upload.name or "",
                    content=upload.read(),
                    purpose=MATERIAL,
                )
                services.add_material(
                    actor, case_id=case.pk, code=material.code, file_id=stored.pk, source="window"
                )
            except RuleViolation as error:
                told = f"{material.name}：{upload.name}：{sentence(error)}"
                filling.problems.append((f"file-{material.code}", told))
        if f"paper-shown-{material.code}" not in request.POST:
            continue
        seen, row = f"paper-{material.code}" in request.POST, papers.get(material.code)
        if seen and row is None:
            copies = max(1, material.original + material.copies)
            services.add_material(
                actor, case_id=case.pk, code=material.code, source="window", paper_copies=copies
            )
        elif not seen and row is not None:
            services.remove_material(actor, case_id=case.pk, material_id=row.pk)


def _take_scan(
    actor: Actor, page: selectors.CasePage, request: HttpRequest, filling: Filling, key: str, code: str
) -> None:
    """What the scanner dropped, as this material; refused ones stay in the folder."""
    try:
        services.add_scan(actor, case_id=page.case.pk, code=code, login=request.user.get_username(), key=key)
    except RuleViolation as error:
        filling.problems.append((f"file-{code}", sentence(error)))


def _show(
    request: HttpRequest, page: selectors.CasePage, filling: Filling, status: int = 200
) -> HttpResponse:
    case = page.case
    coming = case.submission + (1 if case.state == "awaiting_correction" else 0)
    waiting = next((each for each in page.corrections if each.supplied_at is None), None)
    gaps = {gap["code"]: gap for gap in waiting.gaps} if waiting else {}
    context = {
        "page": page,
        "case": case,
        "applicant": identity.masked(case.applicant),
        "filling": filling,
        "asking": bool(page.situation.unanswered),
        "answers": shown.answers(page.situation),
        "materials": desk_material.listed(page),
        "coming": coming,
        "papers": {row.code for row in page.materials if row.file_id is None and row.submission == coming},
        "gaps": gaps,
        "scans": offered_scans(request.user.get_username()),
    }
    return render(request, "cases/desk/fill.html", context, status=status)


@require_POST
@allow(Role.CLERK)
def autosave(request: HttpRequest, case_id: int) -> HttpResponse:
    """Keep what is being typed; files wait for a button."""
    page = _page(request, case_id)
    if not page.situation.unanswered:
        _save(actor_of(request), page, _filling(page, request))
    return HttpResponse(status=204)


def _declaration(page: selectors.CasePage, data: Any) -> DeclareForm:
    """With the promise where materials may come later (TOL-1), and the choice of a commitment (COM-1)."""
    if page.case.state != "draft":
        return DeclareForm(data)
    return DeclareForm(data, owed="、".join(tolerable_missing(page)), pledge=pledge(page))


def _hand_in(actor: Actor, page: selectors.CasePage, form: DeclareForm) -> None:
    if page.case.state == "draft":
        services.submit_case(actor, case_id=page.case.pk, **form.chosen())
    else:
        declared = form.cleaned_data["declared"]
        services.supply_correction(actor, case_id=page.case.pk, declared=declared)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.CLERK)
@idempotent
def check(request: HttpRequest, case_id: int) -> HttpResponse:
    """Everything once more before it is handed in."""
    actor, page = actor_of(request), _page(request, case_id)
    form = _declaration(page, request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            _hand_in(actor, page, form)
        except (RuleViolation, Violations) as error:
            status = status_of(error)
            refuse(form, error)
        else:
            return redirect("cases:desk_receipt", case_id=case_id)
    context = {
        "page": page,
        "case": page.case,
        "form": form,
        "applicant": identity.masked(page.case.applicant),
        "materials": desk_material.listed(page),
        "parts": page.summary(),
        "answers": shown.answers(page.situation),
        "assured": assurance.shown_for(
            actor_of(request), selectors.matter_of(page.case, page.content, Purpose.HAND_IN)
        ),
        "prove_url": reverse("cases:desk_identity", args=[case_id, "check"]),
        "panels": extensions.panels_of(actor, page.case, extensions.CHECK),
    }
    return render(request, "cases/desk/check.html", context, status=status)


@require_safe
@allow(Role.CLERK)
def receipt(request: HttpRequest, case_id: int) -> HttpResponse:
    """Handed in: number, receipt to print, what comes next."""
    page = selectors.case_page(actor_of(request), case_id)
    if not page.case.received_at:
        return redirect("cases:desk_fill", case_id=case_id)
    receipts: list[Any] = [each for each in page.documents if getattr(each, "kind", "") == "receipt"]
    context = {
        "page": page,
        "case": page.case,
        "receipt": receipts[-1] if receipts else None,
        "may_answer": "accept" in selectors.case_acts(actor_of(request), page.case),
    }
    return render(request, "cases/desk/receipt.html", context)


@require_POST
@allow(Role.CLERK)
@idempotent
def discard(request: HttpRequest, case_id: int) -> HttpResponse:
    """Give a draft up: the visitor changed their mind."""
    services.withdraw_case(actor_of(request), case_id=case_id, reason=request.POST.get("reason", ""))
    messages.info(request, gettext("草稿已放弃。"))
    return redirect("cases:desk_window")
