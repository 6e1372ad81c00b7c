"""The case page for staff: one page with everything, the thing to do now first."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from oneseal.cases import extensions, selectors, services
from oneseal.cases.forms import desk_acts as forms
from oneseal.cases.forms.desk_talk import MessageForm, NoteForm
from oneseal.cases.views import desk_material, desk_todo, shown
from oneseal.cases.views.desk_outlook import Outlook
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.display import DueChip
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence, status_of
from oneseal.foundation.unmasking import show_unmasked
from oneseal.identity import services as identity_services
from oneseal.kernel.access import CASEWORK
from oneseal.kernel.errors import RuleViolation, Violations

STEP_SHOWN = {
    "waiting": "todo",
    "open": "current",
    "taken": "current",
    "passed": "done",
    "skipped": "skipped",
}


@dataclass(frozen=True)
class Opened:
    """The act whose form stands open on the page."""

    title: str
    form: forms.ActForm
    outlook: Outlook
    icon: str = "check"
    danger: bool = False
    step: Any = None


@dataclass(frozen=True)
class StepMark:
    """A step as the kit's line of steps draws it."""

    name: str
    state: str
    who: str
    when: Any


@dataclass
class Talk:
    """The two forms at the foot of the page; given again when one of them was refused."""

    message: MessageForm = field(default_factory=MessageForm)
    note: NoteForm = field(default_factory=NoteForm)


@require_safe
@allow(*CASEWORK)
def case(request: HttpRequest, case_id: int) -> HttpResponse:
    """The page of one case."""
    return show_case(request, selectors.case_page(actor_of(request), case_id))


def show_case(
    request: HttpRequest,
    page: selectors.CasePage,
    opened: Opened | None = None,
    *,
    status: int = 200,
    talk: Talk | None = None,
    unmasked: bool = False,
) -> HttpResponse:
    """The page with the thing to do, or with the form of an act open."""
    actor = actor_of(request)
    case = page.case
    due = selectors.explain_due(case, page.intervals, page.steps)
    unread = [each for each in page.messages if each.side == "applicant" and each.read_at is None]
    context = {
        "page": page,
        "case": case,
        "opened": opened,
        "todo": desk_todo.todo(actor, page),
        "state": shown.state_label(case.state),
        "tone": shown.state_tone(case.state),
        "chip": _chip(case, due),
        "dues": _dues(due),
        "marks": step_marks(page),
        "parts": page.summary(mask=not unmasked),
        "unmasked": unmasked,
        "materials": desk_material.listed(page),
        "applicant": selectors.party(actor, case),
        "agent": selectors.party(actor, case, agent=True),
        "veil": page.veil,
        "actions": shown.said(page),
        "timeline": shown.timeline(page.history),
        "talk": talk or Talk(),
        "unread": len(unread),
        "answers": shown.answers(page.situation),
        "panels": extensions.panels_of(actor, case, extensions.STAFF),
        **shown.promises(selectors.commitment_of(case), selectors.tolerance_of(case)),
    }
    return render(request, "cases/desk/case.html", context, status=status)


def _chip(case: Any, due: selectors.DueDates | None) -> DueChip | None:
    if due is None:
        return selectors.answer_chip(case) if case.state in {"submitted", "corrected"} else None
    return due.promised.chip


def _dues(due: selectors.DueDates | None) -> list[tuple[str, DueChip, list[tuple[str, str]]]]:
    """Both due dates with their names and explanations."""
    if due is None:
        return []
    promised, statutory = due.promised, due.statutory
    return [
        (gettext("承诺期限"), promised.chip, shown.explanation(promised.lines)),
        (gettext("法定期限"), statutory.chip, shown.explanation(statutory.lines)),
    ]


def step_marks(page: selectors.CasePage) -> list[StepMark]:
    """The line of steps: intake before them, delivery after them."""
    case = page.case
    answered = case.accepted_at is not None
    marks = [
        StepMark(gettext("收件"), "done" if case.received_at else "current", "", case.received_at),
        StepMark(
            gettext("受理"),
            "done" if answered else "current" if case.received_at else "todo",
            case.acceptor.name if case.acceptor else (gettext("视为受理") if case.deemed else ""),
            case.accepted_at,
        ),
    ]
    stopped = case.state == "suspended"
    for step in page.steps:
        if step.state == "cancelled":
            continue
        state = STEP_SHOWN[step.state]
        state = "stopped" if stopped and state == "current" else state
        who = step.holder.name if step.holder else step.post.name if step.post and state == "current" else ""
        marks.append(StepMark(step.name, state, who, step.done_at or step.taken_at))
    delivery = page.delivery
    ready = case.state in {"granted", "refused"}
    done = delivery is not None and delivery.delivered_at is not None
    state = "done" if done else "current" if ready else "todo"
    marks.append(StepMark(gettext("送达"), state, "", delivery.delivered_at if delivery else None))
    return marks


@require_POST
@allow(*CASEWORK)
@idempotent
def message(request: HttpRequest, case_id: int) -> HttpResponse:
    """Write to the applicant; what they wrote counts as read."""
    actor, form = actor_of(request), MessageForm(request.POST)
    if form.is_valid():
        try:
            services.send_message(actor, case_id=case_id, text=form.cleaned_data["text"])
            services.read_messages(actor, case_id=case_id)
        except (RuleViolation, Violations) as error:
            forms.refuse(form, error)
        else:
            messages.success(request, gettext("留言已发给申请人。"))
            return redirect("cases:desk_case", case_id=case_id)
    page = selectors.case_page(actor, case_id)
    return show_case(request, page, status=422, talk=Talk(message=form))


@require_POST
@allow(*CASEWORK)
@idempotent
def read(request: HttpRequest, case_id: int) -> HttpResponse:
    """Mark what the applicant wrote as read."""
    services.read_messages(actor_of(request), case_id=case_id)
    return redirect("cases:desk_case", case_id=case_id)


@require_POST
@allow(*CASEWORK)
@idempotent
def note(request: HttpRequest, case_id: int) -> HttpResponse:
    """A note for colleagues."""
    actor, form = actor_of(request), NoteForm(request.POST)
    if form.is_valid():
        services.add_note(actor, case_id=case_id, text=form.cleaned_data["note"])
        messages.success(request, gettext("备注已保存，只有同事看得到。"))
        return redirect("cases:desk_case", case_id=case_id)
    return show_case(request, selectors.case_page(actor, case_id), status=422, talk=Talk(note=form))


@require_POST
@allow(*CASEWORK)
def unmask_form(request: HttpRequest, case_id: int) -> HttpResponse:
    """The form with personal data in full, once; who looked and why is journaled."""
    actor = actor_of(request)
    try:
        services.unmask_form(actor, case_id=case_id, reason=request.POST.get("reason", ""))
    except RuleViolation as error:
        messages.error(request, sentence(error))
        return show_case(request, selectors.case_page(actor, case_id), status=status_of(error))
    response = show_case(request, selectors.case_page(actor, case_id), unmasked=True)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@allow(*CASEWORK)
def unmask_applicant(request: HttpRequest, case_id: int, who: str, what: str) -> HttpResponse:
    """One hidden value of the applicant or agent in full; a fragment for htmx, else the value alone on a page."""
    actor = actor_of(request)
    case = selectors.access_case(actor, case_id)
    selectors.check_knows(actor, case)
    person = case.agent_id if who == "agent" else case.applicant_id
    value = identity_services.unmask_applicant(
        actor, person or 0, field=what, reason=request.POST.get("reason", "")
    )
    return show_unmasked(request, value, reverse("cases:desk_case", args=[case.pk]))
