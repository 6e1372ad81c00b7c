"""The coordinator's page: what waits, what is held, what is wrong; the supervisor reads it."""

from collections.abc import Callable
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
from oneseal.publicity import selectors, services
from oneseal.publicity.forms import CorrectForm, PublishForm, ReasonForm
from oneseal.publicity.models import Publication
from oneseal.publicity.views.public import pairs

TONES = {"waiting": "blue", "held": "amber", "published": "green", "withdrawn": "grey", "exempt": "grey"}


@require_safe
@allow(*selectors.KEEPERS)
def publications(request: HttpRequest) -> HttpResponse:
    """Views of VIEWS, with numbers."""
    actor = actor_of(request)
    counts, chosen = selectors.counts(actor), request.GET.get("view", "open")
    numbers = {"open": counts.open, "wrong": counts.wrong, "late": counts.late}
    page, today = selectors.worklist(actor, request.GET), clock.today()
    context = {
        "page": page,
        "rows": [(row, TONES[row.state], is_late(row, today)) for row in page.rows],
        "counts": counts,
        "view": chosen if chosen in selectors.VIEWS else "open",
        "narrowed": bool(request.GET.get("q")),
        "tabs": tabs(selectors.VIEWS, chosen, reverse("publicity:desk"), numbers=numbers),
    }
    return render(request, "publicity/desk/list.html", context)


def is_late(row: Publication, today: Any) -> bool:
    """Whether its last day, or that of its mistake, has passed without the act."""
    if row.mend_by and not row.mended_on:
        return bool(today > row.mend_by)
    if row.state in {"waiting", "held"}:
        return bool(today > row.due)
    return bool(row.published_on and row.published_on > row.due)


@require_safe
@allow(*selectors.KEEPERS)
def publication(request: HttpRequest, publication_id: int) -> HttpResponse:
    """One publication with its acts and history."""
    actor = actor_of(request)
    return _show(request, actor, selectors.access_publication(actor, publication_id))


Act = Callable[[Actor, int, Any], object]
ACTS: dict[str, Act] = {
    "publish": lambda actor, pk, data: services.publish(actor, publication_id=pk),
    "hold": lambda actor, pk, data: services.hold(actor, publication_id=pk, reason=data["reason"]),
    "report": lambda actor, pk, data: services.report_mistake(
        actor, publication_id=pk, reason=data["reason"]
    ),
    "correct": lambda actor, pk, data: services.correct(
        actor, publication_id=pk, reason=data["reason"], given=data
    ),
    "withdraw": lambda actor, pk, data: services.withdraw(actor, publication_id=pk, reason=data["reason"]),
}


@require_POST
@allow(Role.COORDINATOR)
@idempotent
def act(request: HttpRequest, publication_id: int, verb: str) -> HttpResponse:
    """Publish, hold, report, correct or withdraw."""
    if verb not in ACTS:
        raise Http404
    actor = actor_of(request)
    row = selectors.access_publication(actor, publication_id)
    form = _form(verb, row, request.POST)
    if attempt(form, lambda: ACTS[verb](actor, publication_id, form.cleaned_data)):
        messages.success(request, _done(verb))
        return redirect("publicity:desk_publication", publication_id=publication_id)
    return _show(request, actor, row, **{verb: form})


def _form(verb: str, row: Publication, data: Any = None) -> forms.Form:
    if verb == "correct":
        return CorrectForm(data, publication=row)
    return PublishForm(data) if verb == "publish" else ReasonForm(data, auto_id=f"id_{verb}_%s")


def _done(verb: str) -> str:
    return {
        "publish": gettext("已公示。"),
        "hold": gettext("已暂缓。公示期限不变。"),
        "report": gettext("已登记。请在期限内更正或撤下。"),
        "correct": gettext("已更正。原来的内容保留在历史里。"),
        "withdraw": gettext("已撤下。"),
    }[verb]


def _show(request: HttpRequest, actor: Actor, row: Publication, **bound: forms.Form) -> HttpResponse:
    acts = selectors.acts_for(actor, row)
    context = {
        "row": row,
        "acts": acts,
        "tone": TONES[row.state],
        "late": is_late(row, clock.today()),
        "pairs": pairs(row.fields),
        "older": selectors.history(row),
        "timeline": timeline(Subject("publication", row.pk)),
        **{f"{verb}_form": bound.get(verb) or _form(verb, row) for verb in acts},
    }
    return render(request, "publicity/desk/publication.html", context, status=422 if bound else 200)
