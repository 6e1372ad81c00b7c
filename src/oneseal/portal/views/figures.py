"""Public figures with their definitions, and the page that defines them (2.18)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.foundation.access import actor_of, allow, allow_everyone
from oneseal.foundation.idempotency import idempotent
from oneseal.identity.forms import attempt
from oneseal.portal import services
from oneseal.portal.forms.rates import RateForm
from oneseal.portal.rules.rates import FREQUENT_SHARE
from oneseal.portal.selectors import rates


@require_safe
@allow_everyone
def figures(request: HttpRequest) -> HttpResponse:
    """Every published rate with what it is made of, and the most applied-for items."""
    context = {"rates": rates.shown_rates(), "top": rates.top_items(), "share": FREQUENT_SHARE}
    context["calls"] = rates.answered_calls()
    context["off_hours"] = rates.off_hours()
    return render(request, "portal/figures.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*services.DEFINERS)
@idempotent
def define(request: HttpRequest) -> HttpResponse:
    """The published rates, and the form for one more; the same name changes the one that is there."""
    actor, shown = actor_of(request), rates.shown_rates()
    known = {one.row.name: one.row for one in shown}
    row = known.get(request.GET.get("change", ""))
    names = RateForm.base_fields
    initial = {name: getattr(row, name) for name in names} if row else {"on_home": True}
    form = RateForm(request.POST or None, initial=initial)
    if request.method == "POST" and attempt(form, lambda: services.define_rate(actor, **form.cleaned_data)):
        messages.success(request, gettext("已公开，群众在“服务数据”看得到算法。"))
        return redirect("portal:rates")
    context = {"rates": shown, "form": form, "changing": row}
    return render(request, "portal/rates.html", context, status=422 if form.errors else 200)


@require_POST
@allow(*services.DEFINERS)
@idempotent
def drop(request: HttpRequest, rate_id: int) -> HttpResponse:
    """Publish a rate no longer."""
    services.drop_rate(actor_of(request), rate_id)
    messages.success(request, gettext("已撤下。"))
    return redirect("portal:rates")
