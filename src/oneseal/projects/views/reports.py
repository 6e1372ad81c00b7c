"""Ten-day and monthly reports: those that were made, and the one of the running period (6.8, 6.9)."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.identity.forms import attempt
from oneseal.projects import selectors, services
from oneseal.projects.rules.reporting import NAMES


class ReportForm(forms.Form):
    """Which report."""

    every = forms.ChoiceField(
        label=_("出哪种报告"),
        choices=[(key, _(name)) for key, name in NAMES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择旬报或者月报。")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.READERS)
@idempotent
def reports(request: HttpRequest) -> HttpResponse:
    """The list; making one is for the coordinator."""
    actor, posted = actor_of(request), request.method == "POST"
    form = ReportForm(request.POST if posted else None)
    if posted and attempt(form, lambda: services.make_report(actor, every=form.cleaned_data["every"])):
        messages.success(request, gettext("报告已出具，文书正在生成。"))
        return redirect("projects:reports")
    context = {
        "form": form if actor.has(*services.REPORTERS) else None,
        "rows": selectors.visible_reports(actor)[:100],
    }
    return render(request, "projects/reports.html", context, status=422 if posted else 200)
