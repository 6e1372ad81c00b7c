"""Administration of the machinery: health, jobs, subscribers, the journal."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from oneseal.foundation import audit, clock, health, jobs, lists, problems, selectors, services, telling
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.journal import Subject
from oneseal.kernel.access import Role
from oneseal.kernel.errors import RuleViolation
from oneseal.portal.forms.journal import JournalFilterForm


@require_safe
@allow(Role.ADMINISTRATOR)
def overview(request: HttpRequest) -> HttpResponse:
    """Is everything running, what is broken, what to press."""
    found = health.checks()
    shown = [
        {
            "label": gettext(each.label),
            "good": each.good,
            "advice": gettext(each.advice) % dict(each.params) if each.advice else "",
        }
        for each in found
    ]
    context = {
        "checks": shown,
        "jobs": selectors.job_counts(),
        "subscribers": selectors.subscriber_states(),
        "seals": selectors.seal_state(),
    }
    return render(request, "portal/system.html", context)


@require_safe
@allow(Role.ADMINISTRATOR)
def job_list(request: HttpRequest) -> HttpResponse:
    """Jobs that failed."""
    return _show_jobs(request)


def _show_jobs(request: HttpRequest, refused: RuleViolation | None = None, job_id: int = 0) -> HttpResponse:
    found = selectors.troubled_jobs()
    context = {
        "failed": [job for job in found if job.status == "failed"],
        "waiting": [job for job in found if job.status != "failed"],
        "counts": selectors.job_counts(),
        "refused_id": job_id,
        "refusal": problems.sentence(refused) if refused else "",
    }
    return render(request, "portal/system_jobs.html", context, status=422 if refused else 200)


@require_POST
@allow(Role.ADMINISTRATOR)
@idempotent
def retry_job(request: HttpRequest, job_id: int) -> HttpResponse:
    """Try a failed job again."""
    services.retry_job(actor_of(request), job_id)
    messages.success(request, gettext("已安排重新执行，几秒后刷新页面查看结果。"))
    return redirect("portal:system_jobs")


@require_POST
@allow(Role.ADMINISTRATOR)
@idempotent
def discard_job(request: HttpRequest, job_id: int) -> HttpResponse:
    """Give a failed job up, with a reason."""
    try:
        services.discard_job(actor_of(request), job_id, reason=request.POST.get("reason", ""))
    except RuleViolation as error:
        if error.field != "reason":
            raise
        return _show_jobs(request, error, job_id)
    messages.success(request, gettext("已放弃这个任务，原因已记入日志。"))
    return redirect("portal:system_jobs")


@require_POST
@allow(Role.ADMINISTRATOR)
@idempotent
def retry_subscriber(request: HttpRequest, name: str) -> HttpResponse:
    """Try a failing subscriber again at once."""
    services.retry_subscriber(actor_of(request), name)
    messages.success(request, gettext("已安排立即重试，几秒后刷新页面查看结果。"))
    return redirect("portal:system")


@require_POST
@allow(Role.ADMINISTRATOR)
@idempotent
def verify_all(request: HttpRequest) -> HttpResponse:
    """Have the whole journal recomputed in the background."""
    jobs.defer("foundation.verify_journal")
    messages.success(request, gettext("已开始核验全部日志，完成后结果显示在本页。"))
    return redirect("portal:system")


@require_safe
@allow(Role.ADMINISTRATOR, Role.SUPERVISOR)
def journal(request: HttpRequest) -> HttpResponse:
    """Who did what: entries by subject, person, kind and day; one subject's chain can be verified."""
    asked = {**JournalFilterForm.defaults(clock.today()), **request.GET.dict()}
    form = JournalFilterForm(asked)
    page, report = None, None
    if form.is_valid():
        data = form.cleaned_data
        page = lists.keyset_page(selectors.find_entries(actor_of(request), **data), ("-id",), request.GET)
        if "verify" in request.GET and data["subject_kind"] and data["subject_id"] is not None:
            report = audit.verify(Subject(data["subject_kind"], data["subject_id"]))
    one = bool(
        form.is_valid() and form.cleaned_data["subject_kind"] and form.cleaned_data["subject_id"] is not None
    )
    context = {
        "form": form,
        "page": page,
        "told": [_told(entry) for entry in page.rows] if page else [],
        "report": report,
        "broken": telling.subject(report.first.subject_kind) if report and report.first else "",
        "one_subject": one,
    }
    return render(request, "portal/journal.html", context)


def _told(entry: Any) -> dict[str, Any]:
    """An entry with its sentence and its subject's name."""
    who = entry.actor_name or gettext("未登录")
    return {
        "entry": entry,
        "sentence": telling.sentence(entry.kind, entry.data, who),
        "subject": telling.subject(entry.subject_kind),
    }
