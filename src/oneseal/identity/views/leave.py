"""Days away and who stands in: everybody for themselves, heads for their section, administrators for all."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow_staff
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.lists import keyset_page
from oneseal.identity import selectors, services
from oneseal.identity.forms.leave import LeaveForm
from oneseal.identity.pages import saved


@require_http_methods(["GET", "HEAD", "POST"])
@allow_staff
@idempotent
def leaves(request: HttpRequest) -> HttpResponse:
    """Who is away today, whom I stand in for, and the form to enter days away."""
    actor = actor_of(request)
    form = LeaveForm(request.POST or None, actor=actor)
    if saved(
        request,
        form,
        lambda: services.record_leave(actor, **form.values()),
        gettext("已登记。代理人在这些日期里可以办理其岗位的事。"),
    ):
        return redirect("identity:leaves")
    page = keyset_page(selectors.visible_leaves(actor), ("-first_on", "-id"), request.GET)
    recordable = {pk for (pk,) in selectors.staff_to_record(actor).values_list("pk")}
    context = {
        "form": form,
        "away": selectors.absent_today(actor),
        "page": page,
        "rows": [
            (row, selectors.leave_state(row, clock.today()), row.staff_id in recordable) for row in page.rows
        ],
        "mine_only": recordable == {actor.staff_id},
        "standing_in": [each.name for each in actor.stand_ins],
    }
    return render(request, "identity/leaves.html", context, status=422 if form.errors else 200)


@require_POST
@allow_staff
@idempotent
def cancel(request: HttpRequest, leave_id: int) -> HttpResponse:
    """Somebody is back early or does not go; the deputy's rights end at once."""
    services.cancel_leave(actor_of(request), leave_id)
    messages.success(request, gettext("已取消，代理同时结束。"))
    return redirect("identity:leaves")
