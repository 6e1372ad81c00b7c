"""The desk: work list of special procedures, one procedure with its acts, beginning one on a case."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from oneseal.cases import selectors as cases
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.lists import keyset_page
from oneseal.foundation.pages import tabs
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.text import N_
from oneseal.procedures import selectors
from oneseal.procedures.models import Proceeding
from oneseal.procedures.views.verbs import STARTS, VERBS, Verb

DESK = (
    Role.CLERK,
    Role.REVIEWER,
    Role.SECTION_HEAD,
    Role.BUREAU_HEAD,
    Role.COORDINATOR,
    Role.SUPERVISOR,
    Role.ITEM_KEEPER,
    Role.ADMINISTRATOR,
)
"""All staff: anybody may be asked to preside over a hearing or to join a review."""
TABS = {"mine": N_("我参加的"), "open": N_("进行中的"), "done": N_("已结束的")}


@require_safe
@allow(*DESK)
def worklist(request: HttpRequest) -> HttpResponse:
    """Those in which I take part, all open ones that I may see, those that are over."""
    actor, view = actor_of(request), request.GET.get("view", "mine")
    view = view if view in TABS else "mine"
    page = keyset_page(selectors.work(actor, view), ("-id",), request.GET)
    context = {
        "page": page,
        "rows": [(selectors.shown(row, [], staff=True), row) for row in page.rows],
        "tabs": tabs(TABS, view),
    }
    return render(request, "procedures/desk/list.html", context)


@require_safe
@allow(*DESK)
def proceeding(request: HttpRequest, proceeding_id: int) -> HttpResponse:
    """One procedure and what the reader may do."""
    actor = actor_of(request)
    return _show(request, actor, selectors.access_proceeding(actor, proceeding_id))


@require_http_methods(["GET", "POST"])
@allow(*DESK)
@idempotent
def act(request: HttpRequest, proceeding_id: int, verb: str) -> HttpResponse:
    """One act: its form on the procedure's page."""
    actor = actor_of(request)
    row = selectors.access_proceeding(actor, proceeding_id)
    chosen = VERBS.get((row.kind, verb))
    if chosen is None:
        raise Http404
    form = chosen.form(request.POST or None, request.FILES or None, actor=actor, row=row)
    if request.method == "POST" and attempt(form, lambda: _perform(actor, row, chosen, form)):
        messages.success(request, gettext(chosen.done))
        return redirect("procedures:proceeding", proceeding_id=proceeding_id)
    return _show(request, actor, row, (verb, chosen, form))


def _perform(actor: Actor, row: Proceeding, verb: Verb, form: Any) -> None:
    values = form.kwargs()
    key = {} if "uid" in values else {"proceeding_id": row.pk}
    verb.service(actor, **key, **values)


def _show(request: HttpRequest, actor: Actor, row: Proceeding, opened: Any = None) -> HttpResponse:
    acts = [
        (verb, VERBS[row.kind, verb]) for verb in selectors.acts_for(actor, row) if (row.kind, verb) in VERBS
    ]
    context = {
        "row": row,
        "shown": selectors.one(row),
        "acts": [{"verb": verb, "label": gettext(each.title), "icon": each.icon} for verb, each in acts],
        "opened": _opened(opened),
        "sees_case": cases.may_see(actor, row.case),
    }
    refused = opened is not None and opened[2].errors
    return render(request, "procedures/desk/proceeding.html", context, status=422 if refused else 200)


def _opened(opened: Any) -> dict[str, Any] | None:
    if opened is None:
        return None
    verb, chosen, form = opened
    note = gettext(chosen.note) if chosen.note else ""
    return {"verb": verb, "title": gettext(chosen.title), "icon": chosen.icon, "form": form, "note": note}


@require_http_methods(["GET", "POST"])
@allow(*DESK)
@idempotent
def start(request: HttpRequest, case_id: int, verb: str) -> HttpResponse:
    """Begin a procedure on a case."""
    actor = actor_of(request)
    case = cases.access_case(actor, case_id)
    chosen = STARTS.get(verb)
    if chosen is None:
        raise Http404
    form = chosen.form(request.POST or None, request.FILES or None, actor=actor)
    made: list[Proceeding] = []
    if request.method == "POST" and attempt(form, lambda: made.append(_begin(actor, case_id, verb, form))):
        messages.success(request, gettext(chosen.done))
        return redirect("procedures:proceeding", proceeding_id=made[0].pk)
    context = {
        "case": case,
        "opened": _opened((verb, chosen, form)),
        "back": reverse("cases:desk_case", args=[case_id]),
    }
    return render(request, "procedures/desk/start.html", context, status=422 if form.errors else 200)


def _begin(actor: Actor, case_id: int, verb: str, form: Any) -> Proceeding:
    key = {"case_id": case_id}
    if verb == "joint-review":
        key = {"step_id": selectors.step_in_hand(actor, case_id)}
    made: Proceeding = STARTS[verb].service(actor, **key, **form.kwargs())
    return made
