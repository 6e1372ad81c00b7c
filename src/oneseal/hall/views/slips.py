"""The slips of the window without veto: giving, following, settling."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.cases import selectors as cases
from oneseal.foundation import telling
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.history import entries
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.journal import Subject
from oneseal.foundation.unmasking import show_unmasked
from oneseal.hall import extensions, selectors, services
from oneseal.hall.forms import FORMS, EscalateForm, SettleForm
from oneseal.hall.models import WindowSlip
from oneseal.hall.rules.paths import WAYS, Path, outcome_label
from oneseal.hall.views.people import colleagues
from oneseal.identity.forms import attempt
from oneseal.inquiries.selectors import item_named, item_names
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.identifiers import mask_name, mask_number

GIVERS = (Role.CLERK, Role.REVIEWER, Role.SECTION_HEAD, Role.COORDINATOR)
READERS = (*GIVERS, Role.SUPERVISOR, Role.BUREAU_HEAD)
TONES = {"open": "blue", "escalated": "amber", "settled": "green"}
ICONS = {"guide": "map-pin", "list": "list-check", "study": "zoom-question"}


@require_safe
@allow(*READERS)
def slips(request: HttpRequest) -> HttpResponse:
    """Slips that wait for me, all open ones, settled ones."""
    actor = actor_of(request)
    page = selectors.slip_list(actor, request.GET)
    view = request.GET.get("view", "mine")
    context = {
        "page": page,
        "rows": [(row, selectors.chip_of(row), TONES[row.state]) for row in page.rows],
        "counts": selectors.slip_counts(actor),
        "view": view if view in selectors.VIEWS else "mine",
        "narrowed": any(request.GET.get(name) for name in ("q", "due", "path")),
        "ways": [(path.value, gettext(way.label), gettext(way.hint)) for path, way in WAYS.items()],
        "giver": actor.has(*GIVERS),
        "tabs": [
            {"label": gettext(label), "url": f"{reverse('hall:slips')}?view={key}", "current": key == view}
            for key, label in selectors.VIEWS.items()
        ],
    }
    return render(request, "hall/slips.html", context)


Giver = Callable[..., WindowSlip]
GIVE: dict[Path, Giver] = {
    Path.GUIDE: services.issue_guide,
    Path.LIST: services.issue_list,
    Path.STUDY: services.issue_study,
}


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*GIVERS)
@idempotent
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """Give a slip, about an application (?case=) or for somebody who asks."""
    if kind not in set(WAYS):
        raise Http404
    actor, path = actor_of(request), Path(kind)
    asked = request.GET.get("case", "")
    case = cases.access_case(actor, int(asked)) if asked.isdecimal() and len(asked) < 19 else None
    start = {"matter": gettext("申请办理“%(item)s”") % {"item": case.item_name}} if case else None
    form = FORMS[path](request.POST or None, on_case=case is not None, initial=start)
    made: list[WindowSlip] = []

    def give() -> None:
        item_id = item_named(actor, form.cleaned_data.get("item", ""))
        made.append(GIVE[path](actor, form.about(case.pk if case else None, item_id), **form.rest()))

    if request.method == "POST" and attempt(form, give):
        messages.success(
            request,
            gettext("%(name)s %(number)s 已出具，请打印交给申请人。")
            % {"name": gettext(WAYS[path].label), "number": made[0].number},
        )
        return redirect("hall:slip", slip_id=made[0].pk)
    context = {
        "form": form,
        "kind": kind,
        "label": gettext(WAYS[path].label),
        "hint": gettext(WAYS[path].hint),
        "case": case,
        "applicant": cases.party(actor, case) if case else None,
        "items": [] if case else item_names(actor),
        "days": WAYS[path].days,
    }
    return render(request, "hall/slip_new.html", context, status=422 if form.errors else 200)


@require_safe
@allow(*READERS)
def slip(request: HttpRequest, slip_id: int) -> HttpResponse:
    """One slip with what the reader may do."""
    actor = actor_of(request)
    return _show(request, actor, selectors.access_slip(actor, slip_id))


Act = Callable[[Actor, int, Any], object]
ACTS: dict[str, Act] = {
    "settle": lambda actor, pk, form: services.settle_slip(actor, slip_id=pk, **form.cleaned_data),
    "escalate": lambda actor, pk, form: services.escalate_slip(actor, slip_id=pk, **form.cleaned_data),
}


@require_POST
@allow(Role.CLERK, Role.SECTION_HEAD, Role.COORDINATOR)
@idempotent
def act(request: HttpRequest, slip_id: int, verb: str) -> HttpResponse:
    """Settle a slip, or put it before the joint review."""
    if verb not in ACTS:
        raise Http404
    actor = actor_of(request)
    row = selectors.access_slip(actor, slip_id)
    people = colleagues(actor, but=actor.staff_id)
    form = (
        SettleForm(request.POST, slip=row) if verb == "settle" else EscalateForm(request.POST, people=people)
    )
    if attempt(form, lambda: ACTS[verb](actor, slip_id, form)):
        messages.success(request, gettext("已了结。") if verb == "settle" else gettext("已提交会审。"))
        return redirect("hall:slip", slip_id=slip_id)
    return _show(request, actor, row, **{verb: form})


@require_POST
@allow(*GIVERS)
def see(request: HttpRequest, slip_id: int, field: str) -> HttpResponse:
    """What a visitor left, in full; who looked and why is journaled."""
    actor, reason = actor_of(request), request.POST.get("reason", "")
    value = services.see_visitor(actor, slip_id=slip_id, field=field, reason=reason)
    return show_unmasked(request, value, reverse("hall:slip", args=[slip_id]))


def _show(request: HttpRequest, actor: Actor, row: WindowSlip, **bound: Any) -> HttpResponse:
    acts = selectors.slip_acts(actor, row)
    context = {
        "slip": row,
        "kind": gettext(WAYS[Path(row.path)].label),
        "icon": ICONS[row.path],
        "acts": acts,
        "chip": selectors.chip_of(row),
        "tone": TONES[row.state],
        "outcome": gettext(outcome_label(row.path, row.outcome)) if row.outcome else "",
        "visitor": mask_name(row.visitor),
        "phone": mask_number(row.phone) if row.phone else "",
        "follows": selectors.follows(actor, row),
        "timeline": _timeline(row),
        "settle_form": SettleForm(slip=row) if "settle" in acts else None,
        "escalate_form": EscalateForm(people=colleagues(actor, but=actor.staff_id))
        if "escalate" in acts
        else None,
        "review": selectors.review_of(row),
        "panels": extensions.slip_panels_of(actor, row),
        **{f"{verb}_form": form for verb, form in bound.items()},
    }
    return render(request, "hall/slip.html", context, status=422 if bound else 200)


def _timeline(row: WindowSlip) -> list[dict[str, Any]]:
    return [
        {
            "when": each.at,
            "text": telling.sentence(each.kind, each.data, each.actor_name),
            "note": each.reason,
        }
        for each in reversed(entries(Subject("window_slip", row.pk)))
    ]
