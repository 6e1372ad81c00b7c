"""Negative evaluations: who waits for a call, what is to be put right (EVA-4). Never for those evaluated (EVA-5)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from oneseal.cases import selectors, services
from oneseal.cases.forms.desk_acts import refuse
from oneseal.cases.forms.desk_evaluations import ContactForm, RemedyForm
from oneseal.cases.rules import evaluation
from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import status_of
from oneseal.identity import selectors as identity
from oneseal.kernel.errors import RuleViolation

HANDLERS = selectors.HANDLERS
PERIOD = timedelta(days=30)
TAG_WORDS = {code: word for tags in evaluation.TAGS.values() for code, word in tags.items()}


@require_safe
@allow(*HANDLERS)
def negatives(request: HttpRequest) -> HttpResponse:
    """The negative ones that wait, most urgent first; the month's counts with defaults apart (EVA-5, EVA-6)."""
    actor, today = actor_of(request), clock.today()
    page = selectors.negative_list(actor, request.GET)
    context = {
        "page": page,
        "rows": [_row(row) for row in page.rows],
        "waiting": selectors.negatives_waiting(actor),
        "tally": selectors.evaluation_tally(actor.bureau_id, today - PERIOD, today),
        "narrowed": bool(request.GET.get("phase")),
    }
    return render(request, "cases/desk/negatives.html", context)


def _row(row: Any) -> dict[str, Any]:
    due = row.rectify_by if row.contacted_at else row.contact_by
    days = 15 if row.contacted_at else 1
    chip = None if row.rectified_at else selectors.chip_for(due, days, provisional=row.provisional)
    return {"row": row, "level": gettext(evaluation.LEVELS[row.evaluation.level]), "chip": chip}


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*HANDLERS)
@idempotent
def negative(request: HttpRequest, rectification_id: int) -> HttpResponse:
    """One of them: what was said, the contact, the remedy."""
    actor = actor_of(request)
    row = selectors.access_negative(actor, rectification_id)
    contact, remedy, status = ContactForm(), RemedyForm(), 200
    if request.method == "POST":
        if request.POST.get("do") == "contact":
            contact = ContactForm(request.POST)
            done = gettext("回访已登记，请整改并登记结果。")
            answer, status = _perform(request, contact, services.contact_evaluator, done, row.pk)
        else:
            remedy = RemedyForm(request.POST)
            done = gettext("整改已登记，申请人会收到通知。")
            answer, status = _perform(request, remedy, services.rectify_evaluation, done, row.pk)
        if answer:
            return answer
    said = row.evaluation
    context = {
        **_row(row),
        "case": row.case,
        "said": said,
        "tags": [gettext(TAG_WORDS.get(code, code)) for code in said.tags],
        "scores": _scores(said),
        "applicant": identity.masked(row.case.applicant) if row.case else None,
        "visitor": _visitor(row),
        "contact": contact,
        "remedy": remedy,
    }
    return render(request, "cases/desk/negative.html", context, status=status)


def _visitor(row: Any) -> dict[str, str] | None:
    """Whom to call about a visit; those who were evaluated never get here (EVA-5)."""
    if row.case:
        return None
    who, contact = row.evaluation.applicant, row.evaluation.contact
    return {"name": who.name if who else "", "phone": contact or (who.phone if who else "")}


def _scores(said: Any) -> list[tuple[str, str]]:
    names = evaluation.dimensions(said.channel)
    return [
        (gettext(names.get(name, name)), gettext(evaluation.LEVELS[score]))
        for name, score in said.scores.items()
    ]


def _perform(
    request: HttpRequest,
    form: ContactForm | RemedyForm,
    service: Callable[..., object],
    done: str,
    rectification_id: int,
) -> tuple[HttpResponse | None, int]:
    if not form.is_valid():
        return None, 422
    try:
        service(actor_of(request), rectification_id=rectification_id, **form.said())
    except RuleViolation as error:
        refuse(form, error)
        return None, status_of(error)
    messages.success(request, done)
    return redirect("cases:desk_negative", rectification_id=rectification_id), 302
