"""Papers on their way from section to section: given, signed for, sent back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.cases import selectors as cases
from oneseal.cases.services.papers import material_lines, standing
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.hall import selectors, services
from oneseal.hall.forms import HandoverForm, SendBackForm
from oneseal.hall.models import Handover
from oneseal.hall.rules.handing import GROUPS
from oneseal.identity.forms import attempt
from oneseal.kernel.access import CASEWORK, Actor

TONES = {"on_way": "blue", "received": "green", "returned": "amber"}


@require_safe
@allow(*CASEWORK)
def handovers(request: HttpRequest) -> HttpResponse:
    """What my section has to sign for, what it gave, every record."""
    actor = actor_of(request)
    page = selectors.handover_list(actor, request.GET)
    view = request.GET.get("view", "mine")
    waiting = selectors.on_way_by_section(actor)
    known = selectors.receivers(actor)
    context = {
        "page": page,
        "rows": [(row, selectors.hand_chip(row), TONES[row.state]) for row in page.rows],
        "groups": [
            (gettext(group), name, waiting.get(pk, (0, 0))[0], f"?view=all&state=on_way&to={pk}")
            for pk, name, group in known
            if group
        ],
        "overdue": sum(late for _, late in waiting.values()),
        "sections": known,
        "view": view if view in selectors.HAND_VIEWS else "mine",
        "narrowed": any(request.GET.get(name) for name in ("q", "to", "due", "state")),
        "tabs": [
            {
                "label": gettext(label),
                "url": f"{reverse('hall:handovers')}?view={key}",
                "current": key == view,
            }
            for key, label in selectors.HAND_VIEWS.items()
        ],
    }
    return render(request, "hall/handovers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*CASEWORK)
@idempotent
def new(request: HttpRequest, case_id: int) -> HttpResponse:
    """Give the papers of a case to another section."""
    actor = actor_of(request)
    case = cases.access_case(actor, case_id)
    known = selectors.receivers(actor)
    form = HandoverForm(request.POST or None, receivers=known, papers=material_lines(standing(case)))

    def give() -> None:
        services.hand_over(actor, case_id=case_id, receiver=form.cleaned_data["receiver"], lines=form.lines())

    if request.method == "POST" and attempt(form, give):
        messages.success(request, gettext("已移交，等对方签收。"))
        return redirect("cases:desk_case", case_id=case_id)
    names = {pk: name for pk, name, _ in known}
    before = selectors.handovers_of(case_id)
    keeper = selectors.keeper_of(before)
    context = {"form": form, "case": case, "keeper": names.get(keeper or 0, ""), "before": before}
    return render(request, "hall/handover_new.html", context, status=422 if form.errors else 200)


@require_safe
@allow(*CASEWORK)
def handover(request: HttpRequest, handover_id: int) -> HttpResponse:
    """One hand-over: what, from whom to whom, and signing for it."""
    actor = actor_of(request)
    return _show(request, actor, selectors.access_handover(actor, handover_id), SendBackForm())


@require_POST
@allow(*CASEWORK)
@idempotent
def act(request: HttpRequest, handover_id: int, verb: str) -> HttpResponse:
    """Sign for papers, or send them back."""
    actor = actor_of(request)
    row = selectors.access_handover(actor, handover_id)
    if verb == "receive":
        services.receive_papers(actor, handover_id=handover_id)
        messages.success(request, gettext("已签收，材料移交单已生成。"))
        return redirect("hall:handover", handover_id=handover_id)
    if verb != "send_back":
        raise Http404
    form = SendBackForm(request.POST)
    if attempt(form, lambda: services.send_papers_back(actor, handover_id=handover_id, **form.cleaned_data)):
        messages.success(request, gettext("已退回，材料仍由交出科室保管。"))
        return redirect("hall:handover", handover_id=handover_id)
    return _show(request, actor, row, form)


def _show(request: HttpRequest, actor: Actor, row: Handover, form: SendBackForm) -> HttpResponse:
    context = {
        "row": row,
        "acts": selectors.handover_acts(actor, row),
        "chip": selectors.hand_chip(row),
        "tone": TONES[row.state],
        "group": gettext(GROUPS.get(row.to_section.code, "")) if row.to_section.code in GROUPS else "",
        "sees_case": cases.may_see(actor, row.case),
        "form": form,
    }
    return render(request, "hall/handover.html", context, status=422 if form.errors else 200)
