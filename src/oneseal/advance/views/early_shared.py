"""What the pages of an early service have in common on both sides."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from oneseal.advance import selectors, services
from oneseal.advance.forms import HandOnForm, NoteForm, ReasonForm
from oneseal.advance.models import EarlyService
from oneseal.foundation.history import timeline
from oneseal.foundation.journal import Subject
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Actor

TONES = {"waiting": "grey", "taken": "blue", "listed": "blue", "linked": "green", "closed": "grey"}
Act = Callable[[Actor, int, Any], object]
ACTS: dict[str, Act] = {
    "take": lambda actor, pk, form: services.take_early(actor, service_id=pk),
    "note": lambda actor, pk, form: services.add_note(actor, service_id=pk, **form.cleaned_data),
    "hand_on": lambda actor, pk, form: services.hand_on_early(
        actor,
        service_id=pk,
        section_id=form.cleaned_data["section"],
        reason=form.cleaned_data["reason"],
    ),
    "close": lambda actor, pk, form: services.close_early(actor, service_id=pk, **form.cleaned_data),
}


def form_for(verb: str, row: EarlyService, data: Any = None) -> Any:
    """The empty or filled form of an act."""
    auto_id = f"id_{verb}_%s"
    if verb == "hand_on":
        sections = selectors.possible_sections(row.bureau_id)
        return HandOnForm(data, sections=sections, auto_id=auto_id)
    return {"note": NoteForm, "close": ReasonForm, "take": PlainForm}[verb](data, auto_id=auto_id)


class PlainForm(NoteForm):
    """Nothing to say: one press."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        del self.fields["text"]


def do(request: HttpRequest, actor: Actor, service_id: int, verb: str, page: str, back: str) -> HttpResponse:
    """One act; a refused one shows the page again with the reason at the field."""
    row = selectors.access_early(actor, service_id)
    if verb not in ACTS:
        raise Http404
    form = form_for(verb, row, request.POST)
    if attempt(form, lambda: ACTS[verb](actor, service_id, form)):
        messages.success(request, _done(verb))
        return redirect(back, service_id=service_id)
    return show(request, actor, row, page, **{verb: form})


def _done(verb: str) -> str:
    return {
        "take": gettext("已接手，申请人已收到通知。"),
        "note": gettext("已留言。"),
        "hand_on": gettext("已转出。"),
        "close": gettext("已结束。"),
    }[verb]


def show(request: HttpRequest, actor: Actor, row: EarlyService, page: str, **bound: Any) -> HttpResponse:
    """One service with what may be done."""
    acts = selectors.early_acts(actor, row)
    context = {
        "early": row,
        "tone": TONES[row.state],
        "chip": selectors.early_chip(row),
        "notes": selectors.notes_of(row),
        "acts": acts,
        "forms": {verb: bound.get(verb) or form_for(verb, row) for verb in ACTS if verb in acts},
        "days": selectors.days_before(row),
        "timeline": timeline(Subject("early", row.pk)),
        "refused": next((form for form in bound.values() if form.non_field_errors()), None),
    }
    return render(request, page, context, status=422 if bound else 200)
