"""The desk's pages: whose question it is, hand it over, answer."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.foundation import telling
from oneseal.foundation.access import actor_of, allow_staff
from oneseal.foundation.history import entries
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.journal import Subject
from oneseal.foundation.problems import sentence
from oneseal.foundation.unmasking import show_unmasked
from oneseal.identity.forms import attempt
from oneseal.inquiries import selectors, services
from oneseal.inquiries.forms import AnswerForm, DeclineForm, OfferForm, RecordForm
from oneseal.inquiries.models import Inquiry, Way
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.identifiers import mask_name, mask_number

TONES = {"waiting": "grey", "owned": "blue", "offered": "amber", "answered": "green"}


@require_safe
@allow_staff
def inquiries(request: HttpRequest) -> HttpResponse:
    """Those I am responsible for, those that wait for me, all open ones that I may see."""
    actor = actor_of(request)
    page = selectors.worklist(actor, request.GET)
    counts, chosen = selectors.counts(actor), request.GET.get("view", "mine")
    numbers = {"mine": counts.mine, "waiting": counts.waiting, "open": counts.open}
    context = {
        "page": page,
        "rows": [(row, _chip(row), TONES[row.state]) for row in page.rows],
        "counts": counts,
        "view": chosen if chosen in selectors.VIEWS else "mine",
        "narrowed": bool(request.GET.get("q") or request.GET.get("due")),
        "watcher": actor.has(*selectors.WATCHERS),
        "days": services.answer_days(),
        "tabs": [
            {
                "label": gettext(label),
                "url": f"{reverse('inquiries:desk')}?view={key}",
                "current": key == chosen,
                "count": numbers.get(key),
            }
            for key, label in selectors.VIEWS.items()
        ],
    }
    return render(request, "inquiries/desk/list.html", context)


def _chip(inquiry: Inquiry) -> Any:
    return selectors.chip_of(inquiry, services.answer_days())


@require_http_methods(["GET", "POST"])
@allow_staff
@idempotent
def new(request: HttpRequest) -> HttpResponse:
    """Enter what one was asked; with the answer, if it was given at once."""
    actor = actor_of(request)
    form = RecordForm(request.POST or None)
    made: list[Inquiry] = []
    if request.method == "POST" and attempt(form, lambda: made.append(_record(actor, form.cleaned_data))):
        if form.cleaned_data["answer"].strip():
            messages.success(request, gettext("咨询和答复已登记。"))
            return redirect("inquiries:desk")
        messages.success(request, gettext("已登记，您是首问责任人。"))
        return redirect("inquiries:desk_inquiry", inquiry_id=made[0].pk)
    context = {"form": form, "items": selectors.item_names(actor), "days": services.answer_days()}
    return render(request, "inquiries/desk/new.html", context, status=422 if form.errors else 200)


def _record(actor: Actor, data: dict[str, str]) -> Inquiry:
    with transaction.atomic():
        inquiry = services.record_inquiry(
            actor,
            channel=data["channel"],
            question=data["question"],
            item_id=selectors.item_named(actor, data["item"]),
            asker_name=data["asker_name"],
            phone=data["phone"],
        )
        if data["answer"].strip():
            services.answer_inquiry(actor, inquiry_id=inquiry.pk, answer=data["answer"], way=Way.SPOT)
    return inquiry


@require_safe
@allow_staff
def inquiry(request: HttpRequest, inquiry_id: int) -> HttpResponse:
    """One inquiry with what the reader may do."""
    actor = actor_of(request)
    return _show(request, actor, selectors.access_inquiry(actor, inquiry_id))


Act = Callable[[Actor, int, Any], object]
ACTS: dict[str, Act] = {
    "take": lambda actor, pk, form: services.take_inquiry(actor, inquiry_id=pk),
    "accept": lambda actor, pk, form: services.accept_handover(actor, inquiry_id=pk),
    "withdraw": lambda actor, pk, form: services.withdraw_handover(actor, inquiry_id=pk),
    "decline": lambda actor, pk, form: services.decline_handover(
        actor, inquiry_id=pk, reason=form.cleaned_data["reason"]
    ),
    "offer": lambda actor, pk, form: services.offer_handover(
        actor, inquiry_id=pk, reason=form.cleaned_data["reason"], **form.target()
    ),
    "answer": lambda actor, pk, form: services.answer_inquiry(
        actor, inquiry_id=pk, answer=form.cleaned_data["answer"], way=form.cleaned_data["way"]
    ),
}


@require_POST
@allow_staff
@idempotent
def act(request: HttpRequest, inquiry_id: int, verb: str) -> HttpResponse:
    """Take, offer, accept, decline, withdraw or answer."""
    if verb not in ACTS:
        raise Http404
    actor = actor_of(request)
    row = selectors.access_inquiry(actor, inquiry_id)
    form = _form(verb, actor, row, request.POST)
    if form is None:
        return _press(request, actor, row, verb)
    if attempt(form, lambda: ACTS[verb](actor, inquiry_id, form)):
        messages.success(request, _done(verb))
        return redirect("inquiries:desk_inquiry", inquiry_id=inquiry_id)
    return _show(request, actor, row, **{verb: form})


@require_POST
@allow_staff
def see(request: HttpRequest, inquiry_id: int, field: str) -> HttpResponse:
    """Who asked, in full; who looked and why is journaled."""
    actor, reason = actor_of(request), request.POST.get("reason", "")
    value = services.see_asker(actor, inquiry_id=inquiry_id, field=field, reason=reason)
    return show_unmasked(request, value, reverse("inquiries:desk_inquiry", args=[inquiry_id]))


def _press(request: HttpRequest, actor: Actor, row: Inquiry, verb: str) -> HttpResponse:
    """An act of one button: what is wrong with it is told above the page."""
    try:
        ACTS[verb](actor, row.pk, None)
    except RuleViolation as error:
        return _show(request, actor, selectors.access_inquiry(actor, row.pk), refused=sentence(error))
    messages.success(request, _done(verb))
    return redirect("inquiries:desk_inquiry", inquiry_id=row.pk)


def _done(verb: str) -> str:
    return {
        "take": gettext("已接手，您是首问责任人。"),
        "offer": gettext("已提出转交。对方接受以前仍由您负责。"),
        "accept": gettext("已接受，现在由您负责。"),
        "decline": gettext("已告知对方您不接受。"),
        "withdraw": gettext("转交已撤回。"),
        "answer": gettext("已答复。"),
    }[verb]


def _form(verb: str, actor: Actor, row: Inquiry, data: Any = None) -> Any:
    """The form of an act; None where a button is enough."""
    if verb == "answer":
        return AnswerForm(data, inquiry=row)
    if verb == "offer":
        return OfferForm(data, actor=actor, inquiry=row)
    return DeclineForm(data) if verb == "decline" else None


def _show(request: HttpRequest, actor: Actor, row: Inquiry, refused: str = "", **bound: Any) -> HttpResponse:
    acts = selectors.acts_for(actor, row)
    forms = {
        f"{verb}_form": _form(verb, actor, row) for verb in ("answer", "offer", "decline") if verb in acts
    }
    own = row.owner_id == actor.staff_id
    context = {
        "inquiry": row,
        "acts": acts,
        "chip": _chip(row),
        "tone": TONES[row.state],
        "offer": selectors.pending_offer(row.pk),
        "own": own,
        "asker_name": mask_name(row.asker_name),
        "phone": mask_number(row.phone) if row.phone else "",
        "timeline": _timeline(row),
        "refused": refused,
        **forms,
        **{f"{verb}_form": form for verb, form in bound.items()},
    }
    return render(request, "inquiries/desk/inquiry.html", context, status=422 if bound or refused else 200)


def _timeline(row: Inquiry) -> list[dict[str, Any]]:
    found = entries(Subject("inquiry", row.pk))
    return [
        {
            "when": each.at,
            "text": telling.sentence(each.kind, each.data, each.actor_name),
            "note": each.reason,
        }
        for each in reversed(found)
    ]
