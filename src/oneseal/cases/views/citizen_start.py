"""The first step of applying online: for whom, in which situation, what one needs."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from oneseal.cases import services
from oneseal.cases.forms.citizen import WhoForm
from oneseal.cases.forms.desk_acts import refuse
from oneseal.cases.forms.desk_window import SituationForm
from oneseal.cases.rules.states import CaseState
from oneseal.cases.selectors import applying
from oneseal.cases.services.submitting import required_codes
from oneseal.cases.views import citizen_kit as kit
from oneseal.catalog import selectors as catalog
from oneseal.catalog.rules.content import ItemContent
from oneseal.catalog.rules.situations import Situation, all_questions, resolve
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.kernel.access import Role
from oneseal.kernel.errors import NotFound, RuleViolation
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class Start:
    """An item with the answers given so far and the forms that ask for them."""

    item: Any
    content: ItemContent
    situation: Situation
    who: WhoForm
    questions: SituationForm
    applicants: list[Any]


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.CITIZEN)
def apply(request: HttpRequest, code: str) -> HttpResponse:
    """For whom and in which situation; the button begins a draft."""
    if request.method == "POST" and "look" not in request.POST:
        return _begin(request, code)
    return _show(request, _start(request, code))


def _start(request: HttpRequest, code: str) -> Start:
    """Raises NotFound for an item that nobody may apply for online."""
    actor = actor_of(request)
    item = catalog.item_by_code(actor, code)
    version = catalog.current_version(item.pk)
    content = catalog.content_of(version) if version else None
    if content is None or not applying.may_be_applied_for(content):
        raise NotFound("not_online", N_("这个事项不能在网上申请。怎样办理请看办事指南，或者咨询窗口。"))
    posted = request.POST if request.method == "POST" else None
    situation = resolve(content, answers_sent(request, content))
    applicants = applying.possible_applicants(actor, code, content)
    return Start(
        item,
        content,
        situation,
        WhoForm(posted, applicants=applicants, self_id=actor.applicant_id),
        SituationForm(posted, situation=situation),
        applicants,
    )


def answers_sent(request: HttpRequest, content: ItemContent) -> dict[str, list[str]]:
    """Answers by question: `q_code` from this page's form, `code` from the guide's address."""
    sent = request.POST if request.method == "POST" else request.GET
    return {
        question.code: sent.getlist(f"q_{question.code}") or request.GET.getlist(question.code)
        for question in all_questions(content)
    }


@idempotent
def _begin(request: HttpRequest, code: str) -> HttpResponse:
    start = _start(request, code)
    if not start.who.is_valid() or not answered(start.questions, start.situation):
        return _show(request, start, status=422)
    try:
        case = services.start_draft(
            actor_of(request),
            item_id=start.item.pk,
            applicant_id=int(start.who.cleaned_data["applicant"]),
            answers=start.situation.answers,
        )
    except RuleViolation as error:
        refuse(start.who, error)
        return _show(request, start, status=422)
    return redirect(
        "cases:form" if start.situation.schema.get("properties") else "cases:materials", case_id=case.pk
    )


def answered(form: SituationForm, situation: Situation) -> bool:
    """Whether every question that applies has an answer; says at each other one what to do."""
    form.is_valid()
    for question in situation.unanswered:
        form.add_error(f"q_{question.code}", gettext("请选择一项，才知道您需要什么。"))
    return not situation.unanswered


def _show(request: HttpRequest, start: Start, status: int = 200) -> HttpResponse:
    context = {
        "item": start.item,
        "content": start.content,
        "situation": start.situation,
        "who": start.who,
        "questions": start.questions,
        "applicants": start.applicants,
        "needed": required_codes(start.situation),
        "drafts": applying.drafts_of_item(actor_of(request), start.item.pk),
        "stages": [
            kit.Stage(key, gettext(label), "", "current" if key == "situation" else "todo")
            for key, label in kit.STEPS
            if key != "form" or start.content.form.get("properties")
        ],
        "page_url": reverse("cases:apply", args=[start.item.code]),
    }
    name = (
        "cases/citizen/start.html#situation"
        if getattr(request, "htmx", False)
        else "cases/citizen/start.html"
    )
    return render(request, name, context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.CITIZEN)
@idempotent
def situation(request: HttpRequest, case_id: int) -> HttpResponse:
    """The situation questions of a draft once more; what was filled in stays."""
    page = kit.fillable(request, case_id)
    if isinstance(page, HttpResponse):
        return page
    if page.case.state != CaseState.DRAFT:
        messages.info(request, gettext("申请提交以后不能改情形。要改的，请撤回后重新申请。"))
        return redirect("cases:case", case_id=case_id)
    posted = request.POST if request.method == "POST" else None
    found = resolve(page.content, answers_sent(request, page.content)) if posted else page.situation
    form = SituationForm(posted, situation=found)
    look = posted is not None and "look" in posted
    status = 200
    if posted is not None and not look:
        if answered(form, found):
            services.save_draft(actor_of(request), case_id=case_id, answers=found.answers)
            after = "cases:form" if found.schema.get("properties") else "cases:materials"
            return redirect(after, case_id=case_id)
        status = 422
    line = kit.stages(page, "situation")
    context = {
        "page": page,
        "case": page.case,
        "item": page.case,
        "content": page.content,
        "situation": found,
        "questions": form,
        "needed": required_codes(found),
        "stages": line,
        "page_url": line[0].url,
    }
    name = "cases/citizen/situation.html"
    return render(
        request, f"{name}#situation" if getattr(request, "htmx", False) else name, context, status=status
    )
