"""Asking for a survey from a case, taking it back, going on foot, setting a call, sharing a record."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.cases import selectors as cases
from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.identity.forms import attempt
from oneseal.kernel.access import EXAMINING, Actor
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_
from oneseal.surveys import selectors, services
from oneseal.surveys.forms import AskForm, ReasonForm, RemoteForm, SecondForm, ShareForm, minutes_of
from oneseal.surveys.models import Request
from oneseal.surveys.rules.states import Mode, RequestState
from oneseal.surveys.views.shown import REQUEST_TONES


def _step(actor: Actor, step_id: int) -> Any:
    step = cases.open_surveys(actor.bureau_id).filter(pk=step_id).first()
    if step is None:
        raise NotFound("survey_not_open", N_("这个办件没有等待中的现场核查，请刷新页面。"))
    cases.access_case(actor, step.case_id)
    return step


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.ASKERS)
@idempotent
def ask(request: HttpRequest, step_id: int) -> HttpResponse:
    """Ask for the survey of a case's step."""
    actor = actor_of(request)
    step = _step(actor, step_id)
    today = clock.today()
    initial = {
        "address": selectors.address_of(actor, step.case_id),
        "must_present": selectors.presented(step),
        "earliest": today,
        "latest": max(step.due or today, today + timedelta(days=1)),
    }
    form = AskForm(request.POST or None, initial=initial)
    made: list[Request] = []
    if request.method == "POST" and attempt(
        form, lambda: made.append(services.ask_survey(actor, step_id=step_id, wanted=form.wanted()))
    ):
        messages.success(request, gettext("踏勘申请已提出。"))
        return redirect("surveys:request", request_id=made[0].pk)
    context = {"step": step, "case": step.case, "form": form, "records": selectors.shareable(actor, step)}
    return render(request, "surveys/ask.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.ASKERS)
@idempotent
def share(request: HttpRequest, step_id: int, visit_id: int) -> HttpResponse:
    """Close a step by the record of an earlier stop at the same applicant's place."""
    actor = actor_of(request)
    step = _step(actor, step_id)
    visit = next((each for each in selectors.shareable(actor, step) if each.pk == visit_id), None)
    if visit is None:
        raise Http404
    form = ShareForm(request.POST or None, points=selectors.step_points(step))

    def use() -> None:
        services.share_record(
            actor,
            step_id=step_id,
            visit_id=visit_id,
            points=form.answers(),
            finding=form.cleaned_data["finding"],
        )

    if request.method == "POST" and attempt(form, use):
        messages.success(request, gettext("已用踏勘记录办结现场核查。"))
        return redirect("cases:desk_case", case_id=step.case_id)
    context = {"step": step, "case": step.case, "visit": visit, "form": form}
    return render(request, "surveys/share.html", context, status=422 if form.errors else 200)


@require_safe
@allow(*EXAMINING)
def asked(request: HttpRequest, request_id: int) -> HttpResponse:
    """One request with what may be done about it."""
    actor = actor_of(request)
    return _show(request, actor, selectors.access_request(actor, request_id))


def _forms(actor: Actor, row: Request, bound: dict[str, Any]) -> dict[str, Any]:
    """The forms of what may be done; bound ones keep what was typed."""
    found: dict[str, Any] = {}
    if row.state != RequestState.WAITING:
        return found
    if actor.has(*selectors.SURVEYORS) and row.mode == Mode.FIELD:
        people = selectors.colleagues(actor, but=actor.staff_id)
        found["walk_form"] = bound.get("walk") or SecondForm(people=people)
    if actor.has(*selectors.DISPATCHERS) and row.mode == Mode.REMOTE:
        initial = {"day": max(clock.today(), row.earliest)}
        found["remote_form"] = bound.get("remote") or RemoteForm(
            people=selectors.colleagues(actor), initial=initial
        )
    if actor.has(*selectors.ASKERS):
        found["drop_form"] = bound.get("drop") or ReasonForm(auto_id="id_drop_%s")
    return found


def _show(request: HttpRequest, actor: Actor, row: Request, **bound: Any) -> HttpResponse:
    context = {"row": row, "tone": REQUEST_TONES[row.state], **_forms(actor, row, bound)}
    return render(request, "surveys/request.html", context, status=422 if bound else 200)


@require_POST
@allow(*selectors.ASKERS, *selectors.DISPATCHERS)
@idempotent
def act(request: HttpRequest, request_id: int, verb: str) -> HttpResponse:
    """Take it back, go there on foot, set the call."""
    actor = actor_of(request)
    row = selectors.access_request(actor, request_id)
    made: list[Any] = []
    if verb == "drop":
        form: Any = ReasonForm(request.POST, auto_id="id_drop_%s")
        reason = request.POST.get("reason", "")
        done = attempt(form, lambda: services.drop_request(actor, request_id=row.pk, reason=reason))
    elif verb == "walk":
        form = SecondForm(request.POST, people=selectors.colleagues(actor, but=actor.staff_id))
        done = attempt(form, lambda: made.append(_walk(actor, row, form)))
    elif verb == "remote":
        form = RemoteForm(request.POST, people=selectors.colleagues(actor))
        done = attempt(form, lambda: made.append(_remote(actor, row, form)))
    else:
        raise Http404
    if not done:
        return _show(request, actor, row, **{verb: form})
    if made:
        return redirect("surveys:visit", visit_id=made[0].pk)
    return redirect("cases:desk_case", case_id=row.case_id)


def _walk(actor: Actor, row: Request, form: Any) -> Any:
    return services.go_on_foot(actor, request_id=row.pk, second=form.cleaned_data["second"])


def _remote(actor: Actor, row: Request, form: Any) -> Any:
    said = form.cleaned_data
    return services.set_remote(
        actor,
        request_id=row.pk,
        day=said["day"],
        arrives=minutes_of(said["arrives"]),
        people=said["people"],
    )
