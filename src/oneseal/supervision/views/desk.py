"""Pushes, for the bureau and for the department that they went to."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from oneseal.documents import selectors as documents
from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.history import timeline
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.journal import Subject
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Actor, Role
from oneseal.supervision import selectors, services
from oneseal.supervision.forms import ClaimForm, DepartmentForm, PressForm, ReportForm, ReturnForm
from oneseal.supervision.models import Push

BOTH = (*selectors.READERS, Role.LIAISON)
TONES = {"sent": "blue", "received": "amber", "claimed": "green", "returned": "amber"}


@require_safe
@allow(*BOTH)
def pushes(request: HttpRequest) -> HttpResponse:
    """Views of PUSH_VIEWS, with numbers."""
    actor, today = actor_of(request), clock.today()
    counts, chosen = selectors.counts(actor), request.GET.get("view", "waiting")
    page, mine = selectors.push_list(actor, request.GET), selectors.is_department(actor)
    context = {
        "page": page,
        "rows": [(row, TONES[row.state], is_late(row, today)) for row in page.rows],
        "counts": counts,
        "view": chosen if chosen in selectors.PUSH_VIEWS else "waiting",
        "narrowed": bool(request.GET.get("q") or request.GET.get("department")),
        "mine": mine,
        "departments": {} if mine else selectors.departments(actor),
        "keeper": actor.has(*selectors.KEEPERS),
        "tabs": [
            {
                "label": gettext(label),
                "url": f"{reverse('supervision:pushes')}?view={key}",
                "current": key == chosen,
                "count": getattr(counts, key, None),
            }
            for key, label in selectors.PUSH_VIEWS.items()
        ],
    }
    return render(request, "supervision/desk/list.html", context)


def is_late(row: Push, today: Any) -> bool:
    """Whether its receipt is missing after the last day, or came after it."""
    if row.received_on:
        return bool(row.received_on > row.due)
    return bool(row.due < today and not row.due_provisional)


@require_POST
@allow(Role.LIAISON)
@idempotent
def receive_all(request: HttpRequest) -> HttpResponse:
    """Sign for everything that waits."""
    count = services.receive_all(actor_of(request))
    done = ngettext("已签收 %(n)s 条。", "已签收 %(n)s 条。", count) % {"n": count}
    messages.success(request, done if count else gettext("没有待签收的推送。"))
    return redirect("supervision:pushes")


@require_safe
@allow(*BOTH)
def push(request: HttpRequest, push_id: int) -> HttpResponse:
    """One push with its acts, papers and history."""
    actor = actor_of(request)
    return _show(request, actor, selectors.access_push(actor, push_id))


Act = Callable[[Actor, int, Any], object]
ACTS: dict[str, Act] = {
    "receive": lambda actor, pk, data: services.receive(actor, push_id=pk),
    "claim": lambda actor, pk, data: services.claim(actor, push_id=pk, **data),
    "return": lambda actor, pk, data: services.send_back(actor, push_id=pk, **data),
    "resend": lambda actor, pk, data: services.resend(actor, push_id=pk, department_id=data["department"]),
    "report": lambda actor, pk, data: services.report_finding(actor, push_id=pk, **data),
}


@require_POST
@allow(*BOTH)
@idempotent
def act(request: HttpRequest, push_id: int, verb: str) -> HttpResponse:
    """Receive, claim, send back, send again, report a finding."""
    if verb not in ACTS:
        raise Http404
    actor = actor_of(request)
    row = selectors.access_push(actor, push_id)
    form = _form(verb, actor, request.POST)
    if attempt(form, lambda: ACTS[verb](actor, push_id, form.cleaned_data)):
        messages.success(request, _done(verb))
        return redirect("supervision:push", push_id=push_id)
    return _show(request, actor, row, **{verb: form})


def _form(verb: str, actor: Actor, data: Any = None) -> forms.Form:
    marks = f"id_{verb}_%s"
    if verb == "resend":
        return DepartmentForm(data, departments=selectors.departments(actor), auto_id=marks)
    kinds: dict[str, type[forms.Form]] = {"claim": ClaimForm, "return": ReturnForm, "report": ReportForm}
    return kinds.get(verb, PressForm)(data, auto_id=marks)


def _done(verb: str) -> str:
    return {
        "receive": gettext("已签收。现在可以查看全部材料。"),
        "claim": gettext("已认领。"),
        "return": gettext("已退回审批局，由审批局核对后重新推送。"),
        "resend": gettext("已重新推送，签收期限重新计算。"),
        "report": gettext("已反馈。审批局受理和答复后会通知您。"),
    }[verb]


def _show(request: HttpRequest, actor: Actor, row: Push, **bound: forms.Form) -> HttpResponse:
    acts = selectors.push_acts(actor, row)
    mine = selectors.is_department(actor)
    context = {
        "row": row,
        "acts": acts,
        "mine": mine,
        "tone": TONES[row.state],
        "late": is_late(row, clock.today()),
        "holder": row.case.applicant,
        "papers": selectors.papers(row) if row.received_at or not mine else [],
        "partner": selectors.partner_of(row.department_id),
        "liaisons": selectors.liaisons(row.bureau_id, [row.department_id]).get(row.department_id, []),
        "findings": list(row.findings.order_by("-id")),
        "timeline": timeline(Subject("push", row.pk)),
        **{f"{verb}_form": bound.get(verb) or _form(verb, actor) for verb in acts},
    }
    return render(request, "supervision/desk/push.html", context, status=422 if bound else 200)


@require_safe
@allow(*BOTH)
def paper(request: HttpRequest, push_id: int, file_id: int) -> FileResponse:
    """The decision or a material of the case, once the department has signed for the push."""
    actor = actor_of(request)
    file = selectors.access_paper(actor, push_id, file_id)
    return FileResponse(
        documents.open_file(file), as_attachment=True, filename=file.name, content_type=file.media_type
    )
