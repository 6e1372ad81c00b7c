"""The applicant's lists: cases with what to do first, and documents; a case asked for by number without signing in."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from oneseal.cases import selectors
from oneseal.cases.forms.citizen import QueryForm
from oneseal.cases.forms.desk_acts import refuse
from oneseal.cases.models import Case
from oneseal.cases.rules.advice import Advice, advice
from oneseal.cases.selectors import citizen
from oneseal.cases.selectors.evaluations import EVALUATED
from oneseal.foundation import ratelimit
from oneseal.foundation.access import actor_of, allow, allow_everyone
from oneseal.foundation.problems import status_of
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Role
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

GROUPS = (("", N_("全部")), ("open", N_("办理中")), ("draft", N_("草稿")), ("ended", N_("已结束")))
TRIES_OF_A_NUMBER = 10
HOUR = 3600


@dataclass(frozen=True)
class Line:
    """One case in a list: what it says, where it leads, what to press."""

    case: Case
    advice: Advice
    url: str
    action: str = ""
    chip: Any = None


@require_safe
@allow(Role.CITIZEN)
def mine(request: HttpRequest) -> HttpResponse:
    """The applicant's cases: first those in which they have something to do."""
    actor = actor_of(request)
    first = not any(request.GET.get(name) for name in ("group", "q", "applicant", "after", "before"))
    page = citizen.own_cases(actor, request.GET)
    chosen = request.GET.get("group", "")
    principals = identity.principals(actor)
    context = {
        "waiting": [line(case) for case in citizen.waiting_for(actor)] if first else [],
        "lines": [line(case) for case in page.rows],
        "page": page,
        "tabs": [
            {
                "label": gettext(label),
                "url": f"{reverse('cases:mine')}{'?group=' + key if key else ''}",
                "current": key == chosen,
            }
            for key, label in GROUPS
        ],
        "principals": principals if len(principals) > 1 else [],
        "asked": request.GET,
        "filtered": not first,
    }
    return render(request, "cases/citizen/mine.html", context)


def line(case: Case) -> Line:
    """A case as its applicant's lists show it."""
    url = reverse("cases:case", args=[case.pk])
    online = case.channel == "online"
    said = advice(case.state, owes=case.owes, online=online)
    if not online and case.state in {"draft", "awaiting_correction"}:
        return Line(case, said, url, gettext("看办件"))
    if case.state == "draft":
        return Line(case, said, reverse("cases:form", args=[case.pk]), gettext("继续填写"))
    if case.state == "awaiting_correction":
        return Line(case, said, url, gettext("去补正"))
    if case.state in {"granted", "refused"}:
        return Line(case, said, url, gettext("看怎样领取"))
    if case.state in EVALUATED:
        return Line(case, said, reverse("cases:evaluate", args=[case.pk]), gettext("去评价"))
    chip = selectors.due_chip(case, case.promised_due) if case.promised_due else None
    return Line(case, said, url, chip=chip)


@require_safe
@allow(Role.CITIZEN)
def documents(request: HttpRequest) -> HttpResponse:
    """Documents issued to the applicant, each with its download and verification."""
    page, cases = citizen.own_documents(actor_of(request), request.GET)
    rows = [(document, cases.get(document.subject_id)) for document in page.rows]
    return render(request, "cases/citizen/documents.html", {"page": page, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@allow_everyone
@ratelimit.limit("20/m", methods=("POST",))
def query(request: HttpRequest) -> HttpResponse:
    """The state of a case for whoever knows its number and a proof; nothing about the person is shown.

    Each number may be tried ten times an hour, so that four digits cannot be guessed.
    """
    form = QueryForm(request.POST if request.method == "POST" else None)
    found, status = None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            said = form.cleaned_data
            try:
                ratelimit.count(f"cases.query:{said['number']}", TRIES_OF_A_NUMBER, HOUR)
                found, status = citizen.case_for_visitor(said["number"], said["proof"]), 200
            except RuleViolation as error:
                status = status_of(error)
                refuse(form, error)
    context: dict[str, Any] = {"form": form, "case": found}
    if found:
        context["advice"] = advice(found.state, owes=found.owes, online=found.channel == "online")
        context["chip"] = selectors.due_chip(found, found.promised_due) if found.promised_due else None
    return render(request, "cases/citizen/query.html", context, status=status)
