"""Yearly appraisals: the office's page, one's own results."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow, allow_staff
from oneseal.foundation.idempotency import idempotent
from oneseal.identity import selectors, services
from oneseal.identity.forms.appraisals import AppraisalForm
from oneseal.identity.models.people import QuotaGroup
from oneseal.identity.pages import saved
from oneseal.kernel.access import Actor

YEARS_BACK = 5


def _year(request: HttpRequest) -> int:
    asked, this = request.GET.get("year", ""), clock.today().year
    return int(asked) if asked.isdecimal() and this - YEARS_BACK < int(asked) <= this else this


@require_safe
@allow_staff
def appraisals(request: HttpRequest) -> HttpResponse:
    """One's own results; for the office, everybody's of a year with each group's share."""
    actor, year = actor_of(request), _year(request)
    reads = actor.has(*selectors.APPRAISAL_READERS)
    context = {
        "own": selectors.own_appraisals(actor),
        "year": year,
        "years": range(clock.today().year, clock.today().year - YEARS_BACK, -1),
        "rows": selectors.appraisals(actor, year),
        "quotas": _quotas(actor, year) if reads else [],
        "reads": reads,
        "may": actor.has(*selectors.APPRAISERS),
        "percent": selectors.excellent_percent(),
        "groups": dict(QuotaGroup.choices),
    }
    return render(request, "identity/appraisals.html", context)


def _quotas(actor: Actor, year: int) -> list[tuple[str, object]]:
    return [(str(label), selectors.quota(actor, year, value)) for value, label in QuotaGroup.choices]


@require_http_methods(["GET", "POST"])
@allow(*selectors.APPRAISERS)
@idempotent
def appraise(request: HttpRequest, staff_id: int, year: int) -> HttpResponse:
    """Enter or correct one result."""
    actor = actor_of(request)
    person = selectors.access_staff(actor, staff_id)
    former = selectors.appraisal_of(staff_id, year)
    initial = {"grade": former.grade, "remark": former.remark} if former else {}
    form = AppraisalForm(request.POST or None, initial=initial)
    if saved(
        request,
        form,
        lambda: services.appraise(actor, staff_id, year=year, **form.cleaned_data),
        gettext("考核结果已登记，本人可以看到。"),
    ):
        return redirect(f"{reverse('identity:appraisals')}?year={year}")
    title = gettext("%(name)s %(year)s年度考核") % {"name": person.name, "year": year}
    page = {"form": form, "title": title, "back": "identity:appraisals"}
    return render(request, "identity/desk_form.html", page, status=422 if form.errors else 200)
