"""My work: the steps that wait for me and my posts, alone or many at once."""

from dataclasses import asdict, dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from oneseal.cases import selectors, services
from oneseal.cases.views import desk_lists
from oneseal.catalog import selectors as catalog
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence
from oneseal.kernel.access import CASEWORK, Actor
from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.kernel.text import N_

MOST_AT_ONCE = 100


@dataclass(frozen=True)
class Result:
    """What became of one of many."""

    number: str
    name: str
    problem: str = ""


@require_safe
@allow(*CASEWORK)
def worklist(request: HttpRequest) -> HttpResponse:
    """Steps in hand and waiting for one of my posts, the most urgent first."""
    return _show(request)


def _show(request: HttpRequest, results: list[Result] | None = None) -> HttpResponse:
    actor = actor_of(request)
    layout = selectors.layout(actor, "work")
    page = selectors.worklist(actor, layout.asked(request.GET))
    context = {
        "page": page,
        "rows": desk_lists.step_rows(actor, layout, page.rows),
        "counts": {name: _count(n) for name, n in asdict(selectors.work_counts(actor)).items()},
        "extensions": list(selectors.pending_extensions(actor)[:20]),
        "results": results or [],
        **desk_lists.tools(layout, request, selectors.capped(selectors.steps_found(actor, request.GET))),
    }
    return render(request, "cases/desk/work.html", context)


def _count(n: int) -> int | str:
    """The number as shown: counting stops at CAP."""
    return f"{selectors.CAP}+" if n > selectors.CAP else n


def _has_points(step: Any) -> bool:
    """Whether the item asks for something to be ticked at the step; item versions are kept in memory."""
    content = catalog.version_content(step.case.item_version_id)
    key = step.parent or step.key
    return any(planned.key == key and planned.review_points for planned in content.steps)


@require_POST
@allow(*CASEWORK)
@idempotent
def bulk(request: HttpRequest) -> HttpResponse:
    """Take or pass several steps; each succeeds or fails for itself, and the page says which."""
    actor = actor_of(request)
    ids = [int(text) for text in request.POST.getlist("step") if text.isdecimal()][:MOST_AT_ONCE]
    named = {step.pk: step for step in selectors.my_steps(actor).filter(pk__in=ids)}
    if request.POST.get("do") == "pass":
        done = _pass(actor, [named[pk] for pk in ids if pk in named], request.POST.get("opinion", ""))
    else:
        done = services.bulk_take(actor, step_ids=[pk for pk in ids if pk in named])
    results = [_result(named[each.step_id], each.problem) for each in done]
    gone = len(ids) - len(named)
    if gone:
        results.append(
            Result("", gettext("%(n)s 个环节已不在您的列表里") % {"n": gone}, gettext("同事可能刚刚办过"))
        )
    return _show(request, results)


def _pass(actor: Actor, steps: list[Any], opinion: str) -> list[services.BulkResult]:
    """Only where nothing has to be ticked or decided case by case; the others are named."""
    for step in steps:
        step.case = selectors.access_case(actor, step.case_id)
    may = [step for step in steps if selectors.bulk_passable(step, _has_points(step))]
    done = services.bulk_pass(actor, step_ids=[step.pk for step in may], opinion=opinion)
    refused = RuleViolation("one_by_one", N_("这个环节要逐件核对要点或作出决定，不能批量通过。"))
    return done + [services.BulkResult(step.pk, refused) for step in steps if step not in may]


def _result(step: Any, problem: Exception | None) -> Result:
    told = ""
    if isinstance(problem, Violations):
        told = "；".join(sentence(item) for item in problem.items)
    elif isinstance(problem, RuleViolation):
        told = sentence(problem)
    return Result(step.case_number, f"{step.item_name} · {step.name}", told)
