"""Looking back at delegated powers 回头看: what is due, and each power's looks (2.20)."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from oneseal.catalog import services
from oneseal.catalog.forms.keeping import LookBackForm, RectifyForm
from oneseal.catalog.selectors import look_backs
from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.identity.forms import refuse
from oneseal.kernel.access import Role
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

STATES = {
    "rectification_late": (N_("整改逾期"), "red", "alert-triangle"),
    "not_taken_over": (N_("到期未承接"), "red", "alert-triangle"),
    "to_rectify": (N_("待整改"), "amber", "clock"),
    "due": (N_("该检查了"), "amber", "clock"),
    "in_order": (N_("正常"), "green", "check"),
}


@require_safe
@allow(Role.ITEM_KEEPER, Role.SUPERVISOR)
def look_back_list(request: HttpRequest) -> HttpResponse:
    """Delegated and taken-over powers, the worst first."""
    only = request.GET.get("only", "")
    lines = look_backs.power_lines(actor_of(request))
    due = [line for line in lines if line.state != "in_order"]
    context = {
        "lines": [(line, _badge(line.state)) for line in (due if only == "due" else lines)],
        "only": only,
        "counts": {"all": len(lines), "due": len(due)},
        "keeps": actor_of(request).has(Role.ITEM_KEEPER),
    }
    return render(request, "catalog/look_backs.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.ITEM_KEEPER, Role.SUPERVISOR)
@idempotent
def look_back_page(request: HttpRequest, entry_id: int) -> HttpResponse:
    """One power: its looks, a new one, and putting right what was found."""
    look_backs.power_line(actor_of(request), entry_id)
    if request.method != "POST":
        return _page(request, entry_id)
    look_id = request.POST.get("look", "")
    form: Form = RectifyForm(request.POST) if look_id.isdecimal() else LookBackForm(request.POST)
    if form.is_valid():
        try:
            if look_id.isdecimal():
                services.rectify(actor_of(request), look_back_id=int(look_id), **form.cleaned_data)
            else:
                services.look_back(actor_of(request), entry_id=entry_id, **form.cleaned_data)
        except RuleViolation as error:
            refuse(form, error)
        else:
            messages.success(request, gettext("已登记。"))
            return redirect("catalog:look_back", entry_id)
    name = "rectify" if look_id.isdecimal() else "form"
    return _page(request, entry_id, status=422, **{name: form})


def _page(request: HttpRequest, entry_id: int, status: int = 200, **forms: Any) -> HttpResponse:
    line = look_backs.power_line(actor_of(request), entry_id)
    context = {
        "line": line,
        "badge": _badge(line.state),
        "form": LookBackForm(initial={"checked_on": clock.today()}),
        "rectify": RectifyForm(initial={"rectified_on": clock.today()}),
        "open": next((look for look in line.looks if not look.in_order and not look.rectified_on), None),
        **forms,
    }
    return render(request, "catalog/look_back.html", context, status=status)


def _badge(state: str) -> tuple[str, str, str]:
    label, tone, icon = STATES[state]
    return gettext(label), tone, icon
