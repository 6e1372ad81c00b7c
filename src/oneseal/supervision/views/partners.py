"""Departments: the month in numbers, liaisons of both sides."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.identity import selectors as identity
from oneseal.identity.forms import attempt
from oneseal.supervision import selectors, services
from oneseal.supervision.forms import PartnerForm
from oneseal.supervision.views.desk import BOTH


@require_safe
@allow(*BOTH)
def departments(request: HttpRequest) -> HttpResponse:
    """A month of pushes by department; a liaison sees the own one."""
    actor = actor_of(request)
    known = selectors.months(clock.today())
    month = next((each for each in known if each.isoformat() == request.GET.get("month")), known[0])
    lines = selectors.figures(actor, month)
    mine = selectors.is_department(actor)
    units = {line.department_id: line.department for line in lines} if mine else selectors.departments(actor)
    context = {
        "month": month,
        "months": known,
        "lines": lines,
        "total": _total(lines),
        "people": _people(actor.bureau_id, units),
        "keeper": actor.has(*selectors.KEEPERS),
    }
    return render(request, "supervision/desk/departments.html", context)


def _total(lines: list[selectors.Line]) -> dict[str, int]:
    names = ("pushed", "on_time", "late", "missing", "overdue", "findings", "answered")
    return {name: sum(getattr(line, name) for line in lines) for name in names}


def _people(bureau_id: int, units: dict[int, str]) -> list[tuple[int, str, str, str]]:
    theirs, ours = selectors.liaisons(bureau_id, units), selectors.partners(bureau_id)
    return [
        (pk, name, "、".join(person for _, person in theirs.get(pk, [])), ours.get(pk, ""))
        for pk, name in units.items()
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.KEEPERS)
@idempotent
def partner(request: HttpRequest, department_id: int) -> HttpResponse:
    """Name the bureau's liaison for a department."""
    actor = actor_of(request)
    department = identity.access_organisation(actor, department_id)
    row = selectors.partner_of(department_id)
    form = PartnerForm(
        request.POST or None,
        people=selectors.possible_liaisons(actor),
        clients=selectors.possible_clients(actor.bureau_id),
        initial={"liaison": row.liaison_id, "client": row.client_id} if row else {},
    )
    if request.method == "POST" and attempt(
        form,
        lambda: services.name_partner(
            actor,
            department_id=department_id,
            liaison_id=form.cleaned_data["liaison"],
            client_id=form.cleaned_data["client"],
        ),
    ):
        messages.success(request, gettext("已指定。"))
        return redirect("supervision:departments")
    people = selectors.liaisons(actor.bureau_id, [department_id]).get(department_id, [])
    context = {"form": form, "department": department, "people": people}
    return render(request, "supervision/desk/partner.html", context, status=422 if form.errors else 200)
