"""What units report, leads, verdicts, circulars and talks."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.entry import forms, selectors, services
from oneseal.entry.models import Breach
from oneseal.entry.rules.breaches import Stage, is_late
from oneseal.entry.views.shared import tabs, units_of
from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.identity.pages import form_page, saved
from oneseal.kernel.access import Actor

TONES = {
    Stage.LEAD: "amber",
    Stage.CONFIRMED: "red",
    Stage.ORDERED: "blue",
    Stage.CLOSED: "green",
    Stage.DISMISSED: "grey",
}


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.WATCHERS)
@idempotent
def figures(request: HttpRequest) -> HttpResponse:
    """What units said of their months beside ours; the form for one more."""
    actor = actor_of(request)
    form = None
    if actor.has(*selectors.REPORTERS):
        listed = selectors.all_items(actor)
        items = [(row.pk, f"{row.unit.unit.name}：{row.name}") for row in listed]
        form = forms.FiguresForm(request.POST or None, items=items)
    done = gettext("已登记；单位报数多于系统办件的，已列为线索。")
    if form is not None and saved(request, form, lambda: _return(actor, form), done):
        return redirect("entry:figures")
    context = {
        "tabs": tabs("entry:figures"),
        "page": selectors.returns(actor, request.GET),
        "form": form,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "entry/figures.html", context, status=status)


def _return(actor: Actor, form: forms.FiguresForm) -> None:
    data = form.cleaned_data
    services.return_figures(
        actor, entry_id=data["item"], month=data["month"], number=data["number"], source=data["source"]
    )


@require_safe
@allow(*selectors.WATCHERS)
def breaches(request: HttpRequest) -> HttpResponse:
    """Leads and breaches."""
    actor, today = actor_of(request), clock.today()
    page = selectors.breach_list(actor, request.GET)
    context = {
        "tabs": tabs("entry:breaches"),
        "page": page,
        "rows": [(row, TONES[Stage(row.stage)], is_late(row.stage, row.mend_by, today)) for row in page.rows],
        "all": request.GET.get("view") == "all",
        "reports": actor.has(*selectors.REPORTERS),
    }
    return render(request, "entry/breaches.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.REPORTERS)
@idempotent
def new(request: HttpRequest) -> HttpResponse:
    """Write down a lead."""
    actor = actor_of(request)
    form = forms.LeadForm(
        request.POST or None,
        units=units_of(actor),
        initial={"unit": request.GET.get("unit"), "found_on": clock.today()},
    )
    return form_page(
        request,
        form,
        lambda: _report(actor, form),
        title=gettext("登记体外办件线索"),
        back="entry:breaches",
        done=gettext("线索已登记，由别人核实。"),
    )


def _report(actor: Actor, form: forms.LeadForm) -> None:
    data = form.cleaned_data
    services.report_breach(
        actor,
        unit_id=data["unit"],
        source=data["source"],
        facts=data["facts"],
        number=data["number"],
        result=data["result"],
        found_on=data["found_on"],
    )


@require_safe
@allow(*selectors.WATCHERS)
def breach(request: HttpRequest, breach_id: int) -> HttpResponse:
    """One breach with what may be done."""
    actor = actor_of(request)
    return _show(request, actor, selectors.access_breach(actor, breach_id))


def _form(actor: Actor, row: Breach, data: Any = None) -> tuple[str, Any]:
    """What this actor may do now, and its form; nothing for those who may not."""
    if row.stage == Stage.LEAD and actor.has(*selectors.JUDGES) and row.by_id != actor.staff_id:
        return "judge", forms.VerdictForm(data)
    if row.stage == Stage.CONFIRMED and actor.has(*selectors.ORDERERS):
        return "order", forms.OrderForm(data, measure=row.measure)
    if row.stage == Stage.ORDERED and actor.has(*selectors.JUDGES):
        return "close", forms.RemedyForm(data)
    return "", None


@require_POST
@allow(*selectors.JUDGES)
@idempotent
def act(request: HttpRequest, breach_id: int, verb: str) -> HttpResponse:
    """Judge, order, or close."""
    actor = actor_of(request)
    row = selectors.access_breach(actor, breach_id)
    form: Any
    if verb == "judge":
        form = forms.VerdictForm(request.POST)
    elif verb == "order":
        form = forms.OrderForm(request.POST, measure=row.measure)
    elif verb == "close":
        form = forms.RemedyForm(request.POST)
    else:
        raise Http404
    if saved(request, form, lambda: _do(actor, breach_id, verb, form.cleaned_data), gettext("已保存。")):
        return redirect("entry:breach", breach_id=breach_id)
    return _show(request, actor, row, (verb, form))


def _do(actor: Actor, breach_id: int, verb: str, data: dict[str, Any]) -> None:
    if verb == "judge":
        true = data["true"] == "yes"
        services.judge_breach(actor, breach_id=breach_id, true=true, verdict=data["verdict"])
    elif verb == "order":
        services.order_mending(actor, breach_id=breach_id, **data)
    else:
        services.close_breach(actor, breach_id=breach_id, remedy=data["remedy"])


def _show(
    request: HttpRequest, actor: Actor, row: Breach, refused: tuple[str, Any] | None = None
) -> HttpResponse:
    verb, form = refused or _form(actor, row)
    context = {
        "row": row,
        "tone": TONES[Stage(row.stage)],
        "late": is_late(row.stage, row.mend_by, clock.today()),
        "verb": verb,
        "form": form,
        "listed": selectors.list_of(row),
        "own": row.stage == Stage.LEAD and row.by_id == actor.staff_id,
    }
    return render(request, "entry/breach.html", context, status=422 if refused else 200)
