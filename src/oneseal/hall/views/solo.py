"""独任审批: who decides alone, taking in and leaving, the check afterwards, the public list."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from oneseal.cases import selectors as cases
from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow, allow_everyone
from oneseal.foundation.idempotency import idempotent
from oneseal.hall import selectors, services
from oneseal.hall.forms import AppointForm, AuditForm, ReasonForm
from oneseal.identity import selectors as identity
from oneseal.identity.forms import attempt
from oneseal.kernel.access import EXAMINING, Role

TONES = {"due": "amber", "clean": "green", "faulty": "red"}
BEGINNERS = (Role.REVIEWER, Role.SECTION_HEAD)


@require_safe
@allow_everyone
def public(request: HttpRequest) -> HttpResponse:
    """Which items one person decides on the spot, and who."""
    context = {"items": selectors.solo_items(), "approvers": list(selectors.standing_approvers())}
    return render(request, "hall/solo_public.html", context)


@require_safe
@allow(*EXAMINING)
def approvers(request: HttpRequest) -> HttpResponse:
    """Appointments, and what was drawn for the check."""
    actor, today = actor_of(request), clock.today()
    page = selectors.audit_list(actor, request.GET)
    context = {
        "approvers": [
            (row, row.revoked_at is None and row.from_on <= today <= row.to_on)
            for row in selectors.visible_approvers(actor)
        ],
        "page": page,
        "rows": [(row, selectors.minutes_taken(row.case), TONES[row.state]) for row in page.rows],
        "appoints": actor.has(Role.BUREAU_HEAD),
        "audits": actor.has(Role.SUPERVISOR, Role.BUREAU_HEAD, Role.COORDINATOR),
        "today": today,
        "limit": settings.SOLO_MINUTES,
        "overruns": selectors.overruns(actor),
    }
    return render(request, "hall/solo.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.BUREAU_HEAD)
@idempotent
def appoint(request: HttpRequest) -> HttpResponse:
    """Appoint somebody for a term."""
    actor = actor_of(request)
    rows = identity.visible_staff(actor).filter(selectors.staff_to_appoint(actor), left_on=None)
    people = [(row.pk, f"{row.name}（{row.section.name}）") for row in rows.order_by("section", "number")]
    form = AppointForm(request.POST or None, people=people)
    if request.method == "POST" and attempt(form, lambda: services.appoint_solo(actor, **form.cleaned_data)):
        messages.success(request, gettext("已任命，任命书已生成。"))
        return redirect("hall:solo")
    return render(request, "hall/solo_appoint.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.BUREAU_HEAD)
@idempotent
def dismiss(request: HttpRequest, approver_id: int) -> HttpResponse:
    """End an appointment before its term."""
    actor = actor_of(request)
    form = ReasonForm(request.POST or None)

    def end() -> None:
        services.dismiss_solo(actor, approver_id=approver_id, **form.cleaned_data)

    if request.method == "POST" and attempt(form, end):
        messages.success(request, gettext("已免去。"))
        return redirect("hall:solo")
    context = {"form": form, "title": gettext("免去独任审批员"), "case": None}
    return render(request, "hall/solo_reason.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*BEGINNERS)
@idempotent
def begin(request: HttpRequest, case_id: int) -> HttpResponse:
    """Take a listed application in alone, then decide it."""
    actor = actor_of(request)
    if request.method == "POST":
        step = services.begin_solo(actor, case_id=case_id)
        messages.success(request, gettext("已受理，请当场作出决定。"))
        return redirect("cases:desk_step_act", case_id=case_id, step_id=step, verb="decide")
    page = cases.case_page(actor, case_id)
    context = {
        "case": page.case,
        "content": page.content,
        "may": selectors.may_begin(actor, page.case),
        "limit": settings.SOLO_MINUTES,
    }
    return render(request, "hall/solo_begin.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*BEGINNERS)
@idempotent
def leave(request: HttpRequest, case_id: int) -> HttpResponse:
    """Back to the normal flow."""
    actor = actor_of(request)
    case = cases.access_case(actor, case_id)
    form = ReasonForm(request.POST or None)

    def go() -> None:
        services.leave_solo(actor, case_id=case_id, **form.cleaned_data)

    if request.method == "POST" and attempt(form, go):
        messages.success(request, gettext("已转入普通程序，由其他同事审查决定。"))
        return redirect("cases:desk_case", case_id=case_id)
    context = {"form": form, "title": gettext("转入普通程序"), "case": case}
    return render(request, "hall/solo_reason.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.SUPERVISOR, Role.BUREAU_HEAD, Role.COORDINATOR)
@idempotent
def audit(request: HttpRequest, audit_id: int) -> HttpResponse:
    """One drawn decision, and what the check found."""
    actor = actor_of(request)
    row = selectors.access_audit(actor, audit_id)
    writes = actor.has(*selectors.AUDITORS) and row.state == "due"
    form = AuditForm(request.POST or None) if writes else None

    def check() -> None:
        said = form.cleaned_data if form else {}
        services.audit_solo(actor, audit_id=audit_id, clean=said["verdict"], finding=said["finding"])

    if request.method == "POST" and form is not None and attempt(form, check):
        messages.success(request, gettext("抽查结果已登记。"))
        return redirect("hall:solo_audit", audit_id=audit_id)
    context = {
        "row": row,
        "form": form,
        "minutes": selectors.minutes_taken(row.case),
        "tone": TONES[row.state],
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "hall/solo_audit.html", context, status=status)
