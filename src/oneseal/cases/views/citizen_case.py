"""The applicant's case page: where it is, who holds it, until when, what to do; and what is done from it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from oneseal.cases import extensions, selectors, services
from oneseal.cases.forms.citizen import SupplyForm, WithdrawForm, WriteForm
from oneseal.cases.forms.desk_acts import refuse
from oneseal.cases.rules.advice import advice
from oneseal.cases.rules.states import ENDED, RUNNING, UNDECIDED, CaseState
from oneseal.cases.selectors import applying
from oneseal.cases.views import citizen_kit as kit
from oneseal.cases.views import shown
from oneseal.cases.views.citizen_material import card_context
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import status_of
from oneseal.kernel.access import Role
from oneseal.kernel.errors import RuleViolation, Violations


@dataclass
class Talk:
    """The forms of the page, one of them perhaps shown again with what was typed."""

    write: forms.Form
    withdraw: forms.Form
    supply: forms.Form
    problems: list[kit.Problem]


def _talk() -> Talk:
    return Talk(WriteForm(), WithdrawForm(), SupplyForm(), [])


@require_safe
@allow(Role.CITIZEN)
def case(request: HttpRequest, case_id: int) -> HttpResponse:
    """One case for its applicant. What the officer wrote counts as read once it is shown."""
    actor = actor_of(request)
    page = selectors.case_page(actor, case_id)
    if any(each.side == "officer" and each.read_at is None for each in page.messages):
        services.read_messages(actor, case_id=case_id)
    return _show(request, page, _talk())


def _show(request: HttpRequest, page: selectors.CasePage, talk: Talk, status: int = 200) -> HttpResponse:
    found = page.case
    correcting = found.state == CaseState.AWAITING_CORRECTION
    dues = selectors.explain_due(found, page.intervals, page.steps) if found.state in RUNNING else None
    context = {
        "page": page,
        "case": found,
        "advice": advice(found.state, owes=found.owes, online=found.channel == "online"),
        "marks": _marks(page),
        "until": _until(page),
        "due": (dues.promised.chip, shown.explanation(dues.promised.lines)) if dues else None,
        "law": (dues.statutory.chip, shown.explanation(dues.statutory.lines)) if dues else None,
        "pause": next((each for each in page.intervals if each.last is None), None),
        "gap_cards": _gap_cards(request, page) if correcting else [],
        "owing": _owing(page),
        **shown.promises(selectors.commitment_of(found) if found.committed else None),
        "form_gap": kit.gaps(page).get("form") if correcting else None,
        "form_renewed": bool(page.form and page.form.submission == kit.coming(page)),
        "talk": talk,
        "may_fill": correcting and found.channel == "online",
        "may_withdraw": found.state in UNDECIDED or found.state == CaseState.DRAFT,
        "may_evaluate": page.may_evaluate,
        "documents": _documents(page),
        "cards": kit.cards(page),
        "parts": page.summary() if page.form else [],
        "answers": shown.answers(page.situation),
        "timeline": shown.timeline(page.history),
        "ended": found.state in ENDED,
        "panels": extensions.panels_of(actor_of(request), found, extensions.APPLICANT),
        **card_context(page),
    }
    return render(request, "cases/citizen/case.html", context, status=status)


@dataclass(frozen=True)
class Owing:
    """What is still to be handed in after acceptance, and by when (TOL-2)."""

    row: Any
    cards: list[kit.Card]


def _owing(page: selectors.CasePage) -> Owing | None:
    codes = selectors.still_owed(page.case)
    if not codes:
        return None
    cards = [card for card in kit.cards(page) if card.material.code in codes]
    return Owing(selectors.tolerance_of(page.case), cards)


def _gap_cards(request: HttpRequest, page: selectors.CasePage) -> list[kit.Card]:
    before = applying.given_before(actor_of(request), page.case)
    return [card for card in kit.cards(page, before) if card.gap is not None]


def _documents(page: selectors.CasePage) -> list[Any]:
    """What was issued to the applicant, newest first."""
    return page.documents[::-1]


@dataclass(frozen=True)
class Mark:
    """One stage of the case's way as the kit's steps draw it."""

    name: str
    state: str
    when: Any = None
    who: str = ""


def _marks(page: selectors.CasePage) -> list[Mark]:
    """Handed in, accepted, examined, decided, delivered: no names of persons, only the section."""
    case = page.case
    live = [holder.step for holder in page.holders]
    stages = [
        Mark(gettext("提交"), "", case.received_at),
        Mark(gettext("受理"), "", case.accepted_at),
        Mark(gettext("审查"), "", None, "、".join(live)),
        Mark(gettext("决定"), "", case.decided_at),
        Mark(gettext("送达"), "", page.delivery.delivered_at if page.delivery else None),
    ]
    reached = _reached(page)
    here = "stopped" if case.state in ENDED | {CaseState.SUSPENDED} else "current"
    return [
        Mark(
            mark.name,
            "done" if place < reached else here if place == reached else "todo",
            mark.when,
            mark.who if place == reached else "",
        )
        for place, mark in enumerate(stages)
    ]


def _reached(page: selectors.CasePage) -> int:
    """How many of the five stages are over."""
    case = page.case
    if page.delivery and page.delivery.delivered_at:
        return 5
    if case.decided_at:
        return 4
    if case.accepted_at:
        return 2
    return 1 if case.received_at else 0


def _until(page: selectors.CasePage) -> tuple[str, date, bool] | None:
    """By when the next thing happens: what, the day, whether it is provisional."""
    case = page.case
    waiting = next((each for each in page.corrections if each.supplied_at is None), None)
    if case.state == CaseState.AWAITING_CORRECTION and waiting:
        return gettext("最晚补正"), waiting.correct_by, waiting.correct_provisional
    if case.state in {CaseState.SUBMITTED, CaseState.CORRECTED} and case.answer_by:
        return gettext("最晚告诉您是否受理"), case.answer_by, case.answer_provisional
    if case.state in {CaseState.ACCEPTED, CaseState.IN_REVIEW} and case.promised_due:
        return gettext("承诺办结"), case.promised_due, case.due_provisional
    if case.state in {CaseState.GRANTED, CaseState.REFUSED} and page.delivery:
        return gettext("最晚送达"), page.delivery.due, page.delivery.due_provisional
    return None


def _act(
    request: HttpRequest, case_id: int, name: str, form: forms.Form, act: Callable[[], object], done: str
) -> HttpResponse:
    """One act from the page; refused, the page comes again with what was typed and what to do."""
    status = 422
    talk = _talk()
    if form.is_valid():
        try:
            act()
        except (RuleViolation, Violations) as error:
            page = selectors.case_page(actor_of(request), case_id)
            status = status_of(error)
            talk.problems = kit.problems(page, error)
            if isinstance(error, RuleViolation) and error.field in form.fields:
                refuse(form, error)
        else:
            messages.success(request, done)
            return redirect("cases:case", case_id=case_id)
    setattr(talk, name, form)
    return _show(request, selectors.case_page(actor_of(request), case_id), talk, status)


@require_POST
@allow(Role.CITIZEN)
@idempotent
def supply(request: HttpRequest, case_id: int) -> HttpResponse:
    """Hand in what was corrected."""
    form = SupplyForm(request.POST)
    declared = "declared" in request.POST
    return _act(
        request,
        case_id,
        "supply",
        form,
        lambda: services.supply_correction(actor_of(request), case_id=case_id, declared=declared),
        gettext("补正已提交。五个工作日内会告诉您是否受理。"),
    )


@require_POST
@allow(Role.CITIZEN)
@idempotent
def supply_owed(request: HttpRequest, case_id: int) -> HttpResponse:
    """Hand in what was promised for later (TOL-2)."""
    return _act(
        request,
        case_id,
        "supply",
        SupplyForm(request.POST),
        lambda: services.supply_owed(actor_of(request), case_id=case_id),
        gettext("容缺材料已补齐，审查继续。"),
    )


@require_POST
@allow(Role.CITIZEN)
@idempotent
def withdraw_commitment(request: HttpRequest, case_id: int) -> HttpResponse:
    """Take the commitment back: the ordinary way follows (COM-2)."""
    return _act(
        request,
        case_id,
        "supply",
        SupplyForm(request.POST),
        lambda: services.withdraw_commitment(actor_of(request), case_id=case_id),
        gettext("承诺已撤回，改按一般程序办理。"),
    )


@require_POST
@allow(Role.CITIZEN)
@idempotent
def write(request: HttpRequest, case_id: int) -> HttpResponse:
    """Write to the officer."""
    form = WriteForm(request.POST)
    text = request.POST.get("text", "")
    return _act(
        request,
        case_id,
        "write",
        form,
        lambda: services.send_message(actor_of(request), case_id=case_id, text=text),
        gettext("留言已发出，回复会发到“我的消息”。"),
    )


@require_POST
@allow(Role.CITIZEN)
@idempotent
def withdraw(request: HttpRequest, case_id: int) -> HttpResponse:
    """Take the application back, or throw a draft away."""
    form = WithdrawForm(request.POST)
    reason = request.POST.get("reason", "").strip()
    return _act(
        request,
        case_id,
        "withdraw",
        form,
        lambda: services.withdraw_case(actor_of(request), case_id=case_id, reason=reason),
        gettext("申请已撤回，不再办理。"),
    )
