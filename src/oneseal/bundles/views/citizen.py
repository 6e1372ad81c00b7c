"""Pages of those who apply for one thing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from oneseal.bundles import selectors
from oneseal.foundation.access import actor_of, allow
from oneseal.kernel.access import Role


@require_safe
@allow(Role.CITIZEN)
def joint(request: HttpRequest, joint_id: int) -> HttpResponse:
    """One joint application: where each item stands, what to do, what to collect."""
    found = selectors.access_joint(actor_of(request), joint_id)
    context = {
        "joint": found,
        "members": selectors.members_of(found),
        "orders": selectors.orders_of(found),
        "notices": selectors.notices_of(found),
    }
    return render(request, "bundles/joint.html", context)
