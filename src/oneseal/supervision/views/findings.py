"""Findings: what departments reported, and what the bureau did about it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.history import timeline
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.journal import Subject
from oneseal.foundation.pages import tabs
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Actor, Role
from oneseal.supervision import selectors, services
from oneseal.supervision.forms import AnswerForm, PressForm
from oneseal.supervision.models import Finding
from oneseal.supervision.views.desk import BOTH

TONES = {"open": "blue", "accepted": "amber", "answered": "green"}


@require_safe
@allow(*BOTH)
def findings(request: HttpRequest) -> HttpResponse:
    """Views of FINDING_VIEWS."""
    actor, today = actor_of(request), clock.today()
    page, chosen = selectors.finding_list(actor, request.GET), request.GET.get("view", "open")
    context = {
        "page": page,
        "rows": [(row, TONES[row.state], is_late(row, today)) for row in page.rows],
        "mine": selectors.is_department(actor),
        "view": chosen if chosen in selectors.FINDING_VIEWS else "open",
        "tabs": tabs(selectors.FINDING_VIEWS, chosen, reverse("supervision:findings")),
    }
    return render(request, "supervision/desk/findings.html", context)


def is_late(row: Finding, today: Any) -> bool:
    """Whether the answer is missing after the last day, or came after it."""
    return bool((row.answered_on or today) > row.due and not row.due_provisional)


@require_safe
@allow(*BOTH)
def finding(request: HttpRequest, finding_id: int) -> HttpResponse:
    """One finding with its acts and history."""
    actor = actor_of(request)
    return _show(request, actor, selectors.access_finding(actor, finding_id))


@require_POST
@allow(Role.REVIEWER, Role.SECTION_HEAD)
@idempotent
def act(request: HttpRequest, finding_id: int, verb: str) -> HttpResponse:
    """Accept or answer."""
    if verb not in {"accept", "answer"}:
        raise Http404
    actor = actor_of(request)
    row = selectors.access_finding(actor, finding_id)
    form: forms.Form = AnswerForm(request.POST) if verb == "answer" else PressForm(request.POST)
    if attempt(form, lambda: _do(actor, finding_id, verb, form.cleaned_data)):
        done = (
            gettext("已答复，监管部门会收到通知。") if verb == "answer" else gettext("已受理，由您负责答复。")
        )
        messages.success(request, done)
        return redirect("supervision:finding", finding_id=finding_id)
    return _show(request, actor, row, **{verb: form})


def _do(actor: Actor, finding_id: int, verb: str, data: dict[str, Any]) -> None:
    if verb == "accept":
        services.accept_finding(actor, finding_id=finding_id)
    else:
        services.answer_finding(actor, finding_id=finding_id, **data)


def _show(request: HttpRequest, actor: Actor, row: Finding, **bound: forms.Form) -> HttpResponse:
    acts = selectors.finding_acts(actor, row)
    context = {
        "row": row,
        "acts": acts,
        "tone": TONES[row.state],
        "late": is_late(row, clock.today()),
        "mine": selectors.is_department(actor),
        "timeline": timeline(Subject("finding", row.pk)),
        "accept_form": bound.get("accept", PressForm()),
        "answer_form": bound.get("answer", AnswerForm()),
    }
    return render(request, "supervision/desk/finding.html", context, status=422 if bound else 200)
