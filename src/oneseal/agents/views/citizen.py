"""Pages of principals and of agents: both are citizens here."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.agents import extensions, selectors, services
from oneseal.agents.forms import TaskForm
from oneseal.agents.views.shared import TONES, ask, do, show
from oneseal.foundation.access import actor_of, allow, allow_everyone
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.ratelimit import limit
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Role

PAGE = "agents/order.html"


@require_safe
@allow(Role.CITIZEN)
def mine(request: HttpRequest) -> HttpResponse:
    """What I asked for, and what is given to me as an agent."""
    actor = actor_of(request)
    page = selectors.asked_orders(actor, request.GET)
    given = selectors.given_orders(actor)
    context = {
        "page": page,
        "rows": [(row, TONES[row.state]) for row in page.rows],
        "given": [(row, TONES[row.state]) for row in given],
        "is_agent": bool(given) or selectors.memberships(actor).exists(),
    }
    return render(request, "agents/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.CITIZEN)
@limit("20/h", by="account", methods=("POST",))
@idempotent
def new(request: HttpRequest) -> HttpResponse:
    """Ask for an agent."""
    actor = actor_of(request)
    people = identity.own_names(actor)
    bureau_id = identity.bureau_for(actor)
    return ask(
        request, actor, people, lambda form: int(form.cleaned_data["applicant"]), bureau_id, "agents:order"
    )


@require_safe
@allow(Role.CITIZEN)
def order(request: HttpRequest, order_id: int) -> HttpResponse:
    """One order, for its principal or its agent."""
    return show(request, selectors.access_order(actor_of(request), order_id), PAGE)


@require_POST
@allow(Role.CITIZEN)
@idempotent
def act(request: HttpRequest, order_id: int, verb: str) -> HttpResponse:
    """Authorise, withdraw, evaluate; hand back, finish."""
    return do(request, order_id, verb, PAGE, "agents:order", "agents:mine")


@require_POST
@allow(Role.CITIZEN)
@idempotent
def task(request: HttpRequest, order_id: int, task_id: int) -> HttpResponse:
    """Tick a task, or open it again."""
    form = TaskForm(request.POST)
    form.is_valid()
    services.tick_task(
        actor_of(request),
        order_id=order_id,
        task_id=task_id,
        done=bool(form.cleaned_data.get("done")),
        note=str(form.cleaned_data.get("note", "")),
    )
    return redirect("agents:order", order_id=order_id)


@require_POST
@allow(Role.CITIZEN)
@idempotent
def begin(request: HttpRequest, order_id: int, item_id: int) -> HttpResponse:
    """Begin the application for the principal; then the case's own pages go on."""
    case = services.begin_case(actor_of(request), order_id=order_id, item_id=item_id)
    messages.success(request, gettext("申请已起草，请接着填写。"))
    return redirect("cases:case", case_id=case.pk)


@require_POST
@allow(Role.CITIZEN)
@idempotent
def begin_joint(request: HttpRequest, order_id: int) -> HttpResponse:
    """Begin the one application for the order's theme; then its own pages go on."""
    actor = actor_of(request)
    services.begin_joint(actor, order_id=order_id)
    messages.success(request, gettext("联合申请已起草，请接着填写。"))
    found = extensions.shown(actor, selectors.access_order(actor, order_id).joint)
    return redirect(found.url if found else reverse("agents:order", args=[order_id]))


@require_safe
@allow_everyone
def centres(request: HttpRequest) -> HttpResponse:
    """The centres and squads, for everybody: where they are, what they do."""
    return render(request, "agents/public.html", {"rows": selectors.centres(actor_of(request))})


@require_safe
@allow_everyone
def centre(request: HttpRequest, centre_id: int) -> HttpResponse:
    """One centre with its agents and power list."""
    found = selectors.access_centre(actor_of(request), centre_id)
    context = {
        "centre": found,
        "members": selectors.members_of(found),
        "powers": list(found.powers.select_related("item").order_by("power", "item__name")),
    }
    return render(request, "agents/public_centre.html", context)
