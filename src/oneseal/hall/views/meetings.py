"""Meetings of examiners with applicants: filed, approved, written down; and contacts that were not."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.cases import selectors as cases
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.hall import selectors, services
from oneseal.hall.forms import AnswerForm, ContactForm, MeetingForm, MinutesForm
from oneseal.hall.models import Meeting
from oneseal.hall.views.people import colleagues
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Actor

TONES = {
    "asked": "amber",
    "approved": "blue",
    "declined": "grey",
    "cancelled": "grey",
    "held": "green",
    "unfiled": "red",
}


@require_safe
@allow(*selectors.MEETING_READERS)
def meetings(request: HttpRequest) -> HttpResponse:
    """What waits for me, what is coming, all, and the contacts that nobody approved."""
    actor = actor_of(request)
    page = selectors.meeting_list(actor, request.GET)
    view = request.GET.get("view", "mine")
    context = {
        "page": page,
        "rows": [(row, gettext(selectors.label_of(row)), TONES[row.state]) for row in page.rows],
        "counts": selectors.meeting_counts(actor),
        "view": view if view in selectors.MEETING_VIEWS else "mine",
        "narrowed": bool(request.GET.get("q")),
        "tabs": [
            {"label": gettext(label), "url": f"{reverse('hall:meetings')}?view={key}", "current": key == view}
            for key, label in selectors.MEETING_VIEWS.items()
        ],
    }
    return render(request, "hall/meetings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.MEETERS)
@idempotent
def new(request: HttpRequest, case_id: int) -> HttpResponse:
    """File a meeting with the applicant of a case."""
    actor = actor_of(request)
    case = cases.access_case(actor, case_id)
    form = MeetingForm(request.POST or None, people=colleagues(actor, but=actor.staff_id))

    def ask() -> None:
        services.ask_to_meet(actor, case_id=case_id, plan=services.Plan(**form.cleaned_data))

    if request.method == "POST" and attempt(form, ask):
        messages.success(request, gettext("会见申请已提交，批准前不得会见。"))
        return redirect("cases:desk_case", case_id=case_id)
    status = 422 if form.errors else 200
    return render(request, "hall/meeting_new.html", {"form": form, "case": case}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.WATCHERS)
@idempotent
def contact(request: HttpRequest, case_id: int) -> HttpResponse:
    """Record a contact that nobody approved."""
    actor = actor_of(request)
    case = cases.access_case(actor, case_id)
    form = ContactForm(request.POST or None, people=colleagues(actor))

    def keep() -> None:
        services.record_contact(actor, case_id=case_id, **form.cleaned_data)

    if request.method == "POST" and attempt(form, keep):
        messages.success(request, gettext("已登记，列入未经备案的接触。"))
        return redirect(f"{reverse('hall:meetings')}?view=unfiled")
    status = 422 if form.errors else 200
    return render(request, "hall/contact_new.html", {"form": form, "case": case}, status=status)


@require_safe
@allow(*selectors.MEETING_READERS)
def meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """One meeting with what the reader may do."""
    actor = actor_of(request)
    return _show(request, actor, selectors.access_meeting(actor, meeting_id))


Act = Callable[[Actor, int, dict[str, Any]], object]
ACTS: dict[str, tuple[type[forms.Form], Act, str]] = {
    "approve": (
        AnswerForm,
        lambda actor, pk, said: services.answer_meeting(actor, meeting_id=pk, approve=True, **said),
        "answer_form",
    ),
    "decline": (
        AnswerForm,
        lambda actor, pk, said: services.answer_meeting(actor, meeting_id=pk, approve=False, **said),
        "answer_form",
    ),
    "cancel": (
        AnswerForm,
        lambda actor, pk, said: services.call_off_meeting(actor, meeting_id=pk, **said),
        "cancel_form",
    ),
    "hold": (
        MinutesForm,
        lambda actor, pk, said: services.write_minutes(actor, meeting_id=pk, **said),
        "minutes_form",
    ),
}


@require_POST
@allow(*selectors.MEETERS)
@idempotent
def act(request: HttpRequest, meeting_id: int, verb: str) -> HttpResponse:
    """Approve, decline, call off, write down."""
    if verb not in ACTS:
        raise Http404
    actor = actor_of(request)
    row = selectors.access_meeting(actor, meeting_id)
    form_class, service, name = ACTS[verb]
    form = form_class(request.POST)
    if attempt(form, lambda: service(actor, meeting_id, form.cleaned_data)):
        done = {
            "approve": gettext("已批准，已通知申请人。"),
            "decline": gettext("已答复不同意。"),
            "cancel": gettext("已取消。"),
            "hold": gettext("会见记录已生成。"),
        }
        messages.success(request, done[verb])
        return redirect("hall:meeting", meeting_id=meeting_id)
    return _show(request, actor, row, **{name: form})


def _show(request: HttpRequest, actor: Actor, row: Meeting, **bound: Any) -> HttpResponse:
    acts = selectors.meeting_acts(actor, row)
    context = {
        "row": row,
        "label": gettext(selectors.label_of(row)),
        "tone": TONES[row.state],
        "acts": acts,
        "answer_form": AnswerForm() if "approve" in acts else None,
        "cancel_form": AnswerForm() if "cancel" in acts else None,
        "minutes_form": MinutesForm() if "hold" in acts else None,
        **bound,
    }
    return render(request, "hall/meeting.html", context, status=422 if bound else 200)
