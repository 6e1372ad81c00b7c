"""The code of conduct, violations, removals with their retro-trace."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.appraisal import forms, selectors, services
from oneseal.appraisal.models import Violation
from oneseal.appraisal.rules.conduct import STRIKE, VIOLATION
from oneseal.appraisal.views.shared import CONDUCT_TABS, people, tabs
from oneseal.foundation import clock, telling
from oneseal.foundation.access import actor_of, allow, allow_staff
from oneseal.foundation.history import entries
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.journal import Subject
from oneseal.identity.pages import form_page, saved
from oneseal.kernel.access import Actor
from oneseal.kernel.text import N_

TONES = {"recorded": "amber", "verified": "red", "dismissed": "grey", "annulled": "grey"}
SEVERE = {"minor": "grey", "serious": "amber", "grave": "red"}


@require_http_methods(["GET", "HEAD", "POST"])
@allow_staff
@idempotent
def conduct(request: HttpRequest) -> HttpResponse:
    """The code of conduct; leaders add to it."""
    actor = actor_of(request)
    form = forms.ConductForm(request.POST or None)
    if saved(request, form, lambda: services.keep_conduct(actor, **form.cleaned_data), gettext("已保存。")):
        return redirect("appraisal:conduct")
    context = {
        "tabs": tabs(actor, CONDUCT_TABS, "appraisal:conduct"),
        "rows": [(row, SEVERE[row.severity]) for row in selectors.catalogue(actor)],
        "form": form if actor.has(*selectors.LEADS) else None,
    }
    return render(request, "appraisal/conduct.html", context, status=422 if form.errors else 200)


@require_safe
@allow_staff
def violations(request: HttpRequest) -> HttpResponse:
    """Violations that one may see."""
    actor, view = actor_of(request), request.GET.get("view", "")
    page = selectors.violation_list(actor, request.GET)
    context = {
        "tabs": tabs(actor, CONDUCT_TABS, "appraisal:violations"),
        "page": page,
        "rows": [(row, TONES[row.state], SEVERE[row.conduct.severity]) for row in page.rows],
        "states": [
            (gettext(label), f"{reverse('appraisal:violations')}?view={state}", state == view)
            for state, label in VIOLATION.labels.items()
        ],
        "view": view,
        "records": actor.has(*selectors.RECORDERS),
    }
    return render(request, "appraisal/violations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.RECORDERS)
@idempotent
def new(request: HttpRequest) -> HttpResponse:
    """Record a violation."""
    actor = actor_of(request)
    found = [(each.pk, f"{each.code} {each.title}") for each in selectors.catalogue(actor)]
    initial = {"happened_on": clock.today()}
    form = forms.ViolationForm(request.POST or None, people=people(actor), entries=found, initial=initial)
    return form_page(
        request,
        form,
        lambda: services.record_violation(actor, **form.cleaned_data),
        title=gettext("登记违规"),
        back="appraisal:violations",
        done=gettext("已登记，由别人核实；核实以前不计分，当事人也看不到。"),
    )


Act = tuple[type[Any], str, Callable[[Actor, int, Any], object]]
ACTS: dict[str, Act] = {
    "verify": (
        forms.VerdictForm,
        N_("核实：情况属实"),
        lambda actor, pk, form: services.settle_violation(
            actor, violation_id=pk, verified=True, **form.cleaned_data
        ),
    ),
    "dismiss": (
        forms.VerdictForm,
        N_("核实：查无此事"),
        lambda actor, pk, form: services.settle_violation(
            actor, violation_id=pk, verified=False, **form.cleaned_data
        ),
    ),
    "appeal": (
        forms.AppealForm,
        N_("申诉（已离岗的，代为登记书面申诉）"),
        lambda actor, pk, form: services.appeal_violation(actor, violation_id=pk, **form.cleaned_data),
    ),
    "trace": (
        forms.TraceForm,
        N_("登记责任倒查"),
        lambda actor, pk, form: services.trace_duty(actor, violation_id=pk, **form.cleaned_data),
    ),
    "close": (
        forms.CloseForm,
        N_("办结离岗处理"),
        lambda actor, pk, form: services.close_removal(actor, violation_id=pk, **form.cleaned_data),
    ),
}


@require_safe
@allow_staff
def violation(request: HttpRequest, violation_id: int) -> HttpResponse:
    """One violation with what may be done."""
    actor = actor_of(request)
    return _show(request, actor, selectors.access_violation(actor, violation_id))


@require_POST
@allow_staff
@idempotent
def act(request: HttpRequest, violation_id: int, verb: str) -> HttpResponse:
    """Verify, dismiss, appeal, trace, close; a refused one shows the page again with the reason."""
    if verb not in ACTS:
        raise Http404
    actor = actor_of(request)
    row = selectors.access_violation(actor, violation_id)
    form = _form(actor, verb, request.POST)
    if saved(request, form, lambda: ACTS[verb][2](actor, violation_id, form), gettext("已保存。")):
        return redirect("appraisal:violation", violation_id=violation_id)
    return _show(request, actor, row, {verb: form})


def _form(actor: Actor, verb: str, data: Any = None) -> Any:
    more = {"people": people(actor)} if verb == "trace" else {}
    return ACTS[verb][0](data, auto_id=f"id_{verb}_%s", **more)


def _show(
    request: HttpRequest, actor: Actor, row: Violation, bound: dict[str, Any] | None = None
) -> HttpResponse:
    given, removal = bound or {}, selectors.removal_of(row)
    acts = selectors.violation_acts(actor, row, removal)
    context = {
        "row": row,
        "tone": TONES[row.state],
        "severe": SEVERE[row.conduct.severity],
        "strike": row.conduct.severity in STRIKE,
        "removal": removal,
        "traces": selectors.traces_of(removal),
        "appeal": getattr(row, "appeal", None),
        "forms": [
            (verb, gettext(ACTS[verb][1]), given.get(verb) or _form(actor, verb))
            for verb in ACTS
            if verb in acts or verb in given
        ],
        "timeline": [
            {
                "when": each.at,
                "text": telling.sentence(each.kind, each.data, each.actor_name),
                "note": each.reason,
            }
            for each in reversed(entries(Subject("violation", row.pk)))
        ],
    }
    return render(request, "appraisal/violation.html", context, status=422 if bound else 200)
