"""Pages of the desk: orders, centres, visits, liaisons."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.agents import forms, selectors, services
from oneseal.agents.models import AgentCentre, Visit
from oneseal.agents.rules.life import VisitState
from oneseal.agents.views.shared import TONES, ask, do, offered_items, show
from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.pages import tabs
from oneseal.identity import selectors as identity
from oneseal.identity.forms import attempt
from oneseal.kernel.access import DESKWORK, Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

PAGE = "agents/desk_order.html"
VISIT_TONES = {"wanted": "amber", "planned": "blue", "made": "blue", "settled": "green", "cancelled": "grey"}


@require_safe
@allow(*DESKWORK)
def orders(request: HttpRequest) -> HttpResponse:
    """Orders by view."""
    actor, view = actor_of(request), request.GET.get("view", "open")
    page = selectors.desk_orders(actor, request.GET)
    context = {
        "page": page,
        "rows": [(row, TONES[row.state]) for row in page.rows],
        "view": view,
        "clerk": actor.has(Role.CLERK),
        "tabs": tabs(selectors.VIEWS, view, reverse("agents:desk")),
    }
    return render(request, "agents/desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.CLERK)
@idempotent
def new(request: HttpRequest) -> HttpResponse:
    """Register an order at the window or on the telephone."""
    actor = actor_of(request)
    return ask(request, actor, None, _whom, actor.bureau_id, "agents:desk_order")


def _whom(form: forms.AskForm) -> int:
    found = identity.applicant_by_number(form.cleaned_data["number"].strip())
    if found is None:
        text = N_("没有这个证件号码的申请人，请先在“收件”里登记。")
        raise NotFound("no_such_applicant", text, field="number")
    return int(found.pk)


@require_safe
@allow(*DESKWORK)
def order(request: HttpRequest, order_id: int) -> HttpResponse:
    """One order."""
    return show(request, selectors.access_order(actor_of(request), order_id), PAGE)


@require_POST
@allow(*selectors.DISPATCHERS)
@idempotent
def act(request: HttpRequest, order_id: int, verb: str) -> HttpResponse:
    """Name the agent."""
    return do(request, order_id, verb, PAGE, "agents:desk_order", "agents:desk")


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*DESKWORK)
@idempotent
def centres(request: HttpRequest) -> HttpResponse:
    """Centres and squads, a new one, and who is there for which town."""
    actor = actor_of(request)
    posted = request.method == "POST"
    form = forms.CentreForm(request.POST if posted else None, towns=_towns(actor))
    made: list[AgentCentre] = []
    if posted and attempt(form, lambda: made.append(services.keep_centre(actor, **form.cleaned_data))):
        messages.success(request, gettext("已保存。"))
        return redirect("agents:desk_centre", centre_id=made[0].pk)
    return _centres(request, actor, form, _liaison_form(actor), status=422 if posted else 200)


def _towns(actor: Actor) -> list[Any]:
    return list(identity.visible_organisations(actor).filter(kind__in=selectors.TOWNS, closed_on=None))


def _colleagues(actor: Actor) -> list[Any]:
    return list(identity.visible_staff(actor).filter(left_on=None).order_by("name"))


def _liaison_form(actor: Actor, data: Any = None) -> forms.LiaisonForm:
    return forms.LiaisonForm(data, towns=_towns(actor), people=_colleagues(actor), auto_id="id_liaison_%s")


def _centres(
    request: HttpRequest, actor: Actor, form: Any, liaison: Any, *, status: int = 200
) -> HttpResponse:
    context = {
        "rows": selectors.centres(actor),
        "liaisons": selectors.liaisons(actor),
        "form": form,
        "liaison_form": liaison,
        "keeper": actor.has(*selectors.KEEPERS),
    }
    return render(request, "agents/centres.html", context, status=status)


@require_POST
@allow(*selectors.KEEPERS)
@idempotent
def liaison(request: HttpRequest) -> HttpResponse:
    """Say who is there for a town."""
    actor = actor_of(request)
    form = _liaison_form(actor, request.POST)

    def setting() -> object:
        data = form.cleaned_data
        return services.set_liaison(actor, town_id=data["town"], staff_id=data["staff"])

    if attempt(form, setting):
        messages.success(request, gettext("已保存。"))
        return redirect("agents:desk_centres")
    return _centres(request, actor, forms.CentreForm(towns=_towns(actor)), form, status=422)


Act = Callable[[Actor, int, Any], object]
CENTRE_ACTS: dict[str, Act] = {
    "edit": lambda actor, pk, form: services.keep_centre(actor, centre_id=pk, **form.cleaned_data),
    "join": lambda actor, pk, form: services.join_centre(actor, centre_id=pk, **form.cleaned_data),
    "leave": lambda actor, pk, form: services.end_membership(
        actor, centre_id=pk, member_id=form.cleaned_data["member"], last_on=form.cleaned_data["last_on"]
    ),
    "power": lambda actor, pk, form: services.add_power(
        actor,
        centre_id=pk,
        item_id=form.cleaned_data["item"],
        power=form.cleaned_data["power"],
        paper=form.cleaned_data["paper"],
    ),
    "drop": lambda actor, pk, form: services.remove_power(
        actor, centre_id=pk, item_id=form.cleaned_data["item"]
    ),
    "train": lambda actor, pk, form: services.record_training(actor, centre_id=pk, **form.cleaned_data),
}


def _centre_form(verb: str, actor: Actor, centre: AgentCentre, data: Any = None) -> Any:
    named: dict[str, Any] = {"auto_id": f"id_{verb}_%s"}
    if verb == "edit":
        fields = ("kind", "name", "unit_id", "area", "phone", "address", "closed_on")
        named["initial"] = {each: getattr(centre, each) for each in fields}
        return forms.CentreForm(data, towns=_towns(actor), **named)
    if verb == "power":
        return forms.PowerForm(data, items=offered_items(actor), **named)
    if verb == "train":
        return forms.TrainingForm(data, members=selectors.members_of(centre), **named)
    plain: dict[str, type[Any]] = {"join": forms.MemberForm, "leave": forms.LeaveForm, "drop": forms.DropForm}
    return plain[verb](data, **named)


@require_safe
@allow(*DESKWORK)
def centre(request: HttpRequest, centre_id: int) -> HttpResponse:
    """One centre: agents, power list, trainings, figures of the year."""
    actor = actor_of(request)
    return _centre(request, actor, selectors.access_centre(actor, centre_id))


@require_POST
@allow(*selectors.KEEPERS)
@idempotent
def centre_act(request: HttpRequest, centre_id: int, verb: str) -> HttpResponse:
    """Change something about a centre."""
    if verb not in CENTRE_ACTS:
        raise Http404
    actor = actor_of(request)
    found = selectors.access_centre(actor, centre_id)
    form = _centre_form(verb, actor, found, request.POST)
    if attempt(form, lambda: CENTRE_ACTS[verb](actor, centre_id, form)):
        messages.success(request, gettext("已保存。"))
        return redirect("agents:desk_centre", centre_id=centre_id)
    return _centre(request, actor, found, **{verb: form})


def _centre(request: HttpRequest, actor: Actor, found: AgentCentre, **bound: Any) -> HttpResponse:
    today = clock.today()
    start = date(today.year, 1, 1)
    context = {
        "centre": found,
        "members": selectors.members_of(found),
        "powers": list(found.powers.select_related("item").order_by("power", "item__name")),
        "trainings": selectors.trainings_of(found),
        "figures": selectors.figures(found, start, today),
        "start": start,
        "keeper": actor.has(*selectors.KEEPERS),
        "forms": {
            verb: bound.get(verb) or _centre_form(verb, actor, found)
            for verb in ("edit", "join", "power", "train")
        },
        "today": today,
        "refused": next((form for verb, form in bound.items() if verb in {"leave", "drop"}), None),
    }
    return render(request, "agents/centre.html", context, status=422 if bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*DESKWORK)
@idempotent
def visits(request: HttpRequest) -> HttpResponse:
    """Demands and visits; a new demand."""
    actor = actor_of(request)
    posted = request.method == "POST"
    towns = _towns(actor)
    known = ("who", "place", "project", "staff_id", "town_id")
    form = forms.WantForm(
        request.POST if posted else None,
        centres=selectors.centres(actor),
        towns=towns,
        people=_colleagues(actor),
        initial={name: request.GET[name] for name in known if name in request.GET},
    )
    made: list[Visit] = []
    if posted and attempt(form, lambda: made.append(services.want_visit(actor, **form.cleaned_data))):
        messages.success(request, gettext("需求已登记。"))
        return redirect("agents:visit", visit_id=made[0].pk)
    page = selectors.visits_list(actor, request.GET)
    context = {
        "page": page,
        "rows": [(row, VISIT_TONES[row.state]) for row in page.rows],
        "form": form,
        "view": request.GET.get("view", "open"),
        "towns": towns,
        "town": request.GET.get("town", ""),
        "mine": bool(request.GET.get("mine")),
        "begun": bool(form.initial),
    }
    return render(request, "agents/visits.html", context, status=422 if posted else 200)


VISIT_ACTS: dict[str, tuple[type[Any], Act]] = {
    "plan": (
        forms.PlanForm,
        lambda actor, pk, form: services.plan_visit(actor, visit_id=pk, **form.cleaned_data),
    ),
    "make": (
        forms.MakeForm,
        lambda actor, pk, form: services.make_visit(actor, visit_id=pk, **form.cleaned_data),
    ),
    "settle": (
        forms.ResultForm,
        lambda actor, pk, form: services.settle_visit(actor, visit_id=pk, **form.cleaned_data),
    ),
    "cancel": (
        forms.ResultForm,
        lambda actor, pk, form: services.cancel_visit(actor, visit_id=pk, **form.cleaned_data),
    ),
}
OFFERED = {
    VisitState.WANTED: ("plan", "cancel"),
    VisitState.PLANNED: ("make", "plan", "cancel"),
    VisitState.MADE: ("settle",),
}


@require_safe
@allow(*DESKWORK)
def visit(request: HttpRequest, visit_id: int) -> HttpResponse:
    """One visit."""
    return _visit(request, selectors.access_visit(actor_of(request), visit_id))


@require_POST
@allow(*DESKWORK)
@idempotent
def visit_act(request: HttpRequest, visit_id: int, verb: str) -> HttpResponse:
    """Plan, make, settle or call off a visit."""
    if verb not in VISIT_ACTS:
        raise Http404
    actor = actor_of(request)
    found = selectors.access_visit(actor, visit_id)
    form_class, acting = VISIT_ACTS[verb]
    form = form_class(request.POST, auto_id=f"id_{verb}_%s")
    if attempt(form, lambda: acting(actor, visit_id, form)):
        messages.success(request, gettext("已记录。"))
        return redirect("agents:visit", visit_id=visit_id)
    return _visit(request, found, **{verb: form})


def _visit(request: HttpRequest, found: Visit, **bound: Any) -> HttpResponse:
    names = {
        "plan": gettext("排期"),
        "make": gettext("记录上门"),
        "settle": gettext("记录跟进结果"),
        "cancel": gettext("取消"),
    }
    context = {
        "visit": found,
        "tone": VISIT_TONES[found.state],
        "forms": [
            (verb, names[verb], bound.get(verb) or VISIT_ACTS[verb][0](auto_id=f"id_{verb}_%s"))
            for verb in OFFERED.get(VisitState(found.state), ())
        ],
    }
    return render(request, "agents/visit.html", context, status=422 if bound else 200)
