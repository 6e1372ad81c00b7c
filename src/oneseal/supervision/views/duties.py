"""The boundary list: public, and kept by the keeper of items."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.catalog import selectors as catalog
from oneseal.foundation.access import actor_of, allow, allow_everyone
from oneseal.foundation.idempotency import idempotent
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Role
from oneseal.supervision import selectors, services
from oneseal.supervision.forms import DutyForm
from oneseal.supervision.rules.duties import APPROVER, SUPERVISOR


@require_safe
@allow_everyone
def public(request: HttpRequest) -> HttpResponse:
    """审批与监管责任边界清单, for everybody."""
    context = {"page": selectors.public_duties(request.GET), "q": request.GET.get("q", "").strip()}
    return render(request, "supervision/duties.html", context)


@require_safe
@allow(Role.ITEM_KEEPER)
def duties(request: HttpRequest) -> HttpResponse:
    """What is public, and which items have no boundary yet."""
    actor = actor_of(request)
    context = {
        "page": selectors.duty_list(actor, request.GET),
        "missing": selectors.without_duty(actor),
        "q": request.GET.get("q", "").strip(),
    }
    return render(request, "supervision/desk/duties.html", context)


@require_POST
@allow(Role.ITEM_KEEPER)
@idempotent
def draw_up(request: HttpRequest) -> HttpResponse:
    """Standard boundaries for items that have none."""
    count = services.draw_up_duties(actor_of(request))
    done = ngettext("已按标准文字公布 %(n)s 项。", "已按标准文字公布 %(n)s 项。", count) % {"n": count}
    messages.success(request, done if count else gettext("没有可以起草的事项：请先在事项中填写监管部门。"))
    return redirect("supervision:duties")


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.ITEM_KEEPER)
@idempotent
def duty(request: HttpRequest, item_id: int) -> HttpResponse:
    """Write one item's boundary."""
    actor = actor_of(request)
    item = catalog.access_item(actor, item_id)
    row = selectors.duty_of(item_id)
    initial = {
        "department": row.department_id if row else "",
        "approver": row.approver if row else APPROVER,
        "supervisor": row.supervisor if row else SUPERVISOR,
    }
    form = DutyForm(request.POST or None, departments=selectors.departments(actor), initial=initial)
    if request.method == "POST" and attempt(
        form,
        lambda: services.write_duty(
            actor,
            item_id=item_id,
            department_id=form.cleaned_data["department"],
            approver=form.cleaned_data["approver"],
            supervisor=form.cleaned_data["supervisor"],
        ),
    ):
        messages.success(request, gettext("已公布。今后的审批结果推送给这个部门。"))
        return redirect("supervision:duties")
    context = {"form": form, "item": item, "row": row}
    return render(request, "supervision/desk/duty.html", context, status=422 if form.errors else 200)
