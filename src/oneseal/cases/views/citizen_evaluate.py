"""The applicant judges the service, once for each stage of a case (EVA-1, 2, 3, 5)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from oneseal.cases import selectors, services
from oneseal.cases.forms.citizen import EvaluationForm
from oneseal.cases.forms.desk_acts import refuse
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import status_of
from oneseal.kernel.access import Role
from oneseal.kernel.errors import RuleViolation


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.CITIZEN)
@idempotent
def evaluate(request: HttpRequest, case_id: int) -> HttpResponse:
    """Five levels, dimensions, tags, a comment. Nothing to evaluate now: back to the case."""
    actor = actor_of(request)
    page = selectors.case_page(actor, case_id)
    stage, refusal = selectors.stage_to_evaluate(page.case)
    if stage is None:
        given = refusal == "evaluated_already"
        text = gettext("这个办件您已经评价过，谢谢！") if given else gettext("办结以后才能评价。")
        messages.info(request, text)
        return redirect("cases:case", case_id=case_id)
    form = EvaluationForm(request.POST if request.method == "POST" else None, channel=page.case.channel)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.evaluate_case(actor, case_id=case_id, **form.said())
            except RuleViolation as error:
                status = status_of(error)
                refuse(form, error)
            else:
                messages.success(request, gettext("谢谢您的评价！它对经办人保密，会用来改进服务。"))
                return redirect("cases:case", case_id=case_id)
    scores = [form[f"score_{name}"] for name in form.dimensions]
    context = {"page": page, "case": page.case, "form": form, "scores": scores, "stage": str(stage)}
    return render(request, "cases/citizen/evaluate.html", context, status=status)
