"""One order with what may be done: the same for principals, agents and the desk."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from oneseal.agents import extensions, selectors, services
from oneseal.agents.forms import AskForm, AssignForm, AuthoriseForm, EvaluateForm, FinishForm, ReasonForm
from oneseal.agents.models import AgentOrder
from oneseal.catalog import selectors as catalog
from oneseal.foundation.access import actor_of
from oneseal.foundation.history import timeline
from oneseal.foundation.journal import Subject
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Actor

TONES = {
    "asked": "amber",
    "assigned": "blue",
    "working": "blue",
    "paused": "red",
    "finished": "green",
    "evaluated": "green",
    "withdrawn": "grey",
}
MOST_OFFERED = 300
Act = Callable[[Actor, int, Any], object]
ACTS: dict[str, Act] = {
    "assign": lambda actor, pk, form: services.assign_order(
        actor, order_id=pk, member_id=form.cleaned_data["member"]
    ),
    "authorise": lambda actor, pk, form: services.authorise_order(actor, order_id=pk, **form.cleaned_data),
    "hand_back": lambda actor, pk, form: services.hand_back_order(actor, order_id=pk, **form.cleaned_data),
    "withdraw": lambda actor, pk, form: services.withdraw_order(actor, order_id=pk, **form.cleaned_data),
    "finish": lambda actor, pk, form: services.finish_order(actor, order_id=pk, **form.cleaned_data),
    "evaluate": lambda actor, pk, form: services.evaluate_order(actor, order_id=pk, **form.cleaned_data),
}
FORMS: dict[str, type[Any]] = {
    "authorise": AuthoriseForm,
    "hand_back": ReasonForm,
    "withdraw": ReasonForm,
    "finish": FinishForm,
    "evaluate": EvaluateForm,
}


def labels() -> dict[str, str]:
    """What the acts are called."""
    return {
        "assign": gettext("指派代办员"),
        "authorise": gettext("授权代办员"),
        "finish": gettext("办结"),
        "evaluate": gettext("评价代办员"),
        "hand_back": gettext("退回，换人代办"),
        "withdraw": gettext("撤回代办"),
    }


def offered_items(actor: Actor) -> list[Any]:
    """The items that may be applied for, by name."""
    rows = catalog.visible_items(actor).filter(status="active", current_version__isnull=False)
    return list(rows.order_by("name")[:MOST_OFFERED])


def ask(
    request: HttpRequest,
    actor: Actor,
    people: list[Any] | None,
    whom: Callable[[AskForm], int],
    bureau_id: int,
    done: str,
) -> HttpResponse:
    """The one page on which an agent is asked for."""
    posted = request.method == "POST"
    form = AskForm(
        request.POST if posted else None,
        items=offered_items(actor),
        themes=extensions.offered(bureau_id),
        people=people,
        chosen=request.GET.get("item") or request.GET.get("theme", ""),
    )
    made: list[AgentOrder] = []
    if posted and attempt(
        form,
        lambda: made.append(
            services.ask_agent(actor, bureau_id=bureau_id, applicant_id=whom(form), **form.said())
        ),
    ):
        messages.success(request, gettext("已登记，编号 %(number)s。") % {"number": made[0].number})
        return redirect(done, order_id=made[0].pk)
    template = "agents/ask.html" if people is not None else "agents/desk_ask.html"
    return render(request, template, {"form": form}, status=422 if posted else 200)


def form_of(verb: str, order: AgentOrder, data: Any = None) -> Any:
    """The form of an act."""
    if verb == "assign":
        return AssignForm(data, members=selectors.agents_of(order.bureau_id), auto_id="id_assign_%s")
    return FORMS[verb](data, auto_id=f"id_{verb}_%s")


def do(request: HttpRequest, order_id: int, verb: str, page: str, back: str, away: str) -> HttpResponse:
    """One act; a refused one shows the page again. `away`: where it leads when the order was handed back."""
    if verb not in ACTS:
        raise Http404
    actor = actor_of(request)
    order = selectors.access_order(actor, order_id)
    form = form_of(verb, order, request.POST)
    if attempt(form, lambda: ACTS[verb](actor, order_id, form)):
        messages.success(request, gettext("已办理：%(act)s。") % {"act": labels()[verb]})
        return redirect(away) if verb == "hand_back" else redirect(back, order_id=order_id)
    return show(request, order, page, **{verb: form})


def show(request: HttpRequest, order: AgentOrder, page: str, **bound: Any) -> HttpResponse:
    """One order with its tasks, cases, acts and history."""
    actor = actor_of(request)
    allowed, names = selectors.acts(actor, order), labels()
    tasks = selectors.tasks_of(order)
    context = {
        "order": order,
        "tone": TONES[order.state],
        "tasks": tasks,
        "done": sum(each.done_at is not None for each in tasks),
        "items": list(order.items.select_related("item", "case")),
        "joint": extensions.shown(actor, order.joint),
        "agent_here": selectors.is_agent(actor, order),
        "in_force": selectors.in_force(order),
        "working": "task" in allowed,
        "forms": [
            (verb, names[verb], bound.get(verb) or form_of(verb, order)) for verb in ACTS if verb in allowed
        ],
        "timeline": timeline(Subject("agent_order", order.pk)),
    }
    return render(request, page, context, status=422 if bound else 200)
