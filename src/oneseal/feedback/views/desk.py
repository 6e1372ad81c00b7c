"""Pages of those who watch: signs of pressure, surveys, the ledger."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.cases.rules import evaluation
from oneseal.feedback import selectors, services
from oneseal.feedback.forms import CloseForm, FileForm, IssueForm, ProlongForm, SurveyForm, VerdictForm
from oneseal.feedback.models import Survey
from oneseal.feedback.rules.surveys import LIFE
from oneseal.feedback.rules.suspicion import SIGNS
from oneseal.foundation import previews
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.lists import keyset_page
from oneseal.foundation.problems import sentence
from oneseal.identity.pages import saved
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import RuleViolation, Violations

TONES = {"draft": "grey", "open": "blue", "closed": "amber", "public": "green"}
SHOWN = 100
WHAT = "survey"


@require_safe
@allow(*selectors.KEEPERS)
def suspicions(request: HttpRequest) -> HttpResponse:
    """Evaluations with signs; never of one's own work (EVA-5)."""
    page = selectors.suspicion_list(actor_of(request), request.GET)
    context = {"page": page, "rows": [_sign_row(row) for row in page.rows], "form": VerdictForm()}
    return render(request, "feedback/desk/suspicions.html", context)


def _sign_row(row: Any, form: VerdictForm | None = None) -> dict[str, Any]:
    return {
        "row": row,
        "level": gettext(evaluation.LEVELS[row.evaluation.level]),
        "signs": [gettext(SIGNS[sign]) for sign in row.signs],
        "form": form or VerdictForm(auto_id=f"id_{row.pk}_%s"),
    }


@require_POST
@allow(*selectors.KEEPERS)
@idempotent
def verdict(request: HttpRequest, suspicion_id: int) -> HttpResponse:
    """What was found."""
    actor = actor_of(request)
    row = selectors.access_suspicion(actor, suspicion_id)
    form = VerdictForm(request.POST, auto_id=f"id_{row.pk}_%s")
    if saved(
        request,
        form,
        lambda: services.decide_suspicion(
            actor,
            suspicion_id=suspicion_id,
            upheld=form.cleaned_data["upheld"] == "yes",
            reason=form.cleaned_data["reason"],
        ),
        gettext("核实结果已记录。"),
    ):
        return redirect("feedback:suspicions")
    page = selectors.suspicion_list(actor, {})
    rows = [_sign_row(each, form if each.pk == row.pk else None) for each in page.rows]
    return render(request, "feedback/desk/suspicions.html", {"page": page, "rows": rows}, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.READERS)
@idempotent
def surveys(request: HttpRequest) -> HttpResponse:
    """Every survey, and a new one."""
    actor = actor_of(request)
    keeper = actor.has(*selectors.KEEPERS)
    form = SurveyForm(request.POST if request.method == "POST" else None)
    made: list[Survey] = []
    if saved(
        request,
        form,
        lambda: made.append(services.make_survey(actor, **form.cleaned_data)),
        gettext("已建立，核对后发布。"),
    ):
        return redirect("feedback:survey", uid=made[0].uid)
    page = keyset_page(selectors.visible_surveys(actor), ("-made_at", "-id"), request.GET)
    context = {"page": page, "form": form if keeper else None, "tones": TONES}
    return render(request, "feedback/desk/surveys.html", context, status=422 if form.errors else 200)


@require_safe
@allow(*selectors.READERS)
def survey(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One survey: its link, its results, what may be done."""
    return _survey(request, selectors.access_survey(actor_of(request), uid))


def _survey(request: HttpRequest, row: Survey, status: int = 200, **shown: Any) -> HttpResponse:
    actor = actor_of(request)
    total, units = selectors.results(row)
    keeper = actor.has(*selectors.KEEPERS)
    context = {
        "row": row,
        "tone": TONES[row.state],
        "total": total,
        "units": units,
        "words": selectors.answers_in_words(row),
        "link": request.build_absolute_uri(reverse("feedback:answer", args=[row.uid])),
        "questions": selectors.questions_of(row),
        "verbs": [verb for verb in LIFE.allowed(row.state) if verb != "import"] if keeper else [],
        "file_form": FileForm() if keeper and row.state == "draft" else None,
        "may_tell": keeper and row.state in {"closed", "public"} and not row.circular_id and total.answers,
        **shown,
    }
    return render(request, "feedback/desk/survey.html", context, status=status)


@require_POST
@allow(*selectors.KEEPERS)
@idempotent
def survey_act(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """Open, close, publish, tell in a circular."""
    actor = actor_of(request)
    row = selectors.access_survey(actor, uid)
    if verb not in {"open", "close", "publish", "circular"}:
        raise Http404
    try:
        if verb == "circular":
            services.issue_circular(actor, survey_id=row.pk)
        else:
            services.move_survey(actor, survey_id=row.pk, verb=verb)
    except RuleViolation as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, gettext("已办理。"))
    return redirect("feedback:survey", uid=uid)


@require_POST
@allow(*selectors.KEEPERS)
def import_file(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A third party's file: first what it would bring, with every error; then all of it or nothing."""
    actor = actor_of(request)
    row, token = selectors.access_survey(actor, uid), request.POST.get("token", "")
    form = FileForm(request.POST, request.FILES)
    if not token and not form.is_valid():
        return _survey(request, row, 422, file_form=form)
    try:
        if token:
            name, data = previews.kept(request, WHAT, token)
            services.import_answers(actor, survey_id=row.pk, data=data, name=name)
            previews.forget(request, WHAT, token)
            messages.success(request, gettext("已导入。"))
            return redirect("feedback:survey", uid=uid)
        name, data = form.cleaned_data["file"].name, form.cleaned_data["file"].read()
        preview = services.preview_answers(actor, survey_id=row.pk, data=data, name=name)
    except Violations:
        preview = services.preview_answers(actor, survey_id=row.pk, data=data, name=name)
    except RuleViolation as error:
        if token:
            messages.error(request, sentence(error))
            return redirect("feedback:survey", uid=uid)
        form.add_error(error.field if error.field in form.fields else None, sentence(error))
        return _survey(request, row, 422, file_form=form)
    token = "" if preview.problems else previews.keep(request, WHAT, name, data)
    status = 422 if preview.problems else 200
    return _survey(request, row, status, preview=preview, problems=preview.problems[:SHOWN], token=token)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.READERS)
@idempotent
def ledger(request: HttpRequest) -> HttpResponse:
    """What is to be mended, and what was struck off (10.11)."""
    actor = actor_of(request)
    keeper = actor.has(*selectors.KEEPERS)
    sections = selectors.section_names(actor.bureau_id)
    form = IssueForm(request.POST if request.method == "POST" else None, sections=sections)
    if saved(request, form, lambda: services.open_issue(actor, **form.cleaned_data), gettext("已列入台账。")):
        return redirect("feedback:ledger")
    return _ledger(request, form if keeper else None, 422 if form.errors else 200)


def _ledger(request: HttpRequest, form: IssueForm | None, status: int = 200, **bound: Any) -> HttpResponse:
    actor = actor_of(request)
    page = selectors.issue_list(actor, request.GET)
    keeper = actor.has(*selectors.KEEPERS)
    late = set(selectors.late_issues(actor).values_list("pk", flat=True))
    context = {
        "page": page,
        "rows": [
            {
                "row": row,
                "late": row.pk in late,
                "close": bound.get(f"close{row.pk}") or CloseForm(auto_id=f"close_{row.pk}_%s"),
                "prolong": bound.get(f"prolong{row.pk}") or ProlongForm(auto_id=f"prolong_{row.pk}_%s"),
                "open": any(key in bound for key in (f"close{row.pk}", f"prolong{row.pk}")),
            }
            for row in page.rows
        ],
        "counts": selectors.issue_counts(actor),
        "form": form,
        "keeper": keeper,
    }
    return render(request, "feedback/desk/ledger.html", context, status=status)


Act = Callable[[Actor, int, Any], object]
ISSUE_ACTS: dict[str, tuple[type[Any], Act]] = {
    "close": (
        CloseForm,
        lambda actor, pk, form: services.close_issue(
            actor,
            issue_id=pk,
            evidence=form.cleaned_data["evidence"],
            files=[(each.name, each.read()) for each in form.cleaned_data["proof"]],
        ),
    ),
    "prolong": (
        ProlongForm,
        lambda actor, pk, form: services.prolong_issue(actor, issue_id=pk, **form.cleaned_data),
    ),
}


@require_POST
@allow(*selectors.KEEPERS)
@idempotent
def issue_act(request: HttpRequest, issue_id: int, verb: str) -> HttpResponse:
    """Strike off, or say that it takes longer."""
    if verb not in ISSUE_ACTS:
        raise Http404
    actor = actor_of(request)
    form_class, perform = ISSUE_ACTS[verb]
    form = form_class(request.POST, request.FILES, auto_id=f"{verb}_{issue_id}_%s")
    if saved(request, form, lambda: perform(actor, issue_id, form), gettext("已记录。")):
        return redirect("feedback:ledger")
    sections = selectors.section_names(actor.bureau_id)
    return _ledger(request, IssueForm(sections=sections), 422, **{f"{verb}{issue_id}": form})
